"""The four scores of a record, and that every point lost has its reason and place."""

from datetime import date
from typing import Any

import pytest

from changeportal.domain.business_case import SectionState
from changeportal.domain.evidence import Strength
from changeportal.domain.found import Finding, Severity
from changeportal.domain.quality import ClaimFacts, Part, QualityFacts, SectionFacts, quality, share

TODAY = date(2026, 11, 20)
DONE = SectionFacts("need", "Describe the problem", SectionState.COMPLETE, TODAY)
OPEN = SectionFacts("fit", "Say which mission", SectionState.IN_PROGRESS, TODAY)
STRONG = ClaimFacts("Letters are late", Strength.STRONG, date(2026, 1, 1))
NOTHING = QualityFacts(today=TODAY, sections=(), findings=(), claims=(), milestones=())


def facts(**parts: Any) -> QualityFacts:
    whole = {"sections": (DONE,), "findings": (), "claims": (STRONG,), "milestones": ()}
    return QualityFacts(today=TODAY, **{**whole, **parts})


def test_a_whole_record_has_every_point_and_no_reason() -> None:
    found = quality(facts())
    assert (found.completeness, found.validity, found.timeliness, found.coverage) == (100, 100, 100, 100)
    assert found.reasons == ()


def test_an_empty_record_has_no_points_but_those_of_validity_and_says_where_to_begin() -> None:
    found = quality(NOTHING)
    assert (found.completeness, found.timeliness, found.coverage) == (0, 0, 0)
    assert {one.section for one in found.reasons} == {"need", "evidence"}


def test_completeness_is_the_share_of_complete_sections() -> None:
    found = quality(facts(sections=(DONE, OPEN, OPEN)))
    assert found.completeness == 33
    assert [(one.words, one.section) for one in found.reasons if one.part is Part.COMPLETENESS] == [
        ("‘Say which mission’ is not complete", "fit")
    ] * 2


def test_validity_loses_20_for_each_serious_finding_and_5_for_advice() -> None:
    serious = Finding("a", Severity.SERIOUS, "It borrows", "Add it", "money")
    advice = Finding("b", Severity.ADVICE, "No cost", "Add it", "money")
    assert quality(facts(findings=(serious, advice))).validity == 75
    assert quality(facts(findings=(serious,) * 6)).validity == 0


def test_a_reason_that_is_kept_names_no_other_proposal() -> None:
    other = Finding("a", Severity.ADVICE, "CP-2026-0001 takes from it too", "Agree it", "savings", names_others=True)
    assert [one.words for one in quality(facts(findings=(other,))).reasons] == ["Agree it"]


@pytest.mark.parametrize(
    ("parts", "score", "words"),
    [
        ({"claims": (ClaimFacts("X", Strength.STRONG, None),)}, 50, "The evidence for ‘X’ has no date"),
        (
            {"claims": (ClaimFacts("X", Strength.STRONG, date(2023, 11, 19)),)},
            50,
            "The evidence for ‘X’ is more than 3 years old",
        ),
        ({"milestones": (("Agreed", date(2026, 11, 19)),)}, 67, "The date of milestone ‘Agreed’ has passed"),
        (
            {"sections": (SectionFacts("need", "Need", SectionState.COMPLETE, date(2025, 11, 19)),)},
            50,
            "‘Need’ was last changed more than a year ago",
        ),
    ],
)
def test_timeliness_counts_what_is_out_of_date(parts: dict[str, Any], score: int, words: str) -> None:
    found = quality(facts(**parts))
    assert found.timeliness == score
    assert [one.words for one in found.reasons if one.part is Part.TIMELINESS] == [words]


def test_coverage_counts_weak_evidence_half() -> None:
    weak, bare = ClaimFacts("W", Strength.WEAK, TODAY), ClaimFacts("B", Strength.NONE, TODAY)
    found = quality(facts(claims=(STRONG, weak, bare, bare)))
    assert found.coverage == 38  # 3 of 8
    assert [one.words for one in found.reasons] == [
        "Only weak evidence backs ‘W’",
        "Nothing backs ‘B’",
        "Nothing backs ‘B’",
    ]


def test_a_share_of_nothing_is_nothing() -> None:
    assert share(0, 0) == 0
    assert share(1, 8) == 13
