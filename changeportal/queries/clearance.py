"""Steps before a body meets, the dated way of a proposal to its meeting, and pre-election periods."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from changeportal.data import lawful_rows
from changeportal.data.models.boards import AgendaItem, Board, Meeting
from changeportal.data.models.gateways import Round
from changeportal.data.models.lawful import ClearanceStep, PreElectionPeriod
from changeportal.data.session import db
from changeportal.domain.calendar import london_date
from changeportal.domain.clearance import DatedStep, Period, Step, dated
from changeportal.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Way:
    """The meeting that a proposal is on the way to, and the dated steps before it."""

    body: str
    slug: str
    meeting: str
    starts_at: datetime
    steps: list[DatedStep]


@dataclass(frozen=True, slots=True)
class StepsOf:
    """A body and its steps."""

    board_id: UUID
    slug: str
    name: str
    steps: list[Step]


def steps_of(slug: str) -> StepsOf:
    """The steps of a body, in order. Two statements."""
    board = db.session.execute(select(Board).where(Board.slug == slug)).scalar_one_or_none()
    if board is None:
        raise NotFound
    return StepsOf(board.id, board.slug, board.name, _steps(board.id))


def _steps(board_id: UUID) -> list[Step]:
    rows = db.session.execute(select(ClearanceStep).where(ClearanceStep.board_id == board_id).order_by(ClearanceStep.n))
    return [Step(row.title, row.working_days) for row in rows.scalars()]


def way_of(proposal_id: UUID) -> Way | None:
    """The agenda that the proposal is on and the steps before that meeting. Three statements at most."""
    row = db.session.execute(
        select(Board.id, Board.name, Board.slug, Meeting.slug.label("meeting"), Meeting.starts_at, Round.opened_at)
        .join(Meeting, Meeting.board_id == Board.id)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .join(Round, Round.id == AgendaItem.round_id)
        .where(AgendaItem.proposal_id == proposal_id, AgendaItem.result == "waiting")
        .order_by(Meeting.starts_at)
        .limit(1)
    ).first()
    if row is None:
        return None
    steps = _steps(row.id)
    held = lawful_rows.holidays(db.session) if steps else frozenset()
    found = dated(steps, london_date(row.starts_at), london_date(row.opened_at), held)
    return Way(row.name, row.slug, row.meeting, row.starts_at, found)


def periods() -> list[tuple[UUID, Period]]:
    """The pre-election periods, the earliest first. One statement."""
    rows = db.session.execute(select(PreElectionPeriod).order_by(PreElectionPeriod.starts)).scalars()
    return [(row.id, Period(row.title, row.starts, row.ends)) for row in rows]


def period_list() -> list[Period]:
    """The same without their keys."""
    return [one for _id, one in periods()]
