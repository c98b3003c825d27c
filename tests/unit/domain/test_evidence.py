"""Evidence: the strongest counts, bare claims are counted, old evidence is said to be old."""

from datetime import date

import pytest

from changeportal.domain.evidence import Backed, Strength, age_warning, headline, strength_by_claim

DAY = date(2024, 2, 29)
CALLS, LETTERS, BARE = "Calls fall", "Letters are late", "Residents like it"


def test_the_strongest_counts_whatever_the_capital_letters() -> None:
    items = [Backed(CALLS, Strength.WEAK), Backed(" calls  FALL", Strength.STRONG), Backed(CALLS, Strength.SOME)]
    assert strength_by_claim(items) == {"calls fall": Strength.STRONG}


def test_the_headline_counts_claims_with_and_without_evidence() -> None:
    bare = [Backed(BARE, Strength.NONE), Backed(CALLS, Strength.NONE)]
    assert headline([Backed(LETTERS, Strength.WEAK), *bare]) == "You make 3 claims. 1 has evidence. 2 have none."
    assert headline([Backed(LETTERS, Strength.WEAK)]) == "You make 1 claim. It has evidence."
    two = [Backed(LETTERS, Strength.WEAK), Backed(CALLS, Strength.STRONG), Backed(CALLS, Strength.NONE)]
    assert headline(two) == "You make 2 claims. All have evidence."
    assert headline([]) == "You make no claims yet."


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
    assert age_warning(dated, today) == (f"From {dated.year}. More than 3 years old." if old else "")


def test_evidence_of_no_date() -> None:
    assert age_warning(None, DAY) == "No date is given."
