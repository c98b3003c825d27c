"""Boards, their meetings and agendas, attendance and interests."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.services.boards.agenda import add_item, move_item, remove_item
from changeportal.services.boards.attendance import record_attendance
from changeportal.services.boards.interests import declare
from changeportal.services.boards.meetings import close_meeting, plan_meeting
from changeportal.services.boards.papers import publish_papers
from changeportal.services.boards.places import At
from changeportal.services.once import once
from changeportal.web.areas.boards import pages
from changeportal.web.areas.boards.forms import InterestForm, MeetingForm
from changeportal.web.current import current_context, today
from changeportal.web.formatting import plural

bp = Blueprint("boards", __name__)
Answer = str | Response | tuple[str, int]


def _meeting(at: At) -> str:
    return url_for("boards.meeting", slug=at.board, meeting=at.meeting)


@bp.get("/boards")
def listed() -> str:
    """Every board."""
    return render_template("boards/list.html", **pages.all_boards())


@bp.get("/boards/<slug>")
def one(slug: str) -> str:
    """A board, its people, its meetings and what waits for it."""
    return render_template("boards/board.html", **pages.board(slug))


@bp.get("/boards/<slug>/new-meeting")
def new_meeting(slug: str) -> str:
    """Plan a meeting."""
    return render_template("boards/new_meeting.html", form=MeetingForm(), **pages.board(slug))


@bp.post("/boards/<slug>/new-meeting")
def new_meeting_post(slug: str) -> Answer:
    """Add it."""
    form, ctx = MeetingForm(), current_context()
    try:
        command = form.command(slug) if form.validate() else None
        if command is not None:
            asked = command
            done = once(ctx, lambda: plan_meeting(ctx, asked), lambda made: _meeting(At(slug, made)))
            flash("The meeting was added.")
            return redirect(done)
    except Invalid as error:
        form.take(error)
    return render_template("boards/new_meeting.html", form=form, **pages.board(slug)), 422


@bp.get("/boards/<slug>/<meeting>")
def meeting(slug: str, meeting: str) -> str:
    """The agenda and the quorum."""
    return render_template("boards/meeting.html", **pages.meeting(At(slug, meeting)))


@bp.get("/boards/<slug>/<meeting>/papers")
def papers(slug: str, meeting: str) -> str:
    """Every paper."""
    return render_template("boards/papers.html", **pages.papers(At(slug, meeting)))


@bp.get("/boards/<slug>/<meeting>/add-item")
def item_new(slug: str, meeting: str) -> str:
    """Add to the agenda."""
    return render_template("boards/add_item.html", **pages.add_item(At(slug, meeting)))


@bp.post("/boards/<slug>/<meeting>/add-item")
def item_new_post(slug: str, meeting: str) -> Answer:
    """Put it on."""
    at, ctx = At(slug, meeting), current_context()
    form = pages.item_form(at)
    try:
        if form.validate():
            command = form.command(at)
            return redirect(once(ctx, lambda: add_item(ctx, command), lambda _n: _meeting(at)))
    except Invalid as error:
        form.take(error)
    return render_template("boards/add_item.html", **pages.add_item(at, form)), 422


@bp.post("/boards/<slug>/<meeting>/items/<int:n>/remove")
def item_remove_post(slug: str, meeting: str, n: int) -> Response:
    """Take an item off an agenda that is not published yet."""
    at = At(slug, meeting)
    remove_item(current_context(), at, n)
    flash("The item was taken off the agenda.")
    return redirect(_meeting(at))


@bp.post("/boards/<slug>/<meeting>/items/<int:n>/move")
def item_move_post(slug: str, meeting: str, n: int) -> Response:
    """One place up or down, before the papers are published."""
    at, up = At(slug, meeting), request.form.get("to") == "up"
    move_item(current_context(), at, n, up=up)
    return redirect(f"{_meeting(at)}#item-{n - 1 if up else n + 1}")


@bp.post("/boards/<slug>/<meeting>/publish")
def publish_post(slug: str, meeting: str) -> Response:
    """Publish the papers."""
    at = At(slug, meeting)
    publish_papers(current_context(), at)
    flash("The papers are published. The board members have been told, and the pack is being made.")
    return redirect(_meeting(at))


@bp.post("/boards/<slug>/<meeting>/close")
def close_post(slug: str, meeting: str) -> Response:
    """Close the meeting."""
    at = At(slug, meeting)
    left = close_meeting(current_context(), at)
    flash(f"The meeting is closed. {plural(left, 'item')} not reached.")
    return redirect(_meeting(at))


@bp.get("/boards/<slug>/<meeting>/attendance")
def attendance(slug: str, meeting: str) -> str:
    """Who is here."""
    return render_template("boards/attendance.html", **pages.attendance(At(slug, meeting)))


@bp.post("/boards/<slug>/<meeting>/attendance")
def attendance_post(slug: str, meeting: str) -> Answer:
    """Enter it."""
    at = At(slug, meeting)
    form = pages.attendance_form(at)
    try:
        command = form.command(at, today()) if form.validate() else None
        if command is not None:
            flash(f"Attendance is saved. {record_attendance(current_context(), command).words}")
            return redirect(url_for("boards.attendance", slug=slug, meeting=meeting))
    except Invalid as error:
        form.take(error)
    return render_template("boards/attendance.html", **pages.attendance(at, form)), 422


@bp.get("/boards/<slug>/<meeting>/interests")
def interests(slug: str, meeting: str) -> str:
    """Whether one has an interest in any item."""
    return render_template("boards/interests.html", **pages.interests(At(slug, meeting)))


@bp.post("/boards/<slug>/<meeting>/interests")
def interests_post(slug: str, meeting: str) -> Answer:
    """Say so."""
    at = At(slug, meeting)
    form = InterestForm(pages.interests(at)["meeting"].items)
    try:
        if form.validate():
            words = declare(current_context(), form.command(at))
            flash(f"Your declaration is recorded. {words}".strip())
            return redirect(_meeting(at))
    except Invalid as error:
        form.take(error)
    return render_template("boards/interests.html", **pages.interests(at, form)), 422
