"""What becomes of an item without a decision: a question before the meeting, noted, put off to another day."""

from dataclasses import dataclass
from datetime import date

from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Action, Status
from changeportal.services import telling
from changeportal.services.boards.agenda import take_off
from changeportal.services.boards.places import At, board_facts, item_of, open_meeting, waiting_item
from changeportal.services.context import Context
from changeportal.services.held import Held
from changeportal.services.questions import ask_question
from changeportal.services.transaction import Transaction, transaction

LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class PutOff:
    """A deferral: why, and the day on which it comes back."""

    at: At
    n: int
    reason: str
    until: date | None


def ask_about_item(ctx: Context, at: At, n: int, section: str, text: str) -> None:
    """A question before the meeting: the authors answer, and both stay with the item."""
    with transaction(ctx) as tx:
        place = item_of(tx, at, n)
        open_meeting(place)
        waiting_item(place)
        if place.held is None:
            raise Refused("no_authors", "This is a report to note, so there is no author to ask here.")
        ask_question(ctx, place.held.row.ref, section, text, place.item.id)


def note_item(ctx: Context, at: At, n: int, words: str) -> None:
    """A report, or what came by itself, was noted; with what the board said about it, if anything."""
    with transaction(ctx) as tx:
        place = item_of(tx, at, n)
        require(ctx.actor, Permission.DECISION_RECORD, board_facts(place.board, place.held))
        open_meeting(place)
        waiting_item(place)
        if place.item.round_id is not None:
            raise Refused("to_decide", "The board decides this item, so it cannot only be noted.")
        if len(words) > LONGEST_NOTE:
            raise Invalid({"words": f"What the board said must be {LONGEST_NOTE:,} characters or fewer"})
        place.item.result, place.item.result_note = "noted", words.strip()
        place.item.version += 1
        tx.audit("item_noted", "agenda_item", place.item.id, {"n": n, "words": words.strip()})


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
        require(ctx.actor, Permission.AGENDA_BUILD, board_facts(place.board, place.held))
        open_meeting(place)
        waiting_item(place)
        place.item.result, place.item.result_note = "deferred", command.reason.strip()
        place.item.moved_to = command.until
        place.item.version += 1
        tx.session.flush()
        if place.held and place.item.round_id and place.held.row.status is Status.SCHEDULED:
            take_off(tx, place.held, place.board, Action.UNSCHEDULE, command.reason.strip())
            _tell(tx, place.held, place.board.name, command)
        tx.audit("item_deferred", "agenda_item", place.item.id, {"until": command.until, "reason": command.reason})


def _tell(tx: Transaction, held: Held, board: str, command: PutOff) -> None:
    body = f"{board} will look at it again on {command.until:%-d %B %Y}.\n\nWhy: {command.reason.strip()}"
    telling.tell(tx, held, "deferred", "was put off to another meeting", body)
