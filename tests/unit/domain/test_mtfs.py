"""Versions, their two views, the bridge between two of them, and reserves with the year they come back."""

from dataclasses import replace

from changeportal.domain.mtfs import (
    MtfsLine,
    Version,
    bridge,
    by_cause,
    growth_line_codes,
    incremental_effects,
    requirement,
    requirement_rows,
    reserves_used,
)
from changeportal.domain.terms import MtfsKind

YEARS = (2025, 2026, 2027)


def line(code: str, kind: MtfsKind, *effects: int, base: int = 0, cause: str = "", fund: str = "GF") -> MtfsLine:
    return MtfsLine(code, fund, kind, code, dict(zip(YEARS, effects, strict=True)), base, cause)


FIRST = Version(
    "M1",
    YEARS,
    (
        line("B", MtfsKind.BASE_BUDGET, 0, 0, 0, base=264),
        line("F", MtfsKind.FUNDING, -10, -20, -20, base=-264),
        line("P", MtfsKind.PRESSURE, 30, 50, 80),
        line("I", MtfsKind.INFLATION, 5, 10, 15),
        line("C", MtfsKind.CAPITAL_FINANCING, 1, 2, 3),
        line("R", MtfsKind.RESERVES, -12, 0, -7),
        line("S", MtfsKind.SAVINGS_AGREED, -14, -42, -71),
        line("H", MtfsKind.PRESSURE, 9, 9, 9, fund="HRA"),
    ),
)


def test_requirement_is_before_savings_and_reserves_and_by_fund() -> None:
    assert requirement(FIRST, "GF") == (26, 42, 78)
    assert requirement(FIRST, "HRA") == (9, 9, 9)


def test_incremental_view_of_a_line_shows_the_reversal() -> None:
    assert incremental_effects(FIRST.lines[5], YEARS) == (-12, 12, -7)


def test_agreed_savings_are_not_handed_on_as_typed_rows() -> None:
    rows = requirement_rows(FIRST)
    assert (len(rows), {row.line for row in rows}) == (21, {"B", "F", "P", "I", "C", "R", "H"})


def test_growth_lines() -> None:
    assert growth_line_codes(FIRST) == {"P", "I", "H"}


def test_a_bridge_is_the_difference_line_by_line_and_by_cause() -> None:
    kept = tuple(each for each in FIRST.lines if each.code not in "CP")
    pressed = line("P", MtfsKind.PRESSURE, 30, 55, 85)
    help_ = line("V1", MtfsKind.FUNDING, -3, -6, -4, cause="funding")
    pay = line("V2", MtfsKind.FUNDING, -1, -1, -1, cause="funding")
    second = replace(FIRST, lines=(*kept, pressed, help_, pay, line("N", MtfsKind.PRESSURE, 0, 0, 2)))
    steps = bridge(FIRST, second, "GF")
    assert by_cause(steps) == {
        "assumption": (0, 5, 5),
        "funding": (-4, -7, -5),
        "new line": (0, 0, 2),
        "removed": (-1, -2, -3),
    }
    moved = tuple(sum(step.pence[place] for step in steps) for place in range(3))
    assert moved == tuple(b - a for a, b in zip(requirement(FIRST, "GF"), requirement(second, "GF"), strict=True))
    assert bridge(FIRST, FIRST, "GF") == bridge(FIRST, second, "HRA") == []


def test_reserves_say_when_they_come_back() -> None:
    used = [(use.pence, use.used_in, use.comes_back_in) for use in reserves_used(FIRST, "GF")]
    assert used == [(12, 2025, 2026), (7, 2027, None)]
    assert reserves_used(FIRST, "HRA") == []
