"""Steps dated backwards from a meeting; the day within a pre-election period."""

from datetime import date

from changeportal.domain.clearance import DatedStep, Period, Step, covering, dated

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})


def test_steps_count_working_days_back_and_short_ones_are_marked() -> None:
    steps = [Step("Leader", 15), Step("Papers", 7), Step("Board", 25)]
    assert dated(steps, date(2027, 1, 21), date(2026, 12, 20), CHRISTMAS) == [
        DatedStep("Board", date(2026, 12, 14), True),
        DatedStep("Leader", date(2026, 12, 30), False),
        DatedStep("Papers", date(2027, 1, 12), False),
    ]


def test_a_step_on_the_day_of_asking_can_be_kept() -> None:
    found = dated([Step("Board", 25)], date(2027, 1, 21), date(2026, 12, 14), CHRISTMAS)
    assert found == [DatedStep("Board", date(2026, 12, 14), False)]


def test_both_ends_of_a_period_are_inside() -> None:
    one = Period("Elections", date(2027, 3, 22), date(2027, 5, 6))
    assert covering([one], date(2027, 3, 22)) is one
    assert covering([one], date(2027, 5, 6)) is one
    assert covering([one], date(2027, 5, 7)) is None
    assert covering([one], None) is None
