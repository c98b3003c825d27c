"""Evidence: the strongest counts, bare claims are named, old evidence is said to be old."""

from datetime import date
from uuid import UUID

import pytest

from changeportal.domain.evidence import (
    Claim,
    Evidence,
    EvidenceKind,
    Strength,
    age_warning,
    claims_without_evidence,
    headline,
    strength_of,
)

SIDE, MAIN, BACKED = Claim(UUID(int=1), "Side", main=False), Claim(UUID(int=2), "Main"), Claim(UUID(int=3), "Backed")
DAY = date(2024, 2, 29)


def item(strength: Strength, *claims: Claim, dated: date = DAY) -> Evidence:
    return Evidence(frozenset(claim.id for claim in claims), EvidenceKind.DATA, strength, dated)


def test_the_strongest_counts() -> None:
    items = [item(Strength.WEAK, BACKED), item(Strength.STRONG, BACKED), item(Strength.SOME, BACKED)]
    assert strength_of(BACKED, items) is Strength.STRONG
    assert strength_of(MAIN, items) is Strength.NONE


def test_bare_claims_main_ones_first() -> None:
    items = [item(Strength.WEAK, BACKED), item(Strength.NONE, MAIN)]
    assert claims_without_evidence([SIDE, MAIN, BACKED], items) == [MAIN, SIDE]
    assert headline([SIDE, MAIN, BACKED], items) == "You make 3 claims. 1 has evidence. 2 have none."
    assert headline([BACKED], items) == "You make 1 claim. It has evidence."
    assert headline([BACKED, BACKED], items) == "You make 2 claims. All have evidence."
    assert headline([], items) == "You make no claims yet."


@pytest.mark.parametrize(
    ("dated", "today", "old"),
    [
        (date(2023, 11, 20), date(2026, 11, 20), False),
        (date(2023, 11, 19), date(2026, 11, 20), True),
        (date(2019, 11, 20), date(2026, 11, 20), True),
        (date(2024, 1, 1), date(2026, 11, 20), False),
        (DAY, date(2027, 2, 28), False),
        (DAY, date(2027, 3, 1), True),
    ],
)
def test_old_evidence(dated: date, today: date, old: bool) -> None:
    words = age_warning(item(Strength.SOME, dated=dated), today)
    assert words == (f"From {dated.year}. More than 3 years old." if old else "")
