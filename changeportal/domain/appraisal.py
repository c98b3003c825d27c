"""The appraisal of an option: its money lines and the case's assumptions, through the method, with sensitivities.

The economic case and the effect on the budget come from the same lines. Amounts are whole pence until they are shown.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from changeportal.domain.method.discounting import Schedule, annuity
from changeportal.domain.method.financing import Policy
from changeportal.domain.method.numbers import HUNDRED, ONE, ZERO, dec, exact, total
from changeportal.domain.method.tables import Tables
from changeportal.domain.method.whole_case import Assumptions, CaseLine, CaseResult, Kind, evaluate
from changeportal.domain.method.worth import Stream, Worth, ratio, switching
from changeportal.domain.profile import MoneyLine, amount
from changeportal.domain.terms import CostKind, LineKind, SavingClass

DEFAULT_YEARS, FEWEST, MOST = 10, 2, 60
LONG = 50
_CASHABLE = frozenset({SavingClass.CASH_RELEASING, SavingClass.INCOME, SavingClass.COST_AVOIDANCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The case's assumptions: year 0, how many years, prices, optimism as shares of one, life of what is borrowed for."""

    first_year: int
    years: int = DEFAULT_YEARS
    in_cash: bool = False
    bias_type: str = ""
    capital_bias: Decimal = ZERO
    benefit_optimism: Decimal = ZERO
    life: int = 0


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The net present value, in pence, when one thing is otherwise; ``swing`` is the change from the central case."""

    name: str
    npv: Decimal
    swing: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """What the results page shows of one option, in pence and years."""

    settings: Settings
    result: CaseResult
    cash: Worth
    whole_life_cost: Decimal
    peak_funding: Decimal
    equivalent_annual: Decimal
    benefits_may_fall: Decimal | None
    costs_may_rise: Decimal | None
    sensitivities: tuple[Sensitivity, ...]
    left_out: tuple[str, ...]


def settings_of(said: Mapping[str, str], first_year: int, tables: Tables) -> Settings:
    """The assumptions as answered in the case; what was not answered takes the default."""
    years = min(max(_whole(said.get("years", ""), DEFAULT_YEARS), FEWEST), MOST)
    bias_type = said.get("bias", "")
    upper = tables.optimism[bias_type][1].capital_upper if bias_type in tables.optimism else 0
    managed = _share(said.get("managed", ""))
    return Settings(
        first_year=first_year,
        years=years,
        in_cash=said.get("prices") == "cash",
        bias_type=bias_type if upper else "",
        capital_bias=dec(upper) / HUNDRED * (ONE - managed),
        benefit_optimism=_share(said.get("optimism", "")),
        life=_whole(said.get("life", ""), 0),
    )


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default


def _share(text: str) -> Decimal:
    return dec(_whole(text, 0)) / HUNDRED


@exact
def appraise_option(
    lines: Sequence[MoneyLine], settings: Settings, tables: Tables, *, what_if: bool = True
) -> Appraisal:
    """Work an option out against today's budget. Financing, funding and switches between funds are no economic lines.

    Without ``what_if`` the sensitivities, which cost the most, are left out.
    """
    kept = [(line, _case_line(line, settings)) for line in lines]
    case = [found for _line, found in kept if found is not None]
    what = _assumptions(settings, tables)
    result = evaluate(case, what)
    worth = result.worth
    return Appraisal(
        settings=settings,
        result=result,
        cash=_cash_worth(case, what),
        whole_life_cost=total(result.real_costs),
        peak_funding=max(-min((*result.simple.cumulative, ZERO)), ZERO),
        equivalent_annual=worth.npv / annuity(what.schedule, settings.years),
        benefits_may_fall=switching(worth.npv, worth.pv_benefits, Stream.BENEFIT),
        costs_may_rise=switching(worth.npv, worth.pv_costs, Stream.COST),
        sensitivities=_sensitivities(case, what, worth.npv, tables) if what_if else (),
        left_out=tuple(line.title for line, found in kept if found is None),
    )


def _assumptions(settings: Settings, tables: Tables) -> Assumptions:
    financing = None
    if settings.life:
        financing = Policy(
            method=tables.mrp_method,
            life=settings.life,
            rate=tables.borrowing_rate,
            interest_rate=tables.borrowing_rate,
            basis=tables.interest_basis,
        )
    return Assumptions(
        years=settings.years,
        schedule=tables.schedule("green_book_standard"),
        deflator_growth=tables.deflator_growth,
        financing=financing,
    )


def _case_line(line: MoneyLine, settings: Settings) -> CaseLine | None:
    kind = _kind(line)
    if kind is None:
        return None
    benefit = kind in (Kind.SAVING, Kind.INCOME)
    years = range(settings.first_year, settings.first_year + settings.years)
    return CaseLine(
        kind=kind,
        amounts=[dec(amount(line, year)) for year in years],
        is_nominal=settings.in_cash,
        optimism_bias=settings.capital_bias if kind is Kind.CAPITAL else ZERO,
        benefit_optimism=settings.benefit_optimism if benefit else ZERO,
        cash_releasing=line.saving_class in _CASHABLE,
        name=line.title,
    )


def _kind(line: MoneyLine) -> Kind | None:
    if line.kind is LineKind.FUNDING or line.saving_class is SavingClass.FUNDING_SWITCH:
        return None
    if line.kind is LineKind.SAVING:
        return Kind.SAVING
    if line.kind is LineKind.INCOME:
        return Kind.INCOME
    if line.cost_kind is CostKind.FINANCING:
        return None
    return Kind.CAPITAL if line.kind is LineKind.CAPITAL or line.cost_kind is CostKind.CAPITAL else Kind.COST


def _cash_worth(case: Sequence[CaseLine], what: Assumptions) -> Worth:
    """The same with cash-releasing benefits alone."""
    cash = [line for line in case if line.kind in (Kind.COST, Kind.CAPITAL) or line.cash_releasing]
    found = evaluate(cash, what).worth
    return ratio(found.pv_benefits, found.pv_costs)


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


def _sensitivities(
    case: Sequence[CaseLine], what: Assumptions, central: Decimal, tables: Tables
) -> tuple[Sensitivity, ...]:
    """One thing changed at a time, the widest swing first."""
    found = [(name, [change(line) for line in case], what) for name, change in CHANGES]
    for name, points in (("Inflation 1 point higher", "0.01"), ("Inflation 1 point lower", "-0.01")):
        growth = [rate + dec(points) for rate in what.deflator_growth]
        if any(line.is_nominal for line in case):
            found.append((name, list(case), replace(what, deflator_growth=growth)))
    if what.years > LONG:
        reduced: Schedule = tables.schedule("green_book_reduced")
        found.append(("Lower discount rate", list(case), replace(what, schedule=reduced)))
    full = [replace(line, probability=ONE, benefit_optimism=ZERO) for line in case]
    found.append(("Benefits in full, without optimism", full, what))
    rows = [(name, evaluate(lines, given).worth.npv) for name, lines, given in found]
    return tuple(
        sorted(
            (Sensitivity(name, npv, npv - central) for name, npv in rows), key=lambda one: (-abs(one.swing), one.name)
        )
    )
