"""Non-financial benefits: a measure with a starting point and a target, its readings and its path."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

Key = UUID | str


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Progress(StrEnum):
    """How a measure stands against its path."""

    NO_READING = "no_reading"
    REACHED = "reached"
    ON_PATH = "on_path"
    BEHIND = "behind"


PROGRESS_LABELS = {
    Progress.NO_READING: "Not measured yet",
    Progress.REACHED: "Target reached",
    Progress.ON_PATH: "On the path to its target",
    Progress.BEHIND: "Behind the path to its target",
}


class Effect(StrEnum):
    """Whether it is promised or put up with."""

    BENEFIT = "benefit"
    DISBENEFIT = "disbenefit"


EFFECT_LABELS = {Effect.BENEFIT: "A benefit: it gets better", Effect.DISBENEFIT: "A disbenefit: it gets worse"}
DIRECTION_LABELS = {Direction.UP: "More is better", Direction.DOWN: "Less is better"}


def amount_words(value: Decimal | None, words: str, unit: str) -> str:
    """A starting point or a target: "1,735 pounds a month, not more than the borough"."""
    figure = f"{value.normalize():,f} {unit}" if value is not None else ""
    return ", ".join(one for one in (figure, words) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A measure as the case promises it; where a value is no number, its words stand beside it."""

    effect: Effect
    direction: Direction
    baseline_value: Decimal | None = None
    baseline_text: str = ""
    baseline_on: date | None = None
    target_value: Decimal | None = None
    target_text: str = ""
    target_on: date


def promise_faults(promise: Promise) -> dict[str, str]:
    """What stops a promised measure from being taken: field name to words for a person."""
    wrong: dict[str, str] = {}
    if promise.baseline_value is None and not promise.baseline_text.strip():
        wrong["baseline_value"] = "Enter where it stands now, or say it in words below"
    if promise.target_value is None and not promise.target_text.strip():
        wrong["target_value"] = "Enter the target, or say it in words below"
    if promise.baseline_on is not None and promise.target_on <= promise.baseline_on:
        wrong["target_on"] = "The target date must be after the date of the starting point"
    if promise.baseline_value is not None and promise.target_value is not None and not _as_said(promise):
        better = "better" if promise.effect is Effect.BENEFIT else "worse"
        wrong["target_value"] = f"The target must be {better} than the starting point, in the direction you chose"
    return wrong


def _as_said(promise: Promise) -> bool:
    start, target = promise.baseline_value, promise.target_value
    assert start is not None and target is not None  # noqa: PT018  # asked only when both are known
    if start == target:
        return False
    improves = (target > start) == (promise.direction is Direction.UP)
    return improves == (promise.effect is Effect.BENEFIT)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: starting point and target in the measure's own unit, each with its date."""

    unit: str
    direction: Direction
    start_value: Decimal
    start_on: date
    target_value: Decimal
    target_on: date


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading; it counts as realised only when somebody other than its enterer verified it."""

    on: date
    value: Decimal
    entered_by: Key
    verified_by: Key | None = None


def faults(measure: Measure) -> dict[str, str]:
    """What stops the measure from being taken: field name to words for a person."""
    wrong: dict[str, str] = {}
    if not measure.unit.strip():
        wrong["unit"] = "Enter the unit, like homes or percent"
    if measure.target_on <= measure.start_on:
        wrong["target_on"] = "The target date must be after the date of the starting point"
    rises = measure.target_value > measure.start_value
    if measure.target_value == measure.start_value or rises != (measure.direction is Direction.UP):
        wrong["target_value"] = "The target must be better than the starting point, in the direction you chose"
    return wrong


def path_value(measure: Measure, on: date) -> Decimal:
    """Where a straight path from the starting point to the target stands on the day, in the measure's unit."""
    whole = (measure.target_on - measure.start_on).days
    gone = min(max((on - measure.start_on).days, 0), whole)
    return measure.start_value + (measure.target_value - measure.start_value) * gone / whole


def progress(measure: Measure, readings: Sequence[Reading], on: date) -> Progress:
    """How the latest reading up to the day stands against the target, then against the path on the reading's own day."""
    known = [reading for reading in readings if reading.on <= on]
    if not known:
        return Progress.NO_READING
    latest = max(known, key=lambda reading: reading.on)
    if _as_good(measure, latest.value, measure.target_value):
        return Progress.REACHED
    reached_path = _as_good(measure, latest.value, path_value(measure, latest.on))
    return Progress.ON_PATH if reached_path else Progress.BEHIND


def realised_change(measure: Measure, readings: Sequence[Reading]) -> Decimal | None:
    """The change from the starting point by the latest verified reading, plus being better; None without one."""
    agreed = [r for r in readings if r.verified_by is not None and r.verified_by != r.entered_by]
    if not agreed:
        return None
    change = max(agreed, key=lambda reading: reading.on).value - measure.start_value
    return change if measure.direction is Direction.UP else -change


def _as_good(measure: Measure, value: Decimal, other: Decimal) -> bool:
    return value >= other if measure.direction is Direction.UP else value <= other
