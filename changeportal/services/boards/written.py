"""Written procedure: an officer board decides between meetings, seat by seat, by a deadline and for a reason."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.boards import Attendance, Meeting, MeetingDeclaration
from changeportal.domain.deciders import written_refusal
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Vote
from changeportal.services.boards.agenda import AddItem, add_item
from changeportal.services.boards.interests import Declare, declare
from changeportal.services.boards.papers import publish, tell_members, tell_secretaries
from changeportal.services.boards.places import (
    At,
    ItemPlace,
    Place,
    board_facts,
    board_of,
    item_facts,
    item_of,
    items_of,
    open_meeting,
    place_of,
    waiting_item,
)
from changeportal.services.boards.votes import CastVote, cast_vote
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction

VOTES = {"agree": Vote.FOR, "disagree": Vote.AGAINST, "abstain": Vote.ABSTAIN}
ONLY = 1


@dataclass(frozen=True, slots=True)
class OpenWritten:
    """A proposal that cannot wait for a meeting: what is asked, until when (aware), and why it is urgent."""

    board: str
    ref: str
    recommendation: str
    deadline: datetime
    urgency: str


def open_written(ctx: Context, command: OpenWritten) -> str:
    """Open it; the word of its address. Its one item is published at once and every seat is asked."""
    with transaction(ctx) as tx:
        board = board_of(tx, command.board)
        require(ctx.actor, Permission.AGENDA_BUILD, board_facts(board))
        refusal = written_refusal(board.kind)
        if refusal:
            raise Refused("no_written_procedure", refusal)
        _check(ctx, command)
        count = tx.session.execute(
            select(func.count()).select_from(Meeting).where(Meeting.board_id == board.id, Meeting.written)
        ).scalar_one()
        made = Meeting(
            board_id=board.id,
            slug=f"written-{count + 1}",
            starts_at=ctx.now,
            place="In writing",
            papers_due=ctx.today,
            written=True,
            deadline=command.deadline,
            urgency=command.urgency.strip(),
        )
        tx.add(made)
        at = At(board.slug, made.slug)
        add_item(ctx, AddItem(at, command.ref, recommendation=command.recommendation))
        place = place_of(tx, at)
        items_of(tx, place)[0].vote_called_at = ctx.now
        publish(tx, place)
        body = f"Why it cannot wait for a meeting: {made.urgency}\n\nRead it and answer before the deadline."
        tell_members(tx, place, "Your answer is needed in writing", body)
        tx.audit("written_opened", "meeting", made.id, {"ref": command.ref, "deadline": command.deadline})
        return made.slug


def _check(ctx: Context, command: OpenWritten) -> None:
    problems: dict[str, str] = {}
    if not command.ref:
        problems["ref"] = "Select the proposal that cannot wait"
    if not command.urgency.strip():
        problems["urgency"] = "Say why it cannot wait for a meeting"
    if command.deadline <= ctx.now:
        problems["deadline"] = "The deadline must be in the future"
    if problems:
        raise Invalid(problems)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a seat answers: agree, disagree, abstain, discuss (at a meeting), or interest, with what it is."""

    at: At
    answer: str
    interest: str = ""
    kind: str = "other"


def answer_written(ctx: Context, command: Answer) -> None:
    """Record one's answer. One that asks to discuss it stops the procedure: the item waits for a meeting."""
    with transaction(ctx) as tx:
        place = item_of(tx, command.at, ONLY)
        require(ctx.actor, Permission.VOTE_CAST, item_facts(tx, place))
        open_meeting(place)
        waiting_item(place)
        if place.meeting.deadline is None or not place.meeting.written:
            raise Refused("no_vote", "This item is for a meeting, so there is nothing to answer in writing.")
        if place.item.result_note:
            raise Refused("to_a_meeting", f"{place.item.result_note}. It is not decided in writing any more.")
        if ctx.now >= place.meeting.deadline:
            raise Refused("too_late", "The deadline for answers is over.")
        _take_part(tx, place)
        if command.answer == "discuss":
            _to_a_meeting(tx, place)
        elif command.answer == "interest":
            declare(ctx, Declare(command.at, True, ONLY, command.kind, command.interest))
        else:
            cast_vote(ctx, CastVote(command.at, ONLY, VOTES[command.answer]))


def _take_part(tx: Transaction, place: ItemPlace) -> None:
    """To answer is to be there and to have declared: an interest is an answer of its own."""
    me, meeting = tx.ctx.actor.id, place.meeting.id
    done = tx.session.execute(
        insert(Attendance)
        .values(meeting_id=meeting, person_id=me, state="present", here_from=tx.ctx.now, entered_by_id=me)
        .on_conflict_do_nothing()
        .returning(Attendance.person_id)
    ).first()
    if done is None:
        raise Refused("already_voted", "You have answered already. An answer is never changed.")
    tx.session.execute(
        insert(MeetingDeclaration)
        .values(meeting_id=meeting, person_id=me, any_interest=False, at=tx.ctx.now)
        .on_conflict_do_nothing()
    )


def _to_a_meeting(tx: Transaction, place: ItemPlace) -> None:
    """Nothing can be answered or decided in writing any more; the secretary closes it and puts it on an agenda."""
    place.item.result_note = f"{tx.ctx.actor.name} asked to discuss it at a meeting"
    place.item.version += 1
    tx.audit("written_ended", "meeting", place.meeting.id, {"by": str(tx.ctx.actor.id)})
    whole = Place(place.board, place.meeting)
    tell_members(tx, whole, "It will be discussed at a meeting", place.item.result_note)
    tell_secretaries(tx, whole, "Put it on an agenda", place.item.result_note)
