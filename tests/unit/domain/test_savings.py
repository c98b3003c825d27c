"""Series by month, verification and closing months; figures small enough to check in the head."""

from datetime import UTC, date, datetime, timedelta

import pytest

from changeportal.domain.errors import Closed, DomainError, Invalid, Refused
from changeportal.domain.profile import Recurrence
from changeportal.domain.savings import (
    Entry,
    Reopening,
    by_month,
    check_close,
    check_entry,
    check_reopen,
    current_plan,
    forecast_for_year,
    growth_excess,
    net_unachieved,
    verified_to_date,
    year_total,
)
from changeportal.domain.terms import Category, SavingClass, Series
from changeportal.domain.verification import (
    EVIDENCE_FOR,
    BudgetChange,
    Verifying,
    adjustment_fault,
    check_verification,
    evidence_for,
)

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
START = datetime(2026, 8, 1, tzinfo=UTC)


def entry(
    series: Series, month: date, pence: int, *, late: int = 0, name: str = "", about: date | None = None
) -> Entry:
    return Entry(name or f"{series}{month}{late}", series, month, pence, START + timedelta(days=late), "p", about)


def test_the_newest_forecast_of_a_month_counts_whatever_the_order() -> None:
    told = [entry(Series.FORECAST, MAY, 30, late=2), entry(Series.FORECAST, MAY, 10), entry(Series.FORECAST, JUNE, 5)]
    assert by_month(told, Series.FORECAST) == {MAY: 30, JUNE: 5}


def test_changes_add_to_the_plan_and_the_budget_plan_comes_first() -> None:
    told = [
        entry(Series.APPROVED_PLAN, MAY, 100),
        entry(Series.CHANGE, MAY, -30),
        entry(Series.CHANGE, JUNE, 30, late=1),
    ]
    assert current_plan([*told, entry(Series.CHANGE, MAY, -10, late=2)]) == {MAY: 60, JUNE: 30}
    assert current_plan([*told, entry(Series.BUDGET_PLAN, MAY, 90)]) == {MAY: 60, JUNE: 30}


def test_the_series_never_mix() -> None:
    told = [entry(Series.ACTUAL, MAY, 7), entry(Series.PRESSURE, MAY, 3)]
    assert current_plan(told) == {}
    assert by_month(told, Series.FORECAST) == {}


def test_forecast_for_the_year_fills_unsaid_months_from_the_plan() -> None:
    plan = [entry(Series.BUDGET_PLAN, month, 100) for month in (MAY, JUNE, JULY)]
    assert forecast_for_year(plan, 2026) is None
    assert forecast_for_year([*plan, entry(Series.FORECAST, JUNE, 40)], 2026) == 240
    assert forecast_for_year([*plan, entry(Series.FORECAST, JUNE, 40)], 2027) is None


def test_a_late_correction_is_a_difference_in_the_open_month() -> None:
    told = [
        entry(Series.ACTUAL, MAY, 100),
        entry(Series.ACTUAL, JUNE, 100),
        entry(Series.ACTUAL, JUNE, -20, late=1, name="fix", about=MAY),
    ]
    assert by_month(told, Series.ACTUAL) == {MAY: 100, JUNE: 80}
    assert by_month(told, Series.ACTUAL, as_corrected=True) == {MAY: 80, JUNE: 100}
    newer = entry(Series.ACTUAL, JUNE, -25, late=2, name="fix2", about=MAY)
    assert by_month([*told, newer], Series.ACTUAL) == {MAY: 100, JUNE: 75}


def test_verified_to_date_leaves_out_what_was_replaced_since() -> None:
    told = [entry(Series.ACTUAL, MAY, 100, name="a"), entry(Series.ACTUAL, JUNE, 100, name="b")]
    agreed = [("a", 100), ("b", 90)]
    assert verified_to_date(told, agreed, 2026) == 190
    assert verified_to_date(told, agreed, 2026, until=MAY) == 100
    assert verified_to_date([*told, entry(Series.ACTUAL, MAY, 120, late=3, name="c")], agreed, 2026) == 90
    assert verified_to_date(told, agreed, 2025) == 0


def test_year_total_ends_in_march() -> None:
    assert year_total({date(2027, 3, 1): 1, date(2027, 4, 1): 2}, 2026) == 1


@pytest.mark.parametrize(
    ("new", "closed", "error"),
    [
        (entry(Series.FORECAST, MAY, 1), {MAY}, Closed),
        (entry(Series.ACTUAL, MAY, 1), {MAY}, Closed),
        (entry(Series.PRESSURE, MAY, 1), {MAY}, Closed),
        (entry(Series.BUDGET_PLAN, JUNE, 1), set(), Invalid),
        (entry(Series.ACTUAL, JUNE, 1, about=MAY), set(), Invalid),
        (entry(Series.ACTUAL, JUNE, 1, about=JUNE), {MAY}, Invalid),
        (entry(Series.FORECAST, JUNE, 1, about=MAY), {MAY}, Invalid),
    ],
)
def test_entries_that_are_refused(new: Entry, closed: set[date], error: type[DomainError]) -> None:
    with pytest.raises(error):
        check_entry(new, [entry(Series.BUDGET_PLAN, JUNE, 1)], closed)


def test_entries_that_are_taken() -> None:
    before = [entry(Series.BUDGET_PLAN, JUNE, 1), entry(Series.FORECAST, JUNE, 1)]
    for new in (
        entry(Series.FORECAST, JUNE, 2, late=1),
        entry(Series.APPROVED_PLAN, JUNE, 2),
        entry(Series.CHANGE, JUNE, 2),
        entry(Series.ACTUAL, JUNE, -2, about=MAY),
    ):
        check_entry(new, before, {MAY})


def test_net_unachieved_counts_the_pressure_that_ate_the_saving() -> None:
    assert net_unachieved(2674, 2637, 1781) == 1818


def test_growth_claims_are_held_to_the_line_in_every_year() -> None:
    line = {2026: 100, 2027: 100, 2028: -5}
    claims = [{2026: 60, 2027: 70}, {2026: 40, 2027: 45, 2028: 1}]
    assert growth_excess(line, claims, (2026, 2027, 2028)) == {2027: 15, 2028: 1}


def test_months_close_in_order_and_when_they_are_over() -> None:
    check_close(MAY, set(), MAY, date(2026, 6, 1))
    check_close(JUNE, {MAY}, MAY, date(2026, 7, 8))
    with pytest.raises(Invalid, match="Month 2, May 2026 has to be closed first"):
        check_close(JUNE, set(), MAY, date(2026, 7, 8))
    with pytest.raises(Invalid, match="not over"):
        check_close(MAY, set(), MAY, date(2026, 5, 31))
    with pytest.raises(Invalid, match="already closed"):
        check_close(MAY, {MAY}, MAY, date(2026, 7, 8))


@pytest.mark.parametrize(
    ("closed_by", "asked_by", "agreed_by", "allowed"),
    [
        ("a", "b", "c", True),
        ("a", "a", "b", True),
        ("a", "b", "a", False),
        ("a", "b", "b", False),
        ("a", "a", "a", False),
        ("ax", "b", "cx", False),
        ("a", "bx", "cx", False),
        ("ax", "by", "cz", True),
    ],
)
def test_reopening_takes_two(closed_by: str, asked_by: str, agreed_by: str, allowed: bool) -> None:
    reopening = Reopening(MAY, frozenset(closed_by), frozenset(asked_by), frozenset(agreed_by), "A journal was missed")
    if allowed:
        check_reopen(reopening, {MAY})
    else:
        with pytest.raises(Refused):
            check_reopen(reopening, {MAY})


def test_reopening_needs_a_closed_month_and_a_reason() -> None:
    them = frozenset("a"), frozenset("b"), frozenset("c")
    with pytest.raises(Invalid, match="not closed"):
        check_reopen(Reopening(MAY, *them, "why"), set())
    with pytest.raises(Invalid, match="Say why"):
        check_reopen(Reopening(MAY, *them, " "), {MAY})


@pytest.mark.parametrize(
    ("saving_class", "category", "recurrence", "name"),
    [
        (SavingClass.CASH_RELEASING, Category.WORKFORCE, Recurrence.ONGOING, "Staff"),
        (SavingClass.CASH_RELEASING, Category.CONTRACT, Recurrence.ONGOING, "Contract"),
        (SavingClass.CASH_RELEASING, Category.DEMAND, Recurrence.ONGOING, "Demand and placements"),
        (SavingClass.CASH_RELEASING, None, Recurrence.ONGOING, "Other spending"),
        (SavingClass.CASH_RELEASING, Category.WORKFORCE, Recurrence.ONE_OFF, "One-off"),
        (SavingClass.INCOME, Category.WORKFORCE, Recurrence.ONGOING, "Income"),
        (SavingClass.COST_AVOIDANCE, Category.DEMAND, Recurrence.ONGOING, "Cost avoidance"),
        (SavingClass.FUNDING_SWITCH, None, Recurrence.TIME_LIMITED, "Funding switch"),
        (SavingClass.SOCIETY, None, Recurrence.ONE_OFF, "No effect on a budget"),
    ],
)
def test_evidence_by_class(
    saving_class: SavingClass, category: Category | None, recurrence: Recurrence, name: str
) -> None:
    assert evidence_for(saving_class, category, recurrence).name == name


def test_every_class_has_its_evidence() -> None:
    assert set(EVIDENCE_FOR) == set(SavingClass)
    assert all(rule.delivered and rule.never_enough for rule in EVIDENCE_FOR.values())


@pytest.mark.parametrize(
    ("change", "saving_class", "recurrence", "supports"),
    [
        (BudgetChange.PERMANENT, SavingClass.CASH_RELEASING, Recurrence.ONGOING, True),
        (BudgetChange.TEMPORARY, SavingClass.CASH_RELEASING, Recurrence.ONGOING, False),
        (BudgetChange.TEMPORARY, SavingClass.CASH_RELEASING, Recurrence.ONE_OFF, True),
        (BudgetChange.PERMANENT, SavingClass.CASH_RELEASING, Recurrence.ONE_OFF, False),
        (BudgetChange.PERMANENT, SavingClass.INCOME, Recurrence.ONGOING, False),
        (BudgetChange.INCOME_RAISED, SavingClass.INCOME, Recurrence.ONGOING, True),
        (BudgetChange.GROWTH_LOWERED, SavingClass.COST_AVOIDANCE, Recurrence.ONGOING, True),
        (BudgetChange.PERMANENT, SavingClass.COST_AVOIDANCE, Recurrence.ONGOING, False),
    ],
)
def test_which_budget_change_supports_what(
    change: BudgetChange, saving_class: SavingClass, recurrence: Recurrence, supports: bool
) -> None:
    assert (adjustment_fault(change, evidence_for(saving_class, None, recurrence)) == "") is supports


def test_verification_needs_another_person_and_the_right_evidence() -> None:
    rule = EVIDENCE_FOR[SavingClass.INCOME]
    check_verification(Verifying("b", "a", 100, 90, "billed", "INV-1"), rule)
    with pytest.raises(Refused):
        check_verification(Verifying("a", "a", 100, 90, "billed", "INV-1"), rule)
    with pytest.raises(Invalid) as refused:
        check_verification(Verifying("b", "a", 100, 101, "journal", " "), rule)
    assert set(refused.value.fields) == {"evidence_kind", "reference", "pence"}
    assert refused.value.fields["evidence_kind"].endswith("A price increase that has been applied is never enough")
