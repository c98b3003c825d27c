"""What the resourcing pages show."""

from typing import Any
from uuid import UUID

from flask import request as http
from flask import url_for

from changeportal.domain.permission_facts import RequestFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.resourcing import percent_used, requests_headline
from changeportal.domain.terms import RequestAnswer
from changeportal.queries.resourcing import requests as reads
from changeportal.queries.resourcing.capacity import capacity
from changeportal.web.areas.resourcing.forms import AnswerForm, AskForm
from changeportal.web.current import current_actor
from changeportal.web.formatting import fte, month
from changeportal.web.proposal_frame import frame

KEPT = ("answer", "share", "offered_from-month", "offered_from-year")
STATES = {
    "asked": "Waiting for an answer",
    "confirmed": "Confirmed",
    "part_confirmed": "Part confirmed",
    "offered_later": "Offered later",
    "declined": "Declined",
}


def of_proposal(ref: str, form: AskForm | None = None) -> dict[str, Any]:
    """A proposal's requests and the form to ask for more."""
    found, context = frame(ref, "resources")
    rows = reads.requests_of(current_actor(), found.id)
    answers = [None if row.state == "asked" else RequestAnswer(row.state) for row in rows]
    return {
        **context,
        "rows": rows,
        "states": STATES,
        "headline": requests_headline(answers),
        "may": may(current_actor(), Permission.RESOURCE_ASK, found.facts),
        "form": form or AskForm(),
    }


def request(request_id: UUID, form: AnswerForm | None = None) -> dict[str, Any]:
    """A request, and what it does to the pool month by month."""
    row = reads.one_request(current_actor(), request_id)
    asked = reads.asked_months(request_id)
    load = capacity([one for one, _time, _held in asked], row.pool_slug)[0]
    effects = [
        [month(now.month), _percent(now.taken - held, now.capacity), _percent(now.taken - held + time, now.capacity)]
        for now, (_month, time, held) in zip(load.months, asked, strict=True)
    ]
    return {
        "row": row,
        "asked": asked,
        "effects": effects,
        "may": may(current_actor(), Permission.RESOURCE_ANSWER, RequestFacts(pool_id=row.pool_id)),
        "form": form or AnswerForm(data={"version": row.version}),
        "states": STATES,
        "back_href": url_for("resourcing.waiting"),
    }


def _percent(taken: int, capacity: int | None) -> str:
    share = percent_used(taken, capacity)
    if share is None:
        return f"{fte(taken)} FTE, capacity not known"
    return f"{share}%{' Over' if share > 100 else ''}"


def over(request_id: UUID, form: AnswerForm, question: str) -> dict[str, Any]:
    """The question before a team is promised beyond what it has; what was answered comes along unseen."""
    kept = [(name, value) for name, value in http.form.items(multi=True) if name in KEPT]
    return {**request(request_id, form), "question": question, "kept": kept}
