"""The way to a meeting: steps dated backwards from it, whose they are, done or not; pre-election periods in the calendar."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from changeportal.domain.calendar import add_working_days


@dataclass(frozen=True, slots=True)
class Step:
    """A step, the working days before the meeting by which it is done, and whose it is."""

    title: str
    working_days: int
    whose: str = ""


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step with its last day; short when that day was over before the proposal came to this body."""

    title: str
    by: date
    short: bool
    whose: str = ""


class StepState(StrEnum):
    """How a step stands today."""

    DONE = "Done"
    DUE = "Due"
    OVERDUE = "Overdue"


@dataclass(frozen=True, slots=True)
class Mark:
    """What was said last of a step: done or not, by whom and on what day."""

    done: bool
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class StandingStep:
    """A dated step with how it stands; ``mark`` is there once it was done."""

    step: DatedStep
    state: StepState
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Period:
    """Days before an election."""

    title: str
    starts: date
    ends: date


def dated(steps: Iterable[Step], meeting: date, asked_on: date, holidays: Collection[date]) -> list[DatedStep]:
    """The steps with their dates, the earliest first."""
    found = [(add_working_days(meeting, -one.working_days, holidays), one.title, one.whose) for one in steps]
    return [DatedStep(title, by, by < asked_on, whose) for by, title, whose in sorted(found)]


def standing(steps: Iterable[DatedStep], marks: Mapping[str, Mark], today: date) -> list[StandingStep]:
    """How each step stands: done when its newest mark says so, else due until its last day is over."""
    return [_standing(one, marks.get(one.title), today) for one in steps]


def _standing(step: DatedStep, mark: Mark | None, today: date) -> StandingStep:
    if mark is not None and mark.done:
        return StandingStep(step, StepState.DONE, mark)
    return StandingStep(step, StepState.OVERDUE if step.by < today else StepState.DUE, None)


def covering(periods: Sequence[Period], day: date | None) -> Period | None:
    """The pre-election period that the day falls into."""
    return next((one for one in periods if day is not None and one.starts <= day <= one.ends), None)
