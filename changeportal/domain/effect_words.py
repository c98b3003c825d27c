"""What items of an agenda do to the gap, in the words and rows that the item's screen and the board's pack both show."""

from collections.abc import Sequence
from dataclasses import dataclass

from changeportal.domain.agenda_effect import YearEffect
from changeportal.domain.calendar import year_label
from changeportal.domain.profile import GENERAL_FUND
from changeportal.domain.wording import pounds

HEADINGS = (
    "Fund and year",
    "What",
    "Today, at face value",
    "If agreed",
    "If not agreed",
    "Today, pipeline weighted",
    "If agreed, weighted",
)
NOTHING = (
    "Agreeing it here moves nothing in the gap: another body decides, or what it saves or costs stands where it stood, "
    "or it has no figures yet."
)


@dataclass(frozen=True, slots=True)
class FundEffect:
    """What items do in one fund; only years in which the decision matters."""

    fund: str
    name: str
    item: Sequence[YearEffect]
    agenda: Sequence[YearEffect]


def millions(pence: int) -> str:
    """The amount in £m to three places, as finance papers give it."""
    words = pounds(abs(pence), unit="£m", decimals=3)
    return f"{'−' if pence < 0 else ''}£{words}m"


def _left(fund: str, pence: int) -> str:
    if fund != GENERAL_FUND:
        return f"{millions(pence)} met from the fund’s own balance"
    return f"over-programmed by {millions(-pence)}" if pence < 0 else f"{millions(pence)} still to find"


def _sentence(found: FundEffect, year: YearEffect, what: str) -> str:
    start = f"{found.name}, {year_label(year.year)}: if {what}"
    return f"{start} {_left(found.fund, year.agreed)}; if not, {_left(found.fund, year.refused)}"


def of_item(effects: Sequence[FundEffect]) -> list[str]:
    """The item alone, a sentence for each fund and year."""
    return [_sentence(one, year, "agreed,") for one in effects for year in one.item]


def of_agenda(effects: Sequence[FundEffect]) -> list[str]:
    """The whole agenda, a sentence for each fund and year."""
    return [_sentence(one, year, "every item is agreed,") for one in effects for year in one.agenda]


def effect_rows(effects: Sequence[FundEffect], together: str = "Whole agenda") -> list[list[str]]:
    """The figures beside the sentences, by ``HEADINGS``: each fund and year, this item and all items ``together``."""
    return [
        [
            f"{found.name}, {year_label(year.year)}",
            whose,
            *(millions(one) for one in (year.today, year.agreed, year.refused)),
            *(millions(one) for one in (year.weighted_today, year.weighted_agreed)),
        ]
        for found in effects
        for whose, years in (("This item", found.item), (together, found.agenda))
        for year in years
    ]
