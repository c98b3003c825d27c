"""A meeting with its agenda and one item of it, as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, or_, select

from changeportal.data.meeting_room import Room, room_of
from changeportal.data.models.boards import (
    AgendaItem,
    Attendance,
    Board,
    Interest,
    Meeting,
    PublishedPaper,
)
from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.gateways import Decision, Round
from changeportal.data.models.proposals import Proposal
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.errors import NotFound
from changeportal.domain.people import Actor
from changeportal.domain.terms import BoardKind, Gateway
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
    late_reason: str
    vote_called_at: datetime | None
    paper: int | None


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
    written: bool = False
    deadline: datetime | None = None
    urgency: str = ""


def meeting(actor: Actor, board_slug: str, slug: str, today: date) -> MeetingPage:
    """A meeting's page, with the items that this person may see. Eight statements."""
    found, row = _found(board_slug, slug)
    attendance = db.session.execute(select(Attendance).where(Attendance.meeting_id == row.id)).scalars()
    states = {one.person_id: "left" if one.state == "present" and one.left_at else one.state for one in attendance}
    room = room_of(db.session, (found, row), None, None, today)
    return meeting_page(found, row, items_of(actor, row.id), room, members_of(found.id, today), states)


def _found(board_slug: str, slug: str) -> tuple[Board, Meeting]:
    found = db.session.execute(
        select(Board, Meeting)
        .join(Meeting, Meeting.board_id == Board.id)
        .where(Board.slug == board_slug, Meeting.slug == slug)
    ).first()
    if found is None:
        raise NotFound
    return found.Board, found.Meeting


def meeting_page(
    found: Board,
    row: Meeting,
    items: Sequence[ItemRow],
    room: Room,
    members: Sequence[Member] = (),
    attendance: Mapping[UUID, str] | None = None,
) -> MeetingPage:
    """The meeting as its pages show it."""
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
        row.written,
        row.deadline,
        row.urgency,
    )


def items_of(actor: Actor, meeting_id: UUID) -> list[ItemRow]:
    """The items of an agenda that this person may see, in order. One statement."""
    declared = select(func.count()).select_from(Interest).where(Interest.item_id == AgendaItem.id).correlate(AgendaItem)
    paper = select(func.max(PublishedPaper.position)).where(PublishedPaper.item_id == AgendaItem.id)
    paper = paper.correlate(AgendaItem)
    rows = db.session.execute(
        select(
            AgendaItem,
            Proposal.ref,
            Round.gateway,
            Round.power,
            Decision.number,
            CaseVersion.n.label("case_version"),
            declared.scalar_subquery().label("interests"),
            paper.scalar_subquery().label("paper"),
        )
        .outerjoin(Proposal, Proposal.id == AgendaItem.proposal_id)
        .outerjoin(Round, Round.id == AgendaItem.round_id)
        .outerjoin(CaseVersion, CaseVersion.id == Round.case_version_id)
        .outerjoin(Decision, and_(Decision.round_id == AgendaItem.round_id, AgendaItem.result == "decided"))
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
        item.late_reason,
        item.vote_called_at,
        row.paper,
    )
