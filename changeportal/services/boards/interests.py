"""Saying whether one has an interest: in any item of a meeting, and in which."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.boards import AgendaItem, Interest, MeetingDeclaration
from changeportal.data.models.gateways import Seat, SeatVote, VoteVoid
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.permissions import Permission, require
from changeportal.services.boards.places import At, Place, board_facts, open_meeting, place_of
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class Declare:
    """No interest, or one in item ``n``: its kind (disclosable, other), what it is, what the member will do."""

    at: At
    any_interest: bool
    n: int | None = None
    kind: str = "other"
    what: str = ""
    will: str = "leave"
    dispensation: str = ""


def declare(ctx: Context, command: Declare) -> None:
    """Record the declaration. A vote that was cast before an interest was declared is voided, and stays in the record."""
    with transaction(ctx) as tx:
        place = place_of(tx, command.at)
        require(ctx.actor, Permission.INTEREST_DECLARE, board_facts(place.board))
        open_meeting(place)
        if command.any_interest:
            item = _item(tx, place, command)
            _interest(tx, item, command)
        elif _has_interest(tx, place):
            raise Refused("declared", "You declared an interest at this meeting. It stays in the record.")
        tx.session.execute(
            insert(MeetingDeclaration)
            .values(meeting_id=place.meeting.id, person_id=ctx.actor.id, any_interest=command.any_interest, at=ctx.now)
            .on_conflict_do_update(
                index_elements=[MeetingDeclaration.meeting_id, MeetingDeclaration.person_id],
                set_={"any_interest": command.any_interest, "at": ctx.now},
            )
        )
        tx.audit("declared", "meeting", place.meeting.id, {"any": command.any_interest, "item": command.n})


def _item(tx: Transaction, place: Place, command: Declare) -> AgendaItem:
    found = tx.session.execute(
        select(AgendaItem).where(AgendaItem.meeting_id == place.meeting.id, AgendaItem.n == (command.n or 0))
    ).scalar_one_or_none()
    problems = {}
    if found is None:
        problems["n"] = "Select the item"
    if not command.what.strip():
        problems["what"] = "Say what the interest is"
    if command.kind == "disclosable" and command.will != "leave" and not command.dispensation.strip():
        problems["will"] = "With a disclosable interest you must leave for this item, unless you have a dispensation"
    if problems or found is None:
        raise Invalid(problems)
    if found.result != "waiting":
        raise Refused("item_done", "This item is over. Ask the secretary to add a correction to its record.")
    return found


def _interest(tx: Transaction, item: AgendaItem, command: Declare) -> None:
    values = {
        "kind": command.kind,
        "what": command.what.strip(),
        "will": command.will,
        "dispensation": command.dispensation.strip(),
        "at": tx.ctx.now,
    }
    tx.session.execute(
        insert(Interest)
        .values(item_id=item.id, person_id=tx.ctx.actor.id, **values)
        .on_conflict_do_update(index_elements=[Interest.item_id, Interest.person_id], set_=values)
    )
    if command.will != "take_part":
        _void_vote(tx, item)


def _void_vote(tx: Transaction, item: AgendaItem) -> None:
    cast = tx.session.execute(
        select(SeatVote.id)
        .join(Seat, Seat.id == SeatVote.seat_id)
        .outerjoin(VoteVoid, VoteVoid.vote_id == SeatVote.id)
        .where(SeatVote.round_id == item.round_id, Seat.person_id == tx.ctx.actor.id, VoteVoid.vote_id.is_(None))
    ).scalar_one_or_none()
    if cast is not None:
        tx.add(VoteVoid(vote_id=cast, because="Declared an interest after voting", at=tx.ctx.now))


def _has_interest(tx: Transaction, place: Place) -> bool:
    return bool(
        tx.session.execute(
            select(Interest.item_id)
            .join(AgendaItem, AgendaItem.id == Interest.item_id)
            .where(AgendaItem.meeting_id == place.meeting.id, Interest.person_id == tx.ctx.actor.id)
            .limit(1)
        ).first()
    )
