"""Votes of an item: one for each seat, never changed."""

from dataclasses import dataclass

from sqlalchemy import select

from changeportal.data.models.gateways import Round, Seat, SeatVote
from changeportal.domain.errors import Refused
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Vote
from changeportal.services.boards.places import At, item_facts, item_of, open_meeting, room_for, waiting_item
from changeportal.services.context import Context
from changeportal.services.transaction import transaction


@dataclass(frozen=True, slots=True)
class CastVote:
    """How a seat votes on an item."""

    at: At
    n: int
    vote: Vote


def cast_vote(ctx: Context, command: CastVote) -> None:
    """Record the vote of one's own seat. The database refuses a second one, and one by somebody who left."""
    with transaction(ctx) as tx:
        place = item_of(tx, command.at, command.n)
        require(ctx.actor, Permission.VOTE_CAST, item_facts(tx, place))
        open_meeting(place)
        waiting_item(place)
        if place.item.round_id is None:
            raise Refused("no_vote", "There is nothing to vote on in this item.")
        tx.session.execute(select(Round.id).where(Round.id == place.item.round_id).with_for_update())
        here = {seat.person_id for seat in room_for(tx, place).seats if seat.here}
        if ctx.actor.id not in here:
            raise Refused("not_here", "The secretary has not entered you as here, so you cannot vote yet.")
        seat = tx.session.execute(
            select(Seat.id).where(Seat.round_id == place.item.round_id, Seat.person_id == ctx.actor.id)
        ).scalar_one()
        cast = SeatVote(seat_id=seat, round_id=place.item.round_id, vote=command.vote, by_id=ctx.actor.id, at=ctx.now)
        tx.add(cast)
        tx.audit("voted", "gateway_round", place.item.round_id, {"seat": str(seat), "vote": command.vote})
