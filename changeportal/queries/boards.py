"""Boards, their meetings, agendas and items, and what is on its way to them, as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.holders import in_force
from changeportal.data.models.boards import (
    AgendaItem,
    Board,
    Meeting,
    Membership,
)
from changeportal.data.models.gateways import Round
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.deciders import DECIDERS
from changeportal.domain.errors import NotFound
from changeportal.domain.people import Actor
from changeportal.domain.terms import BoardKind, Gateway

SHOWN_MEETINGS = 12


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board, its next meeting and how much waits for it."""

    slug: str
    name: str
    kind: BoardKind
    decides: str
    next_meeting: datetime | None
    next_slug: str
    waiting: int


@dataclass(frozen=True, slots=True)
class Member:
    """A place on a board."""

    id: UUID
    name: str
    job_title: str
    office: str
    voting: bool


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in a list."""

    slug: str
    starts_at: datetime
    place: str
    state: str
    papers_due: date
    items: int


@dataclass(frozen=True, slots=True)
class Due:
    """A proposal whose round waits for the board and is on no agenda."""

    ref: str
    title: str
    gateway: Gateway
    promised_on: date | None
    opened_at: datetime
    recommendation: str


@dataclass(frozen=True, slots=True)
class BoardPage:
    """A board with its people and meetings."""

    id: UUID
    slug: str
    name: str
    kind: BoardKind
    quorum: int
    decides: str
    call_in_days: int
    example: bool
    members: Sequence[Member]
    coming: Sequence[MeetingRow]
    past: Sequence[MeetingRow]
    due: Sequence[Due]


def boards(actor: Actor, now: datetime) -> list[BoardRow]:
    """Every body that meets. Two statements."""
    coming = (
        select(Meeting.slug)
        .where(Meeting.board_id == Board.id, Meeting.state != "closed", Meeting.starts_at >= now)
        .order_by(Meeting.starts_at)
        .limit(1)
        .correlate(Board)
    )
    waiting = (
        select(func.count())
        .select_from(Round)
        .join(Proposal, Proposal.id == Round.proposal_id)
        .where(Round.board_id == Board.id, Round.closed_at.is_(None), visible_to(actor))
        .correlate(Board)
    )
    rows = db.session.execute(
        select(Board, coming.scalar_subquery().label("next_slug"), waiting.scalar_subquery().label("waiting"))
        .where(Board.kind.in_([one.kind for one in DECIDERS.values() if one.meets]))
        .order_by(Board.name)
    ).all()
    earliest = db.session.execute(
        select(Meeting.board_id, func.min(Meeting.starts_at).label("starts_at"))
        .where(Meeting.state != "closed", Meeting.starts_at >= now)
        .group_by(Meeting.board_id)
    )
    starts = {row.board_id: row.starts_at for row in earliest}
    return [
        BoardRow(
            row.Board.slug,
            row.Board.name,
            row.Board.kind,
            row.Board.decides,
            starts.get(row.Board.id),
            row.next_slug or "",
            row.waiting,
        )
        for row in rows
    ]


def _board(slug: str) -> Board:
    found = db.session.execute(select(Board).where(Board.slug == slug)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def board(actor: Actor, slug: str, now: datetime, today: date) -> BoardPage:
    """A board's page. Four statements."""
    found = _board(slug)
    meetings = _meetings(found.id)
    return BoardPage(
        found.id,
        found.slug,
        found.name,
        found.kind,
        found.quorum,
        found.decides,
        found.call_in_days,
        found.example,
        members_of(found.id, today),
        [one for one in reversed(meetings) if one.starts_at >= now and one.state != "closed"],
        [one for one in meetings if one.starts_at < now or one.state == "closed"],
        due(actor, found.id),
    )


def members_of(board_id: UUID, today: date) -> list[Member]:
    """Who sits on a board today."""
    rows = db.session.execute(
        select(Person.id, Person.name, Person.job_title, Membership.office, Membership.voting)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.board_id == board_id,
            in_force(Membership, today),
        )
        .order_by(Membership.office, Person.name)
    )
    return [Member(*row) for row in rows]


def _meetings(board_id: UUID) -> list[MeetingRow]:
    items = select(func.count()).select_from(AgendaItem).where(AgendaItem.meeting_id == Meeting.id).correlate(Meeting)
    rows = db.session.execute(
        select(
            Meeting.slug,
            Meeting.starts_at,
            Meeting.place,
            Meeting.state,
            Meeting.papers_due,
            items.scalar_subquery().label("items"),
        )
        .where(Meeting.board_id == board_id)
        .order_by(Meeting.starts_at.desc())
        .limit(SHOWN_MEETINGS * 2)
    )
    return [MeetingRow(*row) for row in rows]


def due(actor: Actor, board_id: UUID) -> list[Due]:
    """What waits for this board and is on no agenda, the earliest promise first."""
    listed = select(AgendaItem.id).where(AgendaItem.round_id == Round.id, AgendaItem.result == "waiting").exists()
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, Round.gateway, Round.promised_on, Round.opened_at, Round.recommendation)
        .join(Round, Round.proposal_id == Proposal.id)
        .where(
            Round.board_id == board_id,
            Round.closed_at.is_(None),
            Round.suspended_at.is_(None),
            ~listed,
            visible_to(actor),
        )
        .order_by(Round.promised_on, Proposal.ref)
        .limit(100)
    )
    return [Due(*row) for row in rows]
