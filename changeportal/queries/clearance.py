"""Steps before a body meets, the dated way of a proposal to its meeting, and pre-election periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from changeportal.data import lawful_rows
from changeportal.data.models.boards import AgendaItem, Board, Meeting
from changeportal.data.models.gateways import Round
from changeportal.data.models.lawful import ClearanceMark, ClearanceStep, PreElectionPeriod
from changeportal.data.models.people import Person
from changeportal.data.session import db
from changeportal.domain.calendar import london_date
from changeportal.domain.clearance import Mark, Period, StandingStep, Step, dated, standing
from changeportal.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class Way:
    """The meeting that a proposal is on the way to, and the dated steps before it."""

    body: str
    slug: str
    meeting: str
    starts_at: datetime
    steps: list[StandingStep]


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
    return [Step(row.title, row.working_days, row.whose) for row in rows.scalars()]


def _marks() -> Any:
    """What was said last of each step of a round, as JSON by title."""
    one = func.json_build_object("done", ClearanceMark.done, "by", Person.name, "at", ClearanceMark.at)
    found = select(
        func.json_object_agg(ClearanceMark.title, aggregate_order_by(one, ClearanceMark.at, ClearanceMark.id))
    )
    joined = found.select_from(ClearanceMark).join(Person, Person.id == ClearanceMark.by_id)
    return joined.where(ClearanceMark.round_id == Round.id).correlate(Round).scalar_subquery().label("marks")


def _read(marks: Mapping[str, Mapping[str, Any]] | None) -> dict[str, Mark]:
    return {
        title: Mark(one["done"], one["by"], london_date(datetime.fromisoformat(one["at"])))
        for title, one in (marks or {}).items()
    }


def clearance_of(board_id: UUID, meeting_id: UUID, starts_at: datetime, today: date) -> dict[int, list[StandingStep]]:
    """The steps of each item that waits for a decision, by its number. Three statements; one where the body has no steps."""
    steps = _steps(board_id)
    if not steps:
        return {}
    held = lawful_rows.holidays(db.session)
    rows = db.session.execute(
        select(AgendaItem.n, Round.opened_at, _marks())
        .join(Round, Round.id == AgendaItem.round_id)
        .where(AgendaItem.meeting_id == meeting_id, AgendaItem.result == "waiting")
        .order_by(AgendaItem.n)
    )
    meets = london_date(starts_at)
    return {
        row.n: standing(dated(steps, meets, london_date(row.opened_at), held), _read(row.marks), today) for row in rows
    }


def way_of(proposal_id: UUID, today: date) -> Way | None:
    """The agenda that the proposal is on and the steps before that meeting. Three statements at most."""
    row = db.session.execute(
        select(
            Board.id,
            Board.name,
            Board.slug,
            Meeting.slug.label("meeting"),
            Meeting.starts_at,
            Round.opened_at,
            _marks(),
        )
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
    return Way(row.name, row.slug, row.meeting, row.starts_at, standing(found, _read(row.marks), today))


def periods() -> list[tuple[UUID, Period]]:
    """The pre-election periods, the earliest first. One statement."""
    rows = db.session.execute(select(PreElectionPeriod).order_by(PreElectionPeriod.starts)).scalars()
    return [(row.id, Period(row.title, row.starts, row.ends)) for row in rows]


def period_list() -> list[Period]:
    """The same without their keys."""
    return [one for _id, one in periods()]
