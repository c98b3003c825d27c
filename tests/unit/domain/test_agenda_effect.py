"""What an agenda does to the gap: worked by hand from the ladder's own definition (section 14 part A)."""

from changeportal.domain.agenda_effect import Asked, FundNow, effect, moved, rung_if_agreed
from changeportal.domain.contributions import Below, Contribution
from changeportal.domain.ladder import RequirementRow
from changeportal.domain.terms import Gateway, MtfsKind, Rung

YEARS = (2026, 2027, 2028)
WEIGHTS = {"resourcing": 50, "approval": 80}
SAVED = 4_800_000


def piece(year: int, pence: int, rung: Rung = Rung.PIPELINE_APPROVAL, fund: str = "GF") -> Contribution:
    weighted = pence * 8 // 10 if rung is Rung.PIPELINE_APPROVAL else pence
    return Contribution(fund, year, rung, None, pence, weighted)


def now(*totals: Contribution, fund: str = "GF") -> FundNow:
    """A requirement of £12.4m in 2027/28 that stays; 2026/27 is set."""
    rows = [RequirementRow(fund, year, MtfsKind.PRESSURE, 1_240_000_000) for year in (2027, 2028)]
    return FundNow(fund, YEARS, rows, totals, {2026})


OWN = [piece(2027, -SAVED), piece(2028, -SAVED)]


def test_an_item_at_approval_is_in_todays_figure_and_leaves_it_when_refused() -> None:
    found = effect(now(*OWN), [Asked(OWN, Rung.APPROVED)], WEIGHTS)
    first, second, third = found
    assert (first.today, first.agreed, first.refused) == (0, 0, 0)
    assert (second.today, second.agreed, second.refused) == (1_235_200_000, 1_235_200_000, 1_240_000_000)
    assert (third.today, third.agreed, third.refused) == (0, 0, 0)
    assert [one.matters for one in found] == [False, True, False]


def test_agreeing_takes_the_weight_off() -> None:
    second = effect(now(*OWN), [Asked(OWN, Rung.APPROVED)], WEIGHTS)[1]
    assert second.weighted_today == 1_240_000_000 - 3_840_000
    assert second.weighted_agreed == 1_240_000_000 - SAVED


def test_a_whole_agenda_is_the_sum_of_its_items() -> None:
    other = [piece(2027, -1_000_000)]
    both = effect(now(*OWN, *other), [Asked(OWN, Rung.APPROVED), Asked(other, Rung.APPROVED)], WEIGHTS)[1]
    assert both.refused - both.agreed == SAVED + 1_000_000


def test_other_funds_keep_apart_and_end_in_their_own_balance() -> None:
    housing = [piece(2027, -300, fund="HRA")]
    assert not any(one.matters for one in effect(now(*OWN), [Asked(housing, Rung.APPROVED)], WEIGHTS))
    found = effect(now(*housing, fund="HRA"), [Asked(housing, Rung.APPROVED)], WEIGHTS)[1]
    assert found.refused - found.agreed == 300


def test_what_a_budget_holds_or_a_list_below_does_not_move() -> None:
    kept = [piece(2027, -5, Rung.DELIVERED), Contribution("GF", 2027, None, Below.OTHER_CLASSES, -7, -7)]
    assert moved(kept, Below.ENDED, WEIGHTS) == kept
    assert moved([piece(2027, -10)], Rung.PIPELINE_RESOURCING, WEIGHTS)[0].weighted_pence == -5


def test_where_pounds_stand_once_agreed() -> None:
    assert rung_if_agreed(Gateway.G4, "decide") is Rung.APPROVED
    assert rung_if_agreed(Gateway.G4, "advise") is None
    assert rung_if_agreed(Gateway.G2, "decide") is Rung.PIPELINE_RESOURCING
    assert rung_if_agreed(Gateway.G5, "decide") is None
    assert rung_if_agreed(None, "decide") is None
