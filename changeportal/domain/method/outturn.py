"""What savings came to against their plan: at risk, delivery, and forecast against outturn. One unit throughout."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from changeportal.domain.method.numbers import HUNDRED, Number, dec, exact, total


@dataclass(frozen=True, slots=True)
class PlanRow:
    """Plan, achieved (evidenced) and the pressures that the saving caused."""

    plan: Decimal
    achieved: Decimal
    pressures: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Realised:
    """At risk and delivery in per cent (None on a plan of nought) by row, and of the totals."""

    at_risk: tuple[Decimal, ...]
    delivery_pct: tuple[Decimal | None, ...]
    total_plan: Decimal
    total_achieved: Decimal
    total_pressures: Decimal
    total_at_risk: Decimal
    total_delivery_pct: Decimal | None


@exact
def share_pct(part: Number, whole: Number) -> Decimal | None:
    """Part of the whole in per cent; None for a whole of nought."""
    return dec(part) / dec(whole) * HUNDRED if dec(whole) else None


@exact
def realised(rows: Sequence[PlanRow]) -> Realised:
    """At risk is plan less achieved plus pressures. The ratio of totals, never a mean of ratios."""
    at_risk = tuple(row.plan - row.achieved + row.pressures for row in rows)
    plan, achieved = total(row.plan for row in rows), total(row.achieved for row in rows)
    return Realised(
        at_risk,
        tuple(share_pct(row.achieved, row.plan) for row in rows),
        plan,
        achieved,
        total(row.pressures for row in rows),
        total(at_risk),
        share_pct(achieved, plan),
    )


@dataclass(frozen=True, slots=True)
class Outturn:
    """Forecast and outturn against plan; the error is forecast less actual."""

    forecast_delivery_pct: Decimal | None
    outturn_delivery_pct: Decimal | None
    forecast_shortfall: Decimal
    outturn_shortfall: Decimal
    forecast_error: Decimal


@exact
def outturn(plan: Number, forecast: Number, actual: Number) -> Outturn:
    """How good the forecast was, and what was short."""
    agreed, said, was = dec(plan), dec(forecast), dec(actual)
    return Outturn(share_pct(said, agreed), share_pct(was, agreed), agreed - said, agreed - was, said - was)
