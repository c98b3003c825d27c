"""People and money needed: asking, answering, capacity."""

from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid, NotFound
from changeportal.queries.resourcing import requests as reads
from changeportal.services.once import once
from changeportal.services.resourcing.answering import Answer as GivenAnswer
from changeportal.services.resourcing.answering import NeedsAgreement, answer_request
from changeportal.services.resourcing.asking import ask_for_time, withdraw_request
from changeportal.web.areas.resourcing import capacity_pages, pages
from changeportal.web.areas.resourcing.forms import AnswerForm, AskForm
from changeportal.web.current import current_actor, current_context
from changeportal.web.downloads import asked_format, download

bp = Blueprint("resourcing", __name__)
Answer = str | Response | tuple[str, int]


@bp.get("/proposals/<ref>/resources")
def of_proposal(ref: str) -> str:
    """Who was asked for, and the answers."""
    return render_template("resourcing/proposal.html", **pages.of_proposal(ref))


@bp.post("/proposals/<ref>/resources")
def of_proposal_post(ref: str) -> Answer:
    """Ask for somebody's time."""
    form, ctx = AskForm(), current_context()
    try:
        if form.validate() and form.months_in_order():
            command = form.command(ref)
            done = url_for("resourcing.of_proposal", ref=ref)
            return redirect(once(ctx, lambda: ask_for_time(ctx, command), lambda _id: done))
    except Invalid as error:
        form.take(error)
    return render_template("resourcing/proposal.html", **pages.of_proposal(ref, form)), 422


@bp.post("/proposals/<ref>/resources/<uuid:request_id>/withdraw")
def withdraw_post(ref: str, request_id: UUID) -> Response:
    """The time is no longer wanted."""
    withdraw_request(current_context(), ref, request_id, None)
    return redirect(url_for("resourcing.of_proposal", ref=ref))


@bp.get("/resources/requests")
def waiting() -> str:
    """Requests that wait for this person's answer."""
    return render_template("resourcing/waiting.html", rows=reads.requests_waiting(current_actor()))


@bp.get("/resources/requests/<uuid:request_id>")
def one(request_id: UUID) -> str:
    """One request and what it does to the team."""
    return render_template("resourcing/request.html", **pages.request(request_id))


@bp.post("/resources/requests/<uuid:request_id>")
def one_post(request_id: UUID) -> Answer:
    """Answer it. Going over capacity is asked about on a page of its own."""
    form, agreed = AnswerForm(), request.form.get("over_capacity_agreed") == "yes"
    if request.form.get("then") == "change":
        return render_template("resourcing/request.html", **pages.request(request_id, form))
    try:
        if form.validate():
            given = form.given(reads.asked_months(request_id))
            answer_request(current_context(), GivenAnswer(request_id, form.expected_version(), given, agreed))
            flash("Your answer was sent.")
            return redirect(url_for("resourcing.waiting"))
    except NeedsAgreement as asked:
        form.take(asked)
        return render_template("resourcing/over.html", **pages.over(request_id, form, asked.question)), 422
    except Invalid as error:
        form.take(error)
    return render_template("resourcing/request.html", **pages.request(request_id, form)), 422


@bp.get("/resources/capacity")
def capacity() -> str | Response:
    """How full each team is, by month."""
    if asked_format():
        return download(capacity_pages.capacity_table())
    return render_template("resourcing/capacity.html", **capacity_pages.capacity_page())


@bp.get("/resources/capacity/<pool>/<on>")
def cell(pool: str, on: str) -> str:
    """Who asks for what behind a cell of the table."""
    try:
        month = date.fromisoformat(on).replace(day=1)
    except ValueError as error:
        raise NotFound from error
    return render_template("resourcing/cell.html", **capacity_pages.cell_page(pool, month))
