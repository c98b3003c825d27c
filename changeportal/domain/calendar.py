"""Dates as a council counts them: financial years, monitoring months, working days, clear days and London's day.

Years are the integer year in which they start; months are the first day of the month. Bank holidays are passed in.
"""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
OUTTURN = 13
_APRIL = 4
_SATURDAY = 5
_YEAR = re.compile(r"([0-9]{4})\s*(?:/|-|–|to)\s*([0-9]{4}|[0-9]{2})", re.IGNORECASE)


def year_of(day: date) -> int:
    """The financial year that the day falls in: 31 March 2027 is in 2026, 1 April 2027 in 2027."""
    return day.year if day.month >= _APRIL else day.year - 1


def year_label(year: int) -> str:
    """The financial year as people write it in tables: 2026 is "2026/27"."""
    return f"{year}/{(year + 1) % 100:02d}"


def parse_year(text: str) -> int:
    """The start year of "2026/27", "2026-27", "2026/2027" or "2026 to 2027". Raises ValueError in plain English."""
    match = _YEAR.fullmatch(text.strip())
    start = int(match[1]) if match else 0
    if match is None or int(match[2]) not in (start + 1, (start + 1) % 100):
        raise ValueError("Enter a financial year, like 2026/27")
    return start


def year_start(year: int) -> date:
    """1 April of the year."""
    return date(year, _APRIL, 1)


def year_end(year: int) -> date:
    """31 March that ends the year."""
    return date(year + 1, 3, 31)


def month_of(day: date) -> date:
    """The first day of the day's month, which is how a month is stored."""
    return day.replace(day=1)


def add_months(month: date, count: int) -> date:
    """The first day of the month so many months later, or earlier when negative."""
    years, place = divmod(month.month - 1 + count, 12)
    return date(month.year + years, place + 1, 1)


def months_apart(first: date, second: date) -> int:
    """Months from the first to the second; below nought when the second is earlier."""
    return (second.year - first.year) * 12 + second.month - first.month


def months_of_year(year: int) -> tuple[date, ...]:
    """The twelve months of a financial year, April first."""
    return tuple(add_months(year_start(year), place) for place in range(12))


def period_of(month: date) -> int:
    """The monitoring month: April is 1, March is 12."""
    return (month.month - _APRIL) % 12 + 1


def month_of_period(year: int, period: int) -> date:
    """The calendar month of a monitoring month; 13, the outturn, is posted in March. Else raises ValueError."""
    if not 1 <= period <= OUTTURN:
        raise ValueError("Enter a month from 1 to 13")
    return months_of_year(year)[min(period, 12) - 1]


def period_label(year: int, period: int) -> str:
    """The monitoring month in words: "month 7, October 2026"; 13 is "outturn, 2026/27"."""
    if period == OUTTURN:
        return f"outturn, {year_label(year)}"
    return f"month {period}, {month_of_period(year, period):%B %Y}"


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether it is neither Saturday, Sunday nor one of the bank holidays."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(day: date, count: int, holidays: Collection[date]) -> date:
    """The working day ``count`` working days after the day (before it when negative); nought gives the day itself."""
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_working_day(day, holidays)
    return day


def working_days_between(start: date, end: date, holidays: Collection[date]) -> int:
    """Working days after ``start`` up to and with ``end``; nought when ``end`` isn't later."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=place), holidays) for place in range(1, days + 1))


def clear_days_before(meeting: date, published: date) -> int:
    """Whole days between publication and meeting, neither counted; negative when published on the day or later."""
    return (meeting - published).days - 1


def clear_working_days_before(meeting: date, published: date, holidays: Collection[date]) -> int:
    """Working days between publication and meeting, neither of them counted (agendas of public meetings: 5)."""
    return working_days_between(published, meeting - timedelta(days=1), holidays)


def london_date(instant: datetime) -> date:
    """The day in London at an instant. Raises ValueError for a time without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(LONDON).date()
