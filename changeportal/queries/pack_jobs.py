"""Packs that are being made or were not made, for whoever looks after the service: no title of any paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text

from changeportal.data.models.boards import Board, Meeting
from changeportal.data.models.jobs import Job
from changeportal.data.models.people import Person
from changeportal.data.session import db
from changeportal.domain.packs import GIVEN_UP, PackKind


@dataclass(frozen=True, slots=True)
class PackJob:
    """A job: which pack of which meeting, who asked, how far it is, why it stopped; ``dead`` can be made again."""

    id: UUID
    kind: PackKind
    board: str
    starts_at: datetime
    asked_by: str
    asked_at: datetime
    tries: int
    step: int
    steps: int
    problem: str

    @property
    def dead(self) -> bool:
        """Whether it was tried until it was given up."""
        return self.problem == GIVEN_UP


def pack_jobs(limit: int = 100) -> Sequence[PackJob]:
    """Those under way first, then those of the last 30 days that stopped. One statement."""
    recent = Job.stopped_at > func.app_now() - text("interval '30 days'")
    rows = db.session.execute(
        select(Job, Board.name, Meeting.starts_at, Person.name.label("asked_by"))
        .join(Meeting, Meeting.id == Job.meeting_id)
        .join(Board, Board.id == Meeting.board_id)
        .join(Person, Person.id == Job.by_id)
        .where(Job.made_at.is_(None), Job.stopped_at.is_(None) | recent)
        .order_by(Job.stopped_at.is_not(None), Job.asked_at.desc(), Job.id)
        .limit(limit)
    )
    return [_row(row.Job, row.name, row.starts_at, row.asked_by) for row in rows]


def _row(one: Job, board: str, starts_at: datetime, asked_by: str) -> PackJob:
    done = (one.tries, one.step, one.steps, one.problem)
    return PackJob(one.id, PackKind(one.kind), board, starts_at, asked_by, one.asked_at, *done)
