"""What a saving comes to in each year: plan, forecast, actual, verified, delivered, pressure, and its plan row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from changeportal.domain.calendar import year_of
from changeportal.domain.profile import Recurrence
from changeportal.domain.savings import (
    Entry,
    by_month,
    current_plan,
    forecast_for_year,
    verified_to_date,
    year_total,
)
from changeportal.domain.terms import Series

Key = UUID | str


@dataclass(frozen=True, slots=True)
class Adjusted:
    """A budget change: pence from a year on, or in that year alone."""

    pence: int
    year: int
    permanent: bool


@dataclass(frozen=True, slots=True)
class KnownOfSaving:
    """All that is known of a saving. ``secured`` is the yearly value that finance verified as secured for later years."""

    entries: Sequence[Entry]
    verified: Sequence[tuple[Key, int]] = ()
    adjusted: Sequence[Adjusted] = ()
    recurrence: Recurrence = Recurrence.ONGOING
    secured: int | None = None


@dataclass(frozen=True, slots=True)
class YearOfSaving:
    """Pence of one year, positive as the saving is worth; ``forecast`` None while nobody has forecast."""

    year: int
    plan: int
    forecast: int | None
    actual: int
    verified: int
    delivered: int
    pressure: int


def year_of_saving(known: KnownOfSaving, year: int, today: date) -> YearOfSaving:
    """The year's figures. An ongoing plan keeps its last planned year; delivered needs both facts, at most the plan."""
    plan = plan_in(known, year)
    verified = verified_to_date(known.entries, known.verified, year)
    seen = verified if year <= year_of(today) or known.secured is None else max(verified, known.secured)
    return YearOfSaving(
        year,
        plan,
        forecast_for_year(known.entries, year),
        year_total(by_month(known.entries, Series.ACTUAL), year),
        verified,
        max(0, min(seen, budget_adjusted(known.adjusted, year), plan)),
        year_total(by_month(known.entries, Series.PRESSURE), year),
    )


def plan_in(known: KnownOfSaving, year: int) -> int:
    """Pence of the current plan in the year."""
    months = current_plan(known.entries)
    last = max((year_of(month) for month in months), default=year)
    later = known.recurrence is Recurrence.ONGOING and year > last
    return year_total(months, last if later else year)


def budget_adjusted(changes: Iterable[Adjusted], year: int) -> int:
    """Pence by which the budget of the year is adjusted: permanent changes up to it, temporary ones in it."""
    return sum(one.pence for one in changes if one.year == year or (one.permanent and one.year < year))
