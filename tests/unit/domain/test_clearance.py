"""Steps dated backwards from a meeting; the day within a pre-election period."""

from datetime import date

from changeportal.domain.clearance import DatedStep, Mark, Period, Step, StepState, covering, dated, standing

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


def test_a_step_is_done_due_or_overdue() -> None:
    """Its last day still counts; a step that was taken back is as if nobody had done it."""
    by = date(2026, 12, 14)
    steps = [DatedStep(title, by, False, "Leader’s office") for title in ("Board", "Leader", "Papers")]
    marks = {
        "Board": Mark(True, "Ada", date(2026, 12, 1)),
        "Leader": Mark(False, "Ada", date(2026, 12, 2)),
        "Another": Mark(True, "Ada", date(2026, 12, 2)),
    }
    on_the_day = standing(steps, marks, by)
    assert [one.state for one in on_the_day] == [StepState.DONE, StepState.DUE, StepState.DUE]
    assert [one.mark for one in on_the_day] == [marks["Board"], None, None]
    later = standing(steps, marks, date(2026, 12, 15))
    assert [one.state for one in later] == [StepState.DONE, StepState.OVERDUE, StepState.OVERDUE]


def test_whose_a_step_is_stays_with_it() -> None:
    found = dated([Step("Board", 25, "Chief executive")], date(2027, 1, 21), date(2026, 12, 1), CHRISTMAS)
    assert found[0].whose == "Chief executive"
