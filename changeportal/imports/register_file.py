"""Registers from a sheet (budgets, posts, contracts): taken whole or refused whole, naming each bad cell by row and column."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from changeportal.domain.errors import Invalid

MOST_NAMED = 10
Row = dict[str, Any]


class BadCell(ValueError):
    """What is wrong with a cell, in words that follow "row 3"."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its heading. ``read`` gives the value of a cell, or raises BadCell; ``needed``: the heading must be there."""

    heading: str
    name: str
    read: Callable[[str], Any]
    needed: bool = True


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """The columns, which of them say that two rows are the same, and how a repeat is told. ``whole`` looks at a read row."""

    columns: Sequence[Column]
    key: Sequence[str]
    repeats: str
    whole: Callable[[Row], str] = lambda _row: ""

    @property
    def headings(self) -> str:
        """The headings that must be there, in words."""
        needed = [one.heading[0].upper() + one.heading[1:] for one in self.columns if one.needed]
        return f"{', '.join(needed[:-1])} and {needed[-1]}"


def text(what: str) -> Callable[[str], str]:
    """A reader of words that must be there."""

    def read(cell: str) -> str:
        if not cell:
            raise BadCell(f" has no {what}")
        return cell

    return read


def value(read: Callable[[str], Any], what: str) -> Callable[[str], Any]:
    """A reader that refuses what ``read`` cannot take, or takes as nothing, as "TBC is no amount"."""

    def checked(cell: str) -> Any:
        try:
            found = read(cell)
        except (ValueError, KeyError):
            found = None
        if found is None:
            raise BadCell(f": {cell or 'blank'} is no {what}")
        return found

    return checked


def rows_under(register: RegisterFile, rows: Sequence[Sequence[str]], field: str = "file") -> list[Row]:
    """Read the rows under their headings. Invalid names ``field`` with every bad cell, up to ten."""
    places, first = _headings(register, rows, field)
    problems: list[str] = []
    found: dict[tuple[Any, ...], Row] = {}
    for n, row in enumerate(rows[first:], start=first + 1):
        read = _row(register, {name: _cell(row, place) for name, place in places.items()}, n, problems)
        if read is None:
            continue
        key = tuple(read[name] for name in register.key)
        if key in found:
            problems.append(f"row {n} repeats {register.repeats.format(**read)}")
        found[key] = read
    if problems:
        more = f"; and {len(problems) - MOST_NAMED} more" if len(problems) > MOST_NAMED else ""
        raise Invalid({field: f"Nothing was taken: {'; '.join(problems[:MOST_NAMED])}{more}"})
    if not found:
        raise Invalid({field: "There are no rows under the headings"})
    return list(found.values())


def _headings(register: RegisterFile, rows: Sequence[Sequence[str]], field: str) -> tuple[Mapping[str, int], int]:
    known = {one.heading: one.name for one in register.columns}
    for n, row in enumerate(rows):
        names = [" ".join(cell.lower().replace("(£)", "").split()) for cell in row]
        places = {known[name]: place for place, name in enumerate(names) if name in known}
        if all(one.name in places for one in register.columns if one.needed):
            return places, n + 1
    raise Invalid({field: f"The file needs the headings {register.headings}"})


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _row(register: RegisterFile, cells: Mapping[str, str], n: int, problems: list[str]) -> Row | None:
    before, read = len(problems), {}
    for column in register.columns:
        try:
            read[column.name] = column.read(cells.get(column.name, ""))
        except BadCell as bad:
            problems.append(f"row {n}{bad}")
    if len(problems) == before and (fault := register.whole(read)):
        problems.append(f"row {n}: {fault}")
    return read if len(problems) == before else None
