"""The example files against the figures that the specification prints (section 14, A6), worked out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from changeportal.domain.contributions import (
    Below,
    Contribution,
    Origin,
    PlanRow,
    State,
    contributions,
    pipeline_weight,
    standing,
)
from changeportal.domain.ladder import Ladder, incremental, ladder
from changeportal.domain.mtfs import growth_line_codes, requirement, requirement_rows
from changeportal.domain.profile import counts_to_gap, counts_to_general_fund, effect, increments
from changeportal.domain.saving_status import SavingYear, Thresholds, computed_status
from changeportal.domain.savings import growth_excess
from changeportal.domain.terms import LineKind, MtfsKind, Rung, SavingClass, SavingStatus, Stage
from changeportal.imports.demo_files import SET_YEARS, YEARS, DemoLine, DemoProposal, read_proposals, read_versions
from changeportal.imports.reference_files import read_commitments, read_missions, reference_text

PROPOSALS = read_proposals(reference_text("demo", "demo_proposals.csv"))
VERSIONS = read_versions(reference_text("demo", "demo_mtfs.csv"))
GROWTH = growth_line_codes(VERSIONS["M2"])
WEIGHTS = {"idea": 0, "business_case": 30, "resourcing": 50, "approval": 70}
POUND = 100


def state_of(proposal: DemoProposal) -> State:
    return State(proposal.stage, proposal.status, in_budget=proposal.in_budget, range_only=proposal.range_only)


def row_of(proposal: DemoProposal, line: DemoLine, year: int) -> PlanRow:
    state = state_of(proposal)
    return PlanRow(
        fund=line.line.fund,
        year=year,
        kind=line.line.kind,
        state=state,
        plan=effect(line.line, year),
        forecast=-line.forecast[year] if year in line.forecast else None,
        verified=-line.verified.get(year, 0),
        counts=counts_to_gap(line.line, GROWTH),
        weight=pipeline_weight(state, WEIGHTS),
        origin=Origin(proposal_id=proposal.ref, line_id=line.line.line_id, restricted=proposal.restricted),
    )


def proposal_pieces(proposal: DemoProposal) -> list[Contribution]:
    return contributions(row_of(proposal, line, year) for line in proposal.lines for year in YEARS)


def outside_pieces() -> list[Contribution]:
    """GF-S-01 as saving rows without a proposal: on track, forecast = plan, 2025/26 verified in full."""
    agreed = next(line for line in VERSIONS["M2"].lines if line.kind is MtfsKind.SAVINGS_AGREED)
    return contributions(
        PlanRow(
            agreed.fund,
            year,
            LineKind.SAVING,
            State(in_budget=True),
            agreed.effects[year],
            verified=agreed.effects[year] if year == 2025 else 0,
            origin=Origin(saving_id="outside"),
        )
        for year in YEARS
    )


def whole(fund: str = "GF") -> Ladder:
    pieces = outside_pieces() + [piece for proposal in PROPOSALS for piece in proposal_pieces(proposal)]
    return ladder(fund, YEARS, requirement_rows(VERSIONS["M2"]), pieces, SET_YEARS.get(fund, ()))


def millions(pence: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(f"{(Decimal(value) / 100_000_000).quantize(Decimal('0.001'))}" for value in pence)


def test_the_files_hold_what_they_say() -> None:
    assert (len(PROPOSALS), sum(len(proposal.lines) for proposal in PROPOSALS)) == (31, 68)
    assert (len(VERSIONS["M1"].lines), len(VERSIONS["M2"].lines)) == (37, 46)


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("M1", ("24.000", "25.000", "21.000", "15.000", "11.600")),
        ("M2", ("20.000", "21.000", "24.000", "16.100", "11.600")),
    ],
)
def test_requirement_of_the_general_fund(version: str, expected: tuple[str, ...]) -> None:
    assert millions(increments(requirement(VERSIONS[version], "GF"))) == expected


@pytest.mark.parametrize(
    ("rung", "expected"),
    [
        (Rung.REQUIREMENT, ("20.000", "21.000", "24.000", "16.100", "11.600")),
        (Rung.PIPELINE_APPROVAL, ("0.000", "0.000", "-4.230", "-1.210", "-0.380")),
        (Rung.PIPELINE_RESOURCING, ("0.000", "0.000", "-1.220", "-0.800", "0.000")),
        (Rung.PIPELINE_BUSINESS_CASE, ("0.000", "0.000", "-0.480", "-0.160", "0.000")),
        (Rung.PIPELINE_IDEA, ("0.000", "0.000", "0.125", "0.125", "0.000")),
        (Rung.RESERVES_ONE_OFF, ("-1.200", "1.200", "0.000", "0.000", "0.000")),
        (Rung.STILL_TO_FIND, ("0.000", "0.000", "12.376", "13.084", "11.199")),
    ],
)
def test_ladder_of_the_general_fund_at_m2(rung: Rung, expected: tuple[str, ...]) -> None:
    assert millions(incremental(whole()).rungs[rung]) == expected


def test_in_budgets_and_agreed_outside_the_set() -> None:
    pieces = [piece for proposal in PROPOSALS if proposal.in_budget for piece in proposal_pieces(proposal)]
    inside = incremental(ladder("GF", YEARS, (), pieces, ()))
    outside = incremental(ladder("GF", YEARS, (), outside_pieces(), ()))
    parts = (Rung.DELIVERED, Rung.ON_TRACK, Rung.AT_RISK)
    totals = [tuple(-sum(of.rungs[rung][place] for rung in parts) for place in range(5)) for of in (inside, outside)]
    assert millions(totals[0]) == ("2.039", "4.924", "3.419", "0.371", "0.021")
    assert millions(totals[1]) == ("16.761", "17.276", "2.400", "0.600", "0.000")


def test_in_budgets_split_by_delivery() -> None:
    """2025/26 in £: verified 180+210+600+205+560+470 thousand, at risk 70+240+0+55+0+30 thousand, other lines -581
    thousand. 2026/27: plan 7,985,750, forecast 6,964,417, verified 3,567,438, other lines -1,022,800."""
    found = whole()
    outside = (1_676_100_000, 3_403_705_000)
    assert found.rungs[Rung.DELIVERED][:2] == (-(2_225_000 * POUND + outside[0]), -3_567_438 * POUND)
    assert found.rungs[Rung.AT_RISK][:2] == (-395_000 * POUND, -1_021_333 * POUND)
    on_track_now = 6_964_417 - 3_567_438 - 1_022_800
    assert found.rungs[Rung.ON_TRACK][:2] == (581_000 * POUND, -(on_track_now * POUND + outside[1]))


def test_set_years_balance_without_a_balancing_figure() -> None:
    assert whole().unplaced == (0, 0, 0, 0, 0)
    assert whole().below[Below.OUTTURN] == (0, 0, 0, 0, 0)


def test_weighted_remainder_stands_beside_face_value() -> None:
    """2027/28: 4.23m at 70%, 1.22m at 50%, 0.48m at 30%, ideas at nil: 3.715m is kept of 5.805m."""
    found = whole()
    kept, face = 2_961_000 + 610_000 + 144_000, 4_230_000 + 1_220_000 + 480_000 - 125_000
    assert found.weighted[Rung.STILL_TO_FIND][2] - found.rungs[Rung.STILL_TO_FIND][2] == (face - kept) * POUND


def test_other_funds_have_nothing_still_to_find() -> None:
    """HRA 2025/26 in £: growth 3,600,000; rent 270, cost 55, interest 250, vehicles nil, 260 planned, all thousand."""
    found = whole("HRA")
    assert set(found.rungs[Rung.STILL_TO_FIND]) == {0}
    assert found.below[Below.OWN_BALANCE][0] == (3_600_000 - 270_000 + 55_000 + 250_000 - 260_000) * POUND


@pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda proposal: proposal.ref)
def test_rule_agrees_with_the_files_own_column(proposal: DemoProposal) -> None:
    stands = isinstance(standing(state_of(proposal)), Rung)
    for line in proposal.lines:
        ruled = stands and counts_to_general_fund(line.line, GROWTH)
        assert ruled is line.counts_to_gf_gap, line.line.line_id


@pytest.mark.parametrize("proposal", PROPOSALS, ids=lambda proposal: proposal.ref)
def test_a_proposals_own_pieces_are_its_part_of_the_ladder(proposal: DemoProposal) -> None:
    for line in proposal.lines:
        for year in YEARS:
            pieces = contributions([row_of(proposal, line, year)])
            assert sum(piece.pence for piece in pieces if piece.below is not Below.OUTTURN) == effect(line.line, year)


def test_the_ladder_is_the_sum_of_ladders_of_each_proposal_alone() -> None:
    alone = [ladder("GF", YEARS, (), proposal_pieces(proposal), ()) for proposal in PROPOSALS]
    together = [piece for proposal in PROPOSALS for piece in proposal_pieces(proposal)]
    summed = ladder("GF", YEARS, (), together, ())
    for rung, values in summed.rungs.items():
        assert values == tuple(sum(each.rungs[rung][place] for each in alone) for place in range(5))


def test_claims_on_growth_lines_stay_within_them() -> None:
    claims: dict[str, list[dict[int, int]]] = {}
    for proposal in PROPOSALS:
        for line in (each.line for each in proposal.lines if each.line.growth_line):
            claims.setdefault(line.growth_line, []).append({year: -effect(line, year) for year in YEARS})
    by_code = {line.code: line.effects for line in VERSIONS["M2"].lines}
    assert set(claims) == {"GF-P-03", "GF-P-04", "GF-I-06", "GF-P-01", "HRA-P-02"}
    assert all(not growth_excess(by_code[code], taken, YEARS) for code, taken in claims.items())


def test_funding_switch_adds_up_to_nil_across_its_two_legs() -> None:
    switch = next(proposal for proposal in PROPOSALS if proposal.ref == "CP-2026-0044")
    assert [each.line.fund for each in switch.lines] == ["GF", "PHG"]
    assert all(sum(effect(each.line, year) for each in switch.lines) == 0 for year in YEARS)


def test_computed_status_agrees_with_the_file() -> None:
    """Two of the ambers stand below 75% of plan without it: their dated mitigation lifts them (27,500 and 30,000)."""
    mitigated = {"CP-2025-0031/1": 2_750_000, "CP-2025-0028/1": 3_000_000}
    checked = 0
    for proposal in (each for each in PROPOSALS if each.in_budget):
        for each in (each for each in proposal.lines if 2026 in each.forecast):
            checked += 1
            settled = each.verified[2025] if proposal.stage is Stage.CLOSED else None
            facts = SavingYear(
                2026,
                each.line.start,
                -effect(each.line, 2026),
                each.forecast[2026],
                each.verified[2026],
                budget_adjusted=True,
                mitigated=mitigated.get(each.line.line_id, 0),
                settled=settled,
            )
            found = computed_status(facts, Thresholds(100, 95, 75), date(2026, 11, 20))
            assert found.status is proposal.computed_status, each.line.line_id
    assert checked == 16


def test_a_line_as_the_rules_want_it() -> None:
    by_id = {each.line.line_id: each for proposal in PROPOSALS for each in proposal.lines}
    rent = by_id["CP-2024-0006/2"].line
    assert (rent.kind, rent.saving_class, rent.fund) == (LineKind.INCOME, SavingClass.INCOME, "HRA")
    slipped = by_id["CP-2025-0009/1"]
    assert (effect(slipped.line, 2026), slipped.forecast[2026]) == (-51_800_000, 43_166_700)
    assert by_id["CP-2025-0011/3"].pot == "transformation reserve"
    assert next(each for each in PROPOSALS if each.ref == "CP-2024-0015").computed_status is SavingStatus.BLUE


def test_a_part_year_that_the_start_month_does_not_give_is_refused() -> None:
    text = reference_text("demo", "demo_proposals.csv").replace("640000,0,0,480000,", "640000,0,0,480001,")
    with pytest.raises(ValueError, match="CP-2026-0031/1 in 2027"):
        read_proposals(text)


def test_reference_lists() -> None:
    missions = read_missions(reference_text("missions.csv"))
    commitments = {each.code: each for each in read_commitments(reference_text("commitments.csv"))}
    assert [mission.code for mission in missions] == ["CF", "CWB", "EP", "SPH", "GH", "EF"]
    assert (missions[5].kind, len(commitments)) == ("enabling", 48)
    assert (commitments["GH-7b"].target, commitments["GH-7b"].due) == (Decimal("1.5"), date(2030, 12, 1))
    assert {proposal.commitment for proposal in PROPOSALS} <= set(commitments)
    assert all(commitments[proposal.commitment].mission == proposal.mission for proposal in PROPOSALS)
