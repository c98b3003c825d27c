"""The money of a frozen case as a workbook: a sheet for each option with live totals, and what the options are worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from changeportal.domain.calendar import year_label
from changeportal.domain.case_money import (
    GROUP_LABELS,
    NET_LABEL,
    TOTAL_LABELS,
    FundYears,
    Group,
    GroupYears,
    OptionMoney,
    money_of,
    years_of,
)
from changeportal.papers.blocks import clean
from changeportal.papers.case_figures import NO_LINES, WORTH, option_title, terms, unknown
from changeportal.papers.workbook import POUNDS, SIGNED, workbook, write_pence, write_sum
from changeportal.queries.case_papers import CaseSource

WORDS = ("Fund", "Group", "Line", "What kind of money")
FIRST_ROW, FIRST_YEAR = 3, len(WORDS)


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of a workbook."""

    head: Format
    amount: Format
    total: Format
    net: Format
    strong: Format

    @staticmethod
    def of(book: xlsxwriter.Workbook) -> "Styles":
        """Made once for each book."""
        return Styles(
            head=book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"}),
            amount=book.add_format({"num_format": POUNDS}),
            total=book.add_format({"num_format": POUNDS, "bold": True, "top": 1}),
            net=book.add_format({"num_format": SIGNED, "bold": True, "bottom": 1}),
            strong=book.add_format({"bold": True}),
        )


def case_workbook(paper: Mapping[str, Any], source: CaseSource) -> bytes:
    """The workbook; ``paper`` is the stamp that the PDF and the Word file carry."""
    shown = clean(dict(paper))
    about = [
        ("What", f"{shown['kind']} of {shown['ref']}: {shown['title']}"),
        *((name, text) for name, text in shown["facts"]),
        ("Check (SHA-256) of the version", shown["sha256"]),
        ("This file", shown["made"]),
        ("Amounts", "£, positive in their own kind; the net effect alone has a sign, and plus raises the budget"),
        ("Totals", "Formulas; change an amount to see what follows. Funds are never added to each other"),
        *(("Marked", mark) for mark in shown["marks"]),
    ]
    return workbook(
        f"{shown['ref']}: savings and costs, version {shown['version']}", about, lambda book: _fill(book, source)
    )


def _fill(book: xlsxwriter.Workbook, source: CaseSource) -> None:
    document, styles = clean(source.version.document), Styles.of(book)
    years = years_of(document)
    for n, option in enumerate(money_of(document), start=1):
        sheet = book.add_worksheet(f"Option {n}")
        _head(sheet, f"{option.title}{' (recommended)' if option.preferred else ''}", years, styles)
        _option(sheet, option, source.names.funds, styles)
    _terms(book, document, styles)
    if document.get("appraisal"):
        _worth(book.add_worksheet("What they are worth"), document["appraisal"], styles)


def _head(sheet: Worksheet, title: str, years: Sequence[int], styles: Styles) -> None:
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 3, 44)
    sheet.set_column(FIRST_YEAR, FIRST_YEAR + len(years), 16)
    sheet.freeze_panes(FIRST_ROW, 0)
    sheet.write_string(0, 0, title, styles.strong)
    headings = [*WORDS, *(f"{year_label(year)} (£)" for year in years), "All years (£)"]
    for x, heading in enumerate(headings):
        sheet.write_string(FIRST_ROW - 1, x, heading, styles.head)


def _option(sheet: Worksheet, option: OptionMoney, funds: Mapping[str, str], styles: Styles) -> None:
    y = FIRST_ROW
    if not option.funds:
        sheet.write_string(y, 0, NO_LINES)
    for fund in option.funds:
        y = _fund(sheet, y, fund, funds.get(fund.fund, fund.fund), styles)


def _fund(sheet: Worksheet, y: int, fund: FundYears, name: str, styles: Styles) -> int:
    """The groups of a fund, each with its total, and their net effect; the next free row."""
    totals: dict[Group, int] = {}
    for group in fund.groups:
        y = _group(sheet, y, group, name, styles)
        totals[group.group] = y - 1
    _words(sheet, y, (name, "", NET_LABEL, ""), styles.strong)
    for x, pence in enumerate(fund.net, start=FIRST_YEAR):
        plus = [((totals[one], x), (totals[one], x)) for one in (Group.COSTS,) if one in totals]
        minus = [(totals[one], x) for one in (Group.SAVINGS, Group.FUNDING) if one in totals]
        if plus or minus:
            write_sum(sheet, (y, x), plus, minus, pence, styles.net)
        else:
            write_pence(sheet, (y, x), pence, styles.net)
    _across(sheet, y, fund.net, styles.net)
    return y + 1


def _group(sheet: Worksheet, y: int, group: GroupYears, fund: str, styles: Styles) -> int:
    """The lines of a group and their total; the next free row."""
    first = y
    for line in group.lines:
        _words(sheet, y, (fund, GROUP_LABELS[group.group], line.title, line.kind))
        for x, pence in enumerate(line.by_year, start=FIRST_YEAR):
            write_pence(sheet, (y, x), pence, styles.amount)
        _across(sheet, y, line.by_year, styles.amount)
        y += 1
    _words(sheet, y, (fund, GROUP_LABELS[group.group], TOTAL_LABELS[group.group], ""), styles.strong)
    for x, pence in enumerate(group.by_year, start=FIRST_YEAR):
        write_sum(sheet, (y, x), [((first, x), (y - 1, x))], (), pence, styles.total)
    _across(sheet, y, group.by_year, styles.total)
    return y + 1


def _words(sheet: Worksheet, y: int, words: Sequence[str], style: Format | None = None) -> None:
    for x, text in enumerate(words):
        sheet.write_string(y, x, text, style)


def _across(sheet: Worksheet, y: int, by_year: Sequence[int], style: Format) -> None:
    last = FIRST_YEAR + len(by_year) - 1
    write_sum(sheet, (y, last + 1), [((y, FIRST_YEAR), (y, last))], (), sum(by_year), style)


def _worth(sheet: Worksheet, held: Mapping[str, Any], styles: Styles) -> None:
    """The appraisal as it was frozen, a row for each option."""
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, len(WORTH), 20)
    sheet.freeze_panes(FIRST_ROW, 0)
    about = f"Real prices of {year_label(held['year_0'])}, over {held['years']} years, tables {held['tables']}"
    sheet.write_string(0, 0, about, styles.strong)
    headings = ["Option", *(label if name == "bcr" else f"{label} (£)" for label, name in WORTH)]
    for x, heading in enumerate(headings):
        sheet.write_string(FIRST_ROW - 1, x, heading, styles.head)
    for y, option in enumerate(held["options"], start=FIRST_ROW):
        sheet.write_string(y, 0, option_title(option))
        for x, (_label, name) in enumerate(WORTH, start=1):
            none = unknown(option, name)
            if none:
                sheet.write_string(y, x, none)
            else:
                sheet.write_number(y, x, Decimal(option[name]), None if name == "bcr" else styles.amount)


def _terms(book: xlsxwriter.Workbook, document: Mapping[str, Any], styles: Styles) -> None:
    """A sheet of what the lines say of their ranges and of how much is down to the proposal, where one does."""
    for block in terms(document):
        sheet = book.add_worksheet("Ranges and net benefits")
        sheet.set_column(0, len(block["columns"]) - 1, 44)
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.write_string(0, 0, block["caption"], styles.strong)
        for x, column in enumerate(block["columns"]):
            sheet.write_string(FIRST_ROW - 1, x, column["text"], styles.head)
        for y, row in enumerate(block["rows"], start=FIRST_ROW):
            _words(sheet, y, [cell["text"] for cell in row["cells"]])
