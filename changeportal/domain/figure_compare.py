"""The figures that differ between two frozen versions of a case: year by year, and month by month where a year is given so.

Both arguments are documents as the case is frozen (options with lines and amounts in pence).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from changeportal.domain.calendar import year_label, year_of
from changeportal.domain.profile import in_months

Document = Mapping[str, Any]
Place = tuple[str, str, int, date | None]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """An amount that differs: pence before and after, nothing where the line or year was not there.

    ``month`` is set where the amount is one of a year that one of the versions gives by months.
    """

    option: str
    line: str
    year: int
    before: int | None
    after: int | None
    kind: str = ""
    fund: str = ""
    month: date | None = None

    @property
    def difference(self) -> int:
        """After less before."""
        return (self.after or 0) - (self.before or 0)

    @property
    def when(self) -> str:
        """The year, or the month."""
        return f"{self.month:%B %Y}" if self.month else year_label(self.year)


def figure_changes(before: Document, after: Document) -> list[FigureChange]:
    """Every amount of every option that differs, line by line, the year before its months."""
    by_months = _years_by_months(before) | _years_by_months(after)
    old, new = (dict(_amounts(one, by_months)) for one in (before, after))
    lines, options = {**_lines(before), **_lines(after)}, {**_options(before), **_options(after)}
    return [
        FigureChange(
            options[option],
            str(lines[line]["title"]),
            year,
            old.get((option, line, year, month)),
            new.get((option, line, year, month)),
            str(lines[line].get("kind", "")),
            str(lines[line].get("fund_code", "")),
            month,
        )
        for option, line, year, month in sorted({*old, *new}, key=lambda place: _order(place, lines))
        if old.get((option, line, year, month)) != new.get((option, line, year, month))
    ]


def _order(place: Place, lines: Mapping[str, Mapping[str, Any]]) -> tuple[str, str, str, int, date]:
    option, line, year, month = place
    return (option, str(lines[line]["title"]), line, year, month or date.min)


def _years_by_months(document: Document) -> set[tuple[str, int]]:
    """Line and year of every year that is given by months."""
    return {(key, year_of(month)) for key, line in _lines(document).items() for month in _given(line)}


def _given(line: Mapping[str, Any]) -> dict[date, int]:
    return {date.fromisoformat(month): pence for month, pence in line.get("months", {}).items()}


def _amounts(document: Document, by_months: set[tuple[str, int]]) -> Iterator[tuple[Place, int]]:
    for option in document.get("options", ()):
        for line in option["lines"]:
            for year, pence in line["amounts"].items():
                yield (option["id"], line["id"], int(year), None), pence
                if (line["id"], int(year)) in by_months:
                    for month, part in _in_months(line, int(year), pence).items():
                        yield (option["id"], line["id"], int(year), month), part


def _in_months(line: Mapping[str, Any], year: int, pence: int) -> dict[date, int]:
    """As the tracker would plan them: where a version gives none, in equal parts from the start of the line on."""
    start = line.get("start_month")
    return in_months(pence, year, _given(line), date.fromisoformat(start) if start else None)


def _lines(document: Document) -> dict[str, Mapping[str, Any]]:
    return {line["id"]: line for option in document.get("options", ()) for line in option["lines"]}


def _options(document: Document) -> dict[str, str]:
    return {one["id"]: str(one["title"]) for one in document.get("options", ())}
