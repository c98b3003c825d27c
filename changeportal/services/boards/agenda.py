"""The agenda: putting a proposal's round or a report on it, the order of its items, taking one off."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.boards import AgendaItem, Board, OverdueItem
from changeportal.data.models.cases import Question
from changeportal.data.models.gateways import Round
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.gateway_facts import Request
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Action, Status
from changeportal.services import events, gateway_state
from changeportal.services.boards.papers import add_late
from changeportal.services.boards.places import (
    At,
    ItemPlace,
    board_facts,
    item_of,
    items_of,
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
    late_reason: str = ""


def add_item(ctx: Context, command: AddItem) -> int:
    """Put an item at the end of the agenda; its number. After publishing it is marked late."""
    _check(command)
    with transaction(ctx) as tx:
        held = hold(tx, command.ref) if command.ref else None
        place = place_of(tx, command.at)
        require(ctx.actor, Permission.AGENDA_BUILD, board_facts(place.board, held))
        open_meeting(place)
        late = place.meeting.state == "published"
        if late and not command.late_reason.strip():
            raise Invalid({"late_reason": "Say why it comes after the papers were published"})
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
            late=late,
            late_reason=command.late_reason.strip() if late else "",
            added_at=ctx.now,
        )
        tx.add(item)
        if late:
            add_late(tx, place, item, restricted=bool(held and held.row.restricted))
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
        _free(tx, place)
        if place.held and place.item.round_id and place.held.row.status is Status.SCHEDULED:
            take_off(tx, place.held, place.board, Action.UNSCHEDULE, "Taken off the agenda before it was published")
        tx.audit("item_removed", "agenda_item", place.item.id, {"n": n})
        tx.session.delete(place.item)
        place.meeting.version += 1
        _close_gap(tx, place.meeting.id, n)


def _free(tx: Transaction, place: ItemPlace) -> None:
    """Questions stay with the proposal; what came by itself stays, and can only be put off."""
    if tx.session.get(OverdueItem, place.item.id) is not None:
        raise Refused(
            "overdue", "An overdue condition comes to the board by itself. Put it off to another day instead."
        )
    asked = tx.session.execute(select(Question).where(Question.item_id == place.item.id).with_for_update()).scalars()
    for question in list(asked):
        question.item_id = None
    tx.session.flush()


def move_item(ctx: Context, at: At, n: int, *, up: bool) -> None:
    """One place up or down, while the papers are not published; afterwards every item keeps its number."""
    with transaction(ctx) as tx:
        place = place_of(tx, at)
        require(ctx.actor, Permission.AGENDA_BUILD, board_facts(place.board))
        if place.meeting.state != "planned":
            raise Refused("published", "The papers are published, so every item keeps its number.")
        items = {item.n: item for item in items_of(tx, place)}
        other = n - 1 if up else n + 1
        if n not in items or other not in items:
            raise Refused("at_the_end", "This item cannot be moved any further.")
        items[n].n, moved = 0, items[n]
        tx.session.flush()
        items[other].n = n
        tx.session.flush()
        moved.n = other
        place.meeting.version += 1
        tx.audit("item_moved", "agenda_item", moved.id, {"from": n, "to": other})


def _close_gap(tx: Transaction, meeting_id: UUID, gone: int) -> None:
    tx.session.flush()
    rows = tx.session.execute(
        select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.n > gone).order_by(AgendaItem.n)
    ).scalars()
    for item in list(rows):
        item.n -= 1
        tx.session.flush()
