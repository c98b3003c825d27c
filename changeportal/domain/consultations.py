"""Consultations: how long they ran, how many answered, and what came of it."""

from dataclasses import dataclass
from datetime import date

SHORT_DAYS = 28


@dataclass(frozen=True, slots=True)
class Consultation:
    """A consultation. ``answers`` is how many answers were counted, ``changes`` how many "you said, we did" stand there."""

    key: str
    title: str
    opened: date
    closed: date
    answers: int = 0
    changes: int = 0


def faults(opened: date, closed: date) -> dict[str, str]:
    """What stops its dates from being taken."""
    return {"closed": "It must close after the day on which it opens"} if closed <= opened else {}


def days(one: Consultation) -> int:
    """How many days people have, the first and the last included."""
    return (one.closed - one.opened).days + 1


def is_short(one: Consultation) -> bool:
    """Whether people have less than four weeks."""
    return days(one) < SHORT_DAYS


def is_uncounted(one: Consultation, today: date) -> bool:
    """Whether it is over and nobody has counted the answers."""
    return one.closed < today and not one.answers


def is_unanswered(one: Consultation, today: date) -> bool:
    """Whether it is over, people answered, and nothing says what was done about it."""
    return one.closed < today and bool(one.answers) and not one.changes
