"""What the page for pasted and uploaded figures shows: what was understood, beside what stands there now."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for

from changeportal.domain.money import MoneyError, Unit
from changeportal.domain.permissions import Permission, may
from changeportal.imports.money_block import Axis, Laid, Reading, Room, lay, read_text, write_text
from changeportal.imports.sheets import block_of, rows_of
from changeportal.web.areas.cases.grid_file import held_grid
from changeportal.web.current import current_actor
from changeportal.web.formatting import pounds
from changeportal.web.forms.base import ErrorItem, VersionedForm
from changeportal.web.forms.money_grid import MoneyGridForm
from changeportal.web.proposal_frame import frame

UNITS = {"pounds": Unit.POUNDS, "thousands": Unit.THOUSANDS}


def room_of(grid: MoneyGridForm, sent: Mapping[str, str]) -> Room:
    """Where the block is laid: the grid's lines in the order of the page, from the box chosen on."""
    lines = [Axis(line.key, line.label) for group in grid.groups for line in group.lines]
    columns = [Axis(column.key, column.label) for column in grid.columns]
    unit = UNITS.get(sent.get("unit", ""), Unit.POUNDS)
    return Room(lines, columns, sent.get("first_line", ""), sent.get("first_year", ""), unit)


def sent_block() -> str:
    """What was pasted; or the rows of the file that was chosen. Invalid for a file that cannot be read."""
    chosen = request.files.get("file")
    if chosen is not None and chosen.filename:
        return write_text(block_of(rows_of(chosen.filename, chosen.read(), "file")))
    return request.form.get("block", "")


def reading_of(block: str, grid: MoneyGridForm, sent: Mapping[str, str]) -> Reading:
    """What was understood of it."""
    try:
        return lay(read_text(block), room_of(grid, sent))
    except MoneyError as problem:
        return Reading(problems=[problem.message])


def paste(ref: str, wanted: str, block: str = "", reading: Reading | None = None, problem: str = "") -> dict[str, Any]:
    """The page: the box, and after a check the table of what was understood."""
    found, context = frame(ref, "money")
    option, held, grid = held_grid(found, ref, wanted)
    sent = request.form
    lines = [line for group in grid.groups for line in group.lines]
    return {
        **context,
        "option": option,
        "form": VersionedForm(data={"version": held.version}),
        "block": block,
        "unit": sent.get("unit", "pounds"),
        "lines": [(line.key, line.label, line.key == sent.get("first_line")) for line in lines],
        "years": [(one.key, one.label, one.key == sent.get("first_year")) for one in grid.columns],
        "reading": reading,
        "table": _table(reading, grid) if reading and reading.cells else None,
        "errors": _errors(reading, problem),
        "file_problem": problem,
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": url_for("cases.money", ref=ref, option=option.id),
    }


def _errors(reading: Reading | None, problem: str) -> list[ErrorItem]:
    items = [ErrorItem(problem, "#file")] if problem else []
    if reading is None:
        return items
    items += [ErrorItem(f"Nothing was taken. {words}.", "#block") for words in reading.problems]
    wrong = [cell for cell in reading.cells if cell.problem]
    return items + [ErrorItem(f"{_name(cell)}: {cell.problem}", f"#{_id(cell)}") for cell in wrong]


def _name(cell: Laid) -> str:
    return f"{cell.line.label}, {cell.column.label}"


def _id(cell: Laid) -> str:
    return f"cell-{cell.line.key}-{cell.column.key}"


def _table(reading: Reading, grid: MoneyGridForm) -> dict[str, Any]:
    at = reading.at()
    columns = [one for one in grid.columns if any(key == one.key for _line, key in at)]
    lines = [line for group in grid.groups for line in group.lines if any(key == line.key for key, _year in at)]
    rows = [(line.label, [_shown(at.get((line.key, one.key)), grid) for one in columns]) for line in lines]
    changed = sum(cell["changed"] for _label, cells in rows for cell in cells)
    negative = sum((cell.pence or 0) < 0 for cell in reading.cells)
    return {"columns": [one.label for one in columns], "rows": rows, "changed": changed, "negative": negative}


def _shown(cell: Laid | None, grid: MoneyGridForm) -> dict[str, Any]:
    if cell is None:
        return {"id": "", "now": "", "new": "", "problem": "", "changed": False}
    old = grid.values.get((cell.line.key, cell.column.key))
    return {
        "id": _id(cell),
        "now": _figure(old),
        "new": cell.text.strip() if cell.problem else _figure(cell.pence),
        "problem": cell.problem,
        "changed": not cell.problem and old != cell.pence,
    }


def _figure(pence: int | None) -> str:
    return "blank" if pence is None else pounds(pence)
