"""A large grid in pages: whole groups while they fit, a long group in pieces, about so many cells on each."""

from collections.abc import Sequence
from dataclasses import dataclass

CELLS = 150
FEWEST_YEARS, MOST_YEARS = 2, 30
BY_MONTH_YEARS = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of a group, from one place to before another."""

    group: str
    start: int
    end: int


def parts(groups: Sequence[tuple[str, int]], columns: int, cells: int = CELLS) -> list[tuple[Piece, ...]]:
    """The pages of a grid, given each group's number of lines. Every line stands on one page, in order."""
    rows = max(cells // max(columns, 1), 1)
    found: list[list[Piece]] = []
    room = 0
    for group, lines in groups:
        if found and lines <= room:
            found[-1].append(Piece(group, 0, lines))
            room -= lines
            continue
        for start in range(0, lines, rows):
            end = min(start + rows, lines)
            found.append([Piece(group, start, end)])
            room = rows - (end - start)
    return [tuple(one) for one in found]


def month_years(first_year: int) -> tuple[int, ...]:
    """The years of a grid that may be given by months."""
    return tuple(range(first_year, first_year + BY_MONTH_YEARS))
