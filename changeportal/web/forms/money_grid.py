"""A grid of money boxes in one form: groups of lines by columns. Each bad cell is marked by itself; the rest are kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from changeportal.domain.money import MoneyError, Unit, parse_pounds
from changeportal.web.forms.base import ErrorItem


class Sent(Protocol):
    """What a form sent: the text of a name, or None."""

    def get(self, name: str) -> str | None:
        """The text sent under the name."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """A year or month: its key in the names of boxes, and its heading."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of boxes. ``note`` stands small under its name; ``href`` changes the line; ``now`` is shown, not typed.

    The boxes of a line that is ``worked_out`` are read only.
    """

    key: str
    label: str
    note: str = ""
    href: str = ""
    now: str = ""
    worked_out: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind. ``adds`` says whether their amounts raise the net saving (savings, income) or lower it (costs)."""

    key: str
    title: str
    lines: Sequence[Line]
    adds: bool = True
    add_text: str = ""
    add_href: str = ""


@dataclass(slots=True)
class MoneyGridForm:
    """Boxes named ``{name}-{line}-{column}``. ``values`` holds pence, None for a blank box."""

    name: str
    caption: str
    columns: Sequence[Column]
    groups: Sequence[Group]
    values: dict[tuple[str, str], int | None] = field(default_factory=dict)
    unit: Unit = Unit.POUNDS
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: dict[tuple[str, str], str] = field(default_factory=dict)

    def box_name(self, line: Line, column: Column) -> str:
        """The name and id of a box."""
        return f"{self.name}-{line.key}-{column.key}"

    def read(self, sent: Sent) -> bool:
        """Take what was sent; True when every box could be read. A box that was not sent keeps its value."""
        for line, column in (
            (line, column) for group in self.groups for line in group.lines for column in self.columns
        ):
            text = sent.get(self.box_name(line, column))
            if text is not None:
                self._read_box(line, column, text)
        return not self.problems

    def _read_box(self, line: Line, column: Column, text: str) -> None:
        place = (line.key, column.key)
        self.texts[place] = text
        try:
            self.values[place] = parse_pounds(text, self.unit)
        except MoneyError as problem:
            words = f"{problem.message[0].lower()}{problem.message[1:]}"
            self.problems[place] = f"{line.label}, {column.label}: {words}"

    def shown(self, line: Line, column: Column) -> str:
        """What stands in a box: what was typed, or the value to type over."""
        place = (line.key, column.key)
        return self.texts[place] if place in self.texts else self._written(self.values.get(place))

    def _written(self, pence: int | None) -> str:
        if pence is None:
            return ""
        places = self.unit.places
        digits = str(abs(pence)).rjust(places + 1, "0")
        rest = digits[-places:].rstrip("0")
        tail = f".{rest.ljust(2, '0') if self.unit is Unit.POUNDS else rest}" if rest else ""
        return f"{'-' if pence < 0 else ''}{int(digits[:-places]):,}{tail}"

    def problem(self, line: Line, column: Column) -> str:
        """What is wrong with a box, or ""."""
        return self.problems.get((line.key, column.key), "")

    def line_problems(self, line: Line) -> list[tuple[str, str]]:
        """The id and the words of each problem on a line."""
        named = [(f"{self.box_name(line, column)}-error", self.problem(line, column)) for column in self.columns]
        return [(error_id, words) for error_id, words in named if words]

    @property
    def error_list(self) -> list[ErrorItem]:
        """The problems in the order of the page, each with the box to mend."""
        places = ((line, column) for group in self.groups for line in group.lines for column in self.columns)
        return [
            ErrorItem(self.problem(line, column), f"#{self.box_name(line, column)}")
            for line, column in places
            if self.problem(line, column)
        ]

    def negatives(self) -> list[ErrorItem]:
        """Boxes below nought, which the page asks about before it saves: never guessed."""
        places = ((line, column) for group in self.groups for line in group.lines for column in self.columns)
        return [
            ErrorItem(f"{line.label}, {column.label}", f"#{self.box_name(line, column)}")
            for line, column in places
            if (self.values.get((line.key, column.key)) or 0) < 0
        ]

    def group_total(self, group: Group, column: Column) -> int:
        """Pence of a group in a column, in its own kind."""
        return sum(self.values.get((line.key, column.key)) or 0 for line in group.lines)

    def net(self, column: Column) -> int:
        """Pence of net saving in a column: what adds to it less what lowers it."""
        return sum((1 if group.adds else -1) * self.group_total(group, column) for group in self.groups)

    def running(self, column: Column) -> int:
        """Pence of net saving up to and with a column."""
        keys = [one.key for one in self.columns]
        return sum(self.net(one) for one in self.columns[: keys.index(column.key) + 1])
