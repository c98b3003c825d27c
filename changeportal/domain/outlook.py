"""What the risks of a case and the ranges of its lines could cost, and what an option is then worth: at once by closed
form, by simulation when asked.

A risk happens or not; if it does it costs between its lowest and highest amount, most likely the one in between. The range
of a line always happens (a chance of 100): from a gain, which is below nought, to a loss. Amounts are pence of year 0.
Risks and ranges go together to a degree (``RHO``), so that bad luck does not cancel out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import isqrt
from random import Random
from statistics import NormalDist

from changeportal.domain.method.chance import ChancyLine, Range, normal_quantile, portfolio, quantile
from changeportal.domain.method.numbers import HUNDRED, ONE, dec, exact, total

RHO = Decimal("0.2")
MOST_DRAWS, FEWEST_DRAWS, WORK = 10_000, 1_000, 400_000
LOW, MIDDLE, PRUDENT, HIGH = Decimal("0.1"), Decimal("0.5"), Decimal("0.8"), Decimal("0.9")
_FINE = 10**6
_PER_CENT = 10**4
_SHARED, _OWN = (isqrt(int(part * _FINE * _FINE)) for part in (RHO, ONE - RHO))
_STANDARD = NormalDist()


@dataclass(frozen=True, slots=True)
class RiskMoney:
    """A risk in money: its chance in per cent, and what it costs if it happens, in pence. Below nought is a gain."""

    title: str
    percent: int
    low: int
    likely: int
    high: int

    @property
    def always(self) -> bool:
        """Whether it is sure to happen, as the range of a line is."""
        return self.percent * _PER_CENT == _FINE

    def expected(self) -> Decimal:
        """Chance times the mean of its range."""
        return dec(self.percent) / HUNDRED * dec(self.low + self.likely + self.high) / 3


def range_faults(probability: int | None, low: int | None, likely: int | None, high: int | None) -> dict[str, str]:
    """What is wrong with a risk's money, by field. All four are given or none: a score of likelihood is no chance."""
    given = {"probability": probability, "low_pence": low, "money_pence": likely, "high_pence": high}
    if all(one is None for one in given.values()):
        return {}
    found = {name: WANTED[name] for name, one in given.items() if one is None}
    if low is not None and likely is not None and likely < low:
        found["money_pence"] = "The most likely cost must not be less than the lowest"
    if likely is not None and high is not None and high < likely:
        found["high_pence"] = "The highest cost must not be less than the most likely"
    return found


WANTED = {
    "probability": "Enter the chance that it happens, from 1 to 99 in 100, or leave all four blank",
    "low_pence": "Enter the lowest cost if it happens, or leave all four blank",
    "money_pence": "Enter the most likely cost if it happens, or leave all four blank",
    "high_pence": "Enter the highest cost if it happens, or leave all four blank",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the risks cost together, in pence, by chance of not costing more. ``draws`` is 0 for the closed form."""

    expected: Decimal
    p10: Decimal
    p50: Decimal
    p80: Decimal
    p90: Decimal
    draws: int = 0
    seed: int = 0

    @property
    def contingency(self) -> Decimal:
        """What to set aside so that it is enough with 8 chances in 10; the case's own costs hold none of it."""
        return self.p80

    def worth_with(self, npv: Decimal) -> tuple[tuple[str, Decimal], ...]:
        """What an option is worth at least, by chance: the dear end of the risks is the low end of the worth."""
        return (
            ("9 in 10 chance", npv - self.p90),
            ("Even chance", npv - self.p50),
            ("1 in 10 chance", npv - self.p10),
        )


@exact
def expected_cost(risks: Sequence[RiskMoney]) -> Decimal:
    """Each risk's chance times its cost, added up."""
    return total(one.expected() for one in risks)


@exact
def closed_form(risks: Sequence[RiskMoney]) -> Outlook:
    """The estimate shown at once, by the normal curve; never below the best that can happen, nor above the worst."""
    lines = [
        ChancyLine(ONE, Range(dec(one.low), dec(one.likely), dec(one.high)), dec(one.percent) / HUNDRED)
        for one in risks
    ]
    whole, worst = portfolio(lines, RHO).whole, total(dec(one.high) for one in risks)
    best = total(dec(one.low) for one in risks if one.always)
    at = [min(max(normal_quantile(whole, share), best), worst) for share in (LOW, MIDDLE, PRUDENT, HIGH)]
    return Outlook(expected=expected_cost(risks), p10=at[0], p50=at[1], p80=at[2], p90=at[3])


def draws_for(risks: Sequence[RiskMoney]) -> int:
    """How many draws a page can wait for."""
    return max(FEWEST_DRAWS, min(MOST_DRAWS, WORK // max(len(risks), 1)))


@exact
def simulate(risks: Sequence[RiskMoney], seed: int) -> Outlook:
    """The same from draws: the same seed gives the same figures. Whole pence throughout."""
    chance, draws = Random(seed), draws_for(risks)  # noqa: S311  # nosec B311  # a simulation to repeat, no secret
    costs = []
    for _draw in range(draws):
        common = _normal(chance)
        costs.append(sum(_cost(one, _share(common, _normal(chance))) for one in risks))
    at = [quantile(costs, share) for share in (LOW, MIDDLE, PRUDENT, HIGH)]
    mean = dec(sum(costs)) / draws
    return Outlook(expected=mean, p10=at[0], p50=at[1], p80=at[2], p90=at[3], draws=draws, seed=seed)


def _normal(chance: Random) -> int:
    """A draw from the normal curve, in millionths."""
    return int(chance.gauss() * _FINE)


def _share(common: int, own: int) -> int:
    """Where a risk lies on its own range, in millionths, when luck is partly shared."""
    return int(_STANDARD.cdf((_SHARED * common + _OWN * own) / (_FINE * _FINE)) * _FINE)


def _cost(risk: RiskMoney, share: int) -> int:
    """What a risk costs at that share of its chances: nothing below the chance that it does not happen."""
    happens = risk.percent * _PER_CENT
    if not risk.always and share <= _FINE - happens:
        return 0
    within, width = (share - _FINE + happens) * _FINE // happens, risk.high - risk.low
    if within * width <= (risk.likely - risk.low) * _FINE:
        return risk.low + isqrt(within * width * (risk.likely - risk.low) // _FINE)
    return risk.high - isqrt((_FINE - within) * width * (risk.high - risk.likely) // _FINE)
