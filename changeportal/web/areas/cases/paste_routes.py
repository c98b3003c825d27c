"""Figures from a spreadsheet without JavaScript: pasted into a box, or uploaded; looked at, then used as a whole."""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for

from changeportal.domain.errors import Invalid
from changeportal.services.money_lines import save_amounts
from changeportal.web.areas.cases import paste_pages as pages
from changeportal.web.areas.cases.grid_file import amounts_of, held_grid
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.current import current_context
from changeportal.web.forms.base import VersionedForm
from changeportal.web.proposal_frame import frame


@bp.get("/proposals/<ref>/money/paste")
def paste(ref: str) -> str:
    """The box and the file."""
    return render_template("cases/paste.html", **pages.paste(ref, request.args.get("option", "")))


@bp.post("/proposals/<ref>/money/paste")
def paste_post(ref: str) -> Answer:
    """Check a block and show what was understood; or use it. Nothing of a block with a fault is used."""
    wanted = request.args.get("option", "")
    try:
        block = pages.sent_block()
    except Invalid as error:
        return render_template("cases/paste.html", **pages.paste(ref, wanted, problem=error.fields["file"])), 422
    found, _context = frame(ref, "money")
    option, _held, grid = held_grid(found, ref, wanted)
    reading = pages.reading_of(block, grid, request.form)
    if reading.usable and request.form.get("then") == "use":
        try:
            version = VersionedForm().expected_version() or 0
            save_amounts(current_context(), ref, option.id, version, amounts_of(reading.amounts()))
            flash(f"{len(reading.cells)} values are saved.")
            return redirect(url_for("cases.money", ref=ref, option=option.id))
        except Invalid as error:
            reading = replace(reading, problems=list(error.fields.values()))
    page = render_template("cases/paste.html", **pages.paste(ref, str(option.id), block, reading))
    return page if reading.usable else (page, 422)
