"""Kinds of decider (section 14 part C): what each may do, how it meets, and how its decision is put on record. One table."""

from dataclasses import dataclass
from enum import StrEnum

from changeportal.domain.gateway_facts import Power
from changeportal.domain.terms import BoardKind


class Interests(StrEnum):
    """Which rules on interests hold."""

    OFFICER = "Officer conflicts: Local Government Act 1972, section 117, and the code of conduct"
    CHAIR = "Officer conflicts: the chair decides whether somebody stays or leaves"
    DISCLOSABLE = "Disclosable pecuniary interests: the member leaves, unless a dispensation was given"
    DECLARED = "Interests are declared"


class Regime(StrEnum):
    """Who decides whether somebody with an interest takes part: the law for councillors, or the chair's ruling."""

    DISCLOSABLE = "disclosable"
    CONFLICT = "conflict"


class Votes(StrEnum):
    """Whether votes are kept here."""

    NONE = "No: one decider"
    OPTIONAL = "Optional: agreed as the chair summed up, dissent noted"
    CLERK = "No: the clerk enters the result as published"
    ADVICE = "Advice only"


@dataclass(frozen=True, slots=True)
class DeciderKind:
    """A row of the table. ``substitutes`` says whether somebody may sit in another's place at its meetings."""

    kind: BoardKind
    name: str
    meets: bool
    votes: Votes
    substitutes: bool
    substitute_words: str
    written_procedure: bool
    interests: Interests
    record: str
    powers: frozenset[Power]
    by_clerk: bool


_ALL = frozenset(Power)
_ADVICE = frozenset({Power.ADVISE})

DECIDERS: dict[BoardKind, DeciderKind] = {
    row.kind: row
    for row in (
        DeciderKind(
            BoardKind.OFFICER,
            "Officer with delegated power",
            False,
            Votes.NONE,
            False,
            "The statutory deputy of the Section 151 officer or monitoring officer; others as the scheme says",
            False,
            Interests.OFFICER,
            "Officer decision record",
            _ALL,
            False,
        ),
        DeciderKind(
            BoardKind.OFFICER_BOARD,
            "Officer board",
            True,
            Votes.OPTIONAL,
            True,
            "Yes",
            True,
            Interests.CHAIR,
            "Note of the board, naming the officer who decides",
            _ALL,
            False,
        ),
        DeciderKind(
            BoardKind.EXECUTIVE_MEMBER,
            "Individual Executive member",
            False,
            Votes.CLERK,
            False,
            "No",
            False,
            Interests.DISCLOSABLE,
            "Executive decision record",
            _ALL,
            True,
        ),
        DeciderKind(
            BoardKind.EXECUTIVE,
            "Executive",
            True,
            Votes.CLERK,
            False,
            "None",
            False,
            Interests.DISCLOSABLE,
            "Executive decision record (2012 regulations, 12)",
            _ALL,
            True,
        ),
        DeciderKind(
            BoardKind.FULL_COUNCIL,
            "Full Council",
            True,
            Votes.CLERK,
            False,
            "None",
            False,
            Interests.DISCLOSABLE,
            "Minutes",
            _ALL,
            True,
        ),
        DeciderKind(
            BoardKind.SCRUTINY,
            "Scrutiny",
            True,
            Votes.CLERK,
            True,
            "By group",
            False,
            Interests.DISCLOSABLE,
            "Minutes",
            frozenset({Power.ADVISE, Power.RECOMMEND}),
            True,
        ),
        DeciderKind(
            BoardKind.PARTNERSHIP_BOARD,
            "Partnership board",
            True,
            Votes.ADVICE,
            True,
            "Yes, outside people",
            False,
            Interests.DECLARED,
            "Note",
            _ADVICE,
            True,
        ),
    )
}


def regime(kind: BoardKind) -> Regime:
    """The law for councillors, the chair's ruling for everybody else."""
    return Regime.DISCLOSABLE if DECIDERS[kind].interests is Interests.DISCLOSABLE else Regime.CONFLICT


def member_word(kind: BoardKind) -> str:
    """Member only for councillors."""
    return "member" if regime(kind) is Regime.DISCLOSABLE else "board member"


def substitutes_refusal(kind: BoardKind) -> str:
    """Why nobody may sit in another's place there; nothing where somebody may."""
    return "" if DECIDERS[kind].substitutes else "This body does not allow substitutes"


def written_refusal(kind: BoardKind) -> str:
    """Why the body has no written procedure; nothing where it has one."""
    if DECIDERS[kind].written_procedure:
        return ""
    return "This body decides at meetings alone. When it cannot wait, use the council's urgency rules."


def power_refusal(kind: BoardKind, power: Power) -> str:
    """Why a body of this kind cannot have that power on a route; empty when it can."""
    row = DECIDERS[kind]
    if power in row.powers:
        return ""
    allowed = " or ".join(sorted(one.value for one in row.powers))
    return f"a body of the kind ‘{row.name}’ can only {allowed}"
