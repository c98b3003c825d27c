"""The appraisal of an option: its money lines and the case's assumptions, through the method, with sensitivities.

The economic case and the effect on the budget come from the same lines. Amounts are whole pence until they are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from changeportal.domain.business_case import unreadable
from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.line_terms import additionality
from changeportal.domain.line_worth import LineWorth, at_ends, gross_benefits, opened, weighted_npv
from changeportal.domain.method.discounting import equivalent_annual
from changeportal.domain.method.financing import MrpMethod, Policy
from changeportal.domain.method.numbers import HUNDRED, ONE, ZERO, dec, exact, total
from changeportal.domain.method.returns import Rates, irr
from changeportal.domain.method.tables import Tables
from changeportal.domain.method.whole_case import Assumptions, CaseLine, CaseResult, Kind, evaluate
from changeportal.domain.method.worth import Stream, Worth, public_return, ratio, switching, welfare_weight
from changeportal.domain.money import MoneyError, parse_pounds
from changeportal.domain.profile import MoneyLine, amount
from changeportal.domain.sensitivities import InterestCase, Sensitivity, interest_cases, sensitivities
from changeportal.domain.terms import CostKind, LineKind, SavingClass

SECTION = "appraisal"
DEFAULT_YEARS = 10
_CASHABLE = frozenset({SavingClass.CASH_RELEASING, SavingClass.INCOME, SavingClass.COST_AVOIDANCE})
_REPAID = frozenset(MrpMethod)
_PUBLIC = _CASHABLE | {SavingClass.OTHER_PUBLIC_BODY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The case's assumptions: year 0, how many years, prices, optimism as shares of one, life of what is borrowed for,
    and the income of the middle household in pence (nought where nothing is weighed).

    How it is repaid and at which interest are the council's own where they are not given here.
    """

    first_year: int
    years: int = DEFAULT_YEARS
    in_cash: bool = False
    bias_type: str = ""
    capital_bias: Decimal = ZERO
    benefit_optimism: Decimal = ZERO
    life: int = 0
    repaid: MrpMethod | None = None
    share_repaid: Decimal = ZERO
    interest: Decimal | None = None
    median_income: int = 0
    refused: tuple[str, ...] = ()

    @property
    def borrows(self) -> bool:
        """Whether its capital is taken to be borrowed: over a life, or repaid by a share of what is owed."""
        return bool(self.life) or self.repaid is MrpMethod.REDUCING_BALANCE


@dataclass(frozen=True, slots=True)
class PublicReturn:
    """Present benefits to society off public budgets, over the net present cost to them; no ratio where that is no cost."""

    society: Decimal
    public_cost: Decimal
    ratio: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """What the results page shows of one option, in pence and years."""

    settings: Settings
    result: CaseResult
    lines: tuple[LineWorth, ...]
    gross_benefits: Decimal
    weighted_npv: Decimal | None
    cash: Worth
    public: PublicReturn
    rates: Rates | None
    interest: tuple[InterestCase, ...]
    whole_life_cost: Decimal
    peak_funding: Decimal
    equivalent_annual: Decimal
    benefits_may_fall: Decimal | None
    costs_may_rise: Decimal | None
    sensitivities: tuple[Sensitivity, ...]
    left_out: tuple[str, ...]


def settings_of(said: Mapping[str, str], first_year: int, tables: Tables) -> Settings:
    """The assumptions as answered in the case; what was not answered takes the default.

    What cannot be used takes the default too, and is named in ``refused`` so that the page says so.
    """
    refused = unreadable(BY_CODE[SECTION], said) | faults(said)
    said = {name: text for name, text in said.items() if name not in refused}
    years = _whole(said.get("years", ""), DEFAULT_YEARS)
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
        repaid=MrpMethod(said["repaid"]) if said.get("repaid") in _REPAID else None,
        share_repaid=_rate(said.get("share", "")) or ZERO,
        interest=_rate(said.get("interest", "")),
        median_income=_pounds(said.get("median_income", "")),
        refused=tuple(refused.values()),
    )


def faults(said: Mapping[str, str]) -> dict[str, str]:
    """What does not go together in the assumptions: field name to words for a person."""
    nought = not said.get("share", "").strip(" 0.")
    if said.get("repaid") == MrpMethod.REDUCING_BALANCE and nought:
        return {"repaid": "Enter which share of what is owed is repaid each year, or choose another way to repay it"}
    return {}


def _rate(text: str) -> Decimal | None:
    return dec(text) / HUNDRED if text.strip() else None


def _whole(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default


def _pounds(text: str) -> int:
    try:
        return parse_pounds(text) or 0
    except MoneyError:
        return 0


def _share(text: str) -> Decimal:
    return dec(_whole(text, 0)) / HUNDRED


@exact
def appraise_option(
    lines: Sequence[MoneyLine], settings: Settings, tables: Tables, *, what_if: bool = True
) -> Appraisal:
    """Work an option out against today's budget. Financing, funding and switches between funds are no economic lines.

    Without ``what_if`` the internal rates and sensitivities, which cost the most, are left out.
    """
    kept = [(line, _case_line(line, settings)) for line in lines]
    case = [found for _line, found in kept if found is not None]
    what = _assumptions(settings, tables)
    result = evaluate(case, what)
    worth = result.worth
    each = opened([line for line, found in kept if found is not None], result)
    return Appraisal(
        settings=settings,
        result=result,
        lines=each,
        gross_benefits=gross_benefits(each),
        weighted_npv=weighted_npv(each, worth.npv),
        cash=_cash_worth(case, what),
        public=_public(each, result),
        rates=irr(_net(result)) if what_if else None,
        interest=interest_cases(case, what) if what_if else (),
        whole_life_cost=total(result.real_costs),
        peak_funding=max(-min((*result.simple.cumulative, ZERO)), ZERO),
        equivalent_annual=equivalent_annual(what.schedule, worth.npv, settings.years),
        benefits_may_fall=switching(worth.npv, worth.pv_benefits, Stream.BENEFIT),
        costs_may_rise=switching(worth.npv, worth.pv_costs, Stream.COST),
        sensitivities=sensitivities(case, what, worth.npv, tables, at_ends(each, worth.npv)) if what_if else (),
        left_out=tuple(line.title for line, found in kept if found is None),
    )


def _assumptions(settings: Settings, tables: Tables) -> Assumptions:
    financing = None
    if settings.borrows:
        rate = tables.borrowing_rate if settings.interest is None else settings.interest
        financing = Policy(
            method=settings.repaid or tables.mrp_method,
            life=settings.life,
            rate=rate,
            mrp_rate=settings.share_repaid or tables.mrp_rate,
            interest_rate=rate,
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
        additionality=additionality(line.terms),
        weight=_weight(line, settings) if benefit else None,
        cash_releasing=line.saving_class in _CASHABLE,
        name=line.title,
    )


def _weight(line: MoneyLine, settings: Settings) -> Decimal | None:
    """The weight of whoever gains; None where the line or the case does not say what they have."""
    group = line.terms.group_income_pence
    return welfare_weight(settings.median_income, group) if group and settings.median_income else None


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


def _net(result: CaseResult) -> list[Decimal]:
    return [more - less for more, less in zip(result.real_benefits, result.real_costs, strict=True)]


def _public(lines: Sequence[LineWorth], result: CaseResult) -> PublicReturn:
    """By the class of each line: society gains off budget; other public bodies' savings lower the public cost.

    Time that is freed without cash counts on neither side.
    """
    benefits = [(one.line.saving_class, one.present) for one in lines if one.is_benefit]
    society = total(present for kind, present in benefits if kind is SavingClass.SOCIETY)
    cost = result.worth.pv_costs - total(present for kind, present in benefits if kind in _PUBLIC)
    return PublicReturn(society, cost, public_return(society, cost))
