"""The grid keeps good cells, marks bad ones, adds up, and agrees with the page's own parser."""

import json
from pathlib import Path

import pytest

from changeportal.domain.money import MoneyError, Unit, parse_pounds
from changeportal.web.forms.money_grid import Column, Group, Line, MoneyGridForm

CELLS = json.loads((Path(__file__).resolve().parents[2] / "support" / "money_cells.json").read_text(encoding="utf-8"))
UNITS = {unit.label: unit for unit in Unit}


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: f"{cell['text']!r} in {cell['unit']}")
def test_the_table_of_cells(cell: dict[str, str | None]) -> None:
    found: tuple[int | None, str | None]
    try:
        found = (parse_pounds(str(cell["text"]), UNITS[str(cell["unit"])]), None)
    except MoneyError as problem:
        found = (None, problem.code)
    assert found == (cell["pence"], cell["error"])


def _grid(unit: Unit = Unit.POUNDS) -> MoneyGridForm:
    groups = [
        Group("savings", "Savings", [Line("a", "Staffing"), Line("b", "Contracts")]),
        Group("costs", "Costs", [Line("c", "Training")], adds=False),
    ]
    return MoneyGridForm(
        "m", "Difference, £", [Column("2026", "2026/27"), Column("2027", "2027/28")], groups, unit=unit
    )


def test_a_bad_cell_is_marked_by_itself_and_the_rest_are_kept() -> None:
    grid = _grid()
    grid.values[("c", "2027")] = 900
    assert not grid.read({"m-a-2026": "120,000", "m-b-2026": "TBC", "m-c-2026": "(45.5)", "m-a-2027": ""})
    assert grid.values == {("a", "2026"): 12_000_000, ("c", "2026"): -4_550, ("a", "2027"): None, ("c", "2027"): 900}
    assert [(item.text, item.href) for item in grid.error_list] == [
        ("Contracts, 2026/27: enter an amount in figures. Leave the cell blank if you do not know it yet", "#m-b-2026")
    ]
    assert [(item.text, item.href) for item in grid.negatives()] == [("Training, 2026/27", "#m-c-2026")]
    assert grid.shown(grid.groups[0].lines[1], grid.columns[0]) == "TBC"


def test_costs_lower_the_net_saving_and_years_run_on() -> None:
    grid = _grid()
    assert grid.read({"m-a-2026": "100", "m-b-2026": "50", "m-c-2026": "30", "m-a-2027": "10"})
    assert [grid.net(column) for column in grid.columns] == [12_000, 1_000]
    assert [grid.running(column) for column in grid.columns] == [12_000, 13_000]


def test_thousands_are_shown_as_they_are_typed() -> None:
    grid = _grid(Unit.THOUSANDS)
    grid.values[("a", "2026")] = 48_050_000
    grid.values[("b", "2026")] = -100
    assert grid.shown(grid.groups[0].lines[0], grid.columns[0]) == "480.5"
    assert grid.shown(grid.groups[0].lines[1], grid.columns[0]) == "-0.001"
