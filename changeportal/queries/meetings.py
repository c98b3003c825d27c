"""A meeting with its agenda and one item of it, as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, or_, select

from changeportal.data.gate_facts import blocking_conditions, sign_offs_wanting
from changeportal.data.meeting_room import Room, room_of
from changeportal.data.models.boards import (
    AgendaItem,
    Attendance,
    Board,
    DecisionDraft,
    Interest,
    Meeting,
)
from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.gateways import Decision, Round, Seat, SeatVote, VoteVoid
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.proposal_facts import facts_columns, facts_of
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.errors import NotFound
from changeportal.domain.meetings import Readiness, refusals_before_deciding
from changeportal.domain.people import Actor
from changeportal.domain.permission_facts import ProposalFacts
from changeportal.domain.terms import BoardKind, Gateway, Vote
from changeportal.queries.board_case import BoardCase, board_case
from changeportal.queries.boards import Member, members_of


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item of an agenda."""

    n: int
    ref: str
    title: str
    gateway: Gateway | None
    power: str
    recommendation: str
    minutes: int
    late: bool
    added_at: datetime
    result: str
    result_note: str
    moved_to: date | None
    decision: str
    interests: int
    case_version: int | None


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting: its board, agenda, who is here, who has declared, and the quorum."""

    id: UUID
    board_id: UUID
    board_slug: str
    board: str
    kind: BoardKind
    slug: str
    starts_at: datetime
    place: str
    papers_due: date
    state: str
    published_at: datetime | None
    version: int
    members: Sequence[Member]
    items: Sequence[ItemRow]
    attendance: Mapping[UUID, str]
    room: Room


@dataclass(frozen=True, slots=True)
class Said:
    """An interest that somebody declared in the item."""

    who: str
    kind: str
    what: str
    will: str
    dispensation: str


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item: what is asked, what stops a decision, the secretary's record, votes and interests."""

    meeting: MeetingPage
    item: ItemRow
    room: Room
    stops: Sequence[tuple[str, str]]
    wanting: Sequence[tuple[str, str]]
    draft: Mapping[str, Any] | None
    draft_version: int
    drafted_by: str
    interests: Sequence[Said]
    votes: Mapping[str, Vote]
    previous: int | None
    next: int | None
    facts: ProposalFacts | None
    case: BoardCase | None


def meeting(actor: Actor, board_slug: str, slug: str, today: date) -> MeetingPage:
    """A meeting's page, with the items that this person may see. Eight statements."""
    found, row = _found(board_slug, slug)
    attendance = db.session.execute(select(Attendance).where(Attendance.meeting_id == row.id)).scalars()
    states = {one.person_id: "left" if one.state == "present" and one.left_at else one.state for one in attendance}
    room = room_of(db.session, found, row, None, today)
    return _page(found, row, _items(actor, row.id), room, members_of(found.id, today), states)


def _found(board_slug: str, slug: str) -> tuple[Board, Meeting]:
    found = db.session.execute(
        select(Board, Meeting)
        .join(Meeting, Meeting.board_id == Board.id)
        .where(Board.slug == board_slug, Meeting.slug == slug)
    ).first()
    if found is None:
        raise NotFound
    return found.Board, found.Meeting


def _page(
    found: Board,
    row: Meeting,
    items: Sequence[ItemRow],
    room: Room,
    members: Sequence[Member] = (),
    attendance: Mapping[UUID, str] | None = None,
) -> MeetingPage:
    return MeetingPage(
        row.id,
        found.id,
        found.slug,
        found.name,
        found.kind,
        row.slug,
        row.starts_at,
        row.place,
        row.papers_due,
        row.state,
        row.published_at,
        row.version,
        members,
        items,
        attendance or {},
        room,
    )


def _items(actor: Actor, meeting_id: UUID) -> list[ItemRow]:
    declared = select(func.count()).select_from(Interest).where(Interest.item_id == AgendaItem.id).correlate(AgendaItem)
    rows = db.session.execute(
        select(
            AgendaItem,
            Proposal.ref,
            Round.gateway,
            Round.power,
            Decision.number,
            CaseVersion.n.label("case_version"),
            declared.scalar_subquery().label("interests"),
        )
        .outerjoin(Proposal, Proposal.id == AgendaItem.proposal_id)
        .outerjoin(Round, Round.id == AgendaItem.round_id)
        .outerjoin(CaseVersion, CaseVersion.id == Round.case_version_id)
        .outerjoin(Decision, Decision.agenda_item_id == AgendaItem.id)
        .where(AgendaItem.meeting_id == meeting_id, or_(AgendaItem.proposal_id.is_(None), visible_to(actor)))
        .order_by(AgendaItem.n)
    )
    return [_item(row) for row in rows]


def _item(row: Row[Any]) -> ItemRow:
    item: AgendaItem = row.AgendaItem
    return ItemRow(
        item.n,
        row.ref or "",
        item.title,
        row.gateway,
        row.power or "",
        item.recommendation,
        item.minutes,
        item.late,
        item.added_at,
        item.result,
        item.result_note,
        item.moved_to,
        row.number or "",
        row.interests,
        row.case_version,
    )


def item(actor: Actor, board_slug: str, slug: str, n: int, today: date) -> ItemPage:
    """One item's page. NotFound for an item about a proposal that one may not know about. Twelve statements at most."""
    found, held = _found(board_slug, slug)
    items = _items(actor, held.id)
    numbers = [one.n for one in items]
    if n not in numbers:
        raise NotFound
    place = numbers.index(n)
    row = _item_row(held.id, n, today)
    room = room_of(db.session, found, held, row.AgendaItem, today)
    proposal_id, version_n = row.AgendaItem.proposal_id, items[place].case_version
    return ItemPage(
        _page(found, held, items, room),
        items[place],
        room,
        refusals_before_deciding(Readiness(quorum=room.quorum, undeclared=room.undeclared)),
        _wanting(row.case_version_id, proposal_id) if proposal_id else [],
        row.DecisionDraft.body if row.DecisionDraft else None,
        row.DecisionDraft.version if row.DecisionDraft else 0,
        row.drafted_by or "",
        _said(row.AgendaItem.id),
        _votes(row.AgendaItem.round_id),
        numbers[place - 1] if place else None,
        numbers[place + 1] if place + 1 < len(numbers) else None,
        facts_of(row) if proposal_id else None,
        board_case(actor, proposal_id, version_n, today) if proposal_id and version_n else None,
    )


def _item_row(meeting_id: UUID, n: int, today: date) -> Row[Any]:
    return db.session.execute(
        select(
            AgendaItem,
            DecisionDraft,
            Person.name.label("drafted_by"),
            Round.case_version_id,
            *facts_columns(today),
        )
        .outerjoin(Proposal, Proposal.id == AgendaItem.proposal_id)
        .outerjoin(DecisionDraft, DecisionDraft.round_id == AgendaItem.round_id)
        .outerjoin(Person, Person.id == DecisionDraft.recorded_by_id)
        .outerjoin(Round, Round.id == AgendaItem.round_id)
        .where(AgendaItem.meeting_id == meeting_id, AgendaItem.n == n)
    ).one()


def _wanting(case_version_id: UUID | None, proposal_id: UUID) -> list[tuple[str, str]]:
    return refusals_before_deciding(
        Readiness(
            sign_offs_wanting=sign_offs_wanting(db.session, case_version_id),
            blocking_conditions=blocking_conditions(db.session, proposal_id, ("next_gateway",)),
        )
    )


def _said(item_id: UUID) -> list[Said]:
    rows = db.session.execute(
        select(Person.name, Interest.kind, Interest.what, Interest.will, Interest.dispensation)
        .join(Person, Person.id == Interest.person_id)
        .where(Interest.item_id == item_id)
        .order_by(Person.name)
    )
    return [Said(*row) for row in rows]


def _votes(round_id: UUID | None) -> dict[str, Vote]:
    rows = db.session.execute(
        select(Person.name, SeatVote.vote)
        .join(Seat, Seat.person_id == Person.id)
        .join(SeatVote, SeatVote.seat_id == Seat.id)
        .outerjoin(VoteVoid, VoteVoid.vote_id == SeatVote.id)
        .where(SeatVote.round_id == round_id, VoteVoid.vote_id.is_(None))
        .order_by(Person.name)
    )
    return {row.name: row.vote for row in rows}
