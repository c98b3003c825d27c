"""Workbooks: how each one is opened, its front sheet, and sums that recalculate. Nobody's text can become a formula."""

import io
from collections.abc import Callable, Sequence
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from changeportal.domain.money import plain_pounds

OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
POUNDS = "#,##0.00;[Red]-#,##0.00"
SIGNED = "+#,##0.00;[Red]-#,##0.00;0.00"
Span = tuple[int, int]


def workbook(title: str, about: Sequence[tuple[str, str]], fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """A workbook whose front sheet says what it is; ``fill`` adds the rest."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        front = book.add_worksheet("About this file")
        front.set_column(0, 0, 24)
        front.set_column(1, 1, 90)
        front.write_string(0, 0, title, book.add_format({"bold": True}))
        for n, (name, value) in enumerate(about, start=2):
            front.write_string(n, 0, name)
            front.write_string(n, 1, value)
        fill(book)
    return out.getvalue()


def write_pence(sheet: Worksheet, place: Span, pence: int, style: Format) -> None:
    """An amount as a number, in pounds."""
    sheet.write_number(*place, Decimal(plain_pounds(pence)), style)


def write_sum(
    sheet: Worksheet, place: Span, plus: Sequence[tuple[Span, Span]], minus: Sequence[Span], pence: int, style: Format
) -> None:
    """What the cells of ``plus`` add up to, less each cell of ``minus``: a formula of ours, written with its value."""
    parts = [f"SUM({_cell(first)}:{_cell(last)})" for first, last in plus]
    parts += [f"-SUM({_cell(one)})" for one in minus]
    formula = "".join(f"+{part}" if n and part[0] != "-" else part for n, part in enumerate(parts))
    sheet.write_formula(*place, f"={formula}", style, Decimal(plain_pounds(pence)))


def _cell(place: Span) -> str:
    return str(xl_rowcol_to_cell(*place))
