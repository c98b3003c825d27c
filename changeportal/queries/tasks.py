"""What a task of Your work is."""

from dataclasses import dataclass
from datetime import date

MOST = 50


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: verb first, where, by when (if a date was promised), who asked (blank where nobody did).

    ``read`` is the version of the case that the person read before the ``newer`` one that waits.
    """

    what: str
    ref: str
    title: str
    due: date | None
    href: str
    asked_by: str = ""
    read: int | None = None
    newer: int | None = None
