"""The votes of an item that count, and what stops a decision on it, for pages and services alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from changeportal.data.meeting_room import Room
from changeportal.data.models.boards import AgendaItem, Meeting
from changeportal.data.models.gateways import Seat, SeatVote, VoteVoid
from changeportal.data.session import AnySession
from changeportal.domain.meetings import Readiness
from changeportal.domain.terms import Vote
from changeportal.domain.votes import Tally, taking_part, tally

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Ballot:
    """The votes of the seats by their holder, the casting vote, and how many votes were voided by a later interest."""

    votes: Mapping[UUID, Vote]
    casting: Vote | None
    voided: int


def ballot_of(session: AnySession, round_id: UUID | None) -> Ballot:
    """One statement."""
    rows = session.execute(
        select(Seat.person_id, SeatVote.vote, SeatVote.casting, VoteVoid.vote_id)
        .join(SeatVote, SeatVote.seat_id == Seat.id)
        .outerjoin(VoteVoid, VoteVoid.vote_id == SeatVote.id)
        .where(SeatVote.round_id == round_id)
    ).all()
    standing = [row for row in rows if row.vote_id is None]
    return Ballot(
        {row.person_id: row.vote for row in standing if not row.casting},
        next((row.vote for row in standing if row.casting), None),
        sum(row.vote_id is not None and not row.casting for row in rows),
    )


def standing_votes(room: Room, ballot: Ballot) -> dict[UUID, Vote]:
    """The votes of the seats that take part: worked out again whenever somebody leaves the item."""
    entitled = {seat.person_id for seat in taking_part(room.seats, room.left)}
    return {person: vote for person, vote in ballot.votes.items() if person in entitled}


def count_of(room: Room, ballot: Ballot) -> Tally:
    """The count as it stands now."""
    return tally(room.seats, standing_votes(room, ballot), room.left, ballot.casting)


def readiness(meeting: Meeting, item: AgendaItem, room: Room, ballot: Ballot, now: datetime) -> Readiness:
    """What is known of the item when a decision is asked for."""
    called = item.vote_called_at is not None
    counted = count_of(room, ballot) if called else None
    return Readiness(
        quorum=room.quorum,
        undeclared=() if meeting.written else room.undeclared,
        not_voted=counted.waited_for if counted else (),
        tied=counted.words if counted and counted.tied else "",
        answers_open=_answers_open(meeting, room, now),
        to_a_meeting=item.result_note if meeting.written and item.result == "waiting" else "",
    )


def _answers_open(meeting: Meeting, room: Room, now: datetime) -> str:
    """Until when answers of a written procedure are waited for, and whose; nothing when none are."""
    if not meeting.written or meeting.deadline is None or now >= meeting.deadline:
        return ""
    waiting = [seat.name for seat in room.seats if seat.voting and not seat.here and seat.person_id not in room.left]
    until = meeting.deadline.astimezone(LONDON)
    return f"until {until:%-d %B %Y at %H:%M}, from {', '.join(waiting)}" if waiting else ""
