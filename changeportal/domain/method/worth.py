"""What an option is worth: benefit-cost ratio, return on public money, switching values, weights, additionality."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from changeportal.domain.method.discounting import Schedule, Timing, present
from changeportal.domain.method.numbers import ONE, ZERO, Number, dec, decs, exact, total


class Stream(StrEnum):
    """Which side of the balance a stream is on."""

    BENEFIT = "benefit"
    COST = "cost"


@dataclass(frozen=True, slots=True)
class Worth:
    """Present benefits and costs, their difference, and their ratio (None where costs are nought or less)."""

    pv_benefits: Decimal
    pv_costs: Decimal
    npv: Decimal
    bcr: Decimal | None


@exact
def ratio(pv_benefits: Number, pv_costs: Number) -> Worth:
    """The net present value and the ratio. A ratio on costs of nought or less says nothing, so there is none."""
    benefits, costs = dec(pv_benefits), dec(pv_costs)
    return Worth(benefits, costs, benefits - costs, benefits / costs if costs > 0 else None)


@exact
def appraise(
    schedule: Schedule, benefits: Sequence[Number], costs: Sequence[Number], timing: Timing = Timing.YEAR_INDEX
) -> Worth:
    """The worth of two streams from year 0 on, both positive in their own kind."""
    return ratio(present(schedule, benefits, timing).npv, present(schedule, costs, timing).npv)


@exact
def public_return(pv_off_budget: Number, pv_net_public_cost: Number) -> Decimal | None:
    """Return on public sector cost: benefits to society off public budgets over the net cost to them; None if that is not a cost."""
    cost = dec(pv_net_public_cost)
    return dec(pv_off_budget) / cost if cost > 0 else None


@exact
def switching(npv: Number, pv_of_stream: Number, stream: Stream) -> Decimal | None:
    """The share by which one stream must change for the net present value to be nought; None for an empty stream."""
    worth = dec(pv_of_stream)
    if worth == 0:
        return None
    share = dec(npv) / worth
    return -share if stream is Stream.BENEFIT else share


@exact
def welfare_weight(median_income: Number, group_income: Number, elasticity: Number = "1.3") -> Decimal:
    """(median / group) to the power of the elasticity; always shown beside the unweighted result."""
    if dec(group_income) <= 0 or dec(median_income) <= 0:
        raise ValueError("incomes must be more than nought")
    return (dec(median_income) / dec(group_income)) ** dec(elasticity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Additionality:
    """Shares of one taken off a gross effect, what it sets off, and the part of the net effect that can be cashed."""

    deadweight: Decimal = ZERO
    attribution: Decimal = ONE
    leakage: Decimal = ZERO
    displacement: Decimal = ZERO
    substitution: Decimal = ZERO
    multiplier: Decimal = ONE
    optimism: Decimal = ZERO
    drop_off: Decimal = ZERO
    cashable: Decimal = ZERO


NOTHING_OFF = Additionality()


@exact
def net_effect(gross: Sequence[Number], what: Additionality) -> tuple[list[Decimal], list[Decimal]]:
    """Net and cashable effect by year; the drop-off counts years since the first year with any effect."""
    flows = decs(gross)
    first = next((year for year, flow in enumerate(flows) if flow), 0)
    kept = (ONE - what.deadweight) * what.attribution * (ONE - what.leakage) * (ONE - what.displacement)
    kept *= (ONE - what.substitution) * what.multiplier * (ONE - what.optimism)
    net = [flow * kept * (ONE - what.drop_off) ** max(year - first, 0) for year, flow in enumerate(flows)]
    return net, [value * what.cashable for value in net]


@dataclass(frozen=True, slots=True)
class Expected:
    """Outcomes weighted by their chances, and their sum. ``net`` is it less the cost, where one was given."""

    weighted: tuple[Decimal, ...]
    expected: Decimal
    chance: Decimal
    net: Decimal | None


@exact
def expected_value(
    outcomes: Sequence[tuple[Number, Number]], cost: Number | None = None, *, of_one_risk: bool = True
) -> Expected:
    """Sum of value times chance. Chances of the outcomes of one risk add up to one: ValueError otherwise."""
    chance = total(dec(p) for _value, p in outcomes)
    if of_one_risk and chance != 1:
        raise ValueError(f"the chances add up to {chance}, not to 1")
    weighted = tuple(dec(value) * dec(p) for value, p in outcomes)
    worth = total(weighted)
    return Expected(weighted, worth, chance, None if cost is None else worth - dec(cost))
