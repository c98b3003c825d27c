"""One item of an agenda: reading it, recording and confirming its decision, putting it off."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.services.boards.item_decisions import Draft, confirm, record_draft
from changeportal.services.boards.item_results import PutOff, note_item, put_off
from changeportal.services.boards.places import At
from changeportal.services.clearance import mark_step
from changeportal.services.once import once
from changeportal.web.areas.boards import item_pages as pages
from changeportal.web.areas.boards.decision_form import RecordForm, offered
from changeportal.web.areas.boards.forms import ButtonForm, NoteForm, PutOffForm
from changeportal.web.areas.boards.routes import Answer, bp
from changeportal.web.current import current_context
from changeportal.web.forms.asks import adding, with_asks

__all__ = ["Answer", "bp"]


def _item(at: At, n: int) -> str:
    return url_for("boards.item", slug=at.board, meeting=at.meeting, n=n)


@bp.get("/boards/<slug>/<meeting>/items/<int:n>")
def item(slug: str, meeting: str, n: int) -> str:
    """The one screen that a board needs."""
    return render_template("boards/item.html", **pages.item(At(slug, meeting), n))


@bp.get("/boards/<slug>/<meeting>/items/<int:n>/record")
def record(slug: str, meeting: str, n: int) -> str:
    """Record what the board decided."""
    return render_template("boards/record.html", **pages.record(At(slug, meeting), n))


@bp.post("/boards/<slug>/<meeting>/items/<int:n>/record")
def record_post(slug: str, meeting: str, n: int) -> Answer:
    """Keep the record for the chair to confirm."""
    at = At(slug, meeting)
    form = with_asks(RecordForm)(offered(pages.item(at, n, checks=False)["item"]))
    if adding():
        return render_template("boards/record.html", **pages.record(at, n, form))
    try:
        if form.validate():
            record_draft(current_context(), Draft(at, n, form.body(), form.expected_version()))
            flash("Recorded. It counts when the chair confirms it.")
            return redirect(_item(at, n))
    except Invalid as error:
        form.take(error)
    return render_template("boards/record.html", **pages.record(at, n, form)), 422


@bp.post("/boards/<slug>/<meeting>/items/<int:n>/confirm")
def confirm_post(slug: str, meeting: str, n: int) -> Response:
    """Make the decision, once."""
    at, ctx, form = At(slug, meeting), current_context(), ButtonForm()
    version = form.expected_version()
    done = once(ctx, lambda: confirm(ctx, at, n, version), lambda made: url_for("decisions.one", number=made.number))
    flash("The decision is recorded. The people of the proposal have been told.")
    return redirect(done)


@bp.get("/boards/<slug>/<meeting>/items/<int:n>/put-off")
def item_put_off(slug: str, meeting: str, n: int) -> str:
    """Put an item off to another day."""
    return render_template("boards/put_off.html", **pages.put_off(At(slug, meeting), n))


@bp.post("/boards/<slug>/<meeting>/items/<int:n>/put-off")
def item_put_off_post(slug: str, meeting: str, n: int) -> Answer:
    """Defer it."""
    at, form = At(slug, meeting), PutOffForm()
    try:
        if form.validate():
            put_off(current_context(), PutOff(at, n, form.reason.data, form.until.data))
            flash("The item is put off. The people of the proposal have been told.")
            return redirect(_item(at, n))
    except Invalid as error:
        form.take(error)
    return render_template("boards/put_off.html", **pages.put_off(at, n, form)), 422


@bp.post("/boards/<slug>/<meeting>/items/<int:n>/note")
def item_note_post(slug: str, meeting: str, n: int) -> Answer:
    """The body noted it."""
    at, form = At(slug, meeting), NoteForm()
    if form.validate():
        note_item(current_context(), at, n, form.words.data or "")
        flash("The item is noted.")
        return redirect(_item(at, n))
    return render_template("boards/item.html", **pages.item(at, n, note=form)), 422


@bp.post("/boards/<slug>/<meeting>/items/<int:n>/steps")
def item_step_post(slug: str, meeting: str, n: int) -> Response:
    """Mark a step before the meeting as done, or take that back."""
    done, title = request.form.get("done") == "yes", request.form.get("step", "")
    mark_step(current_context(), At(slug, meeting), n, title, done=done)
    flash(f"‘{title}’ is {'done' if done else 'not done after all'} for item {n}.")
    return redirect(url_for("boards.meeting", slug=slug, meeting=meeting) + "#clearance-caption")
