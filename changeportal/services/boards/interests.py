"""Saying whether one has an interest: in any item of a meeting, and in which."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.boards import AgendaItem, Interest, MeetingDeclaration
from changeportal.data.models.gateways import Round, Seat, SeatVote, VoteVoid
from changeportal.domain.deciders import Regime, regime
from changeportal.domain.errors import Invalid, NotFound, Refused
from changeportal.domain.permissions import Permission, require
from changeportal.services.boards.places import (
    At,
    Place,
    item_facts,
    item_of,
    lock_proposal_first,
    open_meeting,
    place_of,
    room_for,
    sitting_facts,
    waiting_item,
)
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class Declare:
    """No interest, or one in item ``n``: its kind (disclosable, other, own_post), what it is, what the member will do."""

    at: At
    any_interest: bool
    n: int | None = None
    kind: str = "other"
    what: str = ""
    will: str = "leave"
    dispensation: str = ""


def declare(ctx: Context, command: Declare) -> str:
    """Record the declaration; what it does to the quorum of the item, in words.

    A vote that was cast before an interest was declared is voided, and stays in the record.
    """
    with transaction(ctx) as tx:
        if command.any_interest:
            lock_proposal_first(tx, command.at, command.n or 0)
        place = place_of(tx, command.at)
        require(ctx.actor, Permission.INTEREST_DECLARE, sitting_facts(tx, place))
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
        tx.session.flush()
        return _item_quorum(tx, command) if command.any_interest else ""


def _item_quorum(tx: Transaction, command: Declare) -> str:
    place = item_of(tx, command.at, command.n or 0)
    return room_for(tx, place).quorum.words if place.item.round_id else ""


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
    if command.kind == "own_post" and command.will == "take_part":
        problems["will"] = "When your own post is in scope you take no part in this item"
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
        _void_votes(tx, item, tx.ctx.actor.id, "Declared an interest after voting")


def _void_votes(tx: Transaction, item: AgendaItem, person_id: UUID, because: str) -> None:
    """The person's vote no longer counts, nor their casting vote; both stay in the record."""
    tx.session.execute(select(Round.id).where(Round.id == item.round_id).with_for_update())
    cast = tx.session.execute(
        select(SeatVote.id)
        .join(Seat, Seat.id == SeatVote.seat_id)
        .outerjoin(VoteVoid, VoteVoid.vote_id == SeatVote.id)
        .where(
            SeatVote.round_id == item.round_id,
            or_(Seat.person_id == person_id, SeatVote.by_id == person_id),
            VoteVoid.vote_id.is_(None),
        )
    ).scalars()
    for vote_id in list(cast):
        tx.add(VoteVoid(vote_id=vote_id, because=because, at=tx.ctx.now))


def rule_on_interest(ctx: Context, at: At, n: int, person_id: UUID, *, leaves: bool) -> str:
    """The chair rules whether an officer with a conflict stays or leaves, and what that does to the quorum of the item.

    Nobody rules on their own.
    """
    with transaction(ctx) as tx:
        place = item_of(tx, at, n)
        require(ctx.actor, Permission.DECISION_CONFIRM, item_facts(tx, place))
        open_meeting(place)
        waiting_item(place)
        row = tx.session.get(Interest, (place.item.id, person_id), populate_existing=True)
        if row is None:
            raise NotFound
        if regime(place.board.kind) is Regime.DISCLOSABLE:
            raise Refused("by_law", "By law each member decides this; nobody rules on it for them.")
        if person_id == ctx.actor.id:
            raise Refused("own_interest", "This is your own interest, so somebody else must rule on it.")
        row.chair_rules = "leave" if leaves else "stay"
        tx.session.flush()
        if leaves:
            _void_votes(tx, place.item, person_id, "The chair ruled that they leave for this item")
        tx.audit("interest_ruled", "agenda_item", place.item.id, {"person": str(person_id), "rules": row.chair_rules})
        tx.session.flush()
        return room_for(tx, place).quorum.words


def _has_interest(tx: Transaction, place: Place) -> bool:
    return bool(
        tx.session.execute(
            select(Interest.item_id)
            .join(AgendaItem, AgendaItem.id == Interest.item_id)
            .where(AgendaItem.meeting_id == place.meeting.id, Interest.person_id == tx.ctx.actor.id)
            .limit(1)
        ).first()
    )
