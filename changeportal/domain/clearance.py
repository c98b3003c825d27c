"""The way to a meeting: steps dated backwards from it, short ones marked; pre-election periods in the calendar."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from changeportal.domain.calendar import add_working_days


@dataclass(frozen=True, slots=True)
class Step:
    """A step and the working days before the meeting by which it is done."""

    title: str
    working_days: int


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step with its last day; short when that day was over before the proposal came to this body."""

    title: str
    by: date
    short: bool


@dataclass(frozen=True, slots=True)
class Period:
    """Days before an election."""

    title: str
    starts: date
    ends: date


def dated(steps: Iterable[Step], meeting: date, asked_on: date, holidays: Collection[date]) -> list[DatedStep]:
    """The steps with their dates, the earliest first."""
    found = [(add_working_days(meeting, -one.working_days, holidays), one.title) for one in steps]
    return [DatedStep(title, by, by < asked_on) for by, title in sorted(found)]


def covering(periods: Sequence[Period], day: date | None) -> Period | None:
    """The pre-election period that the day falls into."""
    return next((one for one in periods if day is not None and one.starts <= day <= one.ends), None)
