"""The figures of a frozen case as tables of a paper: what its options are worth, and their money by fund and year."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from changeportal.domain.calendar import year_label
from changeportal.domain.case_money import (
    NET_LABEL,
    TOTAL_LABELS,
    FundYears,
    OptionMoney,
    money_of,
    years_of,
)
from changeportal.domain.frozen_rows import TERMS, rows_in_words
from changeportal.domain.money import parse_pounds
from changeportal.domain.wording import pounds
from changeportal.papers.blocks import Block, Heading, note, section, table

MOST_OPTIONS, MOST_YEARS, MOST_YEARS_UPRIGHT = 3, 6, 5
NOT_KEPT, NOT_KNOWN, NOT_WEIGHTED = "Not worked out then", "Not known", "Not weighted"
WORTH = (
    ("Net present value", "npv"),
    ("9 in 10 chance of at least", "npv_low"),
    ("1 in 10 chance of at least", "npv_high"),
    ("Net present value, weighted by who gains", "npv_weighted"),
    ("Net present value, cash-releasing alone", "npv_cash"),
    ("Benefit to cost ratio", "bcr"),
    ("Whole-life cost, real", "whole_life_cost"),
    ("Present value of benefits, gross", "pv_gross"),
    ("Present value of benefits", "pv_benefits"),
    ("Present value of costs", "pv_costs"),
    ("Equivalent annual value", "equivalent_annual"),
    ("Most money out at any time", "peak_funding"),
)
NO_LINES = "No savings or costs were entered"


def option_title(option: Mapping[str, Any]) -> str:
    """Its title, and whether it is the recommended one."""
    return f"{option['title']} (recommended)" if option["preferred"] else str(option["title"])


def worth(document: Mapping[str, Any]) -> list[Block]:
    """The results of the appraisal as they were frozen, options side by side, a few to a table."""
    held = document.get("appraisal")
    if not held:
        return [note("No appraisal was kept with this version.")]
    options = held["options"]
    caption = (
        f"What the options are worth: £, real prices of {year_label(held['year_0'])}, over {held['years']} years, "
        f"worked out with tables {held['tables']}"
    )
    return [_side_by_side(caption, options[n : n + MOST_OPTIONS]) for n in range(0, len(options), MOST_OPTIONS)]


def _side_by_side(caption: str, options: Sequence[Mapping[str, str]]) -> Block:
    headings = [Heading("Figure", 4), *(Heading(option_title(one), 4, numeric=True) for one in options)]
    return table(caption, headings, [[label, *(figure_of(one, name) for one in options)] for label, name in WORTH])


def figure_of(option: Mapping[str, str], name: str) -> str:
    """A result of the appraisal as people read it; one that a version was frozen without says so."""
    return unknown(option, name) or (option[name] if name == "bcr" else pounds(parse_pounds(option[name])))


def unknown(option: Mapping[str, str], name: str) -> str:
    """Why a version holds no such figure; nothing where it does."""
    if name not in option:
        return NOT_KEPT
    none = {"bcr": "None", "npv_weighted": NOT_WEIGHTED}
    return "" if option[name] else none.get(name, NOT_KNOWN)


def terms(document: Mapping[str, Any]) -> list[Block]:
    """What the money lines say of their ranges and of how much is down to the proposal; nothing where none does."""
    found = [
        [row.title, row.facts["Option"], *(_with(row.facts, *names) for names in _SAID)]
        for kind in rows_in_words(document, ["terms"])
        for row in kind.rows
    ]
    headings = [Heading("Line", 4), Heading("Option", 4), Heading("Range", 4), Heading("Taken off and added", 6)]
    return [table(TERMS, headings, found)] if found else []


_SAID = (("Range", "Why that much"), ("Taken off and added", "How it is known"))


def _with(facts: Mapping[str, str], name: str, why: str) -> str:
    return ". ".join(text for text in (facts[name], facts[why]) if text) or "None"


def money(document: Mapping[str, Any], funds: Mapping[str, str]) -> list[Block]:
    """A section for each option: a table for each fund, years across."""
    years = years_of(document)
    found = [
        section(one.title + (" (recommended)" if one.preferred else ""), *_by_fund(one, years, funds))
        for one in money_of(document)
    ]
    return found or [section("Options", note(NO_LINES))]


def _by_fund(option: OptionMoney, years: Sequence[int], funds: Mapping[str, str]) -> Iterator[Block]:
    if not option.funds:
        yield note(NO_LINES)
    for one in option.funds:
        for start in range(0, len(years), MOST_YEARS):
            yield _fund_table(one, years, slice(start, start + MOST_YEARS), funds.get(one.fund, one.fund))


def _fund_table(fund: FundYears, years: Sequence[int], part: slice, name: str) -> Block:
    shown = years[part]
    last = shown[-1] == years[-1]
    headings = [Heading("Line", 7), *(Heading(year_label(year), 0, numeric=True) for year in shown)]
    if last:
        headings.append(Heading("All years", 0, numeric=True))
    rows, strong = [], []
    for group in fund.groups:
        rows += [_row(f"{one.title} ({one.kind})", one.by_year, part, last) for one in group.lines]
        strong.append(len(rows))
        rows.append(_row(TOTAL_LABELS[group.group], group.by_year, part, last))
    strong.append(len(rows))
    rows.append(_row(NET_LABEL, fund.net, part, last, sign=True))
    span = "" if len(shown) == len(years) else f" {year_label(shown[0])} to {year_label(shown[-1])},"
    return table(f"{name}: £ by financial year,{span} difference from the budget", headings, rows, strong=strong)


def _row(title: str, by_year: Sequence[int], part: slice, last: bool, *, sign: bool = False) -> list[str]:
    whole = [pounds(sum(by_year), sign=sign)] if last else []
    return [title, *(pounds(pence, sign=sign) for pence in by_year[part]), *whole]


def in_short(document: Mapping[str, Any], funds: Mapping[str, str], most_rows: int | None = None) -> Block:
    """The recommended option in one table: a row for each fund and kind of money, years across.

    Where that is more than ``most_rows``, the net effect of each fund alone.
    """
    years = years_of(document)
    chosen = next((one for one in money_of(document) if one.preferred), None)
    shown = years[:MOST_YEARS_UPRIGHT]
    headings = [Heading("Recommended option", 6), *(Heading(year_label(year), 0, numeric=True) for year in shown)]
    held = chosen.funds if chosen else ()
    whole = most_rows is None or sum(len(one.groups) + 1 for one in held) <= most_rows
    rows, strong = [], []
    for fund in held:
        name = funds.get(fund.fund, fund.fund)
        groups = fund.groups if whole else ()
        rows += [
            _row(f"{name}: {_lower(TOTAL_LABELS[one.group])}", one.by_year, slice(MOST_YEARS_UPRIGHT), last=False)
            for one in groups
        ]
        strong.append(len(rows))
        rows.append(_row(f"{name}: {_lower(NET_LABEL)}", fund.net, slice(MOST_YEARS_UPRIGHT), last=False, sign=True))
    caption = "Money by year: £, difference from the budget"
    if len(years) > MOST_YEARS_UPRIGHT:
        caption += f"; later years, to {year_label(years[-1])}, are in annex B of the business case"
    return table(caption, headings, rows, strong=strong, empty=NO_LINES)


def _lower(label: str) -> str:
    return f"{label[0].lower()}{label[1:]}"
