"""The ladder: the rungs of section 14 part A with figures small enough to check in the head, and its laws."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import changeportal
from changeportal.domain.contributions import Below, PlanRow, State, contributions, pipeline_weight, placed, standing
from changeportal.domain.ladder import (
    CLOSING_RUNGS,
    Ladder,
    RequirementRow,
    incremental,
    ladder,
    may_have_figure,
    remainder_words,
)
from changeportal.domain.profile import running_totals
from changeportal.domain.terms import STATUSES, LineKind, MtfsKind, Rung, Stage, Status

YEARS = (2026, 2027, 2028)
BUDGET = State(Stage.BENEFITS, Status.ACTIVE, in_budget=True)
APPROVAL = State(Stage.APPROVAL, Status.SCHEDULED)
ROW = PlanRow("GF", 2026, LineKind.SAVING, BUDGET, plan=-100)


def spots(row: PlanRow) -> dict[str, int]:
    return {str(piece.rung or piece.below): piece.pence for piece in contributions([row])}


@pytest.mark.parametrize(
    ("forecast", "verified", "expected"),
    [
        (None, 0, {"on_track": -100}),
        (-80, -30, {"delivered": -30, "on_track": -50, "at_risk": -20}),
        (-20, -30, {"delivered": -30, "at_risk": -70}),
        (0, 0, {"at_risk": -100}),
        (-130, -100, {"delivered": -100, "outturn": -30}),
        (-100, -115, {"delivered": -100, "outturn": -15}),
        (40, 0, {"at_risk": -100, "outturn": 40}),
        (-100, 25, {"on_track": -100}),
    ],
)
def test_a_saving_in_a_budget_is_split_by_delivery(
    forecast: int | None, verified: int, expected: dict[str, int]
) -> None:
    assert spots(replace(ROW, forecast=forecast, verified=verified)) == expected


@pytest.mark.parametrize("kind", [LineKind.COST, LineKind.FUNDING])
def test_other_lines_in_a_budget_stand_whole_on_track(kind: LineKind) -> None:
    assert spots(replace(ROW, kind=kind, plan=70, forecast=0)) == {"on_track": 70}


@pytest.mark.parametrize(
    ("state", "where"),
    [
        (State(Stage.IDEA, Status.IN_REVIEW), Rung.PIPELINE_IDEA),
        (State(Stage.IDEA, Status.IN_REVIEW, range_only=True), Below.RANGE_ONLY),
        (State(Stage.BUSINESS_CASE, Status.RETURNED), Rung.PIPELINE_BUSINESS_CASE),
        (State(Stage.BUSINESS_CASE, Status.IN_TEST), Below.PAUSED),
        (State(Stage.RESOURCING, Status.IN_REVIEW), Rung.PIPELINE_RESOURCING),
        (APPROVAL, Rung.PIPELINE_APPROVAL),
        (State(Stage.APPROVAL, Status.SCHEDULED, approved=True), Rung.APPROVED),
        (State(Stage.APPROVAL, Status.PAUSED), Below.PAUSED),
        (State(Stage.APPROVAL, Status.DECLINED), Below.ENDED),
        (State(Stage.BENEFITS, Status.ACTIVE, approved=True), Rung.APPROVED),
        (BUDGET, Rung.ON_TRACK),
        (State(Stage.CLOSED, Status.COMPLETED, in_budget=True), Rung.ON_TRACK),
        (State(in_budget=True), Rung.ON_TRACK),
    ],
)
def test_standing_by_state(state: State, where: Rung | Below) -> None:
    assert standing(state) is where


def test_what_does_not_count_is_shown_apart_but_never_twice() -> None:
    assert spots(replace(ROW, counts=False, forecast=-80)) == {"other_classes": -100}
    assert spots(replace(ROW, counts=False, state=State(Stage.IDEA, Status.PAUSED))) == {"paused": -100}


def test_weight_is_the_policys_for_the_pipeline_alone() -> None:
    path = Path(changeportal.__file__).parent / "reference" / "policies" / "pipeline_weights.json"
    policy = json.loads(path.read_text(encoding="utf-8"))
    weights = policy["percent_by_stage"]
    stages = [Stage.IDEA, Stage.BUSINESS_CASE, Stage.RESOURCING, Stage.APPROVAL]
    assert [pipeline_weight(State(stage, Status.IN_REVIEW), weights) for stage in stages] == [0, 30, 50, 70]
    assert (policy["example"], pipeline_weight(BUDGET, weights)) == (True, 100)
    piece = contributions([replace(ROW, state=APPROVAL, plan=-5, weight=70)])[0]
    assert (piece.pence, piece.weighted_pence) == (-5, -4)


def test_an_undecided_saving_in_a_set_year_is_outturn() -> None:
    piece = contributions([replace(ROW, state=APPROVAL)])[0]
    assert placed(piece, {2025}) is piece
    moved = placed(piece, {2026})
    assert (moved.rung, moved.below, placed(moved, {2026})) == (None, Below.OUTTURN, moved)


def climb(
    rows: list[PlanRow], set_years: set[int], fund: str = "GF", need: tuple[int, ...] = (500, 800, 900)
) -> Ladder:
    lines = [RequirementRow(fund, year, MtfsKind.PRESSURE, pence) for year, pence in zip(YEARS, need, strict=True)]
    return ladder(fund, YEARS, lines, contributions(rows), set_years)


def test_what_is_missing_in_a_set_year_stands_at_risk() -> None:
    found = climb([replace(ROW, forecast=-80)], {2026})
    assert (found.rungs[Rung.STILL_TO_FIND], found.unplaced) == ((0, 800, 900), (-400, 0, 0))
    assert found.rungs[Rung.AT_RISK] == (-420, 0, 0)


def test_an_undecided_saving_closes_nothing_in_a_set_year() -> None:
    rows = [replace(ROW, state=APPROVAL, weight=70), replace(ROW, state=APPROVAL, year=2027, weight=70)]
    found = climb(rows, {2026})
    assert found.rungs[Rung.PIPELINE_APPROVAL] == (0, -100, 0)
    assert found.below[Below.OUTTURN] == (-100, 0, 0)
    assert found.unplaced == (-500, 0, 0)
    assert found.rungs[Rung.STILL_TO_FIND] == (0, 700, 900)
    assert found.weighted[Rung.STILL_TO_FIND] == (0, 730, 900)


def test_more_than_the_requirement_in_a_set_year_is_outturn() -> None:
    found = climb([replace(ROW, plan=-530)], {2026})
    assert (found.below[Below.OUTTURN], found.unplaced, found.rungs[Rung.STILL_TO_FIND][0]) == (
        (-30, 0, 0),
        (0, 0, 0),
        0,
    )


def test_over_programmed_is_negative_and_named() -> None:
    found = climb([replace(ROW, plan=-530)], set())
    assert found.rungs[Rung.STILL_TO_FIND] == (-30, 800, 900)
    assert remainder_words("GF", -30) == "Over-programmed"
    assert remainder_words("GF", 30) == "Still to find"


def test_other_funds_meet_it_from_their_own_balance() -> None:
    found = climb([replace(ROW, fund="HRA")], set(), "HRA")
    assert found.rungs[Rung.STILL_TO_FIND] == (0, 0, 0)
    assert found.below[Below.OWN_BALANCE] == (400, 800, 900)
    assert remainder_words("HRA", 400) == "Met from or added to the fund's own balance"


def test_savings_lines_and_reserves_are_no_part_of_the_requirement() -> None:
    lines = [
        RequirementRow("GF", 2026, MtfsKind.FUNDING, 50),
        RequirementRow("GF", 2026, MtfsKind.SAVINGS_AGREED, -20),
        RequirementRow("GF", 2026, MtfsKind.RESERVES, -8),
        RequirementRow("HRA", 2026, MtfsKind.PRESSURE, 7),
        RequirementRow("GF", 2031, MtfsKind.PRESSURE, 7),
    ]
    found = ladder("GF", (2026,), lines, (), ())
    assert found.rungs[Rung.REQUIREMENT] == (50,)
    assert found.rungs[Rung.RESERVES_ONE_OFF] == (-8,)
    assert found.rungs[Rung.STILL_TO_FIND] == (42,)


@pytest.mark.parametrize("rung", list(Rung))
def test_no_undecided_figure_in_a_set_year(rung: Rung) -> None:
    held = {Rung.REQUIREMENT, Rung.DELIVERED, Rung.ON_TRACK, Rung.AT_RISK, Rung.RESERVES_ONE_OFF}
    assert may_have_figure(rung, 2026, {2026}) is (rung in held)
    assert may_have_figure(rung, 2027, {2026})


PENCE = st.integers(-(10**9), 10**9)
PAIRS = [(stage, status) for stage, allowed in STATUSES.items() for status in allowed]
STATES = st.builds(
    lambda pair, in_budget, approved, range_only: State(pair[0], pair[1], in_budget, approved, range_only),
    st.sampled_from([*PAIRS, (None, None)]),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
ROWS = st.builds(
    PlanRow,
    fund=st.sampled_from(["GF", "HRA"]),
    year=st.sampled_from(YEARS),
    kind=st.sampled_from(LineKind),
    state=STATES,
    plan=PENCE,
    forecast=st.none() | PENCE,
    verified=PENCE,
    counts=st.booleans(),
    weight=st.integers(0, 100),
)


@given(ROWS)
def test_each_pound_of_plan_stands_exactly_once(row: PlanRow) -> None:
    pieces = contributions([row])
    assert sum(piece.pence for piece in pieces if piece.below is not Below.OUTTURN) == row.plan
    assert all((piece.rung is None) is (piece.below is not None) for piece in pieces)


@given(st.lists(ROWS, max_size=12), st.sets(st.sampled_from(YEARS)), st.sampled_from(["GF", "HRA"]))
def test_the_ladder_adds_up(rows: list[PlanRow], set_years: set[int], fund: str) -> None:
    found = climb(rows, set_years, fund)
    for place, year in enumerate(YEARS):
        closing = sum(found.rungs[rung][place] for rung in CLOSING_RUNGS)
        left = found.rungs[Rung.STILL_TO_FIND][place] + found.below[Below.OWN_BALANCE][place]
        if year in set_years:
            assert left == 0
            assert found.rungs[Rung.REQUIREMENT][place] + closing <= 0
        else:
            assert found.rungs[Rung.REQUIREMENT][place] + closing == left


@given(st.lists(ROWS, max_size=8), st.lists(ROWS, max_size=8))
def test_ladders_of_parts_add_up_to_the_whole(first: list[PlanRow], second: list[PlanRow]) -> None:
    one, two, both = (ladder("GF", YEARS, (), contributions(rows), ()) for rows in (first, second, first + second))
    for rung in Rung:
        for view in ("rungs", "weighted"):
            parts = zip(getattr(one, view)[rung], getattr(two, view)[rung], strict=True)
            assert getattr(both, view)[rung] == tuple(a + b for a, b in parts)


@given(st.lists(ROWS, max_size=8), st.sets(st.sampled_from(YEARS)))
def test_the_two_views_agree(rows: list[PlanRow], set_years: set[int]) -> None:
    found = climb(rows, set_years)
    changes = incremental(found)
    assert all(running_totals(changes.rungs[rung]) == found.rungs[rung] for rung in Rung)
    assert all(running_totals(changes.below[place]) == found.below[place] for place in Below)
