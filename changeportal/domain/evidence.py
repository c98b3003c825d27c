"""Evidence: what backs the claims of a case, how strong it is, and which claims nothing backs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from changeportal.domain.wording import plural


class EvidenceKind(StrEnum):
    """Where evidence comes from."""

    DATA = "data"
    EVALUATION = "evaluation"
    RESEARCH = "research"
    ENGAGEMENT = "engagement"
    BENCHMARK = "benchmark"
    PILOT = "pilot"


KIND_LABELS = {
    EvidenceKind.DATA: "Our data",
    EvidenceKind.EVALUATION: "Evaluation",
    EvidenceKind.RESEARCH: "Research",
    EvidenceKind.ENGAGEMENT: "What residents or staff said",
    EvidenceKind.BENCHMARK: "Another council",
    EvidenceKind.PILOT: "Pilot",
}


class Strength(StrEnum):
    """How strong a claim's evidence is, weakest first."""

    NONE = "none"
    WEAK = "weak"
    SOME = "some"
    STRONG = "strong"


STRENGTH_HELP = {
    Strength.STRONG: "Measured here or in several places, and recent",
    Strength.SOME: "One good source",
    Strength.WEAK: "Opinion, old, or from somewhere very different",
    Strength.NONE: "Nothing backs it yet",
}
_ORDER = list(Strength)
_OLD_YEARS = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """One item: which claims it backs, its kind, its date, and how strong its author says it is."""

    claims: frozenset[UUID]
    kind: EvidenceKind
    strength: Strength
    dated: date


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that the case says is so."""

    id: UUID
    text: str
    main: bool = True


def strength_of(claim: Claim, items: Sequence[Evidence]) -> Strength:
    """The strongest evidence that the claim has, or none."""
    return max((item.strength for item in items if claim.id in item.claims), key=_ORDER.index, default=Strength.NONE)


def claims_without_evidence(claims: Sequence[Claim], items: Sequence[Evidence]) -> list[Claim]:
    """The claims that nothing backs, main ones first."""
    bare = [claim for claim in claims if strength_of(claim, items) is Strength.NONE]
    return sorted(bare, key=lambda claim: not claim.main)


def headline(claims: Sequence[Claim], items: Sequence[Evidence]) -> str:
    """The first line of the evidence page: "You make 7 claims. 5 have evidence. 2 have none."."""
    bare = len(claims_without_evidence(claims, items))
    count = len(claims)
    if not claims:
        return "You make no claims yet."
    made = f"You make {plural(count, 'claim')}."
    if not bare:
        return f"{made} {'It has' if count == 1 else 'All have'} evidence."
    backed = count - bare
    return f"{made} {backed} {'has' if backed == 1 else 'have'} evidence. {bare} {'has' if bare == 1 else 'have'} none."


def age_warning(item: Evidence, today: date) -> str:
    """Words for evidence of more than three years ago ("From 2019. More than 3 years old."), else nothing."""
    years = today.year - item.dated.year - ((today.month, today.day) < (item.dated.month, item.dated.day))
    exact = (today.month, today.day) == (item.dated.month, item.dated.day)
    old = years > _OLD_YEARS or (years == _OLD_YEARS and not exact)
    return f"From {item.dated.year}. More than {_OLD_YEARS} years old." if old else ""
