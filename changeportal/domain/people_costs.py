"""What confirmed people cost by financial year: day rate, times days of a full-time post, times what is confirmed.

Time is in hundredths of a full-time post by month; amounts are whole pence, half up for each month.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from changeportal.domain.calendar import year_of
from changeportal.domain.money import half_up_div
from changeportal.domain.resourcing import rate_on

_HUNDREDTHS_OF_A_YEAR = 1200
COUNTED = "From people confirmed"


@dataclass(frozen=True, slots=True)
class PeopleCost:
    """Pence by year; ``unpriced`` are hundredths in months without a rate or working time, which cost is not known."""

    by_year: Mapping[int, int]
    unpriced: int

    @property
    def counted(self) -> Mapping[int, int]:
        """What stands in the case when it is counted there: the years that cost something."""
        return {year: pence for year, pence in self.by_year.items() if pence}


def counted_title(team: str) -> str:
    """What the line of a team that is counted in the case is called."""
    return f"{team}, from people confirmed"


def people_cost(
    confirmed: Mapping[date, int], rates: Mapping[date, int], days_a_year: Mapping[date, int]
) -> PeopleCost:
    """The cost of one team's confirmed time, with the rate and the working time in force in each month."""
    found: dict[int, int] = {}
    unpriced = 0
    for month, time in sorted(confirmed.items()):
        rate, days = rate_on(rates, month), rate_on(days_a_year, month)
        if rate is None or days is None:
            unpriced += time
            continue
        year = year_of(month)
        found[year] = found.get(year, 0) + half_up_div(time * rate * days, _HUNDREDTHS_OF_A_YEAR)
    return PeopleCost(found, unpriced)
