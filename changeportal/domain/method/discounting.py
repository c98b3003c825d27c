"""Discount schedules as dated tables, factors chained year by year, present values, annuities, equivalent annual cost.

Year 0 is the financial year of the decision and is not discounted (07 part 1). Rates are shares of one, not per cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from changeportal.domain.method.numbers import ONE, Number, dec, decs, exact, total


class Timing(StrEnum):
    """Where in a year its flows lie: at the year's point, or half a year after it."""

    YEAR_INDEX = "year_index"
    HALF_YEAR_LATER = "half_year_later"


@dataclass(frozen=True, slots=True)
class Band:
    """A rate up to and with a year; the last band has no end."""

    rate: Decimal
    to: int | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Rates by band of years, first band first, and the version of the table that they come from."""

    bands: tuple[Band, ...]
    version: str = ""

    def rate(self, year: int) -> Decimal:
        """The rate of a year from 1 on."""
        return next(band.rate for band in self.bands if band.to is None or year <= band.to)


def flat(rate: Number) -> Schedule:
    """One rate for ever."""
    return Schedule((Band(dec(rate)),), f"flat {rate}")


@dataclass(frozen=True, slots=True)
class Present:
    """Present values year by year and their sum."""

    pv: tuple[Decimal, ...]
    npv: Decimal


@exact
def factor(schedule: Schedule, year: int, timing: Timing = Timing.YEAR_INDEX) -> Decimal:
    """The factor of a year: the product of 1 / (1 + rate) from year 1 to it. ValueError for a year before 0 (sunk)."""
    if year < 0:
        raise ValueError("what was spent before year 0 is sunk: it has no discount factor")
    divisor = ONE
    for step in range(1, year + 1):
        divisor *= ONE + schedule.rate(step)
    if timing is Timing.HALF_YEAR_LATER:
        divisor *= (ONE + schedule.rate(year + 1)).sqrt()
    return ONE / divisor


@exact
def factors(schedule: Schedule, years: int, timing: Timing = Timing.YEAR_INDEX) -> list[Decimal]:
    """The factors of years 0 to ``years`` - 1, each from the one before."""
    found: list[Decimal] = []
    divisor = ONE
    for year in range(years):
        divisor *= ONE + schedule.rate(year) if year else ONE
        half = (ONE + schedule.rate(year + 1)).sqrt() if timing is Timing.HALF_YEAR_LATER else ONE
        found.append(ONE / (divisor * half))
    return found


@exact
def present(schedule: Schedule, flows: Sequence[Number], timing: Timing = Timing.YEAR_INDEX) -> Present:
    """Present values of the flows of years 0, 1, 2 and so on. Linear: the value of a sum is the sum of the values."""
    weights = factors(schedule, len(flows), timing)
    pv = tuple(flow * weight for flow, weight in zip(decs(flows), weights, strict=True))
    return Present(pv, total(pv))


@exact
def annuity(schedule: Schedule, years: int) -> Decimal:
    """What one a year is worth, the first payment a year after the base point. ValueError without a year."""
    if years < 1:
        raise ValueError("an annuity runs for at least one year")
    return total(factors(schedule, years + 1)[1:])


@exact
def equivalent_annual(schedule: Schedule, pv_cost: Number, life: int) -> Decimal:
    """The yearly amount over the life that is worth as much as the present cost."""
    return dec(pv_cost) / annuity(schedule, life)


@exact
def breakeven_annual(schedule: Schedule, pv_cost: Number, from_year: int, to_year: int) -> Decimal:
    """The amount in each of the years from one to the other, both included, whose present value is the cost."""
    if not 0 <= from_year <= to_year:
        raise ValueError("the first year must be 0 or later and not after the last")
    return dec(pv_cost) / total(factors(schedule, to_year + 1)[from_year:])
