"""A table as CSV or XLSX: the same rows as the screen. Nobody's text can become a formula."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import xlsxwriter

from changeportal.domain.money import plain_pounds
from changeportal.papers.workbook import POUNDS, workbook, write_pence

LONDON = ZoneInfo("Europe/London")
OPENERS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
Cell = str | int | date | datetime | bool | None


class Kind(StrEnum):
    """What a column holds; pence are written as pounds with two decimals."""

    TEXT = "text"
    PENCE = "pence"
    COUNT = "count"
    DATE = "date"
    YES_NO = "yes_no"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading (with its unit) and what it holds."""

    title: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """``name`` goes into the file's name; ``about`` are the lines of the front sheet (filters, notes, address)."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    about: Sequence[tuple[str, str]] = ()


def as_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark for Excel; ISO dates; text that could be read as a formula is made safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.title for column in table.columns])
    for row in table.rows:
        writer.writerow([_csv_cell(column, cell) for column, cell in zip(table.columns, row, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def _csv_cell(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if column.kind is Kind.PENCE and isinstance(cell, int):
        return plain_pounds(cell)
    if column.kind is Kind.COUNT:
        return str(cell)
    text = _text(cell)
    return f"'{text}" if text.startswith(OPENERS) else text


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, datetime):
        return cell.astimezone(LONDON).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).replace("\0", "")


def as_xlsx(table: Table) -> bytes:
    """A front sheet that says what it is, and one sheet with one table; strings written as strings, money as numbers."""
    return workbook(table.title, table.about, lambda book: _sheet(book, table))


def _sheet(book: xlsxwriter.Workbook, table: Table) -> None:
    sheet = book.add_worksheet("Table")
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "bottom": 1}),
        Kind.PENCE: book.add_format({"num_format": POUNDS}),
        Kind.DATE: book.add_format({"num_format": "yyyy-mm-dd"}),
    }
    sheet.set_column(0, max(len(table.columns) - 1, 0), 22)
    sheet.write_string(0, 0, table.title)
    for n, column in enumerate(table.columns):
        sheet.write_string(2, n, column.title, formats["head"])
    sheet.freeze_panes(3, 0)
    for y, row in enumerate(table.rows, start=3):
        for x, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _xlsx_cell(sheet, y, x, column, cell, formats)


def _xlsx_cell(
    sheet: xlsxwriter.worksheet.Worksheet,
    y: int,
    x: int,
    column: Column,
    cell: Cell,
    formats: dict[str, xlsxwriter.format.Format],
) -> None:
    if cell is None:
        return
    if column.kind is Kind.PENCE and isinstance(cell, int):
        write_pence(sheet, (y, x), cell, formats[Kind.PENCE])
    elif column.kind is Kind.COUNT and isinstance(cell, int):
        sheet.write_number(y, x, cell)
    elif column.kind is Kind.DATE and type(cell) is date:
        sheet.write_datetime(y, x, cell, formats[Kind.DATE])
    else:
        sheet.write_string(y, x, _text(cell))
