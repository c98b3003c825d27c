"""What the kinds of deciding body allow (section 14 part C): substitutes, written procedure, which rules on interests."""

from enum import StrEnum

from changeportal.domain.terms import BoardKind

COUNCILLORS = frozenset({BoardKind.EXECUTIVE, BoardKind.FULL_COUNCIL, BoardKind.EXECUTIVE_MEMBER, BoardKind.SCRUTINY})
SUBSTITUTES = frozenset({BoardKind.OFFICER_BOARD, BoardKind.SCRUTINY, BoardKind.PARTNERSHIP_BOARD})
WRITTEN_PROCEDURE = frozenset({BoardKind.OFFICER_BOARD})


class Regime(StrEnum):
    """Which rules on interests a body has: the law for councillors, or the chair's ruling for officers."""

    DISCLOSABLE = "disclosable"
    CONFLICT = "conflict"


def regime(kind: BoardKind) -> Regime:
    """The law for councillors, the chair's ruling for officers."""
    return Regime.DISCLOSABLE if kind in COUNCILLORS else Regime.CONFLICT


def member_word(kind: BoardKind) -> str:
    """Member only for councillors."""
    return "member" if kind in COUNCILLORS else "board member"


def substitutes_refusal(kind: BoardKind) -> str:
    """Why nobody may sit in another's place there; nothing where somebody may."""
    return "" if kind in SUBSTITUTES else "This body does not allow substitutes"


def written_refusal(kind: BoardKind) -> str:
    """Why the body has no written procedure; nothing where it has one."""
    if kind in WRITTEN_PROCEDURE:
        return ""
    return "This body decides at meetings alone. When it cannot wait, use the council's urgency rules."
