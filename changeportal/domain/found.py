"""What a check found: its severity, its place and its mend."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether it must be answered before the case goes on."""

    SERIOUS = "serious"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """``key`` stays the same while the same thing is wrong; ``section`` is where it is mended. What ``names_others`` is shown
    only as it is found at that moment, because another proposal may have become restricted since."""

    key: str
    severity: Severity
    words: str
    mend: str
    section: str
    names_others: bool = False
