"""What pages show of lawful deciding: the open body and its notices, call-in, facts after approval, the forward plan."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from changeportal.data import lawful_rows
from changeportal.data.lawful_rows import Asked
from changeportal.data.models.boards import AgendaItem, Board, Meeting
from changeportal.data.models.gateways import ApprovalFact, Decision, Round
from changeportal.data.models.lawful import CallInEntry, DecisionNotice, Representation
from changeportal.data.models.people import Person
from changeportal.data.models.policy import PolicyVersion
from changeportal.data.models.proposals import Proposal
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.call_in import CallIn, CallInKind, stops
from changeportal.domain.gateway_facts import Power
from changeportal.domain.key_notices import PRIVATE, Notice, NoticeKind, Wanted, days_given, missing, stands
from changeportal.domain.people import Actor
from changeportal.domain.terms import BoardKind, Gateway, Stage


@dataclass(frozen=True, slots=True)
class OpenBody:
    """Who is asked at gateway 4 now, and what notice is missing for a decision on the day asked about."""

    round_id: UUID
    power: Power
    asked: Asked
    opened_on: date
    rule: str
    why: str
    lacks: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as published, with who published it, its days, and representations."""

    row: DecisionNotice
    body: str
    by: str
    representations: Sequence[Representation]


@dataclass(frozen=True, slots=True)
class Planned:
    """A line of the forward plan. Without ``notice`` none was published for its decision maker."""

    ref: str
    title: str
    body: str
    body_slug: str
    meeting_slug: str
    decided_on: date | None
    why: str
    rule: str
    notice: DecisionNotice | None
    private: DecisionNotice | None
    days: int | None
    short: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """The approval in force: its call-in, what happened in it, and what stands before the start."""

    number: str
    board_id: UUID | None
    until: date | None
    entries: Sequence[tuple[CallInKind, str, str, date]]
    stops: Sequence[str]
    brought_in: bool


def open_body(proposal_id: UUID, decided_on: date, gateway: Gateway = Gateway.G4) -> OpenBody | None:
    """The body that the gateway waits for; nothing where roles decide. Four statements."""
    row = db.session.execute(
        select(Round).where(Round.proposal_id == proposal_id, Round.gateway == gateway, Round.closed_at.is_(None))
    ).scalar_one_or_none()
    asked = lawful_rows.asked_of(db.session, row) if row else None
    if row is None or asked is None:
        return None
    wanted, lacks = asked.wanted(), ""
    if wanted.key and row.power == Power.DECIDE:
        notices = lawful_rows.notices_of(db.session, proposal_id, asked.board_id)
        lacks = missing(notices, decided_on, wanted, lawful_rows.holidays(db.session))
    return OpenBody(row.id, Power(row.power), asked, row.opened_at.date(), row.rule_applied, row.why_this_body, lacks)


def notices(proposal_id: UUID) -> list[NoticeRow]:
    """Every notice of a proposal, newest first. Two statements."""
    rows = db.session.execute(
        select(DecisionNotice, Board.name.label("body"), Person.name.label("by"))
        .join(Board, Board.id == DecisionNotice.board_id)
        .join(Person, Person.id == DecisionNotice.by_id)
        .where(DecisionNotice.proposal_id == proposal_id)
        .order_by(DecisionNotice.published_on.desc(), DecisionNotice.id.desc())
    ).all()
    said: dict[UUID, list[Representation]] = {}
    for one in _representations([row.DecisionNotice.id for row in rows]):
        said.setdefault(one.notice_id, []).append(one)
    return [NoticeRow(row.DecisionNotice, row.body, row.by, said.get(row.DecisionNotice.id, ())) for row in rows]


def _representations(ids: Sequence[UUID]) -> Sequence[Representation]:
    if not ids:
        return ()
    return (
        db.session.execute(
            select(Representation).where(Representation.notice_id.in_(ids)).order_by(Representation.received_on)
        )
        .scalars()
        .all()
    )


def facts(proposal_id: UUID) -> dict[str, list[tuple[date, str, str]]]:
    """The facts after approval by kind, each with day, person and evidence, oldest first. One statement."""
    rows = db.session.execute(
        select(ApprovalFact.kind, ApprovalFact.on_day, Person.name, ApprovalFact.evidence)
        .outerjoin(Person, Person.id == ApprovalFact.by_id)
        .where(ApprovalFact.proposal_id == proposal_id)
        .order_by(ApprovalFact.on_day, ApprovalFact.at)
    )
    found: dict[str, list[tuple[date, str, str]]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append((row.on_day, row.name or "", row.evidence))
    return found


def call_in(made: Decision) -> list[tuple[CallInKind, str, str, date]]:
    """What happened in the call-in of a decision, in order."""
    rows = db.session.execute(
        select(CallInEntry).where(CallInEntry.decision_id == made.id).order_by(CallInEntry.at, CallInEntry.id)
    ).scalars()
    return [(CallInKind(row.kind), row.who, row.reason, row.on_day) for row in rows]


def effect(proposal_id: UUID, today: date) -> Effect | None:
    """The approval of a proposal and what it still waits for. Three statements."""
    made = lawful_rows.approving_decision(db.session, proposal_id)
    if made is None:
        return None
    entries = call_in(made) if made.call_in_until else []
    state = CallIn(made.call_in_until, frozenset(kind for kind, *_rest in entries))
    blocking = lawful_rows.conditions_before_start(db.session, proposal_id)
    return Effect(
        made.number, made.board_id, made.call_in_until, entries, stops(state, blocking, today), made.brought_in
    )


def bodies() -> list[tuple[str, str, BoardKind]]:
    """Every body that may decide: slug, name, kind."""
    rows = db.session.execute(select(Board.slug, Board.name, Board.kind).order_by(Board.name))
    return [(row.slug, row.name, row.kind) for row in rows]


def posts() -> list[tuple[str, str]]:
    """The posts that a final decision can be delegated to: officers with a named holder."""
    rows = db.session.execute(
        select(Board.slug, Board.name, Board.decides)
        .where(Board.kind == BoardKind.OFFICER, Board.officer_id.is_not(None))
        .order_by(Board.name)
    )
    return [(row.slug, f"{row.name}: {row.decides}") for row in rows]


def forward_plan(actor: Actor, today: date) -> list[Planned]:
    """Coming key decisions of proposals that the actor may see, those with a date first. Four statements."""
    rows = db.session.execute(_waiting(actor)).all()
    names = {slug: (name, kind) for slug, name, kind in bodies()}
    published = _published([row.proposal_id for row in rows])
    holidays = lawful_rows.holidays(db.session)
    found = [_planned(row, names, published, today, holidays) for row in rows]
    return sorted(found, key=lambda one: (one.decided_on is None, one.decided_on or today, one.ref))


def _waiting(actor: Actor) -> Any:
    at_meeting = aliased(Meeting)
    return (
        select(
            Proposal.id.label("proposal_id"),
            Proposal.ref,
            Proposal.title,
            Board.slug,
            at_meeting.slug.label("meeting_slug"),
            at_meeting.starts_at,
            Round.rule_applied,
            Round.why_this_body,
            PolicyVersion.document,
        )
        .join(Round, Round.proposal_id == Proposal.id)
        .join(Board, Board.id == Round.board_id)
        .join(PolicyVersion, PolicyVersion.id == Round.delegation_version_id)
        .outerjoin(AgendaItem, and_(AgendaItem.round_id == Round.id, AgendaItem.result == "waiting"))
        .outerjoin(at_meeting, at_meeting.id == AgendaItem.meeting_id)
        .where(
            Proposal.key_decision,
            Proposal.stage == Stage.APPROVAL,
            Round.gateway == Gateway.G4,
            Round.closed_at.is_(None),
            visible_to(actor),
        )
        .order_by(Proposal.ref)
        .limit(200)
    )


def _published(ids: Sequence[UUID]) -> Mapping[UUID, list[tuple[DecisionNotice, str]]]:
    found: dict[UUID, list[tuple[DecisionNotice, str]]] = {}
    if ids:
        rows = db.session.execute(
            select(DecisionNotice, Board.slug)
            .join(Board, Board.id == DecisionNotice.board_id)
            .where(DecisionNotice.proposal_id.in_(ids))
            .order_by(DecisionNotice.published_on, DecisionNotice.id)
        )
        for row in rows:
            found.setdefault(row.DecisionNotice.proposal_id, []).append((row.DecisionNotice, row.slug))
    return found


def _planned(
    row: Any,
    names: Mapping[str, tuple[str, BoardKind]],
    published: Mapping[UUID, list[tuple[DecisionNotice, str]]],
    today: date,
    holidays: frozenset[date],
) -> Planned:
    rules: list[dict[str, Any]] = row.document["rules"]
    rule = next((one for one in rules if one["code"] == row.rule_applied), {})
    decider = rule["bodies"][-1]["board"] if rule else row.slug
    mine = [one for one, slug in published.get(row.proposal_id, ()) if slug == decider]
    public = [one for one in mine if NoticeKind(one.kind) not in PRIVATE]
    private = [one for one in mine if NoticeKind(one.kind) in PRIVATE]
    notice = public[-1] if public else None
    meeting: datetime | None = row.starts_at if row.slug == decider else None
    decided_on = meeting.date() if meeting else notice.decision_on if notice else None
    wanted = Wanted(True, int(rule.get("notice_days", 0)), str(rule.get("notice_counted", "days")))
    days, enough = _days(notice, decided_on, wanted, holidays)
    return Planned(
        row.ref,
        row.title,
        names[decider][0],
        decider,
        row.meeting_slug if meeting else "",
        max(decided_on, today) if decided_on else None,
        row.why_this_body,
        row.rule_applied,
        notice,
        private[-1] if private else None,
        days,
        not enough,
    )


def _days(
    notice: DecisionNotice | None, decided_on: date | None, wanted: Wanted, holidays: frozenset[date]
) -> tuple[int | None, bool]:
    """Clear days given, and whether the full notice stands."""
    if notice is None or decided_on is None:
        return None, False
    said = Notice(NoticeKind(notice.kind), notice.published_on, notice.decision_on, notice.agreed_on)
    full = said.kind is NoticeKind.KEY_DECISION and stands(said, decided_on, wanted, holidays)
    return days_given(said, decided_on, wanted, holidays), full
