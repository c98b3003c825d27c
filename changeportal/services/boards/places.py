"""Finding and locking a board, its meeting and an item, and the facts that permissions are asked about."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute

from changeportal.data.meeting_room import Room, room_of
from changeportal.data.models.boards import AgendaItem, Board, Meeting
from changeportal.data.models.gateways import Round
from changeportal.data.models.proposals import Proposal
from changeportal.domain.errors import NotFound, Refused, Stale
from changeportal.domain.permission_facts import MeetingFacts
from changeportal.services.held import Held, hold
from changeportal.services.transaction import Transaction


@dataclass(frozen=True, slots=True)
class At:
    """A meeting by the words of its address."""

    board: str
    meeting: str


@dataclass(frozen=True, slots=True)
class Place:
    """A board and its locked meeting."""

    board: Board
    meeting: Meeting

    @property
    def href(self) -> str:
        """The meeting's page."""
        return f"/boards/{self.board.slug}/{self.meeting.slug}"


@dataclass(frozen=True, slots=True)
class ItemPlace:
    """An item under lock, with its meeting and its proposal where it has one. The proposal was locked first."""

    board: Board
    meeting: Meeting
    item: AgendaItem
    held: Held | None

    @property
    def href(self) -> str:
        """The item's page."""
        return f"/boards/{self.board.slug}/{self.meeting.slug}/items/{self.item.n}"


def board_of(tx: Transaction, slug: str) -> Board:
    """The board of that slug."""
    found = tx.session.execute(select(Board).where(Board.slug == slug)).scalar_one_or_none()
    if found is None:
        raise NotFound
    return found


def place_of(tx: Transaction, at: At, expected_version: int | None = None) -> Place:
    """The meeting under lock."""
    board = board_of(tx, at.board)
    meeting = tx.session.execute(
        select(Meeting)
        .where(Meeting.board_id == board.id, Meeting.slug == at.meeting)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if meeting is None:
        raise NotFound
    if expected_version is not None and meeting.version != expected_version:
        raise Stale("Someone changed this meeting while you were working.")
    return Place(board, meeting)


def item_of(tx: Transaction, at: At, n: int) -> ItemPlace:
    """The item under lock: proposal first, then meeting and item. NotFound for a proposal one may not know about."""
    board = board_of(tx, at.board)
    ref = tx.session.execute(_proposal_at(board, at, n, Proposal.ref)).scalar_one_or_none()
    held = hold(tx, ref) if ref else None
    place = place_of(tx, at)
    item = tx.session.execute(
        select(AgendaItem).where(AgendaItem.meeting_id == place.meeting.id, AgendaItem.n == n).with_for_update()
    ).scalar_one_or_none()
    if item is None:
        raise NotFound
    return ItemPlace(board, place.meeting, item, held)


def _proposal_at(board: Board, at: At, n: int, column: InstrumentedAttribute[Any]) -> Select[Any]:
    return (
        select(column)
        .join(AgendaItem, AgendaItem.proposal_id == Proposal.id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .where(Meeting.board_id == board.id, Meeting.slug == at.meeting, AgendaItem.n == n)
    )


def lock_proposal_first(tx: Transaction, at: At, n: int) -> None:
    """Lock what item ``n`` is about before its meeting, as whoever votes or decides does; else the two wait for each other."""
    tx.session.execute(_proposal_at(board_of(tx, at.board), at, n, Proposal.id).with_for_update(of=Proposal))


def items_of(tx: Transaction, place: Place) -> list[AgendaItem]:
    """The items of the agenda in order."""
    return list(
        tx.session.execute(
            select(AgendaItem).where(AgendaItem.meeting_id == place.meeting.id).order_by(AgendaItem.n)
        ).scalars()
    )


def open_meeting(place: Place | ItemPlace) -> None:
    """Refuses what would change a meeting that is over."""
    if place.meeting.state == "closed":
        raise Refused("meeting_closed", "This meeting is closed. What was recorded stays as it is.")


def waiting_item(place: ItemPlace) -> None:
    """Refuses when something was already recorded for the item."""
    if place.item.result != "waiting":
        words = {
            "decided": "was decided",
            "deferred": "was put off",
            "withdrawn": "was taken back",
            "noted": "was noted",
        }
        raise Refused("item_done", f"Item {place.item.n} {words.get(place.item.result, 'was not reached')} already.")


def board_facts(board: Board, held: Held | None = None) -> MeetingFacts:
    """What the secretary's and the chair's permissions are asked about."""
    return MeetingFacts(board_id=board.id, proposal=held.facts if held else None)


def item_facts(tx: Transaction, place: ItemPlace) -> MeetingFacts:
    """The same with the item's seats, who left it, and who is in the chair."""
    return room_for(tx, place).facts(place.board.id, place.held.facts if place.held else None)


def sitting_facts(tx: Transaction, place: Place) -> MeetingFacts:
    """The board with everybody who holds a voting seat or sits in one for somebody."""
    room = room_of(tx.session, (place.board, place.meeting), None, None, tx.ctx.today)
    holders = frozenset(seat.person_id for seat in room.seats if seat.voting)
    return MeetingFacts(board_id=place.board.id, seats=holders | room.sitting)


def room_for(tx: Transaction, place: ItemPlace) -> Room:
    """Who is in the room for the item."""
    the_round = tx.session.get(Round, place.item.round_id) if place.item.round_id else None
    return room_of(tx.session, (place.board, place.meeting), place.item, the_round, tx.ctx.today)
