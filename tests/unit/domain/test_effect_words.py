"""What an item does to the gap, in words and rows: worked out by hand."""

from changeportal.domain.agenda_effect import YearEffect
from changeportal.domain.effect_words import FundEffect, effect_rows, of_agenda, of_item

ITEM = YearEffect(2027, 1_200_000_00, 1_150_000_00, 1_250_500_00, 1_220_000_00, 1_150_000_00)
OVER = YearEffect(2028, 0, -40_000_00, 10_000_00, 5_000_00, -40_000_00)
GENERAL = FundEffect("GF", "General Fund", [ITEM], [ITEM, OVER])
HOUSING = FundEffect("HRA", "Housing Revenue Account", [ITEM], [])


def test_sentences() -> None:
    assert of_item([GENERAL]) == [
        "General Fund, 2027/28: if agreed, £1.150m still to find; if not, £1.251m still to find"
    ]
    assert of_agenda([GENERAL])[1] == (
        "General Fund, 2028/29: if every item is agreed, over-programmed by £0.040m; if not, £0.010m still to find"
    )
    assert of_item([HOUSING]) == [
        (
            "Housing Revenue Account, 2027/28: if agreed, £1.150m met from the fund’s own balance; "
            "if not, £1.251m met from the fund’s own balance"
        )
    ]


def test_rows_stand_item_first_then_all_together() -> None:
    rows = effect_rows([GENERAL], "All papers of this pack")
    assert rows[0] == ["General Fund, 2027/28", "This item", "£1.200m", "£1.150m", "£1.251m", "£1.220m", "£1.150m"]
    assert [row[1] for row in rows] == ["This item", "All papers of this pack", "All papers of this pack"]
    assert rows[2][3] == "−£0.040m"
