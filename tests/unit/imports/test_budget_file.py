"""A file of budgets: whole or not at all, every bad cell named."""

import pytest

from changeportal.domain.errors import Invalid
from changeportal.imports.budget_file import budgets_of

HEAD = ["Cost Centre", "Subjective", "Fund", "Year", "Budget (£)", "Title"]
FUNDS = frozenset({"GF", "HRA"})


def test_rows_under_their_headings_in_any_order() -> None:
    rows = [["Budgets of the council"], HEAD, ["41207", "", "GF", "2026/27", "£1,250.50", "Repairs"]]
    (one,) = budgets_of(rows, FUNDS)
    assert (one.cost_centre, one.year, one.pence, one.fund_code) == ("41207", 2026, 125050, "GF")
    (two,) = budgets_of([["year", "budget", "fund", "cost centre"], ["2026-27", "(5)", "HRA", "7"]], FUNDS)
    assert (two.subjective, two.pence) == ("", -500)


def test_every_bad_cell_is_named_and_nothing_is_taken() -> None:
    rows = [
        HEAD,
        ["1", "", "XX", "26", "TBC", ""],
        ["", "", "GF", "2026/27", "1", ""],
        ["2", "", "GF", "2026/27", "1", ""],
    ]
    with pytest.raises(Invalid) as refused:
        budgets_of(rows, FUNDS)
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
        budgets_of(rows, FUNDS)
