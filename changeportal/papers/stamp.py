"""What every paper says of itself: its kind, who made it and when, and how it is marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from changeportal.domain.wording import moment

Paper = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MadeBy:
    """Who has a paper made, and when."""

    name: str
    at: datetime


def stamp(made: MadeBy, kind: str, title: str, footer: str, marks: Sequence[str] = ()) -> Paper:
    """The head and foot of a paper; ``footer`` names what it was made from."""
    return {
        "kind": kind,
        "document_title": f"{title}: {kind[:1].lower()}{kind[1:]}, {footer}",
        "title": title,
        "under": f"{kind}, {footer}",
        "footer": footer,
        "marks": list(marks),
        "made_by": made.name,
        "made_at": made.at.isoformat(),
        "made": f"Made by {made.name}, {moment(made.at)}",
    }


def marks(*, restricted: bool = False, exempt: bool = False, example: bool = False) -> list[str]:
    """What stands before everything else on each page."""
    said = (("Restricted", restricted), ("Exempt", exempt), ("Example", example))
    return [word for word, holds in said if holds]
