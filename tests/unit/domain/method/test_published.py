"""The method against figures that others published, typed from their pages: guides, boxes, council tables."""

from datetime import date
from decimal import Decimal

import pytest

from changeportal.domain.method import (
    budget_effect,
    chance,
    discounting,
    financing,
    numbers,
    optimism,
    outturn,
    payback,
    prices,
    returns,
    worth,
)
from changeportal.imports.appraisal_tables import shipped

STANDARD = shipped().schedule("green_book_standard")
D = Decimal


def shown(value: Decimal, places: int) -> str:
    return str(numbers.rounded(value, places))


@pytest.mark.parametrize(
    ("year", "printed"), [(0, "1.0000"), (1, "0.9662"), (10, "0.7089"), (20, "0.5026"), (40, "0.2651"), (125, "0.0274")]
)
def test_factors_of_the_standard_table(year: int, printed: str) -> None:
    assert shown(discounting.factor(STANDARD, year), 4) == printed


def test_the_rate_changes_from_year_31_on_what_came_before() -> None:
    assert discounting.factor(STANDARD, 31) == pytest.approx(discounting.factor(STANDARD, 30) / D("1.03"))
    assert discounting.factor(STANDARD, 31) != pytest.approx(D("1.03") ** -31)


def test_box_15_an_it_system_worth_its_cost_until_savings_fall() -> None:
    worth_it = discounting.present(STANDARD, [-1_000_000, *[150_000] * 10])
    assert shown(worth_it.npv, 0) == "247491"
    assert shown(discounting.present(STANDARD, [-1_000_000, *[100_000] * 10]).npv, 0) == "-168339"
    assert shown(discounting.breakeven_annual(STANDARD, 1_000_000, 1, 10), 0) == "120241"


def test_two_options_of_the_northern_ireland_guide() -> None:
    assert shown(discounting.present(STANDARD, [100, 35, 35, 35, 35]).npv, 1) == "228.6"
    assert shown(discounting.present(STANDARD, [75, 47, 47, 47, 47]).npv, 1) == "247.6"


def test_the_annuity_table_that_is_printed_wrong_is_not_copied() -> None:
    assert shown(discounting.annuity(STANDARD, 10), 4) == "8.3166"
    assert shown(discounting.annuity(STANDARD, 30), 4) == "18.3920"
    assert shown(discounting.equivalent_annual(STANDARD, 100, 10), 2) == "12.02"


def test_half_a_year_later_is_one_and_seven_tenths_per_cent_less() -> None:
    late = discounting.present(STANDARD, [100] * 5, discounting.Timing.HALF_YEAR_LATER).npv
    assert shown(late / discounting.present(STANDARD, [100] * 5).npv, 3) == "0.983"


def test_ratio_says_nothing_on_costs_of_nought_or_less() -> None:
    assert shown(worth.ratio("39841423", "35479345").bcr or D(0), 2) == "1.12"
    assert worth.ratio(10, 0).bcr is None
    assert worth.ratio(10, -5).bcr is None
    assert worth.public_return(30, 0) is None


def test_switching_values_of_the_acca_example() -> None:
    assert shown((worth.switching(11285, 97335, worth.Stream.BENEFIT) or D(0)) * 100, 1) == "-11.6"
    assert shown((worth.switching(11285, 118965, worth.Stream.COST) or D(0)) * 100, 1) == "9.5"
    assert worth.switching(1, 0, worth.Stream.COST) is None


def test_chances_of_one_risk_add_up_to_one() -> None:
    assert worth.expected_value([(10, "0.2"), (20, "0.4"), (30, "0.3"), (40, "0.1")], 15).net == D(8)
    with pytest.raises(ValueError, match=r"add up to 0\.9"):
        worth.expected_value([(10, "0.9")])
    assert worth.expected_value([(10000, "0.8"), (30000, "0.3")], of_one_risk=False).expected == D(17000)


def test_payback_first_and_lasting() -> None:
    once = payback.payback([-1000, 400, 250, 200, 175, 75, 250])
    assert shown(once.years or D(0), 2) == "3.86"
    twice = payback.payback([-100, 120, -50, 40])
    assert (twice.years is not None, shown(twice.lasting_years or D(0), 2)) == (True, "2.75")
    lost = payback.payback([-100, 120, -50])
    assert (lost.status, lost.lasting_years) == (payback.PaybackStatus.PAID_BACK, None)
    assert payback.payback([5, 5]).status is payback.PaybackStatus.NO_OUTLAY
    assert payback.payback([-5, 1]).status is payback.PaybackStatus.NEVER
    assert payback.payback_months([-50, *[30] * 3]).first_month == 3


def test_every_internal_rate_is_found_and_only_a_single_one_is_a_headline() -> None:
    two = returns.irr([-1600, 10000, -10000])
    assert two.rate is None
    assert [shown(root, 6) for root in two.roots] == ["0.250000", "4.000000"]
    assert shown(returns.irr([-100, 39, 59, 55, 20]).rate or D(0), 4) == "0.2809"
    assert returns.irr([100, 10]).roots == ()
    assert returns.irr([0, 0]).rate is None
    double = returns.irr([100, -220, 121])
    assert [shown(root, 6) for root in double.roots] == ["0.100000"]
    assert shown(returns.mirr([-120000, 39000, 30000, 21000, 37000, 46000], "0.1", "0.12") or D(0), 4) == "0.1261"
    days = [date(2007, 1, 12), date(2008, 2, 14), date(2008, 3, 3), date(2008, 6, 14), date(2008, 12, 1)]
    assert shown(returns.xirr(days, [-10000, 2500, 2000, 3000, 4000]).rate or D(0), 4) == "0.1006"


def test_prices_there_and_back() -> None:
    index = prices.index_of(["0.02", "0.03"], 4)
    assert [shown(level, 6) for level in index] == ["1.000000", "1.020000", "1.050600", "1.082118"]
    assert prices.real(prices.nominal([100, 200, 300, 400], index), index) == pytest.approx([100, 200, 300, 400])
    assert shown(prices.rebase("7.4", "91.031", "102.789"), 2) == "8.36"
    assert prices.nominal_rate("0.2", "0.1") == D("0.32")
    assert prices.real_rate("0.32", "0.1") == pytest.approx(D("0.2"))


def test_bias_falls_only_by_what_is_managed() -> None:
    found = optimism.mitigated("0.51", 100, [optimism.Mitigation(D("0.92"), D(1))])
    assert found.adjusted == D("104.08")
    with pytest.raises(ValueError, match="more than 1"):
        optimism.mitigated("0.5", 1, [optimism.Mitigation(D("0.6"), D(1)), optimism.Mitigation(D("0.5"), D(0))])
    with pytest.raises(ValueError, match="between 0 and 1"):
        optimism.mitigated("0.5", 1, [optimism.Mitigation(D("0.6"), D(2))])
    assert shipped().optimism["outsourcing"][1] == optimism.Bounds(None, None, 41, 0)


def test_ranges() -> None:
    low = chance.Range(D("0.5"), D("0.95"), D("1.1"))
    assert shown(chance.triangular_quantile(low, "0.1"), 4) == "0.6643"
    assert chance.triangular_quantile(chance.Range(D(2), D(2), D(2)), "0.9") == 2
    assert chance.quantile([10, 7, 4, 3, 2, 1], "0.5") == D("3.5")
    with pytest.raises(ValueError, match="between the lowest"):
        chance.Range(D(2), D(1), D(3))
    lines = [chance.ChancyLine(D(100), low), chance.ChancyLine(D(200), low, D("0.5"))]
    together, apart = chance.portfolio(lines, 1).whole, chance.portfolio(lines).whole
    assert together.mean == apart.mean
    assert together.sd > apart.sd
    assert chance.normal_quantile(apart, "0.1") < apart.mean < chance.normal_quantile(apart, "0.9")


def test_the_isle_of_wight_schedule_of_borrowing() -> None:
    amounts = ["33.084", "33.911", "34.759", "35.628", "36.519", "6.595"]
    spends = [financing.Spend(year, D(amount)) for year, amount in enumerate(amounts)]
    policy = financing.Policy(method=financing.MrpMethod.REDUCING_BALANCE, mrp_rate=D("0.04"), interest_rate=D("0.06"))
    found = financing.charge(spends, policy, 6)
    assert [shown(one, 2) for one in found.mrp[:4]] == ["0.00", "1.32", "2.63", "3.91"]
    assert [shown(one, 2) for one in found.interest[:3]] == ["0.99", "2.96", "4.90"]


def test_provision_waits_for_the_asset_and_posts_every_penny() -> None:
    policy = financing.Policy(
        method=financing.MrpMethod.ANNUITY, life=25, rate=D("0.045"), interest_rate=D("0.045"),
        basis=financing.InterestBasis.OPENING,
    )  # fmt: skip
    found = financing.charge([financing.Spend(0, D(10_000_000), 2)], policy, 40)
    assert [shown(one, 0) for one in found.mrp[:4]] == ["0", "0", "0", "224390"]
    assert numbers.rounded(found.closing_cfr[-1], 6) == 0
    posted = financing.posted(found.mrp)
    assert numbers.total(posted) == D("10000000.00")
    half = financing.Policy(
        method=financing.MrpMethod.STRAIGHT_LINE, life=10, interest_rate=D("0.05"),
        basis=financing.InterestBasis.HALF_YEAR_SPEND,
    )  # fmt: skip
    assert financing.charge([financing.Spend(0, D(100))], half, 2).interest == (D("2.5"), D("5"))


def test_the_gateshead_gap() -> None:
    found = budget_effect.gap(
        ["320.647", "338.095", "354.069", "366.571", "377.341"],
        ["307.323", "315.048", "324.053", "333.879", "342.987"],
        ["8.5", "4"],
        [["2.117", "2.270", "1.878", "2.178", "1.481"], ["0.612", "1.744", "0.577", "0.560"], ["2.095", "2", "2"]],
    )
    assert [str(one) for one in found.annual_requirement] == ["4.824", "14.223", "10.969", "2.676", "1.662"]
    assert [str(one) for one in found.unidentified_annual] == ["0.000", "8.209", "6.514", "-0.062", "0.181"]


def test_a_saving_that_slips_keeps_its_full_year_effect() -> None:
    line = budget_effect.Recurring(annual=D(120_000), start_year=1, slip_months=9)
    found = budget_effect.profile([line], 4)
    assert found.in_year == (0, 30_000, 120_000, 120_000)
    assert found.budget_increment == (0, 30_000, 90_000, 0)
    ends = budget_effect.Recurring(annual=D(12), start_year=0, start_month=7, end_year=1)
    assert budget_effect.profile([ends], 4).in_year == (6, 12, 0, 0)


def test_brighton_and_hove_at_risk() -> None:
    found = outturn.realised([outturn.PlanRow(D(4316), D(3010)), outturn.PlanRow(D(4727), D(4247), D(909))])
    assert found.at_risk == (1306, 1389)
    assert outturn.realised([outturn.PlanRow(D(0), D(0))]).delivery_pct == (None,)
    assert outturn.outturn(95, 79, 79).forecast_shortfall == 16


def test_binary_floating_point_is_refused() -> None:
    with pytest.raises(TypeError, match="no exact number"):
        numbers.dec(0.1)  # type: ignore[arg-type]  # the mistake that is refused
    with pytest.raises(ValueError, match="sunk"):
        discounting.factor(STANDARD, -1)
    with pytest.raises(KeyError):
        shipped().schedule("review_2026")
