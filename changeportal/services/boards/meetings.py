"""Planning a meeting, publishing its papers, entering who was there, closing it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.boards import AgendaItem, Attendance, Meeting, Membership
from changeportal.data.models.proposals import Proposal
from changeportal.domain.calendar import london_date
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Action, Status
from changeportal.services.boards.agenda import take_off
from changeportal.services.boards.places import At, Place, board_facts, board_of, open_meeting, place_of
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


@dataclass(frozen=True, slots=True)
class RecordAttendance:
    """Who is here, who sent apologies, and who sits in whose place."""

    at: At
    present: Collection[UUID]
    apologies: Collection[UUID]
    expected_version: int | None = None


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


def publish_papers(ctx: Context, at: At) -> None:
    """Publish the agenda: from now on it is only added to, and what is added is late. Board members are told."""
    with transaction(ctx) as tx:
        place = place_of(tx, at)
        require(ctx.actor, Permission.AGENDA_BUILD, board_facts(place.board))
        if place.meeting.state != "planned":
            raise Refused("published", "The papers are published already.")
        if not _items(tx, place):
            raise Refused("no_items", "Add the first item to the agenda. There is nothing to publish yet.")
        place.meeting.state, place.meeting.published_at = "published", ctx.now
        place.meeting.version += 1
        tx.audit("papers_published", "meeting", place.meeting.id, {"at": ctx.now})
        tell_members(tx, place, "Papers are published", "Read the papers and say whether you have an interest.")


def tell_members(tx: Transaction, place: Place, what: str, body: str) -> None:
    """One mail to each member of the board."""
    name = f"{place.board.name}, {london_date(place.meeting.starts_at):%-d %B %Y}"
    rows = tx.session.execute(
        select(Membership.person_id).where(Membership.board_id == place.board.id, Membership.ends.is_(None))
    ).scalars()
    for person_id in sorted(rows):
        tx.notify(person_id, kind="meeting", subject=f"{name}: {what[0].lower()}{what[1:]}", body=body, href=place.href)


def record_attendance(ctx: Context, command: RecordAttendance) -> None:
    """Enter who is here now. Who was here and is not any more has left."""
    with transaction(ctx) as tx:
        place = place_of(tx, command.at, command.expected_version)
        require(ctx.actor, Permission.ATTENDANCE_RECORD, board_facts(place.board))
        open_meeting(place)
        both = set(command.present) & set(command.apologies)
        if both:
            raise Invalid({"apologies": "Somebody is both here and sent apologies. Choose one"})
        members = _members(tx, place)
        for person_id in members:
            _attend(tx, place, person_id, command)
        place.meeting.version += 1
        named = {"present": sorted(map(str, command.present)), "apologies": sorted(map(str, command.apologies))}
        tx.audit("attendance_entered", "meeting", place.meeting.id, named)


def _members(tx: Transaction, place: Place) -> list[UUID]:
    rows = tx.session.execute(
        select(Membership.person_id).where(Membership.board_id == place.board.id, Membership.starts <= tx.ctx.today)
    ).scalars()
    return sorted(rows)


def _attend(tx: Transaction, place: Place, person_id: UUID, command: RecordAttendance) -> None:
    row = tx.session.get(Attendance, (place.meeting.id, person_id))
    if row is None:
        row = Attendance(
            meeting_id=place.meeting.id, person_id=person_id, state="absent", entered_by_id=tx.ctx.actor.id
        )
        tx.add(row)
    here = person_id in command.present
    if here and (row.state != "present" or row.left_at is not None):
        row.state, row.here_from, row.left_at = "present", row.here_from or tx.ctx.now, None
    elif not here and row.state == "present" and row.left_at is None:
        row.left_at = tx.ctx.now
    elif not here and row.state != "present":
        row.state = "apologies" if person_id in command.apologies else "absent"
    row.entered_by_id = tx.ctx.actor.id


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
        left = [item for item in _items(tx, place) if item.result == "waiting"]
        for item in left:
            item.result, item.result_note = "not_reached", "Not reached at the meeting"
            item.version += 1
            proposal = next((one for one in held.values() if one.row.id == item.proposal_id), None)
            if proposal is not None and proposal.row.status is Status.SCHEDULED:
                take_off(tx, proposal, place.board, Action.UNSCHEDULE, "Not reached at the meeting")
        place.meeting.state, place.meeting.closed_at = "closed", ctx.now
        place.meeting.version += 1
        tx.audit("meeting_closed", "meeting", place.meeting.id, {"not_reached": len(left)})
        return len(left)


def _items(tx: Transaction, place: Place) -> list[AgendaItem]:
    return list(
        tx.session.execute(
            select(AgendaItem).where(AgendaItem.meeting_id == place.meeting.id).order_by(AgendaItem.n)
        ).scalars()
    )


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
