"""Conditions: when they are overdue, and who may close them."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from changeportal.domain.conditions import (
    Blocks,
    Condition,
    Wait,
    closing_refusal,
    overdue_to,
)
from changeportal.domain.terms import Gateway

OWNER, OTHER = UUID(int=1), UUID(int=2)
OPEN = Condition(UUID(int=9), "Agree the lease", OWNER, date(2026, 12, 1), Blocks.NEXT_GATEWAY, Gateway.G2)
MET = replace(OPEN, met_on=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("today", "wait"),
    [
        (date(2026, 12, 1), Wait.NOBODY),
        (date(2026, 12, 2), Wait.OWNER),
        (date(2026, 12, 15), Wait.OWNER),
        (date(2026, 12, 16), Wait.BOARD),
    ],
)
def test_overdue(today: date, wait: Wait) -> None:
    assert overdue_to(OPEN, today) is wait
    assert overdue_to(MET, today) is Wait.NOBODY


def test_closing() -> None:
    assert closing_refusal(OPEN, OTHER, "Signed lease") == ""
    assert closing_refusal(OPEN, OWNER, "Signed lease") == "You own this condition, so someone else must close it"
    assert closing_refusal(OPEN, OTHER, " ") == "Say what shows that the condition is met"
    assert closing_refusal(MET, OTHER, "Signed lease") == "This condition is closed already"
