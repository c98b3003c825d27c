"""How good the record of a case is: completeness, validity, timeliness and evidence coverage, each 0 to 100 with its reasons.

It judges the record, not the idea. Every point that is lost has a reason, and each reason a place to mend it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from changeportal.domain.business_case import SectionState
from changeportal.domain.evidence import Strength, is_old
from changeportal.domain.found import Finding, Severity

WHOLE = 100
OLD_TEXT = timedelta(days=365)
LOST_FOR = {Severity.SERIOUS: 20, Severity.ADVICE: 5}
_WORTH = {Strength.STRONG: 2, Strength.SOME: 2, Strength.WEAK: 1, Strength.NONE: 0}


class Part(StrEnum):
    """The four parts of the score."""

    COMPLETENESS = "completeness"
    VALIDITY = "validity"
    TIMELINESS = "timeliness"
    COVERAGE = "coverage"


PART_LABELS = {
    Part.COMPLETENESS: "Completeness",
    Part.VALIDITY: "Validity",
    Part.TIMELINESS: "Timeliness",
    Part.COVERAGE: "Evidence coverage",
}
PART_HELP = {
    Part.COMPLETENESS: "The share of sections that are complete",
    Part.VALIDITY: "100 less 20 for each serious finding and 5 for each piece of advice that nobody has answered",
    Part.TIMELINESS: "The share of texts, evidence and milestones that are not out of date",
    Part.COVERAGE: "The share of claims that evidence backs; weak evidence counts half",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why points are missing, and the section where that is mended."""

    part: Part
    words: str
    section: str


@dataclass(frozen=True, slots=True)
class Quality:
    """The four scores and why none of them is whole."""

    completeness: int
    validity: int
    timeliness: int
    coverage: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SectionFacts:
    """A section that the case fills in, its state, and when it was saved last."""

    code: str
    label: str
    state: SectionState
    saved_on: date | None


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """A claim, what backs it and from when that is."""

    claim: str
    strength: Strength
    dated: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityFacts:
    """Everything that the score looks at. ``findings`` are those that nobody has answered as they read now."""

    today: date
    sections: Sequence[SectionFacts]
    findings: Sequence[Finding]
    claims: Sequence[ClaimFacts]
    milestones: Sequence[tuple[str, date]]


def quality(facts: QualityFacts) -> Quality:
    """The score of a case as it stands."""
    done = [one for one in facts.sections if one.state is SectionState.COMPLETE]
    incomplete = [
        Reason(Part.COMPLETENESS, f"‘{one.label}’ is not complete", one.code)
        for one in facts.sections
        if one.state is not SectionState.COMPLETE
    ]
    lost = sum(LOST_FOR[one.severity] for one in facts.findings)
    found = [Reason(Part.VALIDITY, one.mend if one.names_others else one.words, one.section) for one in facts.findings]
    timely, stale = _timeliness(facts)
    covered, bare = _coverage(facts.claims)
    return Quality(
        completeness=share(len(done), len(facts.sections)),
        validity=max(0, WHOLE - lost),
        timeliness=timely,
        coverage=covered,
        reasons=(*incomplete, *found, *stale, *bare),
    )


def _timeliness(facts: QualityFacts) -> tuple[int, list[Reason]]:
    saved = [one for one in facts.sections if one.saved_on]
    dated = len(saved) + len(facts.claims) + len(facts.milestones)
    if not dated:
        return 0, [Reason(Part.TIMELINESS, "Nothing in the case has a date yet", "need")]
    stale = [
        Reason(Part.TIMELINESS, f"‘{one.label}’ was last changed more than a year ago", one.code)
        for one in saved
        if one.saved_on and facts.today - one.saved_on > OLD_TEXT
    ]
    stale += [Reason(Part.TIMELINESS, words, "evidence") for one in facts.claims if (words := _old(one, facts.today))]
    stale += [
        Reason(Part.TIMELINESS, f"The date of milestone ‘{title}’ has passed", "delivery")
        for title, due in facts.milestones
        if due < facts.today
    ]
    return share(dated - len(stale), dated), stale


def _old(one: ClaimFacts, today: date) -> str:
    if one.dated is None:
        return f"The evidence for ‘{one.claim}’ has no date"
    return f"The evidence for ‘{one.claim}’ is more than 3 years old" if is_old(one.dated, today) else ""


def _coverage(claims: Sequence[ClaimFacts]) -> tuple[int, list[Reason]]:
    if not claims:
        return 0, [Reason(Part.COVERAGE, "No claim has evidence yet", "evidence")]
    words = {Strength.NONE: "Nothing backs ‘{}’", Strength.WEAK: "Only weak evidence backs ‘{}’"}
    reasons = [
        Reason(Part.COVERAGE, words[one.strength].format(one.claim), "evidence")
        for one in claims
        if one.strength in words
    ]
    return share(sum(_WORTH[one.strength] for one in claims), 2 * len(claims)), reasons


def share(part: int, whole: int) -> int:
    """``part`` of ``whole`` out of 100, half up; 0 of nothing."""
    return (2 * part * WHOLE + whole) // (2 * whole) if whole else 0
