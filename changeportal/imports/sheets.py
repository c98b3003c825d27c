"""An uploaded workbook or CSV as rows of text, as a person sees them; formulas give their last values."""

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from changeportal.domain.errors import Invalid

MOST_ROWS, MOST_COLUMNS = 5_000, 100
MOST_UNPACKED = 100 * 1024 * 1024
Rows = list[list[str]]
_NOT_A_SHEET = "Choose an Excel workbook (.xlsx) or a CSV file"


def rows_of(name: str, body: bytes, field: str) -> Rows:
    """The rows of the last sheet (our downloads begin with a front sheet). Invalid names ``field`` for any other file."""
    if not body:
        raise Invalid({field: "Choose a file"})
    if name.lower().endswith(".csv"):
        return _csv(body, field)
    if name.lower().endswith((".xlsx", ".xlsm")):
        return _xlsx(body, field)
    raise Invalid({field: _NOT_A_SHEET})


def _csv(body: bytes, field: str) -> Rows:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = body.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Invalid({field: _NOT_A_SHEET})
    if "\0" in text:
        raise Invalid({field: _NOT_A_SHEET})
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    return _bounded(list(csv.reader(io.StringIO(text), delimiter=delimiter)), field)


def _xlsx(body: bytes, field: str) -> Rows:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise Invalid({field: "This workbook is too large when it is unpacked"})
        book = load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        sheet = book.worksheets[-1]
        rows = [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in sheet.iter_rows(max_row=MOST_ROWS + 1)]
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, InvalidOperation) as fault:
        raise Invalid({field: _NOT_A_SHEET}) from fault
    return _bounded(rows, field)


def _bounded(rows: Rows, field: str) -> Rows:
    if len(rows) > MOST_ROWS:
        raise Invalid({field: f"Use a file of no more than {MOST_ROWS:,} rows"})
    return [row for row in rows if any(cell.strip() for cell in row)]


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str | bool):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    number = Decimal(str(value))  # the shortest text that reads back as the same number is what was typed
    whole = number == number.to_integral_value()
    return f"{int(number) if whole else format(number, 'f')}{'%' if '%' in (cell.number_format or '') else ''}"


def block_of(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The rows without columns that are empty all the way down on the right."""
    width = max((n + 1 for row in rows for n, cell in enumerate(row) if cell.strip()), default=0)
    return [list(row[:width]) for row in rows]
