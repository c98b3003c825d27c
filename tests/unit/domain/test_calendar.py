"""The council's calendar: years, months, working days, clear days and the clock changes."""

from datetime import UTC, date, datetime

import pytest

from changeportal.domain import calendar

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})


@pytest.mark.parametrize(
    ("day", "year", "label"),
    [
        (date(2027, 3, 31), 2026, "2026/27"),
        (date(2027, 4, 1), 2027, "2027/28"),
        (date(2028, 2, 29), 2027, "2027/28"),
        (date(2099, 4, 1), 2099, "2099/00"),
    ],
)
def test_years(day: date, year: int, label: str) -> None:
    assert calendar.year_of(day) == year
    assert calendar.year_label(year) == label
    assert calendar.parse_year(label) == year


def test_months_apart() -> None:
    assert calendar.months_apart(date(2025, 11, 1), date(2026, 2, 1)) == 3
    assert calendar.months_apart(date(2026, 2, 1), date(2025, 11, 1)) == -3


@pytest.mark.parametrize("text", ["2026-27", "2026/2027", "2026 to 2027", " 2026–27 "])
def test_other_ways_to_write_a_year(text: str) -> None:
    assert calendar.parse_year(text) == 2026


@pytest.mark.parametrize("text", ["2026", "2026/28", "26/27", "2026/26", "", "2026/1927"])
def test_what_is_no_year(text: str) -> None:
    with pytest.raises(ValueError, match="2026/27"):
        calendar.parse_year(text)


def test_months() -> None:
    months = calendar.months_of_year(2026)
    assert (months[0], months[6], months[11]) == (date(2026, 4, 1), date(2026, 10, 1), date(2027, 3, 1))
    assert [calendar.period_of(month) for month in months] == list(range(1, 13))
    assert (calendar.year_start(2026), calendar.year_end(2026)) == (date(2026, 4, 1), date(2027, 3, 31))
    assert calendar.month_of(date(2028, 2, 29)) == date(2028, 2, 1)
    assert calendar.add_months(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert calendar.month_of_period(2026, 7) == date(2026, 10, 1)
    assert calendar.month_of_period(2026, calendar.OUTTURN) == date(2027, 3, 1)
    assert calendar.period_label(2026, 7) == "month 7, October 2026"
    assert calendar.period_label(2026, 13) == "outturn, 2026/27"
    for wrong in (0, 14):
        with pytest.raises(ValueError, match="1 to 13"):
            calendar.month_of_period(2026, wrong)


@pytest.mark.parametrize(
    ("day", "count", "answer"),
    [
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 12, 29), -1, date(2026, 12, 24)),
        (date(2026, 11, 20), 10, date(2026, 12, 4)),
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
    ],
)
def test_working_days(day: date, count: int, answer: date) -> None:
    assert calendar.add_working_days(day, count, CHRISTMAS) == answer


def test_counting_days() -> None:
    assert calendar.working_days_between(date(2026, 12, 24), date(2026, 12, 29), CHRISTMAS) == 1
    assert calendar.working_days_between(date(2026, 12, 29), date(2026, 12, 24), CHRISTMAS) == 0
    assert calendar.clear_days_before(date(2026, 12, 30), date(2026, 12, 1)) == 28
    assert calendar.clear_days_before(date(2026, 12, 30), date(2026, 12, 2)) == 27
    assert calendar.clear_days_before(date(2026, 12, 30), date(2026, 12, 30)) == -1
    assert calendar.clear_working_days_before(date(2026, 12, 8), date(2026, 11, 30), frozenset()) == 5


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        (datetime(2026, 3, 31, 22, 59, tzinfo=UTC), date(2026, 3, 31)),
        (datetime(2026, 3, 31, 23, 0, tzinfo=UTC), date(2026, 4, 1)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 12, 31, 23, 59, tzinfo=UTC), date(2026, 12, 31)),
    ],
)
def test_the_day_in_london(instant: datetime, day: date) -> None:
    assert calendar.london_date(instant) == day


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        calendar.london_date(datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake that is under test
