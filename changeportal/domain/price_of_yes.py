"""The price of yes: what saying yes to a proposal takes over capacity, what would slip for it, and when it would fit.

A pure rule: time is in hundredths of a full-time post by month, months are first days, and only months of which the
capacity is known are judged. Slips are looked for up to ``FURTHEST`` months ahead and never beyond.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from changeportal.domain.calendar import add_months

FURTHEST = 24
Load = Mapping[date, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A team: what it has after leave, its standing commitments, and what it has confirmed to others by proposal."""

    slug: str
    name: str
    capacity: Load
    standing: Load
    confirmed: Mapping[str, Load]


@dataclass(frozen=True, slots=True)
class Over:
    """A month in which a team would be over what it has, and by how much."""

    team: str
    month: date
    by: int


@dataclass(frozen=True, slots=True)
class Slip:
    """Approved work that would start so many months later in a team; None where nothing up to the bound fits."""

    team: str
    ref: str
    months: int | None


@dataclass(frozen=True, slots=True)
class Price:
    """The answer. ``fits_after`` is the first shift in months at which all of it fits; None within the bound."""

    over: Sequence[Over]
    slips: Sequence[Slip]
    fits_after: int | None
    start: date | None


def moved(load: Load, months: int) -> dict[date, int]:
    """The same time, so many months later."""
    return {add_months(month, months): time for month, time in load.items()}


def taken(team: Team, without: str = "") -> dict[date, int]:
    """Standing commitments and everything confirmed, by month, leaving one proposal out."""
    found = dict(team.standing)
    for ref, load in team.confirmed.items():
        if ref != without:
            for month, time in load.items():
                found[month] = found.get(month, 0) + time
    return found


def overs(team: Team, asked: Load, held: Load) -> Iterator[Over]:
    """The months in which what is asked goes over what is left, in order."""
    for month in sorted(asked):
        if asked[month] and month in team.capacity:
            by = held.get(month, 0) + asked[month] - team.capacity[month]
            if by > 0:
                yield Over(team.name, month, by)


def fits(team: Team, asked: Load, held: Load) -> bool:
    """Whether all of it fits into months of which the capacity is known."""
    known = all(month in team.capacity for month, time in asked.items() if time)
    return known and next(overs(team, asked, held), None) is None


def first_fit(teams: Sequence[Team], asked: Mapping[str, Load], ref: str) -> int | None:
    """The fewest months by which the whole proposal must move, so that it fits in every team."""
    held = {team.slug: taken(team, ref) for team in teams}
    for shift in range(FURTHEST + 1):
        if all(fits(team, moved(asked.get(team.slug, {}), shift), held[team.slug]) for team in teams):
            return shift
    return None


def slips(team: Team, asked: Load, ref: str) -> Iterator[Slip]:
    """Other work in an over-full month, one at a time: the fewest months that it alone would move to make room."""
    full = {one.month for one in overs(team, asked, taken(team, ref))}
    for other in sorted(team.confirmed):
        if other == ref or not any(team.confirmed[other].get(month) for month in full):
            continue
        held = taken(team, other)
        for month, time in asked.items():
            held[month] = held.get(month, 0) + time - (team.confirmed.get(ref, {}).get(month, 0))
        yield Slip(team.name, other, _months_later(team, team.confirmed[other], held, full))


def _months_later(team: Team, load: Load, held: Load, full: set[date]) -> int | None:
    """The fewest months at which the load fits and no month that was over is still over."""
    for shift in range(1, FURTHEST + 1):
        after = moved(load, shift)
        clear = all(held.get(month, 0) + after.get(month, 0) <= team.capacity[month] for month in full)
        if clear and fits(team, after, held):
            return shift
    return None


def price_of_yes(teams: Sequence[Team], asked: Mapping[str, Load], ref: str) -> Price:
    """What is over, what would slip and the first start that fits, for all that a proposal asks for."""
    over = [one for team in teams for one in overs(team, asked.get(team.slug, {}), taken(team, ref))]
    slipping = [one for team in teams for one in slips(team, asked.get(team.slug, {}), ref)]
    shift = first_fit(teams, asked, ref)
    months = [month for load in asked.values() for month, time in load.items() if time]
    start = add_months(min(months), shift) if months and shift is not None else None
    return Price(over, slipping, shift, start)
