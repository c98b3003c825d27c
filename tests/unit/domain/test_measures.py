"""Measures: satisfaction from 70 to 85 percent over 1,000 days, and waiting from 40 days down to 20."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from changeportal.domain.measures import (
    Direction,
    Effect,
    Measure,
    Progress,
    Promise,
    Reading,
    faults,
    path_value,
    progress,
    promise_faults,
    realised_change,
)

START = date(2026, 1, 1)
UP = Measure("percent", Direction.UP, Decimal(70), START, Decimal(85), START + timedelta(days=1000))
DOWN = replace(UP, unit="days", direction=Direction.DOWN, start_value=Decimal(40), target_value=Decimal(20))


def after(days: int, value: str, *, verified: str | None = None) -> Reading:
    return Reading(START + timedelta(days=days), Decimal(value), "a", verified)


def test_the_path_is_straight_and_stops_at_both_ends() -> None:
    at = [path_value(UP, START + timedelta(days=days)) for days in (-5, 0, 400, 1000, 2000)]
    assert at == [70, 70, 76, 85, 85]
    assert path_value(DOWN, START + timedelta(days=500)) == 30


@pytest.mark.parametrize(
    ("measure", "readings", "expected"),
    [
        (UP, [], Progress.NO_READING),
        (UP, [after(500, "80")], Progress.NO_READING),
        (UP, [after(400, "76")], Progress.ON_PATH),
        (UP, [after(400, "75.9")], Progress.BEHIND),
        (UP, [after(300, "85"), after(100, "70")], Progress.REACHED),
        (DOWN, [after(400, "32")], Progress.ON_PATH),
        (DOWN, [after(400, "32.1")], Progress.BEHIND),
        (DOWN, [after(400, "19")], Progress.REACHED),
    ],
)
def test_progress(measure: Measure, readings: list[Reading], expected: Progress) -> None:
    assert progress(measure, readings, START + timedelta(days=450)) is expected


def test_only_what_somebody_else_verified_is_realised() -> None:
    assert realised_change(UP, [after(10, "75")]) is None
    assert realised_change(UP, [after(10, "75", verified="a")]) is None
    assert realised_change(UP, [after(20, "90"), after(10, "75", verified="b")]) == 5
    assert realised_change(DOWN, [after(10, "45", verified="b")]) == -5


def test_faults() -> None:
    assert faults(UP) == faults(DOWN) == {}
    assert set(faults(replace(UP, unit=" ", target_on=START, target_value=Decimal(60)))) == {
        "unit",
        "target_on",
        "target_value",
    }
    assert set(faults(replace(UP, target_value=Decimal(70)))) == {"target_value"}


PROMISED = Promise(
    effect=Effect.BENEFIT,
    direction=Direction.DOWN,
    baseline_value=Decimal(40),
    baseline_on=START,
    target_value=Decimal(20),
    target_on=date(2028, 3, 31),
)


def test_a_promise_goes_the_way_that_it_says() -> None:
    assert promise_faults(PROMISED) == {}
    assert "better" in promise_faults(replace(PROMISED, direction=Direction.UP))["target_value"]
    assert "better" in promise_faults(replace(PROMISED, target_value=Decimal(40)))["target_value"]
    assert "worse" in promise_faults(replace(PROMISED, effect=Effect.DISBENEFIT))["target_value"]
    assert promise_faults(replace(PROMISED, effect=Effect.DISBENEFIT, direction=Direction.UP)) == {}


def test_words_stand_in_where_there_is_no_number() -> None:
    bare = replace(PROMISED, baseline_value=None, target_value=None)
    assert set(promise_faults(bare)) == {"baseline_value", "target_value"}
    assert promise_faults(replace(bare, baseline_text="Not measured", target_text="Measured every month")) == {}


def test_a_target_is_later_than_its_starting_point() -> None:
    assert set(promise_faults(replace(PROMISED, target_on=START))) == {"target_on"}
    assert promise_faults(replace(PROMISED, target_on=START, baseline_on=None)) == {}
