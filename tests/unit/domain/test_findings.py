"""What experts check: each check finds its fault, and nothing else in a case that is in order."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from changeportal.domain.check_facts import CheckedLine, CheckFacts, Claim, OtherFacts
from changeportal.domain.findings import findings, unanswered
from changeportal.domain.found import Severity
from changeportal.domain.profile import Basis, MoneyLine, Recurrence
from changeportal.domain.terms import CostKind, FundingKind, LineKind, SavingClass

TODAY = date(2026, 11, 20)


def line(name: str, kind: LineKind, years: dict[int, int], **more: Any) -> MoneyLine:
    return MoneyLine(name, kind, name, "GF", basis=Basis.STATED, stated=years, **more)


SAVING = CheckedLine(
    line("Post", LineKind.SAVING, {2027: 500, 2028: 900}, saving_class=SavingClass.CASH_RELEASING), "41207", "1000",
    date(2027, 4, 1),
)  # fmt: skip
COST = CheckedLine(
    line("Set-up", LineKind.COST, {2026: 100}, cost_kind=CostKind.ONE_OFF, recurrence=Recurrence.ONE_OFF)
)
PAID = CheckedLine(
    line("Reserve", LineKind.FUNDING, {2026: 100}, funding_kind=FundingKind.RESERVE, recurrence=Recurrence.ONE_OFF)
)
WHOLE = CheckFacts(today=TODAY, lines=[SAVING, COST, PAID], evidence=1)
AVOIDED = line("Growth", LineKind.SAVING, {2027: 5, 2028: 5}, saving_class=SavingClass.COST_AVOIDANCE)
ONCE = line("Once", LineKind.SAVING, {2027: 5, 2028: 0}, saving_class=SavingClass.CASH_RELEASING)
BORROWED = line("Loan", LineKind.FUNDING, {2026: 100}, funding_kind=FundingKind.BORROWING)


def outside(**found: Any) -> CheckFacts:
    return replace(WHOLE, others=OtherFacts(**found))


def keys(facts: CheckFacts) -> list[str]:
    return [one.key for one in findings(facts)]


def test_a_case_in_order_has_no_findings() -> None:
    assert keys(WHOLE) == []


@pytest.mark.parametrize(
    ("facts", "key"),
    [
        (replace(WHOLE, lines=[SAVING]), "no_cost"),
        (replace(WHOLE, lines=[replace(SAVING, start_month=date(2027, 1, 1)), COST, PAID]), "too_soon:Post"),
        (replace(WHOLE, lines=[SAVING, COST, PAID, CheckedLine(AVOIDED)]), "no_growth_line:Growth"),
        (replace(WHOLE, lines=[SAVING, COST, PAID, CheckedLine(ONCE, "41208")]), "not_ongoing:Once"),
        (replace(WHOLE, lines=[SAVING, COST]), "unfunded:GF:2026"),
        (replace(WHOLE, lines=[SAVING, COST, CheckedLine(BORROWED)]), "financing"),
        (replace(WHOLE, posts=20), "posts"),
        (replace(WHOLE, evidence=0), "no_evidence"),
        (replace(WHOLE, worth_more="Do minimum"), "worth_less"),
        (outside(claims=[Claim("CP-2026-0001", "41207", "1000", 2027, 1)]), "same_budget:41207:1000"),
        (outside(budgets={("41207", "1000", 2028): 899}), "beyond_budget:41207:1000:2028"),
    ],
)
def test_each_check_finds_its_fault(facts: CheckFacts, key: str) -> None:
    assert keys(facts) == [key]


def test_two_claims_beyond_a_budget_name_each_other_and_what_is_in_it() -> None:
    facts = outside(
        budgets={("41207", "1000", 2027): 1_000, ("41207", "", 2027): 1},
        claims=[Claim("CP-2026-0001", "41207", "1000", 2027, 501), Claim("CP-2026-0009", "9", "", 2027, 10**9)],
    )
    first = findings(facts)[0]
    assert first.severity is Severity.SERIOUS
    assert (
        "£10.01 together with CP-2026-0001 from cost centre 41207, subjective 1000, whose budget is £10" in first.words
    )


def test_consultation_takes_30_days_from_20_posts_and_45_from_100() -> None:
    assert keys(replace(WHOLE, posts=19)) == []
    assert "30 days" in findings(replace(WHOLE, posts=99))[0].words
    assert "45 days" in findings(replace(WHOLE, posts=100))[0].words


def test_an_answer_counts_while_the_finding_reads_the_same() -> None:
    found = findings(replace(WHOLE, posts=20))
    assert unanswered(found, {}) == found
    assert unanswered(found, {"posts": found[0].words}) == []
    assert unanswered(findings(replace(WHOLE, posts=21)), {"posts": found[0].words}) != []
    assert unanswered(findings(replace(WHOLE, evidence=0)), {}) == []
