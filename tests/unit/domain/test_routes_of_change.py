"""Triage: each answer that widens or lengthens the route, on and just over its line."""

from dataclasses import replace

import pytest

from changeportal.domain.routes_of_change import RouteLimits, TriageAnswers, route_of
from changeportal.domain.terms import Reach, Route

ON_THE_LINES = TriageAnswers(
    residents_affected=500, services_crossed=1, staff_affected=5, whole_life_pence=10_000_000, risk=2
)


def test_on_every_line_it_stays_local_and_light() -> None:
    result = route_of(ON_THE_LINES)
    assert (result.reach, result.route) == (Reach.LOCAL, Route.LIGHT)
    assert [reason.answer for reason in result.reasons] == ["Nothing in the answers asks for more"]


@pytest.mark.parametrize(
    ("answers", "reach", "route", "said"),
    [
        (replace(ON_THE_LINES, services_crossed=2), Reach.COUNCIL_WIDE, Route.LIGHT, "It touches 2 services"),
        (
            replace(ON_THE_LINES, partners=1),
            Reach.COUNCIL_WIDE,
            Route.LIGHT,
            "It involves a partner outside the council",
        ),
        (replace(ON_THE_LINES, specialist_skills=True), Reach.COUNCIL_WIDE, Route.LIGHT, "It needs specialist skills"),
        (replace(ON_THE_LINES, residents_affected=1501), Reach.LOCAL, Route.FULL, "It affects about 1,501 residents"),
        (replace(ON_THE_LINES, staff_affected=6), Reach.LOCAL, Route.FULL, "It affects 6 members of staff"),
        (
            replace(ON_THE_LINES, whole_life_pence=-10_000_001),
            Reach.LOCAL,
            Route.FULL,
            "It involves £100,000.01 over its whole life",
        ),
        (replace(ON_THE_LINES, risk=3), Reach.LOCAL, Route.FULL, "Its risk is scored 3 out of 5"),
        (replace(ON_THE_LINES, new_technology=True), Reach.LOCAL, Route.FULL, "It brings in new technology"),
        (replace(ON_THE_LINES, statutory_change=True), Reach.LOCAL, Route.FULL, "It changes a statutory service"),
    ],
)
def test_each_answer_counts_alone(answers: TriageAnswers, reach: Reach, route: Route, said: str) -> None:
    result = route_of(answers)
    assert (result.reach, result.route) == (reach, route)
    assert [reason.answer for reason in result.reasons] == [said]


def test_the_lines_come_from_the_policy() -> None:
    assert route_of(ON_THE_LINES, RouteLimits(light_staff=4)).route is Route.FULL
