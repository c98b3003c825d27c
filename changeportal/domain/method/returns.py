"""Rates of return. An internal rate is a headline only when it is the only one; public bodies decide on present value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from changeportal.domain.method.numbers import ONE, Number, dec, decs, exact, total
from changeportal.domain.method.polynomial import roots_between

LOWEST, HIGHEST = Decimal("-0.99"), Decimal(10)
DAYS = Decimal(365)
STEPS, HALVINGS = 400, 120


@dataclass(frozen=True, slots=True)
class Rates:
    """Every rate between -99% and 1,000% at which the flows are worth nought; ``rate`` where there is exactly one."""

    rate: Decimal | None
    roots: tuple[Decimal, ...]


def _rates(found: Sequence[Decimal]) -> Rates:
    roots = tuple(sorted(found))
    return Rates(roots[0] if len(roots) == 1 else None, roots)


@exact
def irr(flows: Sequence[Number]) -> Rates:
    """The internal rates of yearly flows from year 0 on; all of them, ascending."""
    least, most = ONE / (ONE + HIGHEST), ONE / (ONE + LOWEST)
    return _rates([ONE / root - ONE for root in roots_between(decs(flows), least, most)])


@exact
def mirr(flows: Sequence[Number], finance_rate: Number, reinvest_rate: Number) -> Decimal | None:
    """The modified rate: outlays at the finance rate, receipts reinvested. None without an outlay or without a receipt."""
    values, last = decs(flows), len(flows) - 1
    paid = total(-flow / (ONE + dec(finance_rate)) ** year for year, flow in enumerate(values) if flow < 0)
    got = total(flow * (ONE + dec(reinvest_rate)) ** (last - year) for year, flow in enumerate(values) if flow > 0)
    if not paid or not got or last < 1:
        return None
    return (got / paid) ** (ONE / last) - ONE


@exact
def xirr(dates: Sequence[date], flows: Sequence[Number]) -> Rates:
    """The internal rates of dated flows, actual days over 365 from the first date given."""
    values = decs(flows)
    if len(dates) != len(values) or not dates:
        raise ValueError("give one date for each flow")
    spans = [Decimal((day - dates[0]).days) / DAYS for day in dates]

    def worth(log_growth: Decimal) -> Decimal:
        return total(flow * (-log_growth * span).exp() for flow, span in zip(values, spans, strict=True))

    return _rates([root.exp() - ONE for root in _crossings(worth, (ONE + LOWEST).ln(), (ONE + HIGHEST).ln())])


def _crossings(worth: Callable[[Decimal], Decimal], low: Decimal, high: Decimal) -> list[Decimal]:
    """Roots where the sign changes between steps of equal width in the logarithm of growth."""
    width = (high - low) / STEPS
    points = [low + width * step for step in range(STEPS + 1)]
    values = [worth(point) for point in points]
    found = [point for point, value in zip(points, values, strict=True) if value == 0]
    changes = [place for place in range(STEPS) if values[place] * values[place + 1] < 0]
    return found + [_halve(worth, points[place], points[place + 1]) for place in changes]


def _halve(worth: Callable[[Decimal], Decimal], low: Decimal, high: Decimal) -> Decimal:
    rising = worth(high) > 0
    for _step in range(HALVINGS):
        middle = (low + high) / 2
        if (worth(middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2
