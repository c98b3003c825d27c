"""References that people see and say: CP-2026-0042 (proposal), D-2026-0007 (decision), S-2026-0003 (saving)."""

import re
from dataclasses import dataclass
from enum import StrEnum


class ReferenceKind(StrEnum):
    """What a reference names; the value is its prefix."""

    PROPOSAL = "CP"
    DECISION = "D"
    SAVING = "S"


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """A kind, the calendar year it was given in, and its number in that year."""

    kind: ReferenceKind
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.kind.value}-{self.year:04d}-{self.number:04d}"


_REFERENCE = re.compile(r"(?<![\w-])(CP|D|S)-([0-9]{4})-([0-9]{4,9})(?![\w-])", re.IGNORECASE)


def parse_reference(text: str) -> Reference | None:
    """The reference that the text is, in capitals or not and with spaces round it, or None."""
    match = _REFERENCE.fullmatch(text.strip())
    return Reference(ReferenceKind(match[1].upper()), int(match[2]), int(match[3])) if match else None
