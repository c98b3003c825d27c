"""Money lines by year: expected pence worked out by hand from section 14 A4, E3 and E5."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changeportal.domain.profile import (
    Basis,
    MoneyLine,
    Recurrence,
    amount,
    counts_to_gap,
    counts_to_general_fund,
    effects,
    faults,
    increments,
    months,
    net_by_fund,
    overridden,
    part_year,
    running_totals,
    slip,
)
from changeportal.domain.terms import CostKind, FundingKind, LineKind, SavingClass

YEARS = (2026, 2027, 2028)
SAVING = MoneyLine(
    "s",
    LineKind.SAVING,
    "Fewer vans",
    "GF",
    SavingClass.CASH_RELEASING,
    start=date(2026, 4, 1),
    full_year_pence=30_000_000,
)
COST = MoneyLine(
    "c", LineKind.COST, "Licences", "GF", cost_kind=CostKind.RUNNING, start=date(2026, 4, 1), full_year_pence=10_000_000
)


@pytest.mark.parametrize(
    ("full", "start", "year", "expected"),
    [
        (12_000_000, date(2026, 10, 1), 2026, 6_000_000),
        (12_000_000, date(2026, 10, 1), 2025, 0),
        (12_000_000, date(2026, 10, 1), 2027, 12_000_000),
        (12_000_000, date(2027, 3, 1), 2026, 1_000_000),
        (12_000_000, date(2026, 4, 1), 2026, 12_000_000),
        (18, date(2027, 3, 1), 2026, 2),
        (17, date(2027, 3, 1), 2026, 1),
    ],
)
def test_part_year_is_months_left_in_twelfths_half_up(full: int, start: date, year: int, expected: int) -> None:
    assert part_year(full, start, year) == expected


def test_the_classic_mistake_is_not_made() -> None:
    """A saving of £300k and a running cost of £100k: increments -200, 0, 0, never nil by the third year."""
    net = net_by_fund([SAVING, COST], YEARS)["GF"]
    assert net == (-20_000_000, -20_000_000, -20_000_000)
    assert increments(net) == (-20_000_000, 0, 0)


def test_one_off_cost_paid_from_a_reserve_leaves_the_gap_alone() -> None:
    one_off: dict[str, Any] = {"recurrence": Recurrence.ONE_OFF, "basis": Basis.STATED, "stated": {2026: 500}}
    cost = MoneyLine("c", LineKind.COST, "Move", "GF", cost_kind=CostKind.ONE_OFF, **one_off)
    pot = MoneyLine("f", LineKind.FUNDING, "Reserve", "GF", funding_kind=FundingKind.RESERVE, **one_off)
    assert increments(effects(cost, YEARS)) == (500, -500, 0)
    assert net_by_fund([cost, pot], YEARS) == {"GF": (0, 0, 0)}


@pytest.mark.parametrize("kind", [FundingKind.BASE, FundingKind.BORROWING])
def test_base_budget_and_borrowing_are_no_pots(kind: FundingKind) -> None:
    line = MoneyLine("f", LineKind.FUNDING, "x", "GF", funding_kind=kind, basis=Basis.STATED, stated={2026: 500})
    assert effects(line, (2026,)) == (0,)


def test_capital_and_what_pays_for_it_stay_out_of_revenue() -> None:
    stated = {2026: 900}
    capital = MoneyLine("c", LineKind.CAPITAL, "x", "GF", cost_kind=CostKind.CAPITAL, basis=Basis.STATED, stated=stated)
    grant = MoneyLine(
        "g",
        LineKind.FUNDING,
        "x",
        "GF",
        funding_kind=FundingKind.GRANT,
        basis=Basis.STATED,
        stated=stated,
        pays_for_capital=True,
    )
    assert net_by_fund([capital, grant], (2026,)) == {"GF": (0,)}


def test_nothing_nets_across_funds() -> None:
    recharge = [replace(SAVING, full_year_pence=7_000_000), replace(SAVING, fund="HRA", full_year_pence=3_000_000)]
    assert net_by_fund(recharge, (2026,)) == {"GF": (-7_000_000,), "HRA": (-3_000_000,)}


def test_a_ramp_keeps_its_last_year_only_when_ongoing() -> None:
    ramp = replace(SAVING, basis=Basis.STATED, stated={2026: 100, 2027: 250})
    assert [amount(ramp, year) for year in (2025, 2026, 2027, 2028)] == [0, 100, 250, 250]
    assert amount(replace(ramp, recurrence=Recurrence.TIME_LIMITED), 2028) == 0


def test_a_time_limited_line_ends_after_its_last_year() -> None:
    limited = replace(COST, recurrence=Recurrence.TIME_LIMITED, last_year=2027)
    assert effects(limited, YEARS) == (10_000_000, 10_000_000, 0)


def test_a_one_off_saving_comes_back_by_itself() -> None:
    assert increments(effects(replace(SAVING, recurrence=Recurrence.ONE_OFF), YEARS)) == (-30_000_000, 30_000_000, 0)


def test_an_override_needs_a_reason() -> None:
    changed = replace(SAVING, stated={2026: 29_000_000, 2027: 30_000_000})
    assert overridden(changed) == (2026,)
    assert faults(changed) == {"override_reason": "Say why the amount is not what the start month gives"}
    assert faults(replace(changed, override_reason="The contract ends in May")) == {}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"saving_class": None}, "saving_class"),
        ({"kind": LineKind.COST}, "cost_kind"),
        ({"kind": LineKind.FUNDING}, "funding_kind"),
        ({"full_year_pence": -1}, "amounts"),
        ({"recurrence": Recurrence.TIME_LIMITED}, "last_year"),
    ],
)
def test_faults_name_the_field(change: dict[str, Any], name: str) -> None:
    assert name in faults(replace(SAVING, **change))


def test_months_share_the_year_and_the_last_takes_the_residue() -> None:
    by_month = months(replace(SAVING, full_year_pence=100), 2026)
    assert (len(by_month), by_month[date(2026, 4, 1)], by_month[date(2027, 3, 1)]) == (12, 8, 12)
    late = months(replace(SAVING, start=date(2026, 11, 1), full_year_pence=120), 2026)
    assert late == {
        date(2026, 11, 1): 10,
        date(2026, 12, 1): 10,
        date(2027, 1, 1): 10,
        date(2027, 2, 1): 10,
        date(2027, 3, 1): 10,
    }
    assert months(SAVING, 2025) == {}


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        (SAVING, True),
        (COST, True),
        (replace(SAVING, kind=LineKind.INCOME, saving_class=SavingClass.INCOME), True),
        (replace(SAVING, saving_class=SavingClass.FUNDING_SWITCH), True),
        (replace(SAVING, saving_class=SavingClass.NON_CASH_RELEASING), False),
        (replace(SAVING, saving_class=SavingClass.OTHER_PUBLIC_BODY), False),
        (replace(SAVING, saving_class=SavingClass.SOCIETY), False),
        (replace(SAVING, saving_class=SavingClass.COST_AVOIDANCE), False),
        (replace(SAVING, saving_class=SavingClass.COST_AVOIDANCE, growth_line="GF-P-99"), False),
        (replace(SAVING, saving_class=SavingClass.COST_AVOIDANCE, growth_line="GF-P-01"), True),
        (replace(SAVING, cost_recovery=True), False),
        (replace(COST, cost_recovery=True), False),
        (replace(COST, kind=LineKind.CAPITAL), False),
    ],
)
def test_what_counts_follows_from_class(line: MoneyLine, counts: bool) -> None:
    assert counts_to_gap(line, {"GF-P-01"}) is counts
    assert counts_to_general_fund(line, {"GF-P-01"}) is counts
    assert not counts_to_general_fund(replace(line, fund="HRA"), {"GF-P-01"})


def test_slip_of_nine_months_needs_cover_for_nine_twelfths() -> None:
    """120k from April to January: 30k left in the year, 90k short and nothing short in the next."""
    found = slip(12_000_000, date(2026, 4, 1), 9)
    assert (found.start, found.short_by_year, found.cover_needed) == (date(2027, 1, 1), ((2026, 9_000_000),), 9_000_000)


def test_slip_across_the_year_end_is_short_in_both_years() -> None:
    """120k from January 2027 to June 2027: 30k lost in 2026/27, 20k in 2027/28; the other way round it comes early."""
    found = slip(12_000_000, date(2027, 1, 1), 5)
    assert found.short_by_year == ((2026, 3_000_000), (2027, 2_000_000))
    assert slip(12_000_000, date(2027, 6, 1), -5).cover_needed == 0


@given(st.lists(st.integers(-(10**12), 10**12), max_size=10))
def test_cumulative_and_incremental_agree_to_the_penny(changes: list[int]) -> None:
    assert increments(running_totals(changes)) == tuple(changes)


def test_months_that_are_given_stand_as_they_are_and_other_years_are_split() -> None:
    given = {date(2026, 4, 1): 5, date(2026, 5, 1): 0, date(2027, 3, 1): 95}
    line = replace(SAVING, basis=Basis.STATED, stated={2026: 100, 2027: 100}, by_month=given)
    assert months(line, 2026) == given
    later = months(line, 2027)
    assert (later[date(2027, 4, 1)], later[date(2028, 3, 1)]) == (8, 12)
