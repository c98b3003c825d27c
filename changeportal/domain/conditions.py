"""Conditions of a decision: when one is overdue, and what closing it needs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from changeportal.domain.terms import Gateway


class Blocks(StrEnum):
    """What an unmet condition stops."""

    NEXT_GATEWAY = "next_gateway"
    IMPLEMENTATION = "implementation"
    NOTHING = "nothing"


class Wait(StrEnum):
    """Who is reminded of an overdue condition."""

    NOBODY = "nobody"
    OWNER = "owner"
    BOARD = "board"


# An overdue condition goes to its owner at once, and to the board by itself after so many days.
DAYS_TO_BOARD = 14


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: ``set_at`` is the gateway whose decision made it, ``met_on`` the day it was closed."""

    id: UUID
    text: str
    owner_id: UUID
    due: date
    blocks: Blocks
    set_at: Gateway
    met_on: date | None = None

    @property
    def met(self) -> bool:
        """Whether it was closed."""
        return self.met_on is not None


def overdue_to(condition: Condition, today: date) -> Wait:
    """Who hears that the condition is overdue; the due day itself is still in time."""
    late = (today - condition.due).days
    if condition.met or late <= 0:
        return Wait.NOBODY
    return Wait.BOARD if late > DAYS_TO_BOARD else Wait.OWNER


def closing_refusal(condition: Condition, closer: UUID, evidence: str) -> str:
    """Why the condition cannot be closed so, in words; nothing when it can."""
    if condition.met:
        return "This condition is closed already"
    if closer == condition.owner_id:
        return "You own this condition, so someone else must close it"
    if not evidence.strip():
        return "Say what shows that the condition is met"
    return ""
