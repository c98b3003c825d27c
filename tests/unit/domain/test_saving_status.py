"""The computed status: each rule once on each side of its edge."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import changeportal
from changeportal.domain.saving_status import (
    Override,
    SavingYear,
    Thresholds,
    computed_status,
    shown_status,
)
from changeportal.domain.terms import SavingStatus

POLICY = json.loads(
    (Path(changeportal.__file__).parent / "reference" / "policies" / "status_rule.json").read_text(encoding="utf-8")
)
RULE = Thresholds.of(POLICY)
TODAY = date(2026, 11, 20)
LIVE = SavingYear(2026, date(2026, 4, 1), plan=10_000, forecast=10_000, verified=0, budget_adjusted=True)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"state": "withdrawn"}, SavingStatus.WITHDRAWN),
        ({"state": "replaced"}, SavingStatus.REPLACED),
        ({"starts": date(2026, 11, 21)}, SavingStatus.NOT_DUE),
        ({"starts": date(2026, 11, 20)}, SavingStatus.GREEN),
        ({"plan": 0}, SavingStatus.NOT_DUE),
        ({"verified": 10_000}, SavingStatus.BLUE),
        ({"verified": 10_000, "budget_adjusted": False}, SavingStatus.GREEN),
        ({"verified": 9_999}, SavingStatus.GREEN),
        ({"forecast": None}, SavingStatus.GREEN),
        ({"forecast": 9_500}, SavingStatus.GREEN),
        ({"forecast": 9_499}, SavingStatus.AMBER),
        ({"forecast": 7_500}, SavingStatus.AMBER),
        ({"forecast": 7_499}, SavingStatus.RED),
        ({"forecast": 7_499, "mitigated": 1}, SavingStatus.AMBER),
        ({"forecast": 9_499, "mitigated": 501}, SavingStatus.AMBER),
        ({"forecast": 8_000, "settled": 8_000}, SavingStatus.BLUE),
        ({"forecast": 7_999, "settled": 8_000}, SavingStatus.AMBER),
        ({"forecast": 8_000, "settled": 8_000, "budget_adjusted": False}, SavingStatus.AMBER),
        ({"year": 2025, "verified": 7_000, "mitigated": 3_000}, SavingStatus.RED),
        ({"year": 2025, "verified": 8_000}, SavingStatus.AMBER),
    ],
)
def test_status_by_rule(change: dict[str, Any], status: SavingStatus) -> None:
    assert computed_status(replace(LIVE, **change), RULE, TODAY).status is status


def test_the_rule_is_said_in_words() -> None:
    found = computed_status(replace(LIVE, forecast=7_000, mitigated=600), RULE, TODAY)
    assert found.label == "At risk"
    assert found.rule == "Forecast for the year: £70 of £100 planned, with £6 of mitigation; 75% or more is at risk."


def test_an_override_shows_beside_the_rule_until_it_expires() -> None:
    computed = computed_status(LIVE, RULE, TODAY)
    override = Override(SavingStatus.RED, "The supplier has left", date(2026, 12, 4))
    shown = shown_status(computed, override, date(2026, 12, 4))
    assert shown.status is SavingStatus.RED
    assert "Set by hand until 4 December 2026: The supplier has left. By rule: On track." in shown.rule
    assert shown_status(computed, override, date(2026, 12, 5)) is computed


@pytest.mark.parametrize("change", [{"at_risk_percent": 96}, {"on_track_percent": None}, {"delivered_percent": 100.5}])
def test_a_policy_that_is_out_of_order_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="status rule"):
        Thresholds.of(POLICY | change)
