"""What the pages of the registers show: the same shape for budgets, posts and contracts."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from changeportal.domain.permissions import Permission, may
from changeportal.imports.register_file import RegisterFile, Row
from changeportal.imports.registers import budget_file, contract_file, post_file
from changeportal.queries import registers as reads
from changeportal.queries.paging import Page, Paging, paging_from
from changeportal.services.registers import Effect, Register
from changeportal.web.areas.mtfs.forms import RegisterFileForm
from changeportal.web.current import current_actor
from changeportal.web.formatting import day, fte, pounds, year_label

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The words of a register's page, its columns (the numeric ones marked with £ or #), and how a row is shown."""

    register: Register
    title: str
    intro: str
    thing: str
    caption: str
    columns: Sequence[str]
    headings: str
    empty: str
    read: Callable[[Paging], Page[Any]]
    cells: Callable[[Any], Sequence[str]]
    file: Callable[[], RegisterFile]


def _loaded(row: Any) -> str:
    return f"{row.by}, {day(row.at)}"


PAGES = {
    Register.BUDGETS: RegisterPage(
        Register.BUDGETS,
        "Budgets that claims are checked against",
        "Savings that name a cost centre are checked against its budget, together with those of other proposals. What goes "
        "beyond it is found while the case is written, when it is submitted and on the board’s page.",
        "budget",
        "Budgets, £, by cost centre and financial year",
        ("Cost centre", "Subjective", "Title", "Fund", "Year", "#Budget", "Loaded"),
        "Cost centre, Subjective (optional), Fund, Year, Budget, Title (optional)",
        "Until they are, only claims of several proposals on one cost centre are found.",
        reads.budgets,
        lambda row: (
            row.cost_centre, row.subjective, row.title, row.fund, year_label(row.year), pounds(row.pence), _loaded(row),
        ),
        lambda: budget_file(reads.fund_codes()),
    ),
    Register.POSTS: RegisterPage(
        Register.POSTS,
        "Posts of the establishment",
        "A saving can claim the posts that it ends. A post that two proposals claim is found while the case is written, when it "
        "is submitted and on the board’s page, and only one approved plan can hold it. Posts have numbers here, never names.",
        "post",
        "Posts by cost centre; cost in £ a year",
        ("Post number", "Title", "Directorate", "Cost centre", "#FTE", "State", "#Yearly cost", "Loaded"),
        "Post number, Title, Directorate, Cost centre, FTE, State (vacant or filled), Yearly cost",
        "Until they are, no saving can claim a post.",
        reads.posts,
        lambda row: (
            row.number, row.title, row.directorate, row.cost_centre, fte(row.fte_hundredths),
            "Vacant" if row.vacant else "Filled", pounds(row.pence), _loaded(row),
        ),
        lambda: post_file(reads.directorate_ids()),
    ),
    Register.CONTRACTS: RegisterPage(
        Register.CONTRACTS,
        "Contracts",
        "A saving can claim the contracts that it ends or makes cheaper. A contract that two proposals claim is found while the "
        "case is written, when it is submitted and on the board’s page, and only one approved plan can hold it.",
        "contract",
        "Contracts by cost centre; value in £ a year",
        ("Reference", "Title", "Supplier", "Start", "End", "Directorate", "Cost centre", "#Yearly value", "Loaded"),
        "Reference, Title, Supplier, Start, End (may be blank), Yearly value, Directorate, Cost centre",
        "Until they are, no saving can claim a contract.",
        reads.contracts,
        lambda row: (
            row.reference, row.title, row.supplier, day(row.starts), day(row.ends) if row.ends else "No end",
            row.directorate, row.cost_centre, pounds(row.pence), _loaded(row),
        ),
        lambda: contract_file(reads.directorate_ids()),
    ),
}  # fmt: skip


def page(shown: RegisterPage, form: RegisterFileForm | None = None) -> dict[str, Any]:
    """The list and the box for a file."""
    found = shown.read(paging_from(request.args.get("page"), request.args.get("size")))
    return {
        "shown": shown,
        "page": found,
        "columns": _columns(shown.columns),
        "rows": [list(shown.cells(row)) for row in found.rows],
        "form": form or RegisterFileForm(),
        "may": may(current_actor(), Permission.MTFS_EDIT),
        "back_href": url_for("mtfs.gap"),
        "others": [(one.title, url_for(f"mtfs.{one.register.value}")) for one in PAGES.values() if one is not shown],
    }


def _columns(names: Sequence[str]) -> list[dict[str, object]]:
    return [{"text": name.lstrip("#"), "numeric": name.startswith("#")} for name in names]


def preview(shown: RegisterPage, block: Sequence[Sequence[str]], rows: Sequence[Row], effect: Effect) -> dict[str, Any]:
    """What a file would do, and its first rows as they came."""
    width = max(len(row) for row in block)
    head, *body = [[*row, *[""] * (width - len(row))] for row in block]
    return {
        "shown": shown,
        "columns": [{"text": name or "(no heading)"} for name in head],
        "rows": body[:MOST_SHOWN],
        "count": len(rows),
        "effect": effect,
        "block": json.dumps(block),
        "form": RegisterFileForm(),
        "back_href": url_for(f"mtfs.{shown.register.value}"),
    }
