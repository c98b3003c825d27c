"""What the checks find in milestones, consultations and the theory of change."""

from datetime import date

from changeportal.domain.consultations import Consultation, days, faults
from changeportal.domain.found import Severity
from changeportal.domain.milestones import Milestone
from changeportal.domain.plan_findings import PlanFacts, plan_findings
from changeportal.domain.theory import Column, Step, Theory

TODAY = date(2026, 11, 20)


def words(plan: PlanFacts, first_saving: date | None = None) -> list[str]:
    return [one.words for one in plan_findings(plan, TODAY, first_saving)]


def test_nothing_is_found_in_a_plan_without_rows() -> None:
    assert words(PlanFacts(), date(2027, 4, 1)) == []


def test_a_milestone_whose_day_is_over_is_found() -> None:
    plan = PlanFacts(milestones=[Milestone("a", "Agreed", date(2026, 11, 19)), Milestone("b", "Open", TODAY)])
    assert words(plan) == ["The date of milestone ‘Agreed’ has passed"]


def test_savings_before_the_first_milestone_are_found_by_month() -> None:
    plan = PlanFacts(milestones=[Milestone("a", "Agreed", date(2027, 6, 30))])
    assert words(plan, date(2027, 5, 1)) == ["Savings start in May 2027, before the first milestone in June 2027"]
    assert words(plan, date(2027, 6, 1)) == []


def test_a_consultation_of_less_than_four_weeks_is_found() -> None:
    short = Consultation("a", "Rents", date(2027, 1, 1), date(2027, 1, 27))
    assert days(short) == 27
    assert words(PlanFacts(consultations=[short])) == ["‘Rents’ gives people 27 days to answer"]
    assert words(PlanFacts(consultations=[Consultation("a", "Rents", date(2027, 1, 1), date(2027, 1, 28))])) == []


def test_answers_that_nobody_counted_or_that_came_to_nothing_are_found() -> None:
    over = (date(2026, 6, 1), date(2026, 8, 10))
    assert words(PlanFacts(consultations=[Consultation("a", "Rents", *over)])) == [
        "‘Rents’ has closed, and nobody has counted the answers"
    ]
    found = plan_findings(PlanFacts(consultations=[Consultation("a", "Rents", *over, answers=1200)]), TODAY, None)
    assert [one.words for one in found] == ["Nothing says what came of the 1,200 answers to ‘Rents’"]
    assert found[0].severity is Severity.SERIOUS
    assert words(PlanFacts(consultations=[Consultation("a", "Rents", *over, answers=1200, changes=1)])) == []


def test_a_step_that_leads_nowhere_is_found() -> None:
    plan = PlanFacts(theory=Theory([Step("t", Column.INPUTS, "Two trainers"), Step("h", Column.IMPACT, "Fewer stays")]))
    assert words(plan) == [
        "In the theory of change, ‘Two trainers’ leads nowhere",
        "In the theory of change, nothing leads to ‘Fewer stays’",
    ]


def test_a_consultation_closes_after_it_opens() -> None:
    assert "closed" in faults(TODAY, TODAY)
    assert faults(TODAY, date(2026, 11, 21)) == {}
