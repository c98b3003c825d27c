"""A block of money cells, pasted or from a file, laid over the grid. It is taken whole or refused whole, by cell."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from changeportal.domain.money import MoneyError, Unit, parse_pounds
from changeportal.domain.wording import plural

Block = Sequence[Sequence[str]]
Place = tuple[str, str]
_YEAR = re.compile(r"(?:fy)?\s*(?:20)?(\d\d)\s*[/\-–]\s*(?:20)?(\d\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Axis:
    """A line or a year of the grid: its key, and the name it goes by."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Laid:
    """One cell of the block on the grid. ``pence`` is None for a blank; ``problem`` says what is wrong with it."""

    line: Axis
    column: Axis
    text: str
    pence: int | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood: cells, and problems about the block as a whole. Usable only without any problem."""

    cells: Sequence[Laid] = ()
    problems: Sequence[str] = ()

    @property
    def usable(self) -> bool:
        """Whether the block may be taken."""
        return bool(self.cells) and not self.problems and not any(cell.problem for cell in self.cells)

    def amounts(self) -> dict[Place, int | None]:
        """Pence by line and column key; None takes an amount away."""
        return {(cell.line.key, cell.column.key): cell.pence for cell in self.cells}

    def at(self) -> dict[Place, Laid]:
        """The cells by place."""
        return {(cell.line.key, cell.column.key): cell for cell in self.cells}


@dataclass(frozen=True, slots=True)
class Room:
    """The grid to lay it on. Without headings in the block it starts at ``first_line`` and ``first_column`` (keys)."""

    lines: Sequence[Axis]
    columns: Sequence[Axis]
    first_line: str = ""
    first_column: str = ""
    unit: Unit = Unit.POUNDS


def read_text(text: str) -> Block:
    """Rows of cells as a spreadsheet copies them: tabs between, quotes around cells that hold a tab or a line end."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return [row for row in csv.reader(io.StringIO(plain), dialect="excel-tab") if any(cell.strip() for cell in row)]


def write_text(block: Block) -> str:
    """The same, the other way round."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(block)
    return out.getvalue()


def lay(block: Block, room: Room) -> Reading:
    """Lay the block on the grid: by its headings where it has years above, else from the first box on."""
    if not block:
        return Reading(problems=["Paste at least one cell"])
    head = next((n for n, row in enumerate(block) if any(_year(cell) for cell in row)), None)
    if head is not None:
        return _by_headings(block, head, room)
    return _by_place(block, room)


def _year(cell: str) -> str:
    found = _YEAR.fullmatch(cell.strip())
    if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
        return ""
    return f"20{found[1]}"


@dataclass(slots=True)
class _Finding:
    cells: list[Laid] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def reading(self) -> Reading:
        return Reading(self.cells, self.problems)


def _by_headings(block: Block, head: int, room: Room) -> Reading:
    found = _Finding()
    known = {_year(one.label): one for one in room.columns}
    columns = {place: known.get(_year(cell)) for place, cell in enumerate(block[head]) if _year(cell)}
    found.problems += [
        f"{block[head][place].strip()} is not a year of this grid" for place, one in columns.items() if one is None
    ]
    names = _names(room.lines)
    seen: set[str] = set()
    for row in block[head + 1 :]:
        name = " ".join((row[0] if row else "").split())
        line = _line_named(name, names, seen, found.problems)
        if line is not None:
            found.cells += [
                _cell(line, one, row[place] if place < len(row) else "", room.unit)
                for place, one in columns.items()
                if one is not None
            ]
    if not found.cells and not found.problems:
        found.problems.append("There are no rows under the years")
    return found.reading()


def _names(lines: Sequence[Axis]) -> Mapping[str, Sequence[Axis]]:
    names: dict[str, list[Axis]] = {}
    for line in lines:
        names.setdefault(" ".join(line.label.split()).casefold(), []).append(line)
    return names


def _line_named(name: str, names: Mapping[str, Sequence[Axis]], seen: set[str], problems: list[str]) -> Axis | None:
    lines = names.get(name.casefold(), ())
    if len(lines) != 1:
        why = (
            "is the name of more than one line: paste those without headings" if lines else "is not a line of this grid"
        )
        problems.append(f"‘{name}’ {why}" if name else "A row has no name in its first column")
        return None
    if lines[0].key in seen:
        problems.append(f"‘{name}’ stands in the block twice")
        return None
    seen.add(lines[0].key)
    return lines[0]


def _by_place(block: Block, room: Room) -> Reading:
    top = next((n for n, one in enumerate(room.lines) if one.key == room.first_line), 0)
    left = next((n for n, one in enumerate(room.columns) if one.key == room.first_column), 0)
    lines, columns = room.lines[top:], room.columns[left:]
    width = max(len(row) for row in block)
    if len(block) > len(lines) or width > len(columns):
        took = f"You copied {plural(len(block), 'row')} and {plural(width, 'column')}"
        room_left = f"{plural(len(lines), 'row')} and {plural(len(columns), 'column')}"
        return Reading(problems=[f"{took}. There is room for {room_left} from the box you chose"])
    cells = [
        _cell(line, column, row[place] if place < len(row) else "", room.unit)
        for line, row in zip(lines, block, strict=False)
        for place, column in enumerate(columns[:width])
    ]
    return Reading(cells)


def _cell(line: Axis, column: Axis, text: str, unit: Unit) -> Laid:
    try:
        return Laid(line, column, text, parse_pounds(text, unit))
    except MoneyError as problem:
        return Laid(line, column, text, None, problem.message)
