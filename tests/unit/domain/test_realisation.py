"""Closing: the suggestion, and the ratio of promise to proof."""

from changeportal.domain.realisation import Promise, record_words, suggest, track_record
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


def test_a_record_in_one_sentence() -> None:
    record = track_record([Promise("Fleet", 56_000, 56_000), Promise("Patrols", 52_000, 41_000)], [1, 2])
    assert record_words("Helena", 2, record) == (
        "Helena: £970 of £1,080 a year promised in 2 closed proposals is verified (89.8%). "
        "Savings started 1.5 months later than planned on average"
    )
    assert record_words("Helena", 1, track_record([Promise("Patrols", 52_000, 41_000)], [0, 0])) == (
        "Helena: £410 of £520 a year promised in 1 closed proposal is verified (78.8%)"
    )
    assert "started 2 months earlier" in record_words("Helena", 1, track_record([Promise("Fleet", 1, 1)], [-2]))
    assert record_words("Helena", 0, track_record([], [])) == "Helena: no closed proposal yet"
