"""Effects on the budget in cash: cumulative and incremental, a rolled budget, the gap, savings by year with part years and slip."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from changeportal.domain.method.numbers import HUNDRED, ZERO, Number, at, dec, decs, exact, padded, total

MONTHS = 12


@exact
def increments(cumulative: Sequence[Number]) -> list[Decimal]:
    """The change on the year before; year 0 on nothing."""
    values = decs(cumulative)
    return [now - before for now, before in zip(values, [ZERO, *values], strict=False)]


@dataclass(frozen=True, slots=True)
class Rolled:
    """A budget after its changes; the change also in per cent of the base (None for a base of nought)."""

    budget: Decimal
    change: Decimal
    change_pct: Decimal | None


@exact
def roll(base: Number, changes: Sequence[Number]) -> Rolled:
    """The base and its changes, each with its own sign."""
    start, change = dec(base), total(decs(changes))
    return Rolled(start + change, change, change / start * HUNDRED if start else None)


@dataclass(frozen=True, slots=True)
class Gap:
    """The gap by year, what it asks for after reserves, and what is found and not found yet."""

    cumulative_gap: tuple[Decimal, ...]
    cumulative_requirement: tuple[Decimal, ...]
    annual_requirement: tuple[Decimal, ...]
    identified_annual: tuple[Decimal, ...]
    unidentified_annual: tuple[Decimal, ...]
    unidentified_cumulative: tuple[Decimal, ...]
    gap_closed_final_year: Decimal | None


@exact
def gap(
    base: Sequence[Number],
    funding: Sequence[Number],
    reserves: Sequence[Number],
    identified: Sequence[Sequence[Number]],
) -> Gap:
    """Need less funding; reserves are one-off, so the requirement steps up when they stop."""
    years = len(base)
    wide = [need - money for need, money in zip(decs(base), padded(funding, years), strict=True)]
    asked = [one - used for one, used in zip(wide, padded(reserves, years), strict=True)]
    yearly = increments(asked)
    columns = [padded(row, years) for row in identified]
    found = [total(row[year] for row in columns) for year in range(years)]
    short = [need - have for need, have in zip(yearly, found, strict=True)]
    closed = total(found) / wide[-1] if wide and wide[-1] else None
    return Gap(tuple(wide), tuple(asked), tuple(yearly), tuple(found), tuple(short), tuple(accumulate(short)), closed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """An amount a year from a month of a year (month 1 is April), to a last year where one is given, slipped by months."""

    annual: Decimal
    start_year: int
    start_month: int = 1
    end_year: int | None = None
    slip_months: int = 0


@dataclass(frozen=True, slots=True)
class Once:
    """An amount in one year."""

    amount: Decimal
    year: int


@exact
def recurring(line: Recurring, years: int) -> list[Decimal]:
    """The amount in each year: months left in the first year, all of it afterwards, to the last year."""
    if not 1 <= line.start_month <= MONTHS:
        raise ValueError("months are 1 (April) to 12 (March)")
    moved = line.start_year * MONTHS + line.start_month - 1 + line.slip_months
    first, months_gone = divmod(moved, MONTHS)
    last = years - 1 if line.end_year is None else line.end_year

    def worth(year: int) -> Decimal:
        if year < first or year > last:
            return ZERO
        return line.annual * (MONTHS - months_gone) / MONTHS if year == first else line.annual

    return [worth(year) for year in range(years)]


@exact
def once(line: Once, years: int) -> list[Decimal]:
    """The amount in its year, so that it is taken back in the next."""
    return [line.amount if year == line.year else ZERO for year in range(years)]


@dataclass(frozen=True, slots=True)
class Profile:
    """In each year, the change on the year before, and all cash over the period."""

    in_year: tuple[Decimal, ...]
    budget_increment: tuple[Decimal, ...]
    total_cash: Decimal


@exact
def profile(lines: Sequence[Recurring | Once], years: int) -> Profile:
    """The lines together, positive."""
    rows = [recurring(one, years) if isinstance(one, Recurring) else once(one, years) for one in lines]
    in_year = [total(at(row, year) for row in rows) for year in range(years)]
    return Profile(tuple(in_year), tuple(increments(in_year)), total(in_year))
