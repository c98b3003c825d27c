"""What waits for the people of boards: agendas to build, interests to declare, records to confirm, conditions to meet."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from changeportal.data.models.boards import (
    AgendaItem,
    Attendance,
    Board,
    DecisionDraft,
    Interest,
    Meeting,
    MeetingDeclaration,
    Membership,
)
from changeportal.data.models.gateways import Condition, Decision, Round, Seat
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.calendar import london_date
from changeportal.domain.people import Actor
from changeportal.domain.terms import Role
from changeportal.queries.tasks import MOST, Task

SITS = frozenset({Role.CHAIR, Role.BOARD_MEMBER})


def board_tasks(actor: Actor) -> Iterator[Task]:
    """Four statements at most, each only for those it concerns."""
    if Role.SECRETARY in actor.roles:
        yield from _to_schedule(actor)
    if actor.roles & SITS:
        yield from _to_declare(actor)
    if actor.roles & SITS:
        yield from _to_confirm(actor)
    yield from _to_meet(actor)


def _to_schedule(actor: Actor) -> Iterator[Task]:
    listed = exists().where(AgendaItem.round_id == Round.id, AgendaItem.result == "waiting").correlate(Round)
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, Round.promised_on, Board.slug, Board.name, Person.name.label("asked_by"))
        .join(Round, Round.proposal_id == Proposal.id)
        .join(Person, Person.id == Round.opened_by_id)
        .join(Board, Board.id == Round.board_id)
        .where(Round.closed_at.is_(None), Round.suspended_at.is_(None), ~listed, visible_to(actor))
        .order_by(Round.promised_on)
        .limit(MOST)
    )
    for row in rows:
        yield Task(
            f"Put it on an agenda of {row.name}",
            row.ref,
            row.title,
            row.promised_on,
            f"/boards/{row.slug}",
            row.asked_by,
        )


def _to_declare(actor: Actor) -> Iterator[Task]:
    said = exists().where(MeetingDeclaration.meeting_id == Meeting.id, MeetingDeclaration.person_id == actor.id)
    rows = db.session.execute(
        select(
            Meeting.slug, Meeting.starts_at, Meeting.written, Meeting.deadline, Board.slug.label("board"), Board.name
        )
        .join(Board, Board.id == Meeting.board_id)
        .join(
            Membership,
            and_(
                Membership.board_id == Board.id,
                Membership.person_id == actor.id,
                or_(Membership.ends.is_(None), Membership.ends >= Meeting.papers_due),
            ),
        )
        .where(Meeting.state == "published", ~said)
        .order_by(Meeting.starts_at)
        .limit(MOST)
    )
    for row in rows:
        place = f"/boards/{row.board}/{row.slug}"
        if row.written:
            day, asked_by = london_date(row.deadline), f"Secretary of {row.name}"
            yield Task("Answer in writing", "", row.name, day, f"{place}/answer", asked_by)
        else:
            day, asked_by = london_date(row.starts_at), f"Secretary of {row.name}"
            yield Task("Say whether you have an interest", "", row.name, day, f"{place}/interests", asked_by)


def _to_confirm(actor: Actor) -> Iterator[Task]:
    chairs = exists().where(
        Membership.board_id == Board.id, Membership.person_id == actor.id, Membership.office == "chair"
    )
    presides = _chair_is_away() & exists().where(
        Seat.round_id == AgendaItem.round_id, Seat.person_id == actor.id, Seat.office == "vice_chair"
    )
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, AgendaItem.n, Meeting.slug, Board.slug.label("board"), Person.name)
        .join(AgendaItem, AgendaItem.proposal_id == Proposal.id)
        .join(DecisionDraft, DecisionDraft.item_id == AgendaItem.id)
        .join(Person, Person.id == DecisionDraft.recorded_by_id)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Board, Board.id == Meeting.board_id)
        .where(AgendaItem.result == "waiting", or_(chairs, presides), visible_to(actor))
        .order_by(DecisionDraft.recorded_at)
        .limit(MOST)
    )
    for row in rows:
        href = f"/boards/{row.board}/{row.slug}/items/{row.n}"
        yield Task("Confirm the decision", row.ref, row.title, None, href, row.name)


def _chair_is_away() -> ColumnElement[bool]:
    """The chair is not entered as here, or has declared an interest that takes them out of the item."""
    chair = aliased(Seat)
    out = exists().where(
        Interest.item_id == AgendaItem.id,
        Interest.person_id == chair.person_id,
        or_(Interest.will != "take_part", Interest.chair_rules == "leave"),
    )
    here = exists().where(
        Attendance.meeting_id == AgendaItem.meeting_id,
        Attendance.person_id == chair.person_id,
        Attendance.state == "present",
        Attendance.left_at.is_(None),
    )
    there = here.correlate(AgendaItem, chair) & ~out.correlate(AgendaItem, chair)
    found = exists().where(chair.round_id == AgendaItem.round_id, chair.office == "chair", there)
    return ~found.correlate(AgendaItem)


def _to_meet(actor: Actor) -> Iterator[Task]:
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, Condition.due, Condition.text, Condition.id, Decision.body_name)
        .join(Condition, Condition.proposal_id == Proposal.id)
        .join(Decision, Decision.id == Condition.decision_id)
        .where(Condition.owner_id == actor.id, Condition.met_at.is_(None))
        .order_by(Condition.due)
        .limit(MOST)
    )
    for row in rows:
        href = f"/proposals/{row.ref}/conditions/{row.id}"
        yield Task(f"Meet a condition: {row.text[:80]}", row.ref, row.title, row.due, href, row.body_name)
