"""Planning a meeting and closing it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.boards import AgendaItem, Meeting
from changeportal.data.models.proposals import Proposal
from changeportal.domain.calendar import london_date
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Action, Status
from changeportal.services.boards.agenda import take_off
from changeportal.services.boards.places import At, board_facts, board_of, items_of, open_meeting, place_of
from changeportal.services.context import Context
from changeportal.services.held import hold
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class PlanMeeting:
    """A new meeting: when (aware), where, and by which day papers are due."""

    board: str
    starts_at: datetime
    place: str
    papers_due: date


def plan_meeting(ctx: Context, command: PlanMeeting) -> str:
    """Add a meeting; the word of its address: its date, with -2 for a second that day."""
    with transaction(ctx) as tx:
        board = board_of(tx, command.board)
        require(ctx.actor, Permission.AGENDA_BUILD, board_facts(board))
        if command.papers_due > london_date(command.starts_at):
            raise Invalid({"papers_due": "Papers must be due on or before the day of the meeting"})
        slug = _free_slug(tx, board.id, london_date(command.starts_at).isoformat())
        made = Meeting(
            board_id=board.id,
            slug=slug,
            starts_at=command.starts_at,
            place=command.place.strip(),
            papers_due=command.papers_due,
        )
        tx.add(made)
        tx.audit("meeting_planned", "meeting", made.id, {"board": board.slug, "starts_at": command.starts_at})
        return slug


def _free_slug(tx: Transaction, board_id: UUID, day: str) -> str:
    taken = set(tx.session.execute(select(Meeting.slug).where(Meeting.board_id == board_id)).scalars())
    names = [day, *(f"{day}-{n}" for n in range(2, 10))]
    free = next((name for name in names if name not in taken), "")
    if not free:
        raise Invalid({"day": "This board already has nine meetings on that day"})
    return free


def close_meeting(ctx: Context, at: At) -> int:
    """Close it: what was not reached goes back to wait for another meeting. How many items were not reached."""
    with transaction(ctx) as tx:
        refs = _waiting_refs(tx, at)
        held = {ref: hold(tx, ref) for ref in sorted(refs)}
        place = place_of(tx, at)
        require(ctx.actor, Permission.AGENDA_BUILD, board_facts(place.board))
        open_meeting(place)
        if ctx.now < place.meeting.starts_at:
            raise Refused("not_started", "This meeting has not started yet, so it cannot be closed.")
        left = [item for item in items_of(tx, place) if item.result == "waiting"]
        for item in left:
            item.result, item.result_note = "not_reached", item.result_note or "Not reached at the meeting"
            item.version += 1
            proposal = next((one for one in held.values() if one.row.id == item.proposal_id), None)
            if proposal is not None and item.round_id and proposal.row.status is Status.SCHEDULED:
                take_off(tx, proposal, place.board, Action.UNSCHEDULE, "Not reached at the meeting")
        place.meeting.state, place.meeting.closed_at = "closed", ctx.now
        place.meeting.version += 1
        tx.audit("meeting_closed", "meeting", place.meeting.id, {"not_reached": len(left)})
        return len(left)


def _waiting_refs(tx: Transaction, at: At) -> set[str]:
    board = board_of(tx, at.board)
    return set(
        tx.session.execute(
            select(Proposal.ref)
            .join(AgendaItem, AgendaItem.proposal_id == Proposal.id)
            .join(Meeting, Meeting.id == AgendaItem.meeting_id)
            .where(Meeting.board_id == board.id, Meeting.slug == at.meeting, AgendaItem.result == "waiting")
        ).scalars()
    )
