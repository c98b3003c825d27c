"""The rules of delegation as a table: there and back again, and what is wrong in which cell."""

from typing import Any

import pytest

from changeportal.domain.delegation_table import cells_of, read_rows
from changeportal.domain.terms import BoardKind

KINDS = {
    "change-board": BoardKind.OFFICER_BOARD,
    "executive": BoardKind.EXECUTIVE,
    "partners": BoardKind.PARTNERSHIP_BOARD,
}
LAST: dict[str, Any] = {
    "code": "Z",
    "title": "Everything else",
    "authority": "",
    "bodies": [{"board": "change-board", "power": "decide"}],
    "key_decision": False,
    "notice_days": 0,
    "notice_counted": "days",
    "call_in": False,
}
ANY: dict[str, Any] = {
    **LAST,
    "code": "A",
    "title": "Large",
    "authority": "Part 3",
    "when": {
        "route": "full",
        "any_of": [{"capital_over": 50_000_050}, {"wards_over": 1}, {"service_reduction": False}],
    },
    "bodies": [{"board": "partners", "power": "advise"}, {"board": "executive", "power": "decide"}],
    "key_decision": True,
    "notice_days": 28,
    "notice_counted": "working_days",
    "call_in": True,
}
ALL: dict[str, Any] = {**LAST, "code": "B", "when": {"fund": "HRA", "whole_life_over": 100, "annual_saving_over": 0}}


def test_there_and_back_again() -> None:
    read = read_rows([cells_of(one) for one in (ANY, ALL, LAST)], KINDS, ["GF", "HRA"])
    assert not read.wrong
    assert list(read.rules) == [ANY, ALL, LAST]


def test_a_place_without_code_and_name_is_left_out() -> None:
    assert len(read_rows([{"code": "", "title": " "}, cells_of(LAST)], KINDS, []).rules) == 1


@pytest.mark.parametrize(
    ("cell", "value", "words"),
    [
        ("code", "", "Enter a code"),
        ("capital_over", "ten", ""),
        ("capital_over", "-5", "nought or more"),
        ("wards_over", "1.5", "whole number"),
        ("notice_days", "400", "whole number"),
        ("route", "fast", "Select a route"),
        ("fund", "XX", "no fund XX"),
        ("power_1", "decide", "can only advise"),
        ("body_1", "nobody", "Select a body"),
    ],
)
def test_the_wrong_cell_is_named(cell: str, value: str, words: str) -> None:
    cells = {**cells_of(ANY), cell: value}
    read = read_rows([cells, cells_of(LAST)], KINDS, ["GF"])
    place = "body_1" if cell == "power_1" else cell
    assert words in read.wrong[f"0-{place}"]


def test_what_is_wrong_with_the_whole_is_said_of_the_whole() -> None:
    assert "last rule must fit everything" in read_rows([cells_of(ANY)], KINDS, ["GF"]).wrong[""]
    assert (
        "exactly one body must decide"
        in read_rows([{**cells_of(ANY), "power_2": "advise"}, cells_of(LAST)], KINDS, ["GF"]).wrong[""]
    )


def test_a_rule_that_the_table_cannot_show_is_not_shown_wrongly() -> None:
    nested = {**ANY, "when": {"any_of": [{"capital_over": 1, "wards_over": 1}]}}
    with pytest.raises(ValueError, match="cannot show"):
        cells_of(nested)
