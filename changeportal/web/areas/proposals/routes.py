"""Proposals: the list, one proposal, its history, and what can be done to it at any time."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from changeportal.domain.errors import Invalid
from changeportal.domain.references import parse_reference
from changeportal.domain.terms import Action, Part
from changeportal.queries.history import history as read_history
from changeportal.services.proposals import ChangeCourse, GivePart, change_course, give_part, restrict
from changeportal.services.watching import follow, seen
from changeportal.web.areas.proposals import pages
from changeportal.web.areas.proposals.forms import FORMS, PartForm, RestrictForm
from changeportal.web.current import current_context
from changeportal.web.downloads import asked_format, download
from changeportal.web.proposal_frame import frame

bp = Blueprint("proposals", __name__)
Answer = str | AnyResponse | tuple[str, int]
COURSES = "any(withdraw,withdraw_submission,pause,resume,reopen)"


@bp.get("/proposals")
def listed() -> str | Response:
    """The list, with filters in the address."""
    if asked_format():
        return download(pages.list_table())
    return render_template("proposals/list.html", **pages.listed())


@bp.get("/search")
def search() -> AnyResponse:
    """A reference goes straight to its proposal; words go to the list."""
    words = request.args.get("q", "").strip()
    found = parse_reference(words) if words else None
    if found is not None and str(found).startswith("CP-"):
        return redirect(url_for("proposals.overview", ref=str(found)))
    return redirect(url_for("proposals.listed", q=words))


@bp.get("/proposals/<ref>")
def overview(ref: str) -> str | AnyResponse:
    """One proposal; from now on it counts as looked at."""
    shown = pages.overview(ref)
    page = render_template("proposals/overview.html", **shown)
    seen(current_context(), shown["found"].id, shown["glance"].last_seen)
    return page


@bp.post("/proposals/<ref>/follow")
def follow_post(ref: str) -> AnyResponse:
    """Follow, or stop following."""
    on = request.form.get("then") == "follow"
    follow(current_context(), ref, on=on)
    flash(
        "You follow this proposal. We will email you when its status changes."
        if on
        else "You no longer follow this proposal."
    )
    return redirect(url_for("proposals.overview", ref=ref))


@bp.get("/proposals/<ref>/history")
def history(ref: str) -> str | Response:
    """Everything that happened, in plain words."""
    found, context = frame(ref, "history")
    events = read_history(found.id)
    if asked_format():
        return download(pages.history_table(found, events))
    return render_template("proposals/history.html", events=pages.timeline(events), **context)


@bp.get(f"/proposals/<ref>/<{COURSES}:course>")
def course(ref: str, course: str) -> str:
    """Withdraw, take back, pause, resume or reopen: what will happen, and why."""
    return render_template("proposals/course.html", **pages.course(ref, Action(course)))


@bp.post(f"/proposals/<ref>/<{COURSES}:course>")
def course_post(ref: str, course: str) -> Answer:
    """Do it."""
    action = Action(course)
    form = FORMS[action]()
    try:
        if form.validate():
            reason, until = form.data.get("reason") or "", form.data.get("until")
            change_course(current_context(), ChangeCourse(ref, action, reason, until, form.expected_version()))
            flash(pages.DONE[action])
            return redirect(url_for("proposals.overview", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("proposals/course.html", **pages.course(ref, action, form)), 422


@bp.get("/proposals/<ref>/people")
def people(ref: str) -> str:
    """Who has a part, and giving one."""
    return render_template("proposals/people.html", **pages.people(ref))


@bp.post("/proposals/<ref>/people")
def people_post(ref: str) -> Answer:
    """Give a part."""
    form = PartForm()
    try:
        if form.validate():
            person = UUID(form.person_id.data)
            command = GivePart(ref, person, Part(form.part.data), form.reason.data, form.expected_version())
            give_part(current_context(), command)
            return redirect(url_for("proposals.people", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("proposals/people.html", **pages.people(ref, form)), 422


@bp.get("/proposals/<ref>/restrict")
def restrict_page(ref: str) -> str:
    """Who sees it."""
    return render_template("proposals/restrict.html", **pages.restricted(ref))


@bp.post("/proposals/<ref>/restrict")
def restrict_post(ref: str) -> Answer:
    """Restrict it, or open it again."""
    form = RestrictForm()
    if not form.validate():
        return render_template("proposals/restrict.html", **pages.restricted(ref, form)), 422
    restrict(current_context(), ref, form.because.data or "", form.expected_version())
    return redirect(url_for("proposals.overview", ref=ref))
