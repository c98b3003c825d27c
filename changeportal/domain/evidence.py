"""Evidence: what backs the claims of a case, how strong it is, and which claims nothing backs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
class Backed:
    """One item of evidence: the claim that it backs, and how strong its author says it is."""

    claim: str
    strength: Strength


def strength_by_claim(items: Iterable[Backed]) -> dict[str, Strength]:
    """The strongest evidence of each claim, in their order. Capital letters and spaces make no other claim."""
    found: dict[str, Strength] = {}
    for item in items:
        claim = " ".join(item.claim.casefold().split())
        found[claim] = max(found.get(claim, Strength.NONE), item.strength, key=_ORDER.index)
    return found


def headline(items: Iterable[Backed]) -> str:
    """The first line of the evidence page: "You make 7 claims. 5 have evidence. 2 have none."."""
    found = strength_by_claim(items)
    count, bare = len(found), sum(one is Strength.NONE for one in found.values())
    if not found:
        return "You make no claims yet."
    made = f"You make {plural(count, 'claim')}."
    if not bare:
        return f"{made} {'It has' if count == 1 else 'All have'} evidence."
    backed = count - bare
    return f"{made} {backed} {'has' if backed == 1 else 'have'} evidence. {bare} {'has' if bare == 1 else 'have'} none."


def is_old(dated: date, today: date) -> bool:
    """Whether evidence is of more than three years ago."""
    years = today.year - dated.year - ((today.month, today.day) < (dated.month, dated.day))
    exact = (today.month, today.day) == (dated.month, dated.day)
    return years > _OLD_YEARS or (years == _OLD_YEARS and not exact)


def age_warning(dated: date | None, today: date) -> str:
    """Words for evidence that is old or of no date ("From 2019. More than 3 years old."), else nothing."""
    if dated is None:
        return "No date is given."
    return f"From {dated.year}. More than {_OLD_YEARS} years old." if is_old(dated, today) else ""
