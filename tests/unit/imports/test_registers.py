"""Files of budgets, posts and contracts: whole or not at all, every bad cell named."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from changeportal.domain.errors import Invalid
from changeportal.imports.register_file import RegisterFile, rows_under
from changeportal.imports.registers import budget_file, contract_file, post_file

HEAD = ["Cost Centre", "Subjective", "Fund", "Year", "Budget (£)", "Title"]
BUDGETS = budget_file({"GF", "HRA"})
HOMES = UUID(int=7)
POSTS = post_file({"Homes and Neighbourhoods": HOMES})
CONTRACTS = contract_file({"Homes and Neighbourhoods": HOMES})
POST_HEAD = ["Post number", "Title", "Directorate", "Cost centre", "FTE", "State", "Yearly cost (£)"]
CONTRACT_HEAD = ["Reference", "Title", "Supplier", "Start", "End", "Yearly value", "Directorate", "Cost centre"]
WHERE = ["homes and neighbourhoods", "41207"]


def test_rows_under_their_headings_in_any_order() -> None:
    rows = [["Budgets of the council"], HEAD, ["41207", "", "GF", "2026/27", "£1,250.50", "Repairs"]]
    (one,) = rows_under(BUDGETS, rows)
    assert (one["cost_centre"], one["year"], one["pence"], one["fund_code"]) == ("41207", 2026, 125050, "GF")
    (two,) = rows_under(BUDGETS, [["year", "budget", "fund", "cost centre"], ["2026-27", "(5)", "HRA", "7"]])
    assert (two["subjective"], two["pence"]) == ("", -500)


def test_every_bad_cell_is_named_and_nothing_is_taken() -> None:
    rows = [
        HEAD,
        ["1", "", "XX", "26", "TBC", ""],
        ["", "", "GF", "2026/27", "1", ""],
        ["2", "", "GF", "2026/27", "1", ""],
    ]
    with pytest.raises(Invalid) as refused:
        rows_under(BUDGETS, rows)
    words = refused.value.fields["file"]
    for part in (
        "row 2: XX is no fund",
        "row 2: 26 is no financial year",
        "row 2: TBC is no amount",
        "row 3 has no cost",
    ):
        assert part in words


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["Cost centre", "Year"]], "needs the headings"),
        ([HEAD], "no rows under"),
        ([HEAD, *[["1", "", "GF", "2026/27", "1", ""]] * 2], "repeats cost centre 1"),
    ],
)
def test_a_file_that_cannot_be_read(rows: list[list[str]], words: str) -> None:
    with pytest.raises(Invalid, match=words):
        rows_under(BUDGETS, rows)


def test_posts_are_read_with_shares_and_states() -> None:
    rows = [
        POST_HEAD,
        ["P-1", "Clerk", *WHERE, "0.6", "Vacant", "31,200"],
        ["P-2", "Head", *WHERE, "1.0", "filled", "0"],
    ]
    one, two = rows_under(POSTS, rows)
    assert (one["number"], one["fte_hundredths"], one["vacant"], one["pence"]) == ("P-1", 60, True, 3_120_000)
    assert (two["fte_hundredths"], two["vacant"], two["directorate_id"]) == (100, False, HOMES)


def test_contracts_are_read_with_their_days() -> None:
    rows = [
        CONTRACT_HEAD,
        ["C-1", "Franking", "Example Ltd", "01/04/2024", "2027-03-31", "12000", *WHERE],
        ["C-2", "Vans", "Example Ltd", "2024-04-01T00:00:00", "", "1", *WHERE],
    ]
    one, two = rows_under(CONTRACTS, rows)
    assert (one["starts"], one["ends"], one["pence"]) == (date(2024, 4, 1), date(2027, 3, 31), 1_200_000)
    assert (two["starts"], two["ends"]) == (date(2024, 4, 1), None)


@pytest.mark.parametrize(
    ("register", "head", "row", "words"),
    [
        (POSTS, POST_HEAD, ["", "Clerk", *WHERE, "1", "vacant", "1"], "row 2 has no post number"),
        (POSTS, POST_HEAD, ["P-1", "Clerk", *WHERE, "1.2", "vacant", "1"], "row 2: 1.2 is no FTE"),
        (POSTS, POST_HEAD, ["P-1", "Clerk", *WHERE, "0", "vacant", "1"], "row 2: 0 is no FTE"),
        (POSTS, POST_HEAD, ["P-1", "Clerk", *WHERE, "1", "maybe", "1"], "maybe is no state: write vacant or filled"),
        (POSTS, POST_HEAD, ["P-1", "Clerk", *WHERE, "1", "vacant", "-1"], "-1 is no amount of 0 or more"),
        (POSTS, POST_HEAD, ["P-1", "Clerk", "Elsewhere", "7", "1", "vacant", "1"], "Elsewhere is no directorate"),
        (CONTRACTS, CONTRACT_HEAD, ["C-1", "T", "S", "soon", "", "1", *WHERE], "soon is no date"),
        (CONTRACTS, CONTRACT_HEAD, ["C-1", "T", "S", "2026-04-01", "31/02/2026", "1", *WHERE], "31/02/2026 is no date"),
        (CONTRACTS, CONTRACT_HEAD, ["C-1", "T", "S", "2026-04-01", "2026-03-31", "1", *WHERE], "ends before it starts"),
        (CONTRACTS, CONTRACT_HEAD[1:], ["x"], "needs the headings Reference, Title"),
    ],
)
def test_a_bad_cell_is_named(register: RegisterFile, head: list[str], row: list[Any], words: str) -> None:
    with pytest.raises(Invalid) as refused:
        rows_under(register, [head, row])
    assert words in refused.value.fields["file"]
