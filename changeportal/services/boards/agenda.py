"""The agenda: putting a proposal's round or a report on it, taking it off, putting it off to another day."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.boards import AgendaItem, Board
from changeportal.data.models.gateways import Round
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.gateway_facts import Request
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Action, Status
from changeportal.services import events, gateway_state, telling
from changeportal.services.boards.places import (
    At,
    board_facts,
    item_of,
    open_meeting,
    place_of,
    waiting_item,
)
from changeportal.services.context import Context
from changeportal.services.gateways import Telling, perform
from changeportal.services.held import Held, hold
from changeportal.services.transaction import Transaction, transaction

SHORTEST, LONGEST = 1, 240


@dataclass(frozen=True, slots=True)
class AddItem:
    """An item: a proposal by its reference, or a report by its title; what the board is asked; minutes."""

    at: At
    ref: str = ""
    title: str = ""
    recommendation: str = ""
    minutes: int = 15


@dataclass(frozen=True, slots=True)
class PutOff:
    """A deferral: why, and the day on which it comes back."""

    at: At
    n: int
    reason: str
    until: date | None


def add_item(ctx: Context, command: AddItem) -> int:
    """Put an item at the end of the agenda; its number. After publishing it is marked late."""
    _check(command)
    with transaction(ctx) as tx:
        held = hold(tx, command.ref) if command.ref else None
        place = place_of(tx, command.at)
        require(ctx.actor, Permission.AGENDA_BUILD, board_facts(place.board, held))
        open_meeting(place)
        the_round = _round_for(tx, held, place.board) if held else None
        last = tx.session.execute(
            select(func.coalesce(func.max(AgendaItem.n), 0)).where(AgendaItem.meeting_id == place.meeting.id)
        ).scalar_one()
        item = AgendaItem(
            meeting_id=place.meeting.id,
            n=last + 1,
            proposal_id=held.row.id if held else None,
            round_id=the_round.id if the_round else None,
            title=command.title.strip() or (held.row.title if held else ""),
            recommendation=command.recommendation.strip(),
            minutes=command.minutes,
            late=place.meeting.state == "published",
            added_at=ctx.now,
        )
        tx.add(item)
        if held and the_round:
            _schedule(tx, held, the_round, place.board, f"Put on the agenda of {place.board.name}")
            the_round.recommendation = item.recommendation or the_round.recommendation
        place.meeting.version += 1
        tx.audit("item_added", "agenda_item", item.id, {"n": item.n, "ref": command.ref, "late": item.late})
        return item.n


def _check(command: AddItem) -> None:
    problems: dict[str, str] = {}
    if not command.ref and not command.title.strip():
        problems["ref"] = "Choose a proposal, or enter the title of a report"
    if command.ref and not command.recommendation.strip():
        problems["recommendation"] = "Enter what the board is asked to do"
    if not SHORTEST <= command.minutes <= LONGEST:
        problems["minutes"] = f"Minutes must be between {SHORTEST} and {LONGEST}"
    if problems:
        raise Invalid(problems)


def _round_for(tx: Transaction, held: Held, board: Board) -> Round:
    """The proposal's open round that this board decides or advises on, locked."""
    found = tx.session.execute(
        select(Round)
        .where(Round.proposal_id == held.row.id, Round.board_id == board.id, Round.closed_at.is_(None))
        .with_for_update()
    ).scalar_one_or_none()
    if found is None:
        raise Invalid({"ref": f"{held.row.ref} is not waiting for this board"})
    waiting = tx.session.execute(
        select(AgendaItem.id).where(AgendaItem.round_id == found.id, AgendaItem.result == "waiting")
    ).first()
    if waiting:
        raise Invalid({"ref": f"{held.row.ref} is already on an agenda"})
    return found


def _schedule(tx: Transaction, held: Held, the_round: Round, board: Board, words: str) -> None:
    """Gateway 5 runs beside delivery: the proposal stays active. Anything else goes from being looked at to scheduled."""
    if held.row.status is Status.ACTIVE:
        events.record(tx, held.row, "scheduled", words)
        return
    facts = gateway_state.state_of(tx, held, the_round)
    perform(tx, held, facts, Request(action=Action.SCHEDULE), Telling("scheduled", words), board_facts(board, held))


def take_off(tx: Transaction, held: Held, board: Board, action: Action, reason: str) -> None:
    """Back from an agenda to being looked at; the round stays open."""
    facts = gateway_state.state_of(tx, held, None)
    asked = Request(action=action, reason=reason)
    perform(tx, held, facts, asked, Telling("unscheduled", "Taken off the agenda"), board_facts(board, held))


def remove_item(ctx: Context, at: At, n: int) -> None:
    """Take an item off an agenda that is not published yet."""
    with transaction(ctx) as tx:
        place = item_of(tx, at, n)
        require(ctx.actor, Permission.AGENDA_BUILD, board_facts(place.board, place.held))
        if place.meeting.state != "planned":
            raise Refused(
                "published", "The papers are published, so the item stays. Put it off to another day instead."
            )
        waiting_item(place)
        if place.held and place.held.row.status is Status.SCHEDULED:
            take_off(tx, place.held, place.board, Action.UNSCHEDULE, "Taken off the agenda before it was published")
        tx.audit("item_removed", "agenda_item", place.item.id, {"n": n})
        tx.session.delete(place.item)
        place.meeting.version += 1
        _close_gap(tx, place.meeting.id, n)


def _close_gap(tx: Transaction, meeting_id: UUID, gone: int) -> None:
    tx.session.flush()
    rows = tx.session.execute(
        select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.n > gone).order_by(AgendaItem.n)
    ).scalars()
    for item in list(rows):
        item.n -= 1
        tx.session.flush()


def put_off(ctx: Context, command: PutOff) -> None:
    """Defer an item: a result of the agenda, not a decision. The round stays open and the people are told."""
    problems = {}
    if not command.reason.strip():
        problems["reason"] = "Say why it is put off"
    if command.until is None:
        problems["until"] = "Enter the day on which it comes back"
    elif command.until <= ctx.today:
        problems["until"] = "The day on which it comes back must be in the future"
    if problems:
        raise Invalid(problems)
    with transaction(ctx) as tx:
        place = item_of(tx, command.at, command.n)
        require(ctx.actor, Permission.DECISION_RECORD, board_facts(place.board, place.held))
        open_meeting(place)
        waiting_item(place)
        place.item.result, place.item.result_note = "deferred", command.reason.strip()
        place.item.moved_to = command.until
        place.item.version += 1
        tx.session.flush()
        if place.held and place.held.row.status is Status.SCHEDULED:
            take_off(tx, place.held, place.board, Action.UNSCHEDULE, command.reason.strip())
            _tell(tx, place.held, place.board.name, command)
        tx.audit("item_deferred", "agenda_item", place.item.id, {"until": command.until, "reason": command.reason})


def _tell(tx: Transaction, held: Held, board: str, command: PutOff) -> None:
    body = f"{board} will look at it again on {command.until:%-d %B %Y}.\n\nWhy: {command.reason.strip()}"
    telling.tell(tx, held, "deferred", "was put off to another meeting", body)
