"""What would change the answer: one thing otherwise at a time, the widest swing first; and a dearer or cheaper loan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from changeportal.domain.method.discounting import Schedule
from changeportal.domain.method.financing import Policy
from changeportal.domain.method.numbers import ONE, ZERO, dec, exact, total
from changeportal.domain.method.tables import Tables
from changeportal.domain.method.whole_case import Assumptions, CaseLine, Kind, evaluate
from changeportal.domain.method.worth import NOTHING_OFF

LONG = 50
GROSS = "Benefits gross: all of them down to the proposal, none fading"
POINT = dec("0.01")


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The net present value, in pence, when one thing is otherwise; ``swing`` is the change from the central case."""

    name: str
    npv: Decimal
    swing: Decimal


@dataclass(frozen=True, slots=True)
class InterestCase:
    """What borrowing costs the budget, in pence, at a rate: over the years shown, and in its dearest year."""

    name: str
    rate: Decimal
    whole: Decimal
    dearest: Decimal
    change: Decimal


@exact
def interest_cases(case: Sequence[CaseLine], what: Assumptions) -> tuple[InterestCase, ...]:
    """The cost of borrowing at the rate of the tables, and a point above and below it; nothing without borrowing."""
    if what.financing is None:
        return ()
    rows = [(name, _at_rate(what.financing, points)) for name, points in _POINTS]
    found = [(name, policy, evaluate(case, replace(what, financing=policy)).financing.cost) for name, policy in rows]
    central = total(found[0][2])
    if not central:
        return ()
    return tuple(
        InterestCase(name, policy.interest_rate, total(cost), max(cost), total(cost) - central)
        for name, policy, cost in found
    )


_POINTS = (("As in the tables", ZERO), ("1 point higher", POINT), ("1 point lower", -POINT))


def _at_rate(policy: Policy, points: Decimal) -> Policy:
    rate = max(policy.interest_rate + points, ZERO)
    return replace(policy, rate=rate, interest_rate=rate)


Change = Callable[[CaseLine], CaseLine]


def _benefits_times(share: str) -> Change:
    def change(line: CaseLine) -> CaseLine:
        if line.kind in (Kind.COST, Kind.CAPITAL):
            return line
        return replace(line, amounts=[one * dec(share) for one in line.amounts])

    return change


def _costs_times(share: str) -> Change:
    def change(line: CaseLine) -> CaseLine:
        if line.kind not in (Kind.COST, Kind.CAPITAL):
            return line
        return replace(line, amounts=[one * dec(share) for one in line.amounts])

    return change


def _benefits_late(months: int) -> Change:
    """Benefits come later by so many months of a year: each year has a part of its own and a part of the year before."""

    def change(line: CaseLine) -> CaseLine:
        if line.kind in (Kind.COST, Kind.CAPITAL):
            return line
        late = dec(months) / 12
        before = [ZERO, *line.amounts]
        moved = [now * (ONE - late) + then * late for now, then in zip(line.amounts, before, strict=False)]
        return replace(line, amounts=moved)

    return change


CHANGES: tuple[tuple[str, Change], ...] = (
    ("Savings and benefits 10% lower", _benefits_times("0.9")),
    ("Savings and benefits 20% lower", _benefits_times("0.8")),
    ("Savings and benefits 40% lower", _benefits_times("0.6")),
    ("Costs 10% higher", _costs_times("1.1")),
    ("Costs 20% higher", _costs_times("1.2")),
    ("Benefits 6 months late", _benefits_late(6)),
    ("Benefits 12 months late", _benefits_late(12)),
)


@exact
def sensitivities(
    case: Sequence[CaseLine],
    what: Assumptions,
    central: Decimal,
    tables: Tables,
    ends: Sequence[tuple[str, Decimal]] = (),
) -> tuple[Sensitivity, ...]:
    """One thing changed at a time, the widest swing first. ``ends`` are the lines at the ends of their own ranges."""
    found = [(name, [change(line) for line in case], what) for name, change in CHANGES]
    for name, points in (("Inflation 1 point higher", POINT), ("Inflation 1 point lower", -POINT)):
        growth = [rate + points for rate in what.deflator_growth]
        if any(line.is_nominal for line in case):
            found.append((name, list(case), replace(what, deflator_growth=growth)))
    if what.years > LONG:
        reduced: Schedule = tables.schedule("green_book_reduced")
        found.append(("Lower discount rate", list(case), replace(what, schedule=reduced)))
    full = [replace(line, probability=ONE, benefit_optimism=ZERO) for line in case]
    found.append(("Benefits in full, without optimism", full, what))
    if any(line.additionality != NOTHING_OFF for line in case):
        found.append((GROSS, [replace(line, additionality=NOTHING_OFF) for line in case], what))
    rows = [*ends, *((name, evaluate(lines, given).worth.npv) for name, lines, given in found)]
    return tuple(
        sorted(
            (Sensitivity(name, npv, npv - central) for name, npv in rows), key=lambda one: (-abs(one.swing), one.name)
        )
    )
