"""What is found between a case and others: growth, benefits that are promised twice, steps that nobody has reached."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from changeportal.domain.check_facts import CheckedLine, CheckFacts, GrowthClaim, OtherFacts
from changeportal.domain.found import Finding, Severity
from changeportal.domain.plan_findings import PlanFacts
from changeportal.domain.profile import Basis, MoneyLine
from changeportal.domain.promised import Promised, is_same
from changeportal.domain.shared_findings import names_others, shared_findings
from changeportal.domain.step_changes import Reached, best_of
from changeportal.domain.terms import Category, LineKind, SavingClass
from changeportal.domain.wording import per_cent

TODAY = date(2026, 11, 20)
MINE = Promised(
    key="m1", title="Days a home stays empty", unit="days", direction="down", starts=date(2026, 6, 30), start="41",
    ends=date(2028, 3, 31), target="30 days", commitment="SPH-4",
)  # fmt: skip
THEIRS = replace(MINE, key="t1", ref="CP-2026-0002", commitment="", same_place=True, target="28 days")


def saving(years: dict[int, int], **more: Any) -> CheckedLine:
    line: dict[str, Any] = {"saving_class": SavingClass.CASH_RELEASING, "growth_line": ""}
    named = {name: more.pop(name) for name in ("saving_class", "growth_line") if name in more}
    money = MoneyLine("a", LineKind.SAVING, "Post", "GF", basis=Basis.STATED, stated=years, **{**line, **named})
    return CheckedLine(money, **{"cost_centre": "41207", "category": Category.EFFICIENCY, **more})


def found(lines: list[CheckedLine], benefits: tuple[Promised, ...] = (), **others: Any) -> list[Finding]:
    facts = CheckFacts(today=TODAY, lines=lines, plan=PlanFacts(benefits=benefits), others=OtherFacts(**others))
    return shared_findings(facts)


def reached(ref: str, verified: int, *, budget: int = 1_000, **more: Any) -> Reached:
    facts: dict[str, Any] = {"categories": frozenset({"efficiency"}), "same_directorate": False, **more}
    return Reached(ref, verified=verified, budget=budget, **facts)


THREE = [reached("CP-2024-0001", 40), reached("CP-2024-0002", 125), reached("CP-2024-0003", 0)]
BUDGETS = {("41207", "", 2027): 1_000, ("41207", "", 2028): 1_000}


def test_a_step_that_no_similar_closed_proposal_reached() -> None:
    (one,) = found([saving({2027: 100, 2028: 260})], budgets=BUDGETS, reached=THREE)
    assert (one.key, one.severity, one.section) == ("step_change:41207:", Severity.SERIOUS, "savings")
    assert one.words == (
        "It takes 26.0% of the budget of cost centre 41207 in 2028/29. The most that any of 3 similar closed proposals "
        "reached is 12.5% (CP-2024-0002)"
    )
    assert one.names_others
    assert names_others(one.key)


@pytest.mark.parametrize(
    ("years", "budgets", "past"),
    [
        ({2027: 125}, BUDGETS, THREE),
        ({2027: 260}, BUDGETS, THREE[:2]),
        ({2027: 260}, BUDGETS, [*THREE[:2], replace(THREE[0])]),
        ({2027: 260}, BUDGETS, [*THREE[:2], reached("CP-2024-0009", 1, categories=frozenset({"property"}))]),
        ({2027: 260}, {}, THREE),
        ({2027: 260}, {("41207", "", 2027): 0}, THREE),
    ],
)
def test_no_step_is_found(years: dict[int, int], budgets: dict[tuple[str, str, int], int], past: list[Reached]) -> None:
    """As much as the best; two to compare with, or two and one twice; none of the kind; no budget, or an empty one."""
    assert [one for one in found([saving(years)], budgets=budgets, reached=past) if "step" in one.key] == []


def test_the_directorate_makes_proposals_similar_too_and_income_is_no_step() -> None:
    near = [reached(f"CP-2024-000{n}", n, categories=frozenset(), same_directorate=True) for n in range(1, 4)]
    assert best_of(near, ()) is not None
    income = replace(saving({2027: 260}).money, kind=LineKind.INCOME)
    assert found([CheckedLine(income, "41207")], budgets=BUDGETS, reached=near) == []
    assert per_cent(125) == "12.5%"
    assert per_cent(-1_005) == "−100.5%"


def test_the_words_of_a_step_change_with_what_it_takes_and_with_the_best() -> None:
    first = found([saving({2027: 260})], budgets=BUDGETS, reached=THREE)[0].words
    assert first != found([saving({2027: 261})], budgets=BUDGETS, reached=THREE)[0].words
    assert (
        first != found([saving({2027: 260})], budgets=BUDGETS, reached=[*THREE, reached("CP-2024-0004", 130)])[0].words
    )


def test_a_benefit_that_two_promise_names_them_all_with_what_they_promise() -> None:
    more = replace(THEIRS, ref="CP-2026-0001", key="t2", ends=date(2027, 3, 31))
    (one,) = found([], (MINE,), promised=[THEIRS, more])
    assert (one.key, one.severity, one.section) == ("same_benefit:m1", Severity.SERIOUS, "measures")
    assert one.words == (
        "‘Days a home stays empty’ is also promised by CP-2026-0001, 28 days by 31 March 2027; "
        "by CP-2026-0002, 28 days by 31 March 2028"
    )
    assert one.names_others
    assert names_others(one.key)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(THEIRS, title=" days  a HOME stays empty", unit="Days"), True),
        (replace(THEIRS, same_place=False), False),
        (replace(THEIRS, same_place=False, commitment="SPH-4"), True),
        (replace(THEIRS, title="Void days", commitment="SPH-4"), True),
        (replace(THEIRS, title="Void days", commitment="SPH-4", start="40"), False),
        (replace(THEIRS, title="Void days", commitment="SPH-4", start=""), False),
        (replace(THEIRS, title="Void days"), False),
        (replace(THEIRS, unit="weeks"), False),
        (replace(THEIRS, direction="up"), False),
        (replace(THEIRS, starts=date(2028, 3, 31), ends=date(2029, 3, 31)), False),
        (replace(THEIRS, starts=date(2028, 3, 30), ends=date(2029, 3, 31)), True),
        (replace(THEIRS, starts=None, ends=date(2026, 6, 30)), False),
        (replace(THEIRS, starts=None, ends=date(2026, 7, 1)), True),
    ],
)
def test_what_makes_two_benefits_one(other: Promised, same: bool) -> None:
    assert is_same(MINE, other) is same


def test_two_benefits_that_say_nothing_of_their_start_do_not_start_alike() -> None:
    other = replace(THEIRS, title="Void days", commitment="SPH-4", start="")
    assert not is_same(replace(MINE, start=""), other)


AVOIDED = {"saving_class": SavingClass.COST_AVOIDANCE, "growth_line": "GF-P-03", "cost_centre": ""}
LINE = {"GF-P-03": {2027: 500, 2028: 900}}


def test_growth_can_be_avoided_once() -> None:
    others = [GrowthClaim("CP-2026-0002", "GF-P-03", 2028, 400), GrowthClaim("CP-2026-0003", "GF-P-04", 2028, 900)]
    assert found([saving({2027: 500, 2028: 500}, **AVOIDED)], growth=LINE, growth_claims=others) == []
    (one,) = found([saving({2027: 500, 2028: 501}, **AVOIDED)], growth=LINE, growth_claims=others)
    assert one.severity is Severity.SERIOUS
    assert one.words == (
        "In 2028/29 it avoids £5.01 of growth line GF-P-03 together with CP-2026-0002: £0.01 more than the line holds"
    )
    (alone,) = found([saving({2027: 501}, **AVOIDED)], growth=LINE)
    assert alone.words == "In 2027/28 it avoids £5.01 of growth line GF-P-03: £0.01 more than the line holds"


def test_growth_that_the_published_mtfs_does_not_have_counts_for_nothing() -> None:
    (one,) = found([saving({2027: 1}, **AVOIDED)], growth={})
    assert one.words == "The published MTFS has no growth line GF-P-03"
    assert found([saving({2029: 1}, **AVOIDED)], growth={"GF-P-03": {}}) == []
