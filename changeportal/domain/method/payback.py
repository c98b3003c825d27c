"""Payback: the first time that the sum so far reaches nought from below, and the last time from which it stays there."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import accumulate

from changeportal.domain.method.numbers import Number, decs, exact


class PaybackStatus(StrEnum):
    """Whether the outlay comes back."""

    PAID_BACK = "paid_back"
    NEVER = "never"
    NO_OUTLAY = "no_outlay"


@dataclass(frozen=True, slots=True)
class Payback:
    """Sums so far, and years to payback (fractions by a straight line inside the crossing year); None where there is none."""

    cumulative: tuple[Decimal, ...]
    status: PaybackStatus
    years: Decimal | None
    lasting_years: Decimal | None


@dataclass(frozen=True, slots=True)
class MonthlyPayback:
    """The number of the month (1 is the first) at whose end the sum so far has reached nought."""

    status: PaybackStatus
    first_month: int | None
    lasting_month: int | None
    final: Decimal


def _crossings(sums: Sequence[Decimal]) -> list[int]:
    """Places at which the sum goes from below nought to nought or more."""
    return [place for place in range(1, len(sums)) if sums[place - 1] < 0 <= sums[place]]


def _lasting(sums: Sequence[Decimal], crossings: Sequence[int]) -> int | None:
    last = crossings[-1] if crossings else None
    return last if last is not None and all(one >= 0 for one in sums[last:]) else None


def _status(sums: Sequence[Decimal], crossings: Sequence[int]) -> PaybackStatus:
    if all(one >= 0 for one in sums):
        return PaybackStatus.NO_OUTLAY
    return PaybackStatus.PAID_BACK if crossings else PaybackStatus.NEVER


@exact
def payback(flows: Sequence[Number]) -> Payback:
    """Payback of net flows from year 0 on; give discounted flows for a discounted payback."""
    values = decs(flows)
    sums = tuple(accumulate(values))
    crossings = _crossings(sums)

    def years(place: int | None) -> Decimal | None:
        return None if place is None else place - 1 + -sums[place - 1] / values[place]

    first = crossings[0] if crossings else None
    return Payback(sums, _status(sums, crossings), years(first), years(_lasting(sums, crossings)))


@exact
def payback_months(monthly: Sequence[Number]) -> MonthlyPayback:
    """Payback of net flows by month."""
    sums = tuple(accumulate(decs(monthly)))
    crossings = _crossings(sums)
    lasting = _lasting(sums, crossings)
    return MonthlyPayback(
        _status(sums, crossings),
        crossings[0] + 1 if crossings else None,
        lasting + 1 if lasting is not None else None,
        sums[-1] if sums else Decimal(0),
    )
