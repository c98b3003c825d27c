"""What a task of Your work is."""

from dataclasses import dataclass
from datetime import date

MOST = 50


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: verb first, where, by when (if a date was promised), and a version of the case that one has read."""

    what: str
    ref: str
    title: str
    due: date | None
    href: str
    read: int | None = None
    newer: int | None = None
