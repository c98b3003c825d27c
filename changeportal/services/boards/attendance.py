"""Who is at a meeting: from when, until when, in whose place. Every coming and going is kept with its time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from changeportal.data.meeting_room import room_of
from changeportal.data.models.boards import Attendance, AttendanceMove, Membership
from changeportal.data.models.people import Person
from changeportal.domain.deciders import substitutes_refusal
from changeportal.domain.errors import Invalid
from changeportal.domain.meetings import Quorum
from changeportal.domain.permissions import Permission, require
from changeportal.services.boards.places import At, Place, board_facts, open_meeting, place_of
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction

EARLY = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class RecordAttendance:
    """Who is here, who sent apologies, who sits in whose place (substitute to member), and since when it is so."""

    at: At
    present: Collection[UUID]
    apologies: Collection[UUID]
    expected_version: int | None = None
    substitutes: Mapping[UUID, UUID] = field(default_factory=dict)
    changed_at: datetime | None = None


def record_attendance(ctx: Context, command: RecordAttendance) -> Quorum:
    """Enter who is here now, and say what that does to the quorum. Who was here and is not any more has left."""
    with transaction(ctx) as tx:
        place = place_of(tx, command.at, command.expected_version)
        require(ctx.actor, Permission.ATTENDANCE_RECORD, board_facts(place.board))
        open_meeting(place)
        members = _members(tx, place)
        _check(tx, place, command, members)
        rows = {row.person_id: row for row in _rows(tx, place)}
        gone = [one for one, row in rows.items() if row.in_place_of_id and one not in command.substitutes]
        for person_id in [*members, *gone]:
            _attend(tx, place, rows.get(person_id), person_id, command)
        tx.session.flush()
        for person_id in sorted(command.substitutes):
            _attend(tx, place, rows.get(person_id), person_id, command)
        place.meeting.version += 1
        tx.audit("attendance_entered", "meeting", place.meeting.id, _named(command))
        tx.session.flush()
        return room_of(tx.session, (place.board, place.meeting), None, None, ctx.today).quorum


def _named(command: RecordAttendance) -> Mapping[str, object]:
    return {
        "present": sorted(map(str, command.present)),
        "apologies": sorted(map(str, command.apologies)),
        "substitutes": {str(one): str(member) for one, member in sorted(command.substitutes.items())},
    }


def _check(tx: Transaction, place: Place, command: RecordAttendance, members: Collection[UUID]) -> None:
    problems: dict[str, str] = {}
    if set(command.present) & set(command.apologies):
        problems["apologies"] = "Somebody is both here and sent apologies. Choose one"
    if command.substitutes:
        problem = substitutes_refusal(place.board.kind) or _substitute_problem(tx, command, members)
        if problem:
            problems["substitute_1"] = problem
    now = tx.ctx.now
    if command.changed_at is not None and not now - EARLY <= command.changed_at <= now:
        problems["since"] = "The time must be today and not in the future"
    if problems:
        raise Invalid(problems)


def _substitute_problem(tx: Transaction, command: RecordAttendance, members: Collection[UUID]) -> str:
    replaced = list(command.substitutes.values())
    known = set(
        tx.session.execute(select(Person.id).where(Person.id.in_(list(command.substitutes)), Person.active)).scalars()
    )
    if set(command.substitutes) & set(members):
        return "A board member cannot sit in somebody else's place"
    if set(replaced) & set(command.present):
        return "Somebody sits in the place of a board member who is here. Choose one"
    if len(set(replaced)) != len(replaced) or set(replaced) - set(members) or set(command.substitutes) - known:
        return "Choose one substitute for each board member who is away"
    return ""


def _rows(tx: Transaction, place: Place) -> list[Attendance]:
    return list(tx.session.execute(select(Attendance).where(Attendance.meeting_id == place.meeting.id)).scalars())


def _members(tx: Transaction, place: Place) -> list[UUID]:
    rows = tx.session.execute(
        select(Membership.person_id).where(Membership.board_id == place.board.id, Membership.starts <= tx.ctx.today)
    ).scalars()
    return sorted(set(rows))


def _attend(tx: Transaction, place: Place, row: Attendance | None, person_id: UUID, command: RecordAttendance) -> None:
    if row is None:
        row = Attendance(
            meeting_id=place.meeting.id, person_id=person_id, state="absent", entered_by_id=tx.ctx.actor.id
        )
        tx.add(row)
    was, instead = row.state == "present" and row.left_at is None, command.substitutes.get(person_id)
    here, since = person_id in command.present or instead is not None, command.changed_at or tx.ctx.now
    moved = here != was or (here and row.in_place_of_id != instead)
    if here and moved:
        row.state, row.left_at, row.in_place_of_id = "present", None, instead
        row.here_from = row.here_from or since
    elif was and not here:
        row.left_at = max(since, row.here_from or since)
    elif not here and row.state != "present":
        row.state = "apologies" if person_id in command.apologies else "absent"
    row.entered_by_id = tx.ctx.actor.id
    if moved:
        _move(tx, row, came=here, at=since)


def _move(tx: Transaction, row: Attendance, *, came: bool, at: datetime) -> None:
    tx.add(
        AttendanceMove(
            meeting_id=row.meeting_id,
            person_id=row.person_id,
            came=came,
            in_place_of_id=row.in_place_of_id,
            at=at,
            entered_by_id=tx.ctx.actor.id,
        )
    )
