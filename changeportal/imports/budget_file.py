"""Budgets by cost centre from a sheet: taken whole or refused whole, naming each bad cell by its row and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from changeportal.domain.calendar import parse_year
from changeportal.domain.errors import Invalid
from changeportal.domain.money import MoneyError, parse_pounds

COLUMNS = {
    "cost centre": "cost_centre",
    "subjective": "subjective",
    "fund": "fund",
    "year": "year",
    "budget": "pence",
    "title": "title",
}
NEEDED = ("cost centre", "fund", "year", "budget")
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """The budget of a cost centre and subjective in a year, in pence."""

    cost_centre: str
    subjective: str
    year: int
    title: str
    fund_code: str
    pence: int


def budgets_of(rows: Sequence[Sequence[str]], funds: frozenset[str], field: str = "file") -> list[BudgetRow]:
    """Read the rows under their headings. Invalid names ``field`` with every bad cell, up to ten."""
    places, first = _headings(rows, field)
    problems: list[str] = []
    found: dict[tuple[str, str, int], BudgetRow] = {}
    for n, row in enumerate(rows[first:], start=first + 1):
        read = _row({name: _cell(row, place) for name, place in places.items()}, funds, n, problems)
        if read is None:
            continue
        key = (read.cost_centre, read.subjective, read.year)
        if key in found:
            problems.append(f"row {n} repeats cost centre {read.cost_centre} of an earlier row in the same year")
        found[key] = read
    if problems:
        more = f"; and {len(problems) - MOST_NAMED} more" if len(problems) > MOST_NAMED else ""
        raise Invalid({field: f"Nothing was taken: {'; '.join(problems[:MOST_NAMED])}{more}"})
    if not found:
        raise Invalid({field: "There are no rows under the headings"})
    return list(found.values())


def _headings(rows: Sequence[Sequence[str]], field: str) -> tuple[Mapping[str, int], int]:
    for n, row in enumerate(rows):
        names = [" ".join(cell.lower().replace("(£)", "").split()) for cell in row]
        places = {COLUMNS[name]: place for place, name in enumerate(names) if name in COLUMNS}
        if all(COLUMNS[name] in places for name in NEEDED):
            return places, n + 1
    raise Invalid({field: "The file needs the headings Cost centre, Fund, Year and Budget"})


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _row(cells: Mapping[str, str], funds: frozenset[str], n: int, problems: list[str]) -> BudgetRow | None:
    before = len(problems)
    if not cells["cost_centre"]:
        problems.append(f"row {n} has no cost centre")
    if cells["fund"] not in funds:
        problems.append(f"row {n}: {cells['fund'] or 'blank'} is no fund")
    try:
        year = parse_year(cells["year"])
    except ValueError:
        year = 0
        problems.append(f"row {n}: {cells['year'] or 'blank'} is no financial year")
    try:
        pence = parse_pounds(cells["pence"])
    except MoneyError:
        pence = None
    if pence is None:
        problems.append(f"row {n}: {cells['pence'] or 'blank'} is no amount")
    if len(problems) > before or pence is None:
        return None
    return BudgetRow(
        cells["cost_centre"], cells.get("subjective", ""), year, cells.get("title", ""), cells["fund"], pence
    )
