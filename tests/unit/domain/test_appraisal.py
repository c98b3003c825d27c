"""The appraisal of an option from its money lines: what enters the economic case, and what a change does to it."""

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from changeportal.domain.appraisal import Settings, appraise_option, settings_of
from changeportal.domain.method.financing import InterestBasis, MrpMethod
from changeportal.domain.method.numbers import rounded
from changeportal.domain.method.tables import tables_of
from changeportal.domain.profile import Basis, MoneyLine, Recurrence
from changeportal.domain.terms import CostKind, FundingKind, LineKind, SavingClass
from changeportal.imports.appraisal_tables import FILE, shipped

TABLES = shipped()
PENCE = 100


def line(title: str, kind: LineKind, years: dict[int, int], **more: Any) -> MoneyLine:
    stated = {year: pounds * PENCE for year, pounds in years.items()}
    recurrence = more.pop("recurrence", Recurrence.TIME_LIMITED)
    return MoneyLine(title, kind, title, "GF", recurrence=recurrence, basis=Basis.STATED, stated=stated, **more)


SYSTEM = line("System", LineKind.COST, {2026: 1_000_000}, cost_kind=CostKind.ONE_OFF, recurrence=Recurrence.ONE_OFF)
SAVING = line(
    "Saving", LineKind.SAVING, dict.fromkeys(range(2027, 2037), 150_000), saving_class=SavingClass.CASH_RELEASING
)
BOX_15 = Settings(first_year=2026, years=11)


def pounds(pence: Decimal) -> str:
    return str(rounded(pence / PENCE))


def test_box_15_as_a_case() -> None:
    found = appraise_option([SYSTEM, SAVING], BOX_15, TABLES)
    assert pounds(found.result.worth.npv) == "247491"
    assert str(rounded(found.benefits_may_fall or Decimal(0), 4)) == "-0.1984"
    assert pounds(found.peak_funding) == "1000000"
    assert found.cash.npv == found.result.worth.npv
    assert str(rounded(found.result.simple.years or Decimal(0), 2)) == "6.67"


def test_the_largest_swing_stands_first_and_each_changes_one_thing() -> None:
    found = appraise_option([SYSTEM, SAVING], BOX_15, TABLES)
    by_name = {one.name: one for one in found.sensitivities}
    assert found.sensitivities[0].name == "Savings and benefits 40% lower"
    assert pounds(by_name["Costs 10% higher"].swing) == "-100000"
    late = by_name["Benefits 12 months late"]
    flows = [Decimal(0), Decimal(0), *[Decimal(150_000)] * 9]
    expected = sum(flow / Decimal("1.035") ** year for year, flow in enumerate(flows)) - 1_000_000
    assert late.npv / PENCE == pytest.approx(expected)


def test_financing_funding_and_switches_are_left_out_and_named() -> None:
    others = [
        line("Interest", LineKind.COST, {2027: 5}, cost_kind=CostKind.FINANCING),
        line("Reserve", LineKind.FUNDING, {2026: 5}, funding_kind=FundingKind.RESERVE),
        line("Switch", LineKind.SAVING, {2027: 5}, saving_class=SavingClass.FUNDING_SWITCH),
    ]
    found = appraise_option([SYSTEM, SAVING, *others], BOX_15, TABLES)
    assert found.left_out == ("Interest", "Reserve", "Switch")
    assert found.result.worth == appraise_option([SYSTEM, SAVING], BOX_15, TABLES).result.worth


def test_time_freed_counts_in_the_worth_but_not_in_cash() -> None:
    freed = line("Time", LineKind.SAVING, {2027: 1_000}, saving_class=SavingClass.NON_CASH_RELEASING)
    found = appraise_option([SYSTEM, SAVING, freed], BOX_15, TABLES)
    assert found.result.worth.npv > found.cash.npv
    assert pounds(found.cash.npv) == "247491"


def test_optimism_bias_is_on_capital_alone_and_falls_with_what_is_managed() -> None:
    said = {
        "years": "11",
        "bias": "equipment_development",
        "managed": "50",
        "optimism": "20",
        "prices": "cash",
        "life": "10",
    }
    settings = settings_of(said, 2026, TABLES)
    assert settings.capital_bias == 1
    assert settings.benefit_optimism == Decimal("0.2")
    assert settings.in_cash
    capital = line("Servers", LineKind.CAPITAL, {2026: 100}, cost_kind=CostKind.CAPITAL)
    found = appraise_option([capital, SYSTEM], settings, TABLES)
    assert pounds(found.result.real_costs[0]) == "1000200"
    assert pounds(found.result.financing.mrp[1]) == "10"
    assert replace(settings, life=0) == settings_of({**said, "life": ""}, 2026, TABLES)


def test_unanswered_assumptions_take_their_defaults() -> None:
    settings = settings_of({}, 2026, TABLES)
    assert (settings.years, settings.capital_bias, settings.in_cash, settings.refused) == (10, 0, False, ())


@pytest.mark.parametrize(("years", "usable"), [("1", False), ("2", True), ("60", True), ("61", False), ("ten", False)])
def test_a_horizon_outside_2_to_60_is_named_and_not_drawn_in(years: str, usable: bool) -> None:
    settings = settings_of({"years": years, "managed": "101"}, 2026, TABLES)
    assert settings.years == (int(years) if usable else 10)
    assert len(settings.refused) == (1 if usable else 2)


def test_an_option_without_lines_is_worth_nought() -> None:
    found = appraise_option([], BOX_15, TABLES)
    assert found.result.worth.npv == 0
    assert found.result.worth.bcr is None
    assert found.benefits_may_fall is None


def test_the_return_on_public_cost_counts_society_above_and_public_savings_below() -> None:
    cost = line("Work", LineKind.COST, {2026: 1_000}, cost_kind=CostKind.ONE_OFF)
    saves = line("Budget", LineKind.SAVING, {2026: 300}, saving_class=SavingClass.CASH_RELEASING)
    other = line("Health", LineKind.SAVING, {2026: 100}, saving_class=SavingClass.OTHER_PUBLIC_BODY)
    society = line("Residents", LineKind.SAVING, {2026: 300}, saving_class=SavingClass.SOCIETY)
    time = line("Time", LineKind.SAVING, {2026: 900}, saving_class=SavingClass.NON_CASH_RELEASING)
    found = appraise_option([cost, saves, other, society, time], BOX_15, TABLES).public
    assert (pounds(found.society), pounds(found.public_cost), found.ratio) == ("300", "600", Decimal("0.5"))
    assert appraise_option([saves, society], BOX_15, TABLES).public.ratio is None


def test_an_internal_rate_is_shown_only_where_there_is_one() -> None:
    one = appraise_option([SYSTEM, SAVING], BOX_15, TABLES).rates
    assert one is not None
    # the rate at which 10 payments of 150,000 are worth 1,000,000, from the annuity tables
    assert str(rounded(one.rate or Decimal(0), 4)) == "0.0814"
    pump = [
        line("Out", LineKind.COST, {2026: 1_600, 2028: 10_000}, cost_kind=CostKind.ONE_OFF),
        line("In", LineKind.SAVING, {2027: 10_000}, saving_class=SavingClass.CASH_RELEASING),
    ]
    two = appraise_option(pump, BOX_15, TABLES).rates
    assert two is not None
    assert two.rate is None
    assert [str(rounded(root, 2)) for root in two.roots] == ["0.25", "4.00"]


def test_a_point_of_interest_on_what_is_borrowed() -> None:
    loan = line("Servers", LineKind.CAPITAL, {2026: 1_000}, cost_kind=CostKind.CAPITAL)
    policy = replace(TABLES, mrp_method=MrpMethod.STRAIGHT_LINE, interest_basis=InterestBasis.AVERAGE)
    found = appraise_option([loan], Settings(first_year=2026, years=3, life=10), policy)
    # to repay 1,000, 900 and 800 at the years' ends: on average 500, 950 and 850, so that a point costs 23
    assert [pounds(one.change) for one in found.interest] == ["0", "23", "-23"]
    assert appraise_option([loan], BOX_15, TABLES).interest == ()


def test_isle_of_wight_2005_as_a_case() -> None:
    """Executive of 20 April 2005, paper D1, appendix 2, in £ million: 4% of the opening balance, 6% of the average."""
    spent = ("33.084", "33.911", "34.759", "35.628", "36.519", "6.595")
    cost = ("0.993", "4.286", "7.531", "10.732", "13.892", "16.091")
    owed = ("33.084", "65.672", "97.804", "129.520", "160.858", "161.019")
    million = 1_000_000
    years = {2026 + place: int(Decimal(one) * million) for place, one in enumerate(spent)}
    loan = line("Building", LineKind.CAPITAL, years, cost_kind=CostKind.CAPITAL)
    policy = replace(
        TABLES,
        mrp_method=MrpMethod.REDUCING_BALANCE,
        interest_basis=InterestBasis.AVERAGE,
        borrowing_rate=Decimal("0.06"),
        mrp_rate=Decimal("0.04"),
    )
    found = appraise_option([loan], Settings(first_year=2026, years=6, life=25, in_cash=True), policy).result.financing
    assert tuple(str(rounded(one / PENCE / million, 3)) for one in found.cost) == cost
    assert tuple(str(rounded(one / PENCE / million, 3)) for one in found.closing_cfr) == owed


def test_a_case_may_say_how_it_repays_and_at_which_interest() -> None:
    loan = line("Servers", LineKind.CAPITAL, {2026: 1_000}, cost_kind=CostKind.CAPITAL)

    def paid(**said: str) -> tuple[str, ...]:
        settings = settings_of({"years": "3", "prices": "cash", **said}, 2026, TABLES)
        return tuple(pounds(one) for one in appraise_option([loan], settings, TABLES).result.financing.cost)

    assert paid() == ("0", "0", "0")
    # 10% of 1,000, then of 900; 20% interest on the average of 1,000 (from nothing), of 950 and of 855
    assert paid(repaid="reducing_balance", share="10", interest="20") == ("100", "290", "261")
    # over 10 years 100 a year; 5% on averages of 500, 950 and 850, so 25, 47.50 and 42.50
    assert paid(repaid="straight_line", life="10", interest="5") == ("25", "148", "143")
    assert paid(life="10", repaid="policy", interest="5") == ("25", "148", "143")
    bare = settings_of({"repaid": "reducing_balance", "share": "0.0"}, 2026, TABLES)
    assert bare.repaid is None
    assert "Enter which share of what is owed" in bare.refused[0]
    wrong = settings_of({"interest": "4,8", "share": "101"}, 2026, TABLES)
    assert (wrong.interest, wrong.share_repaid, len(wrong.refused)) == (None, 0, 2)


def test_a_reducing_balance_without_its_share_is_no_table() -> None:
    document = json.loads(FILE.read_text())
    document["borrowing"]["method"] = "reducing_balance"
    with pytest.raises(ValueError, match="share of the balance"):
        tables_of(document)
    document["borrowing"]["share_of_balance"] = "0.04"
    assert tables_of(document).mrp_rate == Decimal("0.04")
