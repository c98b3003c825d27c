"""The three registers that finance loads, as files: budgets, the establishment, contracts."""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from changeportal.domain.calendar import parse_year
from changeportal.domain.money import parse_pounds
from changeportal.imports.register_file import BadCell, Column, RegisterFile, Row, text, value

_FTE = re.compile(r"(0|1)?(?:\.(\d{1,2})0*)?")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y")
_FILLED = {"vacant": True, "empty": True, "filled": False, "occupied": False}


def budget_file(funds: Collection[str]) -> RegisterFile:
    """Budgets by cost centre, subjective and year, in pence."""
    return RegisterFile(
        (
            Column("cost centre", "cost_centre", text("cost centre")),
            Column("subjective", "subjective", str, needed=False),
            Column("fund", "fund_code", value({code: code for code in funds}.__getitem__, "fund")),
            Column("year", "year", value(parse_year, "financial year")),
            Column("budget", "pence", value(parse_pounds, "amount")),
            Column("title", "title", str, needed=False),
        ),
        ("cost_centre", "subjective", "year"),
        "cost centre {cost_centre} of an earlier row in the same year",
    )


def post_file(directorates: Mapping[str, UUID]) -> RegisterFile:
    """The establishment: posts by number, full-time equivalent in hundredths, yearly cost in pence."""
    return RegisterFile(
        (
            Column("post number", "number", text("post number")),
            Column("title", "title", text("title")),
            Column("directorate", "directorate_id", value(_by_name(directorates), "directorate")),
            Column("cost centre", "cost_centre", text("cost centre")),
            Column("fte", "fte_hundredths", value(_hundredths, "FTE between 0.01 and 1")),
            Column("state", "vacant", value(lambda cell: _FILLED[cell.lower()], "state: write vacant or filled")),
            Column("yearly cost", "pence", value(_positive, "amount of 0 or more")),
        ),
        ("number",),
        "post number {number} of an earlier row",
    )


def contract_file(directorates: Mapping[str, UUID]) -> RegisterFile:
    """The register of contracts by reference, yearly value in pence."""
    return RegisterFile(
        (
            Column("reference", "reference", text("reference")),
            Column("title", "title", text("title")),
            Column("supplier", "supplier", text("supplier")),
            Column("start", "starts", value(_day, "date, like 2026-04-01")),
            Column("end", "ends", _day_or_none),
            Column("yearly value", "pence", value(_positive, "amount of 0 or more")),
            Column("directorate", "directorate_id", value(_by_name(directorates), "directorate")),
            Column("cost centre", "cost_centre", text("cost centre")),
        ),
        ("reference",),
        "reference {reference} of an earlier row",
        _ends_after,
    )


def _by_name(directorates: Mapping[str, UUID]) -> Any:
    known = {" ".join(name.casefold().split()): one for name, one in directorates.items()}
    return lambda cell: known[" ".join(cell.casefold().split())]


def _positive(cell: str) -> int | None:
    pence = parse_pounds(cell)
    return pence if pence is not None and pence >= 0 else None


def _hundredths(cell: str) -> int | None:
    found = _FTE.fullmatch(cell)
    if found is None:
        return None
    hundredths = int(f"{found[1] or '0'}{(found[2] or '').ljust(2, '0')}")
    return hundredths if 0 < hundredths <= 100 else None


def _day(cell: str) -> date | None:
    plain = cell.removesuffix("T00:00:00")
    for pattern in _DAYS:
        try:
            return datetime.strptime(plain, pattern).date()  # noqa: DTZ007  # a day of the calendar, without a zone
        except ValueError:
            continue
    return None


def _day_or_none(cell: str) -> date | None:
    if not cell:
        return None
    found = _day(cell)
    if found is None:
        raise BadCell(f": {cell} is no date, like 2026-04-01")
    return found


def _ends_after(row: Row) -> str:
    return "it ends before it starts" if row["ends"] is not None and row["ends"] < row["starts"] else ""
