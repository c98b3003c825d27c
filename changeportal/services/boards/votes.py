"""Votes of an item: called by the chair, one for each seat, never changed; the casting vote; dissent that is recorded."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from changeportal.data.meeting_votes import ballot_of, standing_votes
from changeportal.data.models.boards import Dissent
from changeportal.data.models.gateways import Round, Seat, SeatVote
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.permissions import Permission, may, require
from changeportal.domain.terms import Vote
from changeportal.domain.votes import casting_refusal
from changeportal.services.boards.places import (
    At,
    ItemPlace,
    board_facts,
    item_facts,
    item_of,
    open_meeting,
    room_for,
    waiting_item,
)
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction

NO_VOTE = "There is nothing to vote on in this item."
LONGEST = 1000


@dataclass(frozen=True, slots=True)
class CastVote:
    """How a seat votes on an item; ``casting`` is the chair's second vote when votes are equal."""

    at: At
    n: int
    vote: Vote
    casting: bool = False


def call_vote(ctx: Context, at: At, n: int) -> None:
    """From now on seats vote; until then an item is agreed as the chair sums up."""
    with transaction(ctx) as tx:
        place = item_of(tx, at, n)
        require(ctx.actor, Permission.DECISION_RECORD, item_facts(tx, place))
        _to_vote_on(place)
        if place.item.vote_called_at is not None:
            raise Refused("called", "A vote has been called on this item already.")
        quorum = room_for(tx, place).quorum
        if not quorum.met:
            raise Refused("quorum", quorum.words)
        place.item.vote_called_at = ctx.now
        place.item.version += 1
        tx.audit("vote_called", "agenda_item", place.item.id, {"n": n})


def _to_vote_on(place: ItemPlace) -> UUID:
    open_meeting(place)
    waiting_item(place)
    if place.item.round_id is None:
        raise Refused("no_vote", NO_VOTE)
    return place.item.round_id


def cast_vote(ctx: Context, command: CastVote) -> None:
    """Record the vote of the seat that one fills. The database refuses a second one, and one by somebody who left."""
    with transaction(ctx) as tx:
        place = item_of(tx, command.at, command.n)
        require(ctx.actor, Permission.VOTE_CAST, item_facts(tx, place))
        round_id = _to_vote_on(place)
        if place.item.vote_called_at is None:
            raise Refused("not_called", "No vote has been called on this item. The chair calls it.")
        tx.session.execute(select(Round.id).where(Round.id == round_id).with_for_update())
        _record_vote(tx, place, round_id, command)


def _record_vote(tx: Transaction, place: ItemPlace, round_id: UUID, command: CastVote) -> None:
    room, ballot = room_for(tx, place), ballot_of(tx.session, round_id)
    mine = room.seat_of(tx.ctx.actor.id)
    if mine is None:
        raise Refused("not_here", "The secretary has not entered you as here, so you cannot vote yet.")
    if command.casting:
        refusal = casting_refusal(room.seats, standing_votes(room, ballot), room.left, mine)
        if refusal or ballot.casting is not None:
            raise Refused("no_casting_vote", refusal or "The casting vote has been given already.")
    seat = tx.session.execute(
        select(Seat.id).where(Seat.round_id == round_id, Seat.person_id == mine.person_id)
    ).scalar_one()
    tx.add(
        SeatVote(
            seat_id=seat,
            round_id=round_id,
            vote=command.vote,
            casting=command.casting,
            by_id=tx.ctx.actor.id,
            at=tx.ctx.now,
        )
    )
    said = {"seat": str(seat), "vote": command.vote, "casting": command.casting}
    tx.audit("voted", "gateway_round", round_id, said)


@dataclass(frozen=True, slots=True)
class RecordDissent:
    """The words of somebody who did not agree, as they asked to have them recorded."""

    at: At
    n: int
    person_id: UUID
    words: str


def record_dissent(ctx: Context, command: RecordDissent) -> None:
    """Record it: by the person who fills a seat, or by the secretary for them. Once for each person."""
    words = command.words.strip()
    if not words or len(words) > LONGEST:
        raise Invalid({"words": f"Enter what is to be recorded, {LONGEST:,} characters or fewer"})
    with transaction(ctx) as tx:
        place = item_of(tx, command.at, command.n)
        facts = item_facts(tx, place)
        if command.person_id != ctx.actor.id or not may(ctx.actor, Permission.VOTE_CAST, facts).allowed:
            require(ctx.actor, Permission.ATTENDANCE_RECORD, board_facts(place.board, place.held))
        _to_vote_on(place)
        if room_for(tx, place).seat_of(command.person_id) is None or command.person_id in facts.recused:
            raise Invalid({"person": "Only somebody who takes part in this item can have dissent recorded"})
        tx.add(Dissent(item_id=place.item.id, person_id=command.person_id, words=words, by_id=ctx.actor.id, at=ctx.now))
        tx.audit("dissent_recorded", "agenda_item", place.item.id, {"person": str(command.person_id)})
