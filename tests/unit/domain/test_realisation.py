"""Closing: the suggestion, and the ratio of promise to proof."""

from datetime import date

from changeportal.domain.realisation import ClosedSaving, Promise, record_words, suggest, track_record
from changeportal.domain.terms import Outcome

WHOLE = Promise("Fleet", 560, 560)
PART = Promise("Patrols", 520, 410)
NONE = Promise("Fees", 100, 0)


def test_suggested_outcomes() -> None:
    assert suggest([WHOLE], last_month_verified=True).outcome is Outcome.REALISED
    assert suggest([NONE], last_month_verified=True).outcome is Outcome.NOT_REALISED
    assert suggest([WHOLE], last_month_verified=False).outcome is Outcome.KEEP_TRACKING
    found = suggest([WHOLE, PART, NONE], last_month_verified=True)
    assert (found.outcome, found.why) == (Outcome.REALISED_IN_PART, "Less than promised: Patrols, Fees")


def test_nothing_promised_is_not_a_failure() -> None:
    assert suggest([], last_month_verified=True).outcome is Outcome.REALISED


def test_track_record_is_the_ratio_of_totals() -> None:
    """410 of 520 is 788.46 thousandths, and 970 of 1,080 is 898.1; slips of 1 and 2 months average one and a half."""
    assert track_record([PART], []).permille == 788
    record = track_record([WHOLE, PART], [1, 2])
    assert (record.promised, record.verified, record.permille) == (1080, 970, 898)
    assert record.average_slip_months_tenths == 15
    assert track_record([], []).permille is None


def closed(
    who: str, ref: str, promised: int, verified: int, seen: date | None, proposal: str = "CP-2024-0003"
) -> ClosedSaving:
    return ClosedSaving(who, ref, "A saving", proposal, promised, verified, date(2025, 4, 1), seen)


def test_the_record_of_a_sponsor_in_words() -> None:
    """£560 and £410 of £560 and £520: £970 of £1,080 is 89.8%; begun on time and three months late is 1.5 on average."""
    rows = [
        closed("Sam", "S-2025-0001", 56_000, 56_000, date(2025, 4, 1)),
        closed("Sam", "S-2025-0002", 52_000, 41_000, date(2025, 7, 1), "CP-2024-0015"),
    ]
    assert record_words(rows) == [
        (
            "Sam: finance verified £970 of £1,080 approved (90%), in 2 closed savings of 2 proposals. "
            "They began 1.5 months late on average."
        )
    ]


def test_a_record_of_one_of_none_and_of_two_people() -> None:
    """Nothing verified gives no slip; a slip of exactly one month is one month; each sponsor has a sentence."""
    alone = closed("Sam", "S-2025-0001", 10_000, 0, None)
    late = closed("Ada", "S-2025-0002", 10_000, 5_000, date(2025, 5, 1))
    assert record_words([]) == ["No saving of its sponsor has been closed yet."]
    assert record_words([alone]) == [
        "Sam: finance verified £0 of £100 approved (0%), in 1 closed saving of 1 proposal."
    ]
    assert record_words([alone, late])[0].endswith("They began 1 month late on average.")
    assert record_words([closed("Sam", "S-2025-0001", 0, 0, date(2025, 3, 1))])[0].endswith(
        "£0 of £0 approved, in 1 closed saving of 1 proposal. They began on time."
    )
