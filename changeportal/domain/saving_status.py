"""The computed status of a saving in a year, and the rule that gave it, in words to be shown beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from changeportal.domain.calendar import year_end, year_label
from changeportal.domain.money import format_pounds
from changeportal.domain.terms import SavingStatus

WHOLE = 100
STATUS_LABELS = {
    SavingStatus.BLUE: "Delivered",
    SavingStatus.GREEN: "On track",
    SavingStatus.AMBER: "At risk",
    SavingStatus.RED: "Will not deliver in the year",
    SavingStatus.NOT_DUE: "Not due",
    SavingStatus.WITHDRAWN: "Withdrawn",
    SavingStatus.REPLACED: "Replaced",
}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Whole percentages of the year's plan, from the policy document ``status_rule``."""

    delivered_percent: int
    on_track_percent: int
    at_risk_percent: int

    @classmethod
    def of(cls, document: Mapping[str, object]) -> "Thresholds":
        """Read the policy. Raises ValueError when a percentage is missing, no whole number, or out of order."""
        wanted = [document.get(name) for name in ("delivered_percent", "on_track_percent", "at_risk_percent")]
        found = [value for value in wanted if type(value) is int]
        if len(found) < len(wanted) or not WHOLE >= found[0] >= found[1] >= found[2] >= 0:
            raise ValueError(
                "The status rule needs delivered, on track and at risk percentages, each no larger than the last"
            )
        return cls(*found)


@dataclass(frozen=True, slots=True)
class SavingYear:
    """The facts of one saving in one financial year; pence, positive as the saving is worth.

    ``verified`` is delivery verified to date, whatever the budget; ``mitigated`` is what dated actions will cover.
    ``forecast`` None means nobody has said. ``settled`` is what gateway 5 closed the saving at for the year, None before
    it. ``state`` is live, withdrawn or replaced.
    """

    year: int
    starts: date | None
    plan: int
    forecast: int | None
    verified: int
    budget_adjusted: bool
    mitigated: int = 0
    settled: int | None = None
    state: str = "live"


@dataclass(frozen=True, slots=True)
class Computed:
    """A status, its label and the rule that gave it."""

    status: SavingStatus
    label: str
    rule: str


def computed_status(facts: SavingYear, thresholds: Thresholds, today: date) -> Computed:
    """The status by rule: withdrawn or replaced, not due, delivered, then the forecast against the plan.

    After the year's end the forecast is no longer a hope: what is verified counts instead.
    """
    if facts.state != "live":
        status = SavingStatus(facts.state)
        return _says(status, f"This saving was {facts.state} by an approved change.")
    if facts.plan <= 0 or (facts.starts is not None and today < facts.starts):
        return _says(SavingStatus.NOT_DUE, f"Nothing is planned to have started by now in {year_label(facts.year)}.")
    if facts.budget_adjusted and _reaches(facts.verified, facts.plan, thresholds.delivered_percent):
        return _says(SavingStatus.BLUE, "The budget is adjusted and finance has verified the delivery.")
    if facts.budget_adjusted and facts.settled is not None and _expected(facts) >= facts.settled:
        closed_at = f"{format_pounds(facts.settled)} of {format_pounds(facts.plan)} a year"
        return _says(SavingStatus.BLUE, f"Closed at gateway 5 with {closed_at} verified, and it is still there.")
    return _by_forecast(facts, thresholds, today)


def _by_forecast(facts: SavingYear, thresholds: Thresholds, today: date) -> Computed:
    over = today > year_end(facts.year)
    expected = facts.verified if over else _expected(facts)
    source = "Verified by the end of the year" if over else "Forecast for the year"
    measured = f"{source}: {format_pounds(expected)} of {format_pounds(facts.plan)} planned"
    if _reaches(expected, facts.plan, thresholds.on_track_percent):
        return _says(SavingStatus.GREEN, f"{measured}; {thresholds.on_track_percent}% or more is on track.")
    covered = 0 if over else facts.mitigated
    if _reaches(expected + covered, facts.plan, thresholds.at_risk_percent):
        helped = f", with {format_pounds(covered)} of mitigation" if covered else ""
        return _says(SavingStatus.AMBER, f"{measured}{helped}; {thresholds.at_risk_percent}% or more is at risk.")
    return _says(
        SavingStatus.RED,
        f"{measured}; less than {thresholds.at_risk_percent}%, with its mitigation, will not deliver in the year.",
    )


def _expected(facts: SavingYear) -> int:
    return facts.plan if facts.forecast is None else facts.forecast


def _reaches(pence: int, plan: int, percent: int) -> bool:
    return pence * WHOLE >= plan * percent


def _says(status: SavingStatus, rule: str) -> Computed:
    return Computed(status, STATUS_LABELS[status], rule)


@dataclass(frozen=True, slots=True)
class Override:
    """A status that somebody set beside the computed one, with a reason and its last day."""

    status: SavingStatus
    reason: str
    expires: date


def shown_status(computed: Computed, override: Override | None, today: date) -> Computed:
    """The status to show first: a live override in its own words, else the computed one."""
    if override is None or today > override.expires:
        return computed
    words = (
        f"Set by hand until {override.expires:%-d %B %Y}: {override.reason}. By rule: {computed.label}. {computed.rule}"
    )
    return _says(override.status, words)
