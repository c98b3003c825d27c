"""Draft minutes of a meeting: who came and went, who declared what, and each item with what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from changeportal.data.models.boards import AgendaItem, Attendance, AttendanceMove, Interest
from changeportal.data.models.gateways import Condition, Decision, Resolution
from changeportal.data.models.people import Person
from changeportal.data.session import db
from changeportal.domain.people import Actor
from changeportal.queries.meetings import ItemRow, MeetingPage, meeting


@dataclass(frozen=True, slots=True)
class WasThere:
    """Somebody who was at the meeting: in whose place, and every coming and going."""

    name: str
    instead_of: str
    moves: Sequence[tuple[bool, datetime]]


@dataclass(frozen=True, slots=True)
class MinutedDecision:
    """A decision as the minutes give it."""

    number: str
    reasons: str
    recommendation: str
    voting: Mapping[str, Any]
    dissent: Sequence[str]
    resolutions: Sequence[tuple[int, str, str]]
    conditions: Sequence[tuple[str, str, date]]


@dataclass(frozen=True, slots=True)
class MinutedItem:
    """An item with its declared interests and its decision, if one was made."""

    row: ItemRow
    interests: Sequence[tuple[str, str, str, str]]
    decision: MinutedDecision | None


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the minutes are made of; nothing in them is typed twice."""

    meeting: MeetingPage
    present: Sequence[WasThere]
    apologies: Sequence[str]
    items: Sequence[MinutedItem]


def minutes(actor: Actor, board_slug: str, slug: str, today: date) -> Minutes:
    """The draft, with the items that this person may see. Twelve statements."""
    page = meeting(actor, board_slug, slug, today)
    present, apologies = _attendance(page.id)
    seen = [one.n for one in page.items]
    said, made = _interests(page.id, seen), _decisions(page.id, seen)
    return Minutes(
        page, present, apologies, [MinutedItem(one, said.get(one.n, ()), made.get(one.n)) for one in page.items]
    )


def _attendance(meeting_id: UUID) -> tuple[list[WasThere], list[str]]:
    """Two statements."""
    moves: dict[UUID, list[tuple[bool, datetime]]] = {}
    for person_id, came, at in db.session.execute(
        select(AttendanceMove.person_id, AttendanceMove.came, AttendanceMove.at)
        .where(AttendanceMove.meeting_id == meeting_id)
        .order_by(AttendanceMove.at, AttendanceMove.id)
    ):
        moves.setdefault(person_id, []).append((came, at))
    member = aliased(Person)
    rows = db.session.execute(
        select(Attendance, Person.name, member.name.label("instead_of"))
        .join(Person, Person.id == Attendance.person_id)
        .outerjoin(member, member.id == Attendance.in_place_of_id)
        .where(Attendance.meeting_id == meeting_id)
        .order_by(Person.name)
    ).all()
    present = [
        WasThere(row.name, row.instead_of or "", moves.get(row.Attendance.person_id) or _kept(row.Attendance))
        for row in rows
        if row.Attendance.state == "present"
    ]
    return present, [row.name for row in rows if row.Attendance.state == "apologies"]


def _kept(row: Attendance) -> list[tuple[bool, datetime]]:
    """Meetings from before comings and goings were kept have a first and a last time."""
    return [(came, at) for came, at in ((True, row.here_from), (False, row.left_at)) if at is not None]


def _interests(meeting_id: UUID, seen: Sequence[int]) -> dict[int, list[tuple[str, str, str, str]]]:
    rows = db.session.execute(
        select(AgendaItem.n, Person.name, Interest.what, Interest.will, Interest.chair_rules)
        .join(AgendaItem, AgendaItem.id == Interest.item_id)
        .join(Person, Person.id == Interest.person_id)
        .where(AgendaItem.meeting_id == meeting_id, AgendaItem.n.in_(seen))
        .order_by(AgendaItem.n, Person.name)
    )
    found: dict[int, list[tuple[str, str, str, str]]] = {}
    for n, name, what, will, rules in rows:
        found.setdefault(n, []).append((name, what, will, rules))
    return found


def _decisions(meeting_id: UUID, seen: Sequence[int]) -> dict[int, MinutedDecision]:
    """Three statements."""
    rows = db.session.execute(
        select(AgendaItem.n, Decision)
        .join(Decision, Decision.round_id == AgendaItem.round_id)
        .where(AgendaItem.result == "decided", AgendaItem.meeting_id == meeting_id, AgendaItem.n.in_(seen))
    ).all()
    ids = [row.Decision.id for row in rows]
    resolved: dict[UUID, list[tuple[int, str, str]]] = {}
    for one in db.session.execute(
        select(Resolution).where(Resolution.decision_id.in_(ids)).order_by(Resolution.n)
    ).scalars():
        resolved.setdefault(one.decision_id, []).append((one.n, one.verb, one.text))
    required: dict[UUID, list[tuple[str, str, date]]] = {}
    for decision_id, text, owner, due in db.session.execute(
        select(Condition.decision_id, Condition.text, Person.name, Condition.due)
        .join(Person, Person.id == Condition.owner_id)
        .where(Condition.decision_id.in_(ids))
        .order_by(Condition.n)
    ):
        required.setdefault(decision_id, []).append((text, owner, due))
    return {row.n: _minuted(row.Decision, resolved, required) for row in rows}


def _minuted(
    made: Decision, resolved: Mapping[UUID, Sequence[Any]], required: Mapping[UUID, Sequence[Any]]
) -> MinutedDecision:
    dissent = made.detail.get("dissent") or []
    return MinutedDecision(
        made.number,
        made.reasons,
        made.recommendation,
        made.voting,
        [dissent] if isinstance(dissent, str) else dissent,
        resolved.get(made.id, ()),
        required.get(made.id, ()),
    )
