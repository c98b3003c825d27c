"""Money, dates and counts as they read on screen."""

from datetime import UTC, date, datetime

import pytest

from changeportal.domain.terms import STATUSES, RequestAnswer, SavingStatus, Status
from changeportal.web import formatting as shown

COLOURS = {"", "grey", "green", "teal", "purple", "magenta", "red", "orange", "yellow"}


def test_money_has_a_real_minus_and_names_its_unit_elsewhere() -> None:
    assert shown.pounds(48_000_000) == "£480,000"
    assert shown.pounds(-125_050) == "\u2212£1,250.50"
    assert shown.pounds(710_000_000, unit="£m", sign=True) == "+7.100"
    assert shown.pounds(4_900_000, unit="£000") == "49"
    assert shown.pounds(0, sign=True) == "£0"
    assert shown.pounds(None) == "Not known"


def test_moments_are_in_london_summer_and_winter() -> None:
    assert shown.moment(datetime(2026, 6, 9, 13, 0, tzinfo=UTC)) == "9 June 2026, 2pm"
    assert shown.moment(datetime(2026, 12, 8, 14, 14, tzinfo=UTC)) == "8 December 2026, 2:14pm"
    assert shown.moment(datetime(2026, 6, 9, 23, 30, tzinfo=UTC)) == "10 June 2026, 12:30am"
    assert shown.clock(datetime(2026, 1, 1, 12, 0, tzinfo=UTC)) == "midday"
    with pytest.raises(ValueError, match="time zone"):
        shown.day(datetime(2026, 1, 1, 12, 0))  # noqa: DTZ001  # the point of the test


def test_days_months_and_years() -> None:
    assert shown.day(date(2026, 6, 9)) == "9 June 2026"
    assert shown.month(date(2026, 10, 1)) == "October 2026"
    assert [shown.year_label(start) for start in (2026, 1999, 2099)] == ["2026/27", "1999/00", "2099/00"]


def test_counts_shares_and_sizes() -> None:
    assert [shown.plural(count, "proposal") for count in (0, 1, 1204)] == [
        "0 proposals",
        "1 proposal",
        "1,204 proposals",
    ]
    assert shown.plural(2, "entry", "entries") == "2 entries"
    assert [shown.fte(hundredths) for hundredths in (60, 65, 100, 5, 1250)] == ["0.6", "0.65", "1", "0.05", "12.5"]
    assert [shown.file_size(size) for size in (1, 1024, 1025, 1_572_864, 26_214_400)] == [
        "1KB",
        "1KB",
        "2KB",
        "1.5MB",
        "25MB",
    ]


def test_every_status_has_words_and_a_colour_that_exists() -> None:
    for status in {status for statuses in STATUSES.values() for status in statuses}:
        assert shown.status_tag(status).colour in COLOURS
    for value in (*SavingStatus, *RequestAnswer):
        assert shown.tag_for(value).colour in COLOURS
    assert shown.status_tag(Status.PAUSED, "until 1 June 2026").text == "Paused until 1 June 2026"
    assert shown.status_tag(Status.MERGED, "CP-2026-0007").text == "Joined to CP-2026-0007"


def test_a_heading_has_an_address() -> None:
    assert shown.anchor("Compare the options") == "s-compare-the-options"
    assert shown.anchor("Ask for people's time and money") == "s-ask-for-people-s-time-and-money"
