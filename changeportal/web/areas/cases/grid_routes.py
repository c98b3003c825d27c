"""A line's year by months, and the years that a grid shows."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from changeportal.domain.calendar import year_of
from changeportal.domain.errors import Invalid
from changeportal.queries import cases as reads
from changeportal.services.line_months import SaveMonths, SetYears, save_months, set_years
from changeportal.web.areas.cases import grid_pages as pages
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.areas.cases.year_form import YearsForm
from changeportal.web.current import current_context, today
from changeportal.web.forms.base import VersionedForm
from changeportal.web.proposal_frame import frame


@bp.get("/proposals/<ref>/money/lines/<uuid:line_id>/months/<int:year>")
def months(ref: str, line_id: UUID, year: int) -> str:
    """The months of a line's year."""
    return render_template("cases/months.html", **pages.months(ref, line_id, year))


@bp.post("/proposals/<ref>/money/lines/<uuid:line_id>/months/<int:year>")
def months_post(ref: str, line_id: UUID, year: int) -> Answer:
    """Save them; the year becomes their sum."""
    found, _context = frame(ref, "money")
    line = reads.one_line(found.id, line_id)
    grid = pages.months_form(line, year)
    try:
        if grid.read(request.form):
            given = {date.fromisoformat(month): grid.values[key, month] for key, month in grid.texts}
            save_months(
                current_context(), SaveMonths(ref, line_id, year, given, VersionedForm().expected_version() or 0)
            )
            flash("The months are saved, and the year is their sum.")
            return redirect(url_for("cases.money", ref=ref, option=line.option_id))
    except Invalid as error:
        grid.problems |= {(str(line_id), month): words for month, words in error.fields.items()}
    return render_template("cases/months.html", **pages.months(ref, line_id, year, grid)), 422


@bp.get("/proposals/<ref>/money/years")
def grid_years(ref: str) -> str:
    """Which years the grid shows."""
    found, context = frame(ref, "money")
    option, _rows = pages.option_chosen(found, request.args.get("option", ""))
    held = reads.grid(option.id, year_of(today()))
    form = YearsForm(data={"first_year": str(held.first_year), "years": held.last_year - held.first_year + 1})
    return render_template("cases/years.html", form=form, option=option, **context)


@bp.post("/proposals/<ref>/money/years")
def grid_years_post(ref: str) -> Answer:
    """Show other years."""
    found, context = frame(ref, "money")
    option, _rows = pages.option_chosen(found, request.args.get("option", ""))
    form = YearsForm()
    try:
        if form.validate():
            set_years(current_context(), SetYears(ref, option.id, int(form.first_year.data), form.years.data))
            return redirect(url_for("cases.money", ref=ref, option=option.id))
    except Invalid as error:
        form.take(error)
    return render_template("cases/years.html", form=form, option=option, **context), 422
