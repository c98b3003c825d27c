"""What the pages of lawful deciding show: notices, resolutions, call-in, facts after approval, reporting back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import url_for

from changeportal.domain.approval_facts import FROM, Fact, missing
from changeportal.domain.approval_facts import LABELS as FACTS
from changeportal.domain.calendar import london_date
from changeportal.domain.call_in import ENDINGS, CallIn, CallInKind, refusal
from changeportal.domain.call_in import LABELS as CALL_IN
from changeportal.domain.deciders import DECIDERS
from changeportal.domain.errors import NotFound
from changeportal.domain.gateway_facts import Power
from changeportal.domain.key_notices import LABELS, PARAGRAPHS, PRIVATE, NoticeKind
from changeportal.domain.permission_facts import GateFacts, MeetingFacts, Subject
from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import Gateway, Role, Stage, Status
from changeportal.queries import decisions as reads
from changeportal.queries import lawful
from changeportal.queries.cases import options
from changeportal.queries.clearance import way_of
from changeportal.queries.lawful import OpenBody
from changeportal.queries.proposals import ProposalHeader
from changeportal.services.policies import expected
from changeportal.web.areas.decisions.lawful_forms import (
    CallInForm,
    FactForm,
    NoticeForm,
    ReportForm,
    RepresentationForm,
    ResolutionForm,
)
from changeportal.web.current import current_actor, current_context, today
from changeportal.web.formatting import day
from changeportal.web.forms.base import VersionedForm
from changeportal.web.proposal_frame import frame

BY_CLERK = frozenset({Role.SECRETARY, Role.MONITORING_OFFICER})
GOING_ON = (Status.IN_REVIEW, Status.SCHEDULED)
DECIDE = "gateways.decide"
Link = tuple[str, str, Permission, Subject]
BEFORE = (Stage.BUSINESS_CASE, Stage.RESOURCING)
AFTER = (Stage.BENEFITS, Stage.CLOSED)


def of_proposal(found: ProposalHeader) -> dict[str, Any]:
    """What the page of a proposal's decisions adds: who is asked, notices, call-in, facts, what can be done."""
    way = way_of(found.id, today()) if found.status is Status.SCHEDULED else None
    decided_on = max(today(), london_date(way.starts_at)) if way else today()
    body = lawful.open_body(found.id, decided_on) if found.stage is Stage.APPROVAL else None
    after = found.stage in AFTER
    effect = lawful.effect(found.id, today()) if after else None
    known = lawful.facts(found.id) if after else {}
    return {
        "body": body,
        "body_kind": DECIDERS[body.asked.kind] if body else None,
        "way": way,
        "expected": expected(current_context(), found.id) if found.stage in BEFORE else None,
        "notices": [_notice(one) for one in lawful.notices(found.id)],
        "effect": effect,
        "call_in_labels": CALL_IN,
        "facts": _facts(known) if after else [],
        "facts_missing": [FACTS[one] for one in missing(known)] if after else [],
        "may_authorise": _may_authorise(found, effect, known),
        "authorise_form": VersionedForm(data={"version": found.version}),
        "links": _links(found, body, after=after),
    }


def _may_authorise(found: ProposalHeader, effect: lawful.Effect | None, known: Mapping[str, Any]) -> bool:
    if (
        effect is None
        or effect.brought_in
        or effect.stops
        or Fact.AUTHORISED in known
        or found.stage is not Stage.BENEFITS
    ):
        return False
    subject = MeetingFacts(board_id=effect.board_id, proposal=found.facts)
    return may(current_actor(), Permission.PLAN_AUTHORISE, subject).allowed


def _facts(known: Mapping[str, list[Any]]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for one in Fact:
        held = known.get(one, ())
        rows += [[FACTS[one], day(on), who or "The system", evidence] for on, who, evidence in held]
        if not held:
            rows.append([FACTS[one], "Missing", "", FROM[one]])
    return rows


def _notice(one: lawful.NoticeRow) -> dict[str, Any]:
    row = one.row
    kind = NoticeKind(row.kind)
    return {
        "one": one,
        "row": row,
        "label": LABELS[kind],
        "private": kind in PRIVATE,
        "paragraph": f"{row.paragraph}: {PARAGRAPHS[row.paragraph]}" if row.paragraph else "",
    }


def _links(found: ProposalHeader, body: OpenBody | None, *, after: bool) -> list[dict[str, str]]:
    """What this person can do here, and the reason where they cannot."""
    actor = current_actor()
    asked: list[Link | None] = []
    if body is not None and found.status in GOING_ON:
        asked.append(_decide_link(found, body))
        asked.append(("Publish a notice", "decisions.notice_new", Permission.NOTICE_PUBLISH, _clerk(found, body)))
    if found.status in (Status.CONSULTING, Status.IN_TEST):
        asked.append(("Report back what was found", "decisions.report", Permission.CASE_SUBMIT, found.facts))
    if after:
        asked.append(("Record a fact after approval", "decisions.fact", Permission.FACT_RECORD, found.facts))
    answers = [
        (text, endpoint, may(actor, permission, subject)) for text, endpoint, permission, subject in filter(None, asked)
    ]
    return [
        {"text": text, "href": _href(endpoint, found.ref) if ok.allowed else "", "reason": ok.reason}
        for text, endpoint, ok in answers
    ]


def _href(endpoint: str, ref: str) -> str:
    return url_for(endpoint, ref=ref, gateway=Gateway.G4) if endpoint == DECIDE else url_for(endpoint, ref=ref)


def _clerk(found: ProposalHeader, body: OpenBody) -> MeetingFacts:
    return MeetingFacts(board_id=body.asked.board_id, proposal=found.facts)


def gate(found: ProposalHeader, body: OpenBody) -> GateFacts:
    """Who may decide at gateway 4 without a meeting: the clerk enters it, or the named officer decides."""
    clerk = DECIDERS[body.asked.kind].by_clerk
    return GateFacts(
        gateway=Gateway.G4,
        proposal=found.facts,
        board_id=body.asked.board_id,
        roles=BY_CLERK if clerk else frozenset(),
        holders=frozenset({body.asked.officer_id} if body.asked.officer_id else ()),
        ask=f"the clerk of {body.asked.name}" if clerk else body.asked.name,
    )


def _decide_link(found: ProposalHeader, body: OpenBody) -> Link | None:
    kind = DECIDERS[body.asked.kind]
    if kind.by_clerk:
        words = f"Enter what {body.asked.name} resolved"
        return words, "decisions.resolution", Permission.GATEWAY_DECIDE, gate(found, body)
    if kind.meets:
        return None
    return "Decide as the named officer", DECIDE, Permission.GATEWAY_DECIDE, gate(found, body)


def notice_new(ref: str, form: NoticeForm | None = None) -> dict[str, Any]:
    """Publishing a notice."""
    found, context = frame(ref, "decisions")
    body = lawful.open_body(found.id, today())
    subject = MeetingFacts(board_id=body.asked.board_id if body else None, proposal=found.facts)
    data = {"published_on": today(), "matter": found.title, "board": body.asked.slug if body else ""}
    return {
        **context,
        "may": may(current_actor(), Permission.NOTICE_PUBLISH, subject),
        "form": form or NoticeForm(data=data),
        "back_href": url_for("decisions.of_proposal", ref=ref),
    }


def representation(ref: str, notice_id: UUID, form: RepresentationForm | None = None) -> dict[str, Any]:
    """A representation against meeting in private."""
    found, context = frame(ref, "decisions")
    one = next((each for each in lawful.notices(found.id) if each.row.id == notice_id), None)
    if one is None or NoticeKind(one.row.kind) not in PRIVATE:
        raise NotFound
    subject = MeetingFacts(board_id=one.row.board_id, proposal=found.facts)
    return {
        **context,
        "notice": _notice(one),
        "may": may(current_actor(), Permission.NOTICE_PUBLISH, subject),
        "form": form or RepresentationForm(),
        "back_href": url_for("decisions.of_proposal", ref=ref),
    }


def resolution(ref: str, form: ResolutionForm | None = None) -> dict[str, Any]:
    """Entering what a body of councillors resolved."""
    found, context = frame(ref, "decisions")
    body = lawful.open_body(found.id, today()) if found.stage is Stage.APPROVAL else None
    clerk = body is not None and DECIDERS[body.asked.kind].by_clerk and found.status in GOING_ON
    shown = None
    if body is not None and clerk:
        rejected = "\n".join(f"{one.title}: {one.why}" for one in options(found.id) if not one.preferred and one.why)
        data = {"version": found.version, "options_considered": rejected, "interests": "None declared"}
        shown = form or ResolutionForm(body.power, data=data)
    return {
        **context,
        "body": body if clerk else None,
        "kind": DECIDERS[body.asked.kind] if body else None,
        "may": may(current_actor(), Permission.GATEWAY_DECIDE, gate(found, body)) if body and clerk else None,
        "form": shown,
        "back_href": url_for("decisions.of_proposal", ref=ref),
    }


def resolution_form(ref: str) -> ResolutionForm:
    """The form with the outcomes that the open body may give."""
    found, _context = frame(ref, "decisions")
    body = lawful.open_body(found.id, today())
    return ResolutionForm(body.power) if body else ResolutionForm()


def call_in(number: str, form: CallInForm | None = None) -> dict[str, Any]:
    """The call-in of one decision: what happened, and what may be recorded next."""
    page = reads.one(current_actor(), number)
    made = page.decision
    found, _context = frame(page.ref, "decisions")
    entries = lawful.call_in(made)
    state = CallIn(made.call_in_until, frozenset(kind for kind, *_rest in entries))
    possible = [one for one in CallInKind if not refusal(state, one, today())]
    subject = MeetingFacts(board_id=made.board_id, proposal=found.facts)
    return {
        "page": page,
        "made": made,
        "entries": [[CALL_IN[kind], day(on), who, reason] for kind, who, reason, on in entries],
        "why_not": "" if possible else refusal(state, CallInKind.CALLED_IN, today()),
        "may": may(current_actor(), Permission.CALL_IN_RECORD, subject),
        "form": form or CallInForm(possible or list(ENDINGS)),
        "possible": possible,
        "back_href": url_for("decisions.one", number=number),
    }


def fact(ref: str, form: FactForm | None = None) -> dict[str, Any]:
    """Recording a fact after approval."""
    found, context = frame(ref, "decisions")
    return {
        **context,
        "after": found.stage in AFTER,
        "may": may(current_actor(), Permission.FACT_RECORD, found.facts),
        "form": form or FactForm(),
        "back_href": url_for("decisions.of_proposal", ref=ref),
    }


def report_back(ref: str, form: ReportForm | None = None) -> dict[str, Any]:
    """Reporting back from a consultation or a test."""
    found, context = frame(ref, "decisions")
    return {
        **context,
        "what": {Status.CONSULTING: "consultation", Status.IN_TEST: "test"}.get(found.status, ""),
        "may": may(current_actor(), Permission.CASE_SUBMIT, found.facts),
        "form": form or ReportForm(data={"version": found.version}),
        "back_href": url_for("decisions.of_proposal", ref=ref),
    }


def deciders() -> dict[str, Any]:
    """The kinds of decider and the rules of each."""
    rows = [
        [
            one.name,
            "Yes" if one.meets else "No",
            one.votes.value,
            one.substitute_words,
            "Yes" if one.written_procedure else "No",
            one.interests.value,
            one.record,
            ", ".join(power.value for power in Power if power in one.powers).capitalize(),
        ]
        for one in DECIDERS.values()
    ]
    known = [(slug, name, DECIDERS[kind].name) for slug, name, kind in lawful.bodies() if DECIDERS[kind].meets]
    return {"rows": rows, "bodies": known, "back_href": url_for("decisions.register")}
