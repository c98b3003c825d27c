"""The business case: sections, options, savings and costs by year."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid, Stale
from changeportal.queries import cases as reads
from changeportal.services.cases import SaveSection, save_section
from changeportal.services.drafts import drop_draft, keep_draft
from changeportal.services.money_lines import remove_line, save_amounts, save_line
from changeportal.services.once import once
from changeportal.services.options import SaveOption, choose_option, remove_option, save_option
from changeportal.web.areas.cases import grid_pages, pages
from changeportal.web.areas.cases.forms import LineForm, OptionForm, choice_of, choose_form, line_data
from changeportal.web.areas.cases.grid_file import amounts_of, grid_table, held_grid
from changeportal.web.areas.cases.section_forms import section_form, section_texts
from changeportal.web.current import current_context
from changeportal.web.downloads import asked_format, download
from changeportal.web.forms.base import VersionedForm
from changeportal.web.proposal_frame import frame
from changeportal.web.redirects import home_path

bp = Blueprint("cases", __name__)
Answer = str | Response | tuple[str, int]
NOT_TYPED = frozenset({"csrf_token", "_key", "_draft", "version"})


@bp.get("/proposals/<ref>/case")
def task_list(ref: str) -> str:
    """The sections of the case."""
    return render_template("cases/task_list.html", **pages.task_list(ref))


@bp.get("/proposals/<ref>/case/<section>")
def section(ref: str, section: str) -> str:
    """One section."""
    return render_template("cases/section.html", **pages.section(ref, section))


@bp.post("/proposals/<ref>/case/<section>")
def section_post(ref: str, section: str) -> Answer:
    """Save it; a stale save shows both versions and loses nothing."""
    found, _context = frame(ref, "case")
    later = request.form.get("then") == "later"
    form = section_form(pages.section_of(section), pages.route_of(found), later=later)()
    try:
        if form.validate():
            texts = {**section_texts(pages.section_of(section), form), **pages.theirs(found.id, section, request.form)}
            complete = form["complete"].data == "yes"
            save_section(current_context(), SaveSection(ref, section, texts, complete, form.expected_version() or 0))
            return redirect(url_for("cases.task_list", ref=ref))
    except Invalid as error:
        form.take(error)
    except Stale as stale:
        return render_template("cases/section.html", **pages.section(ref, section, form, stale)), 409
    return render_template("cases/section.html", **pages.section(ref, section, form)), 422


@bp.post("/drafts/<path:form>")
def draft_post(form: str) -> Response:
    """Keep what was typed so far, for this person alone."""
    sent = request.form.to_dict(flat=False)
    body = {name: texts[0] if len(texts) == 1 else texts for name, texts in sent.items() if name not in NOT_TYPED}
    keep_draft(current_context(), form, body)
    return Response(status=204)


@bp.post("/drafts/<path:form>/discard")
def draft_discard_post(form: str) -> Response:
    """The words are not wanted any more."""
    drop_draft(current_context(), form)
    return redirect(home_path(f"/{form.strip('/')}"))


@bp.get("/proposals/<ref>/options")
def options(ref: str) -> str:
    """The options side by side."""
    return render_template("cases/options.html", **pages.options(ref))


@bp.post("/proposals/<ref>/options")
def options_post(ref: str) -> Answer:
    """Recommend one."""
    found, _context = frame(ref, "case")
    rows = reads.options(found.id)
    form = choose_form(rows)()
    try:
        if form.validate():
            choose_option(current_context(), choice_of(form, ref, rows))
            flash("Your recommendation is saved.")
            return redirect(url_for("cases.options", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("cases/options.html", **pages.options(ref, form)), 422


@bp.get("/proposals/<ref>/options/new")
def option_new(ref: str) -> str:
    """A new option."""
    _found, context = frame(ref, "case")
    return render_template("cases/option.html", form=OptionForm(), option=None, **context)


@bp.post("/proposals/<ref>/options/new")
def option_new_post(ref: str) -> Answer:
    """Add it."""
    form, ctx = OptionForm(), current_context()
    if not form.validate():
        _found, context = frame(ref, "case")
        return render_template("cases/option.html", form=form, option=None, **context), 422
    command = SaveOption(ref, form.title.data, form.description.data or "")
    return redirect(once(ctx, lambda: save_option(ctx, command), lambda _id: url_for("cases.options", ref=ref)))


@bp.post("/proposals/<ref>/options/<uuid:option_id>/remove")
def option_remove_post(ref: str, option_id: UUID) -> Response:
    """Take it off the list."""
    remove_option(current_context(), ref, option_id)
    return redirect(url_for("cases.options", ref=ref))


@bp.get("/proposals/<ref>/money")
def money(ref: str) -> Answer:
    """Savings and costs by year; as a file, the form to fill in and bring back."""
    if asked_format():
        return download(grid_table(ref, request.args.get("option", "")))
    wanted, number = request.args.get("option", ""), request.args.get("part", "")
    return render_template("cases/money.html", **grid_pages.money(ref, wanted, number))


@bp.post("/proposals/<ref>/money")
def money_post(ref: str) -> Answer:
    """Save the page of the grid that was sent: bad boxes are marked one by one and everything typed is kept."""
    found, _context = frame(ref, "money")
    number = request.args.get("part", "")
    option, _held, whole = held_grid(found, ref, request.args.get("option", ""))
    grid = grid_pages.part_asked(whole, number).grid
    read = grid.read(request.form)
    if read and grid.negatives() and request.form.get("negatives") != "meant":
        asked = {"ref": ref, "option": option, "part": number, "grid": grid, "held": list(request.form.items())}
        return render_template("cases/negatives.html", **asked), 422
    try:
        if read:
            amounts = amounts_of({place: grid.values[place] for place in grid.texts})
            save_amounts(current_context(), ref, option.id, VersionedForm().expected_version() or 0, amounts)
            flash("Your figures are saved.")
            return redirect(url_for("cases.money", ref=ref, option=option.id, part=number or None))
    except Invalid as error:
        grid_pages.cell_problems(grid, error)
    return render_template("cases/money.html", **grid_pages.money(ref, str(option.id), number, grid)), 422


@bp.get("/proposals/<ref>/money/lines/new")
def line_new(ref: str) -> str:
    """A new line."""
    _found, context = frame(ref, "money")
    return render_template("cases/line.html", form=LineForm(data={"fund_code": "GF"}), line=None, **context)


@bp.post("/proposals/<ref>/money/lines/new")
def line_new_post(ref: str) -> Answer:
    """Add it to the option."""
    found, context = frame(ref, "money")
    option, _rows = grid_pages.option_chosen(found, request.args.get("option", ""))
    form, ctx = LineForm(), current_context()
    try:
        if form.validate():
            command = form.command(ref, option.id)
            done = url_for("cases.money", ref=ref, option=option.id)
            return redirect(once(ctx, lambda: save_line(ctx, command), lambda _id: done))
    except Invalid as error:
        form.take(error)
    return render_template("cases/line.html", form=form, line=None, **context), 422


@bp.get("/proposals/<ref>/money/lines/<uuid:line_id>")
def line(ref: str, line_id: UUID) -> Answer:
    """Change a line; one that is worked out from people is changed where they are counted."""
    found, context = frame(ref, "money")
    held = reads.one_line(found.id, line_id)
    if held.counted:
        return redirect(url_for("resourcing.costs", ref=ref))
    links = grid_pages.month_links(ref, held)
    return render_template("cases/line.html", form=LineForm(data=line_data(held)), line=held, months=links, **context)


@bp.post("/proposals/<ref>/money/lines/<uuid:line_id>")
def line_post(ref: str, line_id: UUID) -> Answer:
    """Save it."""
    found, context = frame(ref, "money")
    option, _rows = grid_pages.option_chosen(found, request.args.get("option", ""))
    form = LineForm()
    try:
        if form.validate():
            save_line(current_context(), form.command(ref, option.id, line_id))
            return redirect(url_for("cases.money", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("cases/line.html", form=form, line=reads.one_line(found.id, line_id), **context), 422


@bp.post("/proposals/<ref>/money/lines/<uuid:line_id>/remove")
def line_remove_post(ref: str, line_id: UUID) -> Response:
    """Take it off the grid."""
    remove_line(current_context(), ref, line_id)
    return redirect(url_for("cases.money", ref=ref))
