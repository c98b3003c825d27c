"""A saving's series by month: what may be entered, which entry counts, the year's totals, and closing a month.

All amounts are whole pence, positive as the saving is worth. Months are first days. The series never mix: plans are
written once, changes add to them, and of forecast, actual and pressure the newest entry for each month counts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from changeportal.domain.calendar import add_months, period_label, period_of, year_of
from changeportal.domain.errors import Closed, Invalid, Refused
from changeportal.domain.terms import Series

Key = UUID | str
Months = dict[date, int]
_PLANS = frozenset({Series.APPROVED_PLAN, Series.BUDGET_PLAN})


@dataclass(frozen=True, slots=True)
class Entry:
    """One amount of one series in one month. With ``about_month`` it is a late correction: the difference in pence
    to what was said of that earlier, closed month, posted in the open ``month``."""

    entry_id: Key
    series: Series
    month: date
    pence: int
    at: datetime
    by: Key
    about_month: date | None = None


@dataclass(frozen=True, slots=True)
class Reopening:
    """Who closed a month, who asks for it to be opened again, and who agrees: each with whoever they stood in for."""

    month: date
    closed_by: Collection[Key]
    asked_by: Collection[Key]
    agreed_by: Collection[Key]
    reason: str


def check_entry(entry: Entry, before: Iterable[Entry], closed: Collection[date]) -> None:
    """Whether the entry may be added. Raises Closed for a closed month, Invalid for a plan written twice or a correction
    about a month that is still open."""
    if entry.series not in _PLANS and entry.series is not Series.CHANGE and entry.month in closed:
        raise Closed("month_closed", f"{_name(entry.month)} is closed. Post a correction in an open month instead")
    if entry.series in _PLANS and any(_same_place(entry, other) for other in before):
        raise Invalid({"month": "The plan for this month is already set. Ask for a change instead"})
    if entry.about_month is not None:
        _check_correction(entry, entry.about_month, closed)


def _check_correction(entry: Entry, about: date, closed: Collection[date]) -> None:
    if entry.series is not Series.ACTUAL:
        raise Invalid({"about_month": "Only an actual can correct an earlier month"})
    if about >= entry.month or about not in closed:
        raise Invalid({"about_month": "Choose an earlier month that is closed. An open month can be changed directly"})


def _same_place(entry: Entry, other: Entry) -> bool:
    return other.series is entry.series and other.month == entry.month


def counting(entries: Iterable[Entry], series: Series) -> list[Entry]:
    """The entries of the series that count: all of a plan and of its changes, else the newest for each month.

    A correction stands beside the entry of the month that it is posted in; only a newer one about the same month
    replaces it. Of two at one instant the later in the list counts.
    """
    mine = [entry for entry in entries if entry.series is series]
    if series in _PLANS or series is Series.CHANGE:
        return mine
    newest: dict[tuple[date, date | None], Entry] = {}
    for entry in mine:
        place = (entry.month, entry.about_month)
        if place not in newest or entry.at >= newest[place].at:
            newest[place] = entry
    return list(newest.values())


def by_month(entries: Iterable[Entry], series: Series, *, as_corrected: bool = False) -> Months:
    """Pence by month of what counts: in the months of posting, or with corrections laid on the months they are about."""
    return _add_up(counting(entries, series), as_corrected=as_corrected)


def _add_up(entries: Iterable[Entry], *, as_corrected: bool) -> Months:
    totals: Months = {}
    for entry in entries:
        month = entry.about_month if as_corrected and entry.about_month else entry.month
        totals[month] = totals.get(month, 0) + entry.pence
    return totals


def current_plan(entries: Sequence[Entry]) -> Months:
    """The budget plan, or the approved plan until there is one, plus the approved changes."""
    plan = by_month(entries, Series.BUDGET_PLAN) or by_month(entries, Series.APPROVED_PLAN)
    for month, pence in by_month(entries, Series.CHANGE).items():
        plan[month] = plan.get(month, 0) + pence
    return plan


def year_total(months: Mapping[date, int], year: int, until: date | None = None) -> int:
    """Pence of the financial year, up to and with the month ``until`` where one is given."""
    return sum(pence for month, pence in months.items() if year_of(month) == year and (until is None or month <= until))


def forecast_for_year(entries: Sequence[Entry], year: int) -> int | None:
    """The owner's forecast for the year in pence: the newest for each month, the current plan for months not forecast.

    None when nobody has forecast any month of the year.
    """
    forecast = by_month(entries, Series.FORECAST)
    if not any(year_of(month) == year for month in forecast):
        return None
    return year_total(current_plan(entries) | forecast, year)


def verified_to_date(
    entries: Sequence[Entry], verified: Iterable[tuple[Key, int]], year: int, until: date | None = None
) -> int:
    """Pence of the year's actuals that finance has verified. ``verified`` pairs an entry with the pence agreed.

    Only what still counts: a newer actual for the same month waits for its own verification.
    """
    agreed = dict(verified)
    months: Months = {}
    for entry in counting(entries, Series.ACTUAL):
        months[entry.month] = months.get(entry.month, 0) + agreed.get(entry.entry_id, 0)
    return year_total(months, year, until)


def net_unachieved(planned: int, achieved: int, pressure: int) -> int:
    """Pence net at risk: what was planned and not achieved, plus what a pressure on the same budget has eaten."""
    return planned - achieved + pressure


def growth_excess(
    growth_line: Mapping[int, int], claims: Iterable[Mapping[int, int]], years: Iterable[int]
) -> dict[int, int]:
    """Pence by which cost avoidance claims go beyond their growth line, by year; empty when they don't.

    Both are cumulative: the line's effect (plus raises), and each claim's amount. A negative line can carry no claim.
    """
    taken = list(claims)
    excess = {year: sum(claim.get(year, 0) for claim in taken) - max(growth_line.get(year, 0), 0) for year in years}
    return {year: pence for year, pence in excess.items() if pence > 0}


def check_close(month: date, closed: Collection[date], first_month: date, today: date) -> None:
    """Whether finance may close the month. Raises Invalid when it is closed, isn't over, or an earlier one is open."""
    if month in closed:
        raise Invalid({"month": f"{_name(month)} is already closed"})
    if today < add_months(month, 1):
        raise Invalid({"month": f"{_name(month)} is not over yet"})
    earlier = add_months(month, -1)
    if earlier >= first_month and earlier not in closed:
        raise Invalid({"month": f"{_name(earlier)} has to be closed first"})


def check_reopen(reopening: Reopening, closed: Collection[date]) -> None:
    """Whether a closed month may be opened again: two people, and whoever closed it isn't the one who agrees."""
    if reopening.month not in closed:
        raise Invalid({"month": f"{_name(reopening.month)} is not closed"})
    if not reopening.reason.strip():
        raise Invalid({"reason": "Say why the month has to be opened again"})
    if one_person_twice(reopening):
        raise Refused("two_people", "Somebody else has to agree: not the person who closed the month or who asked")


def one_person_twice(reopening: Reopening) -> bool:
    """Whether whoever agrees closed the month or asked for it, or somebody did so for them."""
    return not {*reopening.asked_by, *reopening.closed_by}.isdisjoint(reopening.agreed_by)


def _name(month: date) -> str:
    words = period_label(year_of(month), period_of(month))
    return words[0].upper() + words[1:]
