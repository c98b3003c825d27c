"""What a line says beyond its amounts: what may be said, from gross to net, weights, and its range in the worth."""

from decimal import Decimal

import pytest

from changeportal.domain.appraisal import Appraisal, Settings, appraise_option, settings_of
from changeportal.domain.line_terms import LineTerms, additionality, faults, kept, net_words, range_words, terms_in
from changeportal.domain.line_worth import swings
from changeportal.domain.method.numbers import rounded
from changeportal.domain.method.worth import net_effect
from changeportal.domain.outlook import RiskMoney, closed_form, simulate
from changeportal.domain.profile import Basis, MoneyLine, Recurrence, net_by_fund
from changeportal.domain.terms import CostKind, LineKind, SavingClass
from changeportal.imports.appraisal_tables import shipped

TABLES = shipped()
# £1,035 in the year after year 0 is £1,000 at 3.5%
WORTH_1000 = 103_500
RANGE = LineTerms(range_low=10, range_high=20, range_reason="A quote from 2024")


def saving(**terms: object) -> MoneyLine:
    held = LineTerms(**terms)  # type: ignore[arg-type]  # a few names of its fields
    return MoneyLine(
        "s",
        LineKind.SAVING,
        "Time",
        "GF",
        saving_class=SavingClass.CASH_RELEASING,
        recurrence=Recurrence.ONE_OFF,
        basis=Basis.STATED,
        stated={2027: WORTH_1000},
        terms=held,
    )


COST = MoneyLine(
    "c",
    LineKind.COST,
    "System",
    "GF",
    cost_kind=CostKind.ONE_OFF,
    recurrence=Recurrence.ONE_OFF,
    basis=Basis.STATED,
    stated={2026: 50_000},
    terms=RANGE,
)


def worked(*lines: MoneyLine, median: int = 0) -> Appraisal:
    return appraise_option(lines, Settings(first_year=2026, years=2, median_income=median), TABLES)


def pounds(pence: Decimal | None) -> str:
    return "" if pence is None else str(rounded(pence / 100, 2))


def test_all_shares_together_by_hand() -> None:
    """1,000 x 0.8 x 0.9 x 0.9 x 0.95 x 0.5 x 1.1 = 338.58; half of that a year later."""
    said = LineTerms(
        deadweight=20, due_to_others=10, leakage=10, displacement=5, substitution=50, multiplier=10, drop_off=50
    )
    net, _cash = net_effect([0, 1000, 1000], additionality(said))
    assert net == [Decimal(0), Decimal("338.58"), Decimal("169.29")]


def test_gross_and_net_stand_side_by_side_and_the_budget_stays_gross() -> None:
    line = saving(deadweight=20, net_reason="The pilot")
    found = worked(line, COST)
    assert (pounds(found.gross_benefits), pounds(found.result.worth.pv_benefits)) == ("1000.00", "800.00")
    assert pounds(found.result.worth.npv) == "300.00"
    assert [(pounds(one.gross), pounds(one.present)) for one in found.lines] == [
        ("1000.00", "800.00"),
        ("500.00", "500.00"),
    ]
    assert net_by_fund([line], [2027])["GF"] == (-WORTH_1000,)
    gross = next(one for one in found.sensitivities if one.name.startswith("Benefits gross"))
    assert pounds(gross.npv) == "500.00"


def test_optimism_and_shares_are_both_taken_off() -> None:
    settings = Settings(first_year=2026, years=2, benefit_optimism=Decimal("0.5"))
    found = appraise_option([saving(deadweight=20, net_reason="x")], settings, TABLES)
    assert pounds(found.result.worth.pv_benefits) == "400.00"
    assert pounds(found.gross_benefits) == "1000.00"


def test_a_weight_stands_beside_and_changes_nothing_else() -> None:
    """Half the middle income counts 2^1.3 = 2.4622888267 times (vector DIST-002)."""
    line = saving(group_income_pence=1_600_000, net_reason="Census")
    found = worked(line, COST, median=3_200_000)
    assert pounds(found.result.worth.npv) == "500.00"
    assert pounds(found.weighted_npv) == "1962.29"
    assert worked(line, COST).weighted_npv is None
    assert worked(saving(), COST, median=3_200_000).weighted_npv is None


def test_a_range_swings_the_worth_by_its_own_ends() -> None:
    found = worked(saving(), COST)
    by_name = {one.name: one for one in found.sensitivities}
    assert pounds(by_name["‘System’ 10% lower, its own range"].npv) == "550.00"
    assert pounds(by_name["‘System’ 20% higher, its own range"].npv) == "400.00"
    assert swings(found.lines) == [RiskMoney("System", 100, -5_000, 0, 10_000)]
    benefit = worked(saving(range_low=30, range_high=0, range_reason="x"))
    assert swings(benefit.lines) == [RiskMoney("Time", 100, 0, 0, 30_000)]
    assert swings(worked(saving()).lines) == []


def test_the_range_of_a_cost_of_500_from_450_to_600_by_closed_form_and_by_draws() -> None:
    """Triangular from -50 to 100 around 0: mean 16.67, spread the root of 17,500/18; nine in ten at or below 61.27."""
    whole = swings(worked(saving(), COST).lines)
    estimate = closed_form(whole)
    assert pounds(estimate.expected) == "16.67"
    assert abs(estimate.p90 / 100 - Decimal("56.63")) < Decimal("0.01")
    drawn = simulate(whole, 7)
    assert abs(drawn.p90 / 100 - Decimal("61.27")) < 2
    assert abs(drawn.p10 / 100 - Decimal("-22.61")) < 2
    assert drawn.p10 < 0 < drawn.p50


def test_the_estimate_stays_between_the_ends_of_the_range() -> None:
    one = [RiskMoney("Wide", 100, -100, 0, 100)]
    assert -100 <= closed_form(one).p10 < 0 < closed_form(one).p90 <= 100


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"range_low": 10}, "range_high"),
        ({"range_high": 10, "range_reason": "x"}, "range_low"),
        ({"range_low": 10, "range_high": 5}, "range_reason"),
        ({"range_low": 101, "range_high": 5, "range_reason": "x"}, "range_low"),
        ({"range_low": 0, "range_high": 0, "range_reason": "x"}, "range_low"),
        ({"range_reason": "x"}, "range_low"),
        ({"deadweight": 101, "net_reason": "x"}, "deadweight"),
        ({"multiplier": 501, "net_reason": "x"}, "multiplier"),
        ({"leakage": 5}, "net_reason"),
        ({"net_reason": "x"}, "deadweight"),
        ({"group_income_pence": 0, "net_reason": "x"}, "group_income_pence"),
    ],
)
def test_what_is_not_whole_is_refused_at_its_field(said: dict[str, object], field: str) -> None:
    assert field in faults(LineKind.SAVING, LineTerms(**said))  # type: ignore[arg-type]  # a few names of its fields


def test_a_cost_has_a_range_and_no_share() -> None:
    assert faults(LineKind.COST, RANGE) == {}
    assert "kind" in faults(LineKind.COST, LineTerms(deadweight=5, net_reason="x"))
    assert faults(LineKind.INCOME, LineTerms(deadweight=5, net_reason="x")) == {}


def test_a_version_keeps_what_was_said_and_nothing_else() -> None:
    assert kept(LineTerms()) == {}
    assert kept(RANGE) == {"range_low": 10, "range_high": 20, "range_reason": "A quote from 2024"}
    assert terms_in({"id": "x", **kept(RANGE)}) == RANGE


def test_words() -> None:
    assert range_words(RANGE) == "10% lower to 20% higher"
    assert range_words(LineTerms()) == "None"
    assert net_words(LineTerms(deadweight=20, drop_off=5)) == "20% would have happened anyway; 5% fades each year"
    assert net_words(LineTerms(group_income_pence=1_600_000)) == "households that gain have £16,000 a year"


def test_the_middle_income_is_read_or_named_where_it_cannot_be() -> None:
    assert settings_of({"median_income": "32000.00"}, 2026, TABLES).median_income == 3_200_000
    assert settings_of({}, 2026, TABLES).median_income == 0
    bad = settings_of({"median_income": "a lot"}, 2026, TABLES)
    assert bad.median_income == 0
    assert len(bad.refused) == 1
