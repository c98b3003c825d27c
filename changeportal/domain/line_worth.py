"""Each line of an option opened: its gross, net and weighted present value, and what its own range does to the worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from changeportal.domain.line_terms import part_of
from changeportal.domain.method.numbers import ONE, ZERO, exact, rounded, total
from changeportal.domain.method.whole_case import SPENDS, CaseResult, Step
from changeportal.domain.outlook import RiskMoney
from changeportal.domain.profile import MoneyLine

CERTAIN = 100


@dataclass(frozen=True, slots=True)
class LineWorth:
    """A line with its step of the method, in pence: ``gross`` has nothing taken off or added, ``present`` is what counts."""

    line: MoneyLine
    step: Step
    gross: Decimal
    present: Decimal

    @property
    def is_benefit(self) -> bool:
        """Whether it stands on the side of the benefits."""
        return self.step.line.kind not in SPENDS

    @property
    def weighted(self) -> Decimal:
        """The present value times the weight of those who gain; as it is where nobody was named."""
        return self.present if self.step.line.weight is None else self.present * self.step.line.weight

    def at_lowest(self) -> Decimal:
        """Its present value at the lower end of its range."""
        return self.present - part_of(self.line.terms.range_low or 0, self.present)

    def at_highest(self) -> Decimal:
        """Its present value at the upper end of its range."""
        return self.present + part_of(self.line.terms.range_high or 0, self.present)

    def changes(self) -> tuple[Decimal, Decimal]:
        """What the net present value changes by at the lower and at the upper end: a dearer cost lowers it."""
        sign = ONE if self.is_benefit else -ONE
        return sign * (self.at_lowest() - self.present), sign * (self.at_highest() - self.present)


@exact
def opened(lines: Sequence[MoneyLine], result: CaseResult) -> tuple[LineWorth, ...]:
    """The lines that count, in the order of the trail."""
    return tuple(_opened(line, step, result.factors) for line, step in zip(lines, result.trail, strict=True))


def _opened(line: MoneyLine, step: Step, factors: Sequence[Decimal]) -> LineWorth:
    side = step.cost if step.line.kind in SPENDS else step.benefit
    gross, present = (
        total(one * factor for one, factor in zip(flows, factors, strict=True)) for flows in (step.real, side)
    )
    return LineWorth(line, step, gross, present)


@exact
def gross_benefits(lines: Sequence[LineWorth]) -> Decimal:
    """The present value of every benefit with nothing taken off."""
    return total(one.gross for one in lines if one.is_benefit)


@exact
def weighted_npv(lines: Sequence[LineWorth], npv: Decimal) -> Decimal | None:
    """The net present value with each benefit weighed by who gains; None where no line says who does."""
    if all(one.step.line.weight is None for one in lines):
        return None
    return npv + total(one.weighted - one.present for one in lines if one.is_benefit)


@exact
def swings(lines: Sequence[LineWorth]) -> list[RiskMoney]:
    """The ranges of the lines as chances on what the option is worth: most likely nothing, from a gain to a loss."""
    found = []
    for one in lines:
        ends = [int(rounded(-change)) for change in one.changes()]
        if one.line.terms.has_range and any(ends):
            found.append(RiskMoney(one.line.title, CERTAIN, min(*ends, 0), 0, max(*ends, 0)))
    return found


@exact
def at_ends(lines: Sequence[LineWorth], npv: Decimal) -> list[tuple[str, Decimal]]:
    """The net present value with one line at each end of its own range."""
    found = []
    for one in lines:
        if one.line.terms.has_range:
            terms = one.line.terms
            said = (f"{terms.range_low}% lower", f"{terms.range_high}% higher")
            found += [
                (f"‘{one.line.title}’ {words}, its own range", npv + change)
                for words, change in zip(said, one.changes(), strict=True)
                if change != ZERO
            ]
    return found
