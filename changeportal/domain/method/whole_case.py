"""A whole business case in the order of 07 part 4: lines to years, prices, worth, financing, effect on the budget and the gap.

Every amount is in pounds or pence as the caller has it; nothing is rounded. ``trail`` names the lines behind each figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from changeportal.domain.method.budget_effect import Recurring, increments, recurring
from changeportal.domain.method.discounting import Schedule, Timing, factors
from changeportal.domain.method.financing import Charge, Policy, Spend, charge
from changeportal.domain.method.numbers import HUNDRED, ONE, ZERO, at, exact, total
from changeportal.domain.method.payback import Payback, payback
from changeportal.domain.method.prices import index_of, nominal, real
from changeportal.domain.method.worth import NOTHING_OFF, Additionality, Worth, net_effect, ratio


class Kind(StrEnum):
    """What a line is. Amounts are positive in their own kind."""

    COST = "cost"
    CAPITAL = "capital"
    SAVING = "saving"
    INCOME = "income"
    BENEFIT = "benefit"


SPENDS = frozenset({Kind.COST, Kind.CAPITAL})
_BORROWING = "borrowing"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A line: amounts by year, or ``recurring``; real prices of year 0 unless ``is_nominal``; capital by ``funded_by``.

    ``additionality`` and ``weight`` are of a benefit, in the economic case alone.
    """

    kind: Kind
    amounts: Sequence[Decimal] = ()
    recurring: Recurring | None = None
    is_nominal: bool = False
    optimism_bias: Decimal = ZERO
    probability: Decimal = ONE
    benefit_optimism: Decimal = ZERO
    additionality: Additionality = NOTHING_OFF
    weight: Decimal | None = None
    cash_releasing: bool = True
    funded_by: str = _BORROWING
    available_year: int | None = None
    name: str = ""

    @property
    def likely(self) -> Decimal:
        """The share of a benefit that reaches the budget."""
        return self.probability * (ONE - self.benefit_optimism)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """Years, discount schedule, deflator growth from year 1 on, financing of capital by borrowing, the gap without it."""

    years: int
    schedule: Schedule
    deflator_growth: Sequence[Decimal] = ()
    timing: Timing = Timing.YEAR_INDEX
    financing: Policy | None = None
    gap: Sequence[Decimal] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One line in both price bases, and what it adds to each side of the economic case, by year."""

    line: CaseLine
    real: tuple[Decimal, ...]
    nominal: tuple[Decimal, ...]
    benefit: tuple[Decimal, ...]
    cost: tuple[Decimal, ...]
    budget: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """Everything that the results page shows; ``trail`` holds the lines that each figure adds up from."""

    real_benefits: tuple[Decimal, ...]
    real_costs: tuple[Decimal, ...]
    worth: Worth
    simple: Payback
    discounted: Payback
    financing: Charge
    mtfs_effect: tuple[Decimal, ...]
    mtfs_increment: tuple[Decimal, ...]
    remaining_gap: tuple[Decimal, ...]
    gap_closed_pct: tuple[Decimal | None, ...]
    factors: tuple[Decimal, ...]
    index: tuple[Decimal, ...]
    trail: tuple[Step, ...] = field(default=())


@exact
def evaluate(lines: Sequence[CaseLine], what: Assumptions) -> CaseResult:
    """Work the case out. ValueError for amounts beyond the years."""
    index = index_of(what.deflator_growth, what.years)
    steps = tuple(_step(line, what.years, index) for line in lines)
    benefits, costs = _sum(steps, "benefit", what.years), _sum(steps, "cost", what.years)
    weights = factors(what.schedule, what.years, what.timing)
    net = [more - less for more, less in zip(benefits, costs, strict=True)]
    financing = _financing(steps, what)
    effect = [one + due for one, due in zip(_sum(steps, "budget", what.years), financing.cost, strict=True)]
    return CaseResult(
        real_benefits=tuple(benefits),
        real_costs=tuple(costs),
        worth=ratio(_weighed(benefits, weights), _weighed(costs, weights)),
        simple=payback(net),
        discounted=payback([flow * weight for flow, weight in zip(net, weights, strict=True)]),
        financing=financing,
        mtfs_effect=tuple(effect),
        mtfs_increment=tuple(increments(effect)),
        remaining_gap=tuple(need + one for need, one in zip(what.gap, effect, strict=False)),
        gap_closed_pct=tuple(
            -one / need * HUNDRED if need else None for need, one in zip(what.gap, effect, strict=False)
        ),
        factors=tuple(weights),
        index=tuple(index),
        trail=steps,
    )


def _weighed(flows: Sequence[Decimal], weights: Sequence[Decimal]) -> Decimal:
    return total(flow * weight for flow, weight in zip(flows, weights, strict=True))


def _sum(steps: Sequence[Step], name: str, years: int) -> list[Decimal]:
    return [total(getattr(step, name)[year] for step in steps) for year in range(years)]


def _step(line: CaseLine, years: int, index: Sequence[Decimal]) -> Step:
    if len(line.amounts) > years:
        raise ValueError(f"{line.name or line.kind}: {len(line.amounts)} amounts for {years} years")
    typed = [at(list(line.amounts), year) for year in range(years)]
    if line.recurring is not None:
        typed = [one + more for one, more in zip(typed, recurring(line.recurring, years), strict=True)]
    in_real = real(typed, index) if line.is_nominal else typed
    in_cash = typed if line.is_nominal else nominal(typed, index)
    nothing = tuple([ZERO] * years)
    if line.kind in SPENDS:
        cost = tuple(one * (ONE + line.optimism_bias) for one in in_real)
        budget = tuple(in_cash) if line.kind is Kind.COST else nothing
        return Step(line, tuple(in_real), tuple(in_cash), nothing, cost, budget)
    net, _cashed = net_effect(in_real, replace(line.additionality, optimism=line.benefit_optimism))
    benefit = tuple(one * line.probability for one in net)
    cashable = line.cash_releasing and line.kind is not Kind.BENEFIT
    budget = tuple(-one * line.likely for one in in_cash) if cashable else nothing
    return Step(line, tuple(in_real), tuple(in_cash), benefit, nothing, budget)


def _financing(steps: Sequence[Step], what: Assumptions) -> Charge:
    spends = [
        Spend(year, amount, step.line.available_year)
        for step in steps
        if step.line.kind is Kind.CAPITAL and step.line.funded_by == _BORROWING
        for year, amount in enumerate(step.nominal)
        if amount
    ]
    if what.financing is None or not spends:
        nothing = tuple([ZERO] * what.years)
        return Charge(nothing, nothing, nothing, nothing)
    return charge(spends, what.financing, what.years)


def figures(result: CaseResult) -> Mapping[str, Any]:
    """The result by the names that the method gives its figures."""
    return {
        "real_benefits": result.real_benefits,
        "real_costs": result.real_costs,
        "pv_benefits": result.worth.pv_benefits,
        "pv_costs": result.worth.pv_costs,
        "npv": result.worth.npv,
        "bcr": result.worth.bcr,
        "payback_years": result.simple.years,
        "discounted_payback_years": result.discounted.years,
        "mrp": result.financing.mrp,
        "interest": result.financing.interest,
        "mtfs_effect": result.mtfs_effect,
        "mtfs_increment": result.mtfs_increment,
        "remaining_gap": result.remaining_gap,
        "gap_closed_pct": result.gap_closed_pct,
    }
