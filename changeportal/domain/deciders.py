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


class Votes(StrEnum):
    """Whether votes are kept here."""

    NONE = "No: one decider"
    OPTIONAL = "Optional: agreed as the chair summed up, dissent noted"
    CLERK = "No: the clerk enters the result as published"
    ADVICE = "Advice only"


@dataclass(frozen=True, slots=True)
class DeciderKind:
    """A row of the table."""

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
            True,
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


def power_refusal(kind: BoardKind, power: Power) -> str:
    """Why a body of this kind cannot have that power on a route; empty when it can."""
    row = DECIDERS[kind]
    if power in row.powers:
        return ""
    allowed = " or ".join(sorted(one.value for one in row.powers))
    return f"a body of the kind ‘{row.name}’ can only {allowed}"
