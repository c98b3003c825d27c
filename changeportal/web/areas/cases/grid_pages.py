"""The grid of savings and costs by year: an option's lines in groups, in pages where they are many; a line's months."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import url_for

from changeportal.domain.calendar import months_of_year, year_of
from changeportal.domain.errors import Invalid, NotFound
from changeportal.domain.grid_parts import Piece, parts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import CostKind, LineKind
from changeportal.queries import cases
from changeportal.queries.proposals import ProposalHeader
from changeportal.web.areas.cases.beside import beside
from changeportal.web.areas.cases.pages import owner_of
from changeportal.web.current import current_actor, today
from changeportal.web.formatting import pounds, year_label
from changeportal.web.forms.base import ErrorItem, VersionedForm
from changeportal.web.forms.money_grid import Column, Group, Line, MoneyGridForm
from changeportal.web.proposal_frame import frame

ONE_OFF = {CostKind.ONE_OFF, CostKind.REDUNDANCY, CostKind.PENSION_STRAIN}
MONTH = "%B %Y"


def option_chosen(found: ProposalHeader, wanted: str) -> tuple[cases.OptionRow, list[cases.OptionRow]]:
    """The option whose money is shown: the one asked for, the preferred one, or the first that is not do minimum."""
    rows = cases.options(found.id)
    named = [one for one in rows if str(one.id) == wanted]
    preferred = [one for one in rows if one.preferred]
    others = [one for one in rows if one.kind != "do_minimum"]
    found_one = next(iter([*named, *preferred, *others, *rows]), None)
    if found_one is None:
        raise NotFound
    return found_one, rows


GROUPS = (
    ("savings", "Savings (budget goes down)", True),
    ("income", "Income (more money comes in)", True),
    ("one_off", "One-off costs (budget goes up once)", False),
    ("running", "Running costs (budget goes up each year)", False),
    ("funding", "Money that pays for costs", True),
)


def _group_of(line: cases.LineRow) -> str:
    if line.kind is LineKind.COST:
        return "one_off" if line.cost_kind in ONE_OFF else "running"
    return {LineKind.SAVING: "savings", LineKind.INCOME: "income", LineKind.CAPITAL: "one_off"}.get(
        line.kind, "funding"
    )


def grid_form(ref: str, option: cases.OptionRow, held: cases.Grid) -> MoneyGridForm:
    """The grid of an option: groups of positive numbers, a column for each year."""
    columns = [Column(str(year), year_label(year)) for year in range(held.first_year, held.last_year + 1)]
    groups = [
        Group(
            key,
            title,
            [_grid_line(ref, line, held) for line in held.lines if _group_of(line) == key],
            adds=adds,
            add_text="",
        )
        for key, title, adds in GROUPS
    ]
    values: dict[tuple[str, str], int | None] = {
        (str(line.id), str(year)): pence for line in held.lines for year, pence in line.amounts.items()
    }
    caption = f"{option.title}: difference from today’s budget, £, by financial year"
    return MoneyGridForm("v", caption, columns, [one for one in groups if one.lines], values)


def _grid_line(ref: str, line: cases.LineRow, held: cases.Grid) -> Line:
    if line.counted:
        href = url_for("resourcing.costs", ref=ref)
        return Line(str(line.id), line.title, note=f"{line.fund_code}, worked out", href=href, worked_out=True)
    by_month = [f"{year_label(year)} by months" for year in held.month_years if (line.id, year) in held.by_month]
    where = ", ".join(part for part in (line.fund_code, line.cost_centre, *by_month) if part)
    return Line(str(line.id), line.title, note=where, href=url_for("cases.line", ref=ref, line_id=line.id))


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a large grid: its number from 1, what it is called, and the grid of its lines."""

    number: int
    label: str
    grid: MoneyGridForm


def parts_of(grid: MoneyGridForm) -> list[Part]:
    """The pages of a grid; a single one where it is small."""
    groups = {group.key: group for group in grid.groups}
    cut = parts([(group.key, len(group.lines)) for group in grid.groups], len(grid.columns))
    return [
        Part(number, ", ".join(_label(groups[one.group], one) for one in pieces), _cut(grid, groups, pieces))
        for number, pieces in enumerate(cut, start=1)
    ]


def _label(group: Group, piece: Piece) -> str:
    name = group.title.partition(" (")[0]
    whole = piece.end - piece.start == len(group.lines)
    return name if whole else f"{name}, lines {piece.start + 1} to {piece.end} of {len(group.lines)}"


def _cut(grid: MoneyGridForm, groups: dict[str, Group], pieces: Sequence[Piece]) -> MoneyGridForm:
    """The grid of those lines, which reads and keeps nothing of the others."""
    shown = [replace(groups[one.group], lines=groups[one.group].lines[one.start : one.end]) for one in pieces]
    keys = {line.key for group in shown for line in group.lines}
    values = {place: pence for place, pence in grid.values.items() if place[0] in keys}
    return MoneyGridForm(grid.name, grid.caption, grid.columns, shown, values)


def part_asked(grid: MoneyGridForm, number: str) -> Part:
    """The page asked for; the first where none is. NotFound for one that is not there."""
    found = parts_of(grid)
    if not number:
        return found[0] if found else Part(1, "", grid)
    for one in found:
        if str(one.number) == number:
            return one
    raise NotFound


def cell_problems(grid: MoneyGridForm, error: Invalid) -> None:
    """Mark the boxes that a service refused, named by line and year."""
    for name, words in error.fields.items():
        line, _dash, year = name.rpartition("-")
        grid.problems[line, year] = words


def money(ref: str, wanted: str, number: str = "", sent: MoneyGridForm | None = None) -> dict[str, Any]:
    """Savings and costs by year; of a large grid the page asked for, with the totals of the whole."""
    found, context = frame(ref, "money")
    option, rows = option_chosen(found, wanted)
    held = cases.grid(option.id, year_of(today()))
    whole = grid_form(ref, option, held)
    pages, part = parts_of(whole), part_asked(whole, number)
    return {
        **context,
        "option": option,
        "options": rows,
        "grid": sent or part.grid,
        "part": part,
        "parts": pages if len(pages) > 1 else [],
        "totals": _totals(whole) if len(pages) > 1 else [],
        "total_columns": [{"text": "Group"}, *({"text": one.label, "numeric": True} for one in whole.columns)],
        "held": held,
        "errors": sent.error_list if sent else [],
        "form": VersionedForm(data={"version": held.version}),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "beside": beside(found, "money", owner_of(found.id, "money"), with_evidence=False),
    }


def _totals(grid: MoneyGridForm) -> list[list[str]]:
    """Each group's total by year over all pages, and the net saving."""
    rows = [[group.title, *(pounds(grid.group_total(group, one)) for one in grid.columns)] for group in grid.groups]
    return [*rows, ["Net saving each year", *(pounds(grid.net(one)) for one in grid.columns)]]


def months_form(line: cases.LineRow, year: int) -> MoneyGridForm:
    """The twelve boxes of a line's year, as they are saved."""
    columns = [Column(month.isoformat(), month.strftime(MONTH)) for month in months_of_year(year)]
    values: dict[tuple[str, str], int | None] = {
        (str(line.id), month.isoformat()): pence for month, pence in cases.months(line.id, year).items()
    }
    caption = f"{line.title}: {year_label(year)} by months, £"
    return MoneyGridForm(
        "m", caption, columns, [Group("line", "Pounds in each month", [Line(str(line.id), line.title)])], values
    )


def months(ref: str, line_id: UUID, year: int, sent: MoneyGridForm | None = None) -> dict[str, Any]:
    """The page of a line's year by months. NotFound for a year that is not given by months."""
    found, context = frame(ref, "money")
    line = cases.one_line(found.id, line_id)
    held = cases.grid(line.option_id, year_of(today()))
    if year not in held.month_years:
        raise NotFound
    errors: list[ErrorItem] = sent.error_list if sent else []
    now = next((one.amounts.get(year) for one in held.lines if one.id == line.id), None)
    return {
        **context,
        "line": line,
        "year": year_label(year),
        "amount_now": "nothing yet" if now is None else pounds(now),
        "grid": sent or months_form(line, year),
        "errors": errors,
        "form": VersionedForm(data={"version": held.version}),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": url_for("cases.money", ref=ref, option=line.option_id),
    }


def month_links(ref: str, line: cases.LineRow) -> list[dict[str, str]]:
    """Where a line's first years are given by months."""
    held = cases.grid(line.option_id, year_of(today()))
    return [
        {"text": year_label(year), "href": url_for("cases.months", ref=ref, line_id=line.id, year=year)}
        for year in held.month_years
    ]
