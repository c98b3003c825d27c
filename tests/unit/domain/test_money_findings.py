"""What is found in the money of a case: cash that is none, starts that are too early, ends, years that nothing pays for."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from changeportal.domain.check_facts import CheckedLine, CheckFacts, OtherFacts
from changeportal.domain.claims import Thing, ThingClaim
from changeportal.domain.found import Finding, Severity
from changeportal.domain.money_findings import OF_MONEY
from changeportal.domain.profile import Basis, MoneyLine, Recurrence
from changeportal.domain.terms import Category, CostKind, FundingKind, LineKind, SavingClass

NOVEMBER, FEBRUARY = date(2026, 11, 20), date(2027, 2, 20)
CASH = SavingClass.CASH_RELEASING


def line(title: str, kind: LineKind, years: dict[int, int], fund: str = "GF", **more: Any) -> MoneyLine:
    return MoneyLine(title, kind, title, fund, basis=Basis.STATED, stated=years, **more)


def saves(years: dict[int, int], saving_class: SavingClass = CASH, title: str = "Post", **more: Any) -> MoneyLine:
    return line(title, LineKind.SAVING, years, saving_class=saving_class, **more)


def costs(years: dict[int, int], kind: CostKind, **more: Any) -> CheckedLine:
    return CheckedLine(line("Cost", LineKind.COST, years, cost_kind=kind, **more))


def funds(years: dict[int, int], **more: Any) -> CheckedLine:
    return CheckedLine(line("Reserve", LineKind.FUNDING, years, funding_kind=FundingKind.RESERVE, **more))


def found(*lines: CheckedLine, today: date = NOVEMBER, **more: Any) -> list[Finding]:
    facts = CheckFacts(today=today, lines=lines, **more)
    return [one for check in OF_MONEY for one in check(facts) if one.key != "no_cost"]


def keys(*lines: CheckedLine, today: date = NOVEMBER, **more: Any) -> list[str]:
    return [one.key for one in found(*lines, today=today, **more)]


NEXT = saves({2027: 500, 2028: 900})
IN_ORDER = CheckedLine(NEXT, "41207", "", date(2027, 4, 1))


@pytest.mark.parametrize(
    ("change", "today", "early"),
    [
        ({"start_month": date(2027, 2, 1)}, NOVEMBER, False),
        ({"start_month": date(2027, 1, 1)}, NOVEMBER, True),
        ({"start_month": None, "money": saves({2026: 1, 2027: 1})}, NOVEMBER, False),
        ({"start_month": None, "money": saves({2025: 1, 2026: 1})}, NOVEMBER, True),
        ({"start_month": None, "money": saves({2026: 1, 2027: 1})}, FEBRUARY, True),
        ({"start_month": date(2027, 5, 1), "money": saves({2026: 1, 2027: 1})}, FEBRUARY, True),
        ({"start_month": date(2027, 5, 1), "money": saves({2026: 0, 2027: 1})}, FEBRUARY, False),
    ],
)
def test_a_saving_cannot_start_before_approval_could_happen(change: dict[str, Any], today: date, early: bool) -> None:
    """Three months from November 2026 is February 2027, in 2026/27; from February 2027 it is May 2027, in 2027/28."""
    assert ("too_soon:Post" in keys(replace(IN_ORDER, **change), today=today)) is early


def test_once_it_is_approved_the_start_is_held_against_that_day() -> None:
    approved = {"today": date(2028, 9, 1), "approved": date(2027, 4, 20)}
    assert keys(IN_ORDER, **approved) == []
    (one,) = found(replace(IN_ORDER, start_month=date(2027, 3, 1)), **approved)
    assert one.words == "‘Post’ starts before the proposal was approved"


def test_cash_changes_a_budget() -> None:
    bare = replace(IN_ORDER, cost_centre="")
    (one,) = found(bare)
    assert (one.key, one.severity) == ("no_cash", Severity.SERIOUS)
    assert one.words == "‘Post’ counts as cash, and names no budget that changes"
    reasoned = replace(bare, money=saves({2027: 1}, title="Fees"), no_code_reason="Not opened yet ")
    (both,) = found(bare, reasoned)
    assert both.severity is Severity.SERIOUS
    assert both.words == "‘Post’ and ‘Fees’ count as cash, and name no budget that changes (Not opened yet)"
    assert found(reasoned)[0].severity is Severity.ADVICE
    time = saves({2027: 1}, SavingClass.NON_CASH_RELEASING)
    avoided = saves({2027: 1}, SavingClass.COST_AVOIDANCE, growth_line="GF-P-03")
    assert keys(CheckedLine(time), CheckedLine(avoided)) == []
    assert keys(CheckedLine(replace(avoided, growth_line=""))) == ["no_growth_line:Post"]


def test_peoples_time_is_cash_where_a_post_ends() -> None:
    staff = replace(IN_ORDER, category=Category.WORKFORCE)
    (one,) = found(staff)
    assert (one.key, one.severity) == ("no_post:Post", Severity.SERIOUS)
    assert keys(staff, posts=1) == []
    claim = ThingClaim(thing=Thing.POST, number="1", title="Clerk", ref="CP-2026-0001", mine=True)
    assert keys(staff, others=OtherFacts(things=[claim])) == []
    assert keys(staff, others=OtherFacts(things=[replace(claim, mine=False)])) == ["no_post:Post"]
    assert keys(replace(staff, money=saves({2027: 1}, SavingClass.NON_CASH_RELEASING))) == []


@pytest.mark.parametrize(
    ("years", "said", "severity"),
    [
        ({2027: 5, 2028: 0}, "has an amount in one year only", Severity.SERIOUS),
        ({2027: 5, 2028: 6, 2029: 0, 2030: 0}, "ends after 2028/29", Severity.SERIOUS),
        ({2027: 500, 2028: 900, 2029: 449}, "falls from £9 in 2028/29 to £4.49 in 2029/30", Severity.ADVICE),
    ],
)
def test_what_ends_or_falls_is_not_ongoing(years: dict[int, int], said: str, severity: Severity) -> None:
    (one,) = found(replace(IN_ORDER, money=saves(years)))
    assert (one.words, one.severity) == (f"‘Post’ is said to be ongoing, and {said}", severity)
    for recurrence in (Recurrence.ONE_OFF, Recurrence.TIME_LIMITED):
        assert keys(replace(IN_ORDER, money=saves(years, recurrence=recurrence))) == []


@pytest.mark.parametrize("years", [{2027: 5}, {2027: 900, 2028: 450}, {2027: 0, 2028: 5}, {2027: 0}, {}])
def test_what_goes_on_is_ongoing(years: dict[int, int]) -> None:
    assert keys(replace(IN_ORDER, money=saves(years))) == []


def test_funding_covers_one_off_costs_in_each_year_and_fund() -> None:
    once = costs({2026: 100, 2027: 50}, CostKind.ONE_OFF, recurrence=Recurrence.ONE_OFF)
    paid = funds({2026: 150, 2027: 0}, recurrence=Recurrence.ONE_OFF)
    (one,) = found(once, paid)
    assert one.key == "unfunded:GF:2027"
    assert "One-off costs of 2027/28 are £0.50 more than the money named for them" in one.words
    housing = funds({2026: 100, 2027: 50}, fund="HRA", recurrence=Recurrence.ONE_OFF)
    words = [each.words for each in found(once, housing)]
    assert [each[:40] for each in words] == [
        "One-off costs of 2026/27 in fund GF are ",
        "One-off costs of 2027/28 in fund GF are ",
    ]


def test_savings_and_funding_cover_running_costs_in_each_year() -> None:
    running = costs({2026: 100, 2027: 100}, CostKind.RUNNING)
    (one,) = found(running, replace(IN_ORDER, money=saves({2027: 100})))
    assert (one.key, one.severity) == ("running:GF:2026", Severity.ADVICE)
    assert "Running costs of 2026/27 are £1 more than what is saved and named for them" in one.words
    saved = replace(IN_ORDER, money=saves({2027: 100}))
    assert keys(running, saved, funds({2026: 100, 2027: 0})) == []
    once = costs({2026: 1}, CostKind.REDUNDANCY, recurrence=Recurrence.ONE_OFF)
    assert keys(running, once, saved, funds({2026: 100, 2027: 0})) == ["running:GF:2026"]
    time = CheckedLine(saves({2026: 100}, SavingClass.NON_CASH_RELEASING))
    assert keys(running, saved, time) == ["running:GF:2026"]
