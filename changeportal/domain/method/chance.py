"""Ranges: quantiles (type 7), triangular and PERT distributions, and the closed-form mean and spread of a portfolio."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from changeportal.domain.method.numbers import ONE, ZERO, Number, dec, decs, exact, total

# the normal distribution's 10th, 50th, 80th and 90th percentiles, in standard deviations
NORMAL = {
    Decimal("0.1"): Decimal("-1.2815515655446004"),
    Decimal("0.2"): Decimal("-0.8416212335729143"),
    Decimal("0.5"): ZERO,
    Decimal("0.8"): Decimal("0.8416212335729143"),
    Decimal("0.9"): Decimal("1.2815515655446004"),
}


@exact
def quantile(values: Sequence[Number], share: Number) -> Decimal:
    """Linear between the ordered values, as Excel's PERCENTILE.INC. ValueError without values or beyond 0 to 1."""
    ordered, where = sorted(decs(values)), dec(share)
    if not ordered or not ZERO <= where <= ONE:
        raise ValueError("give at least one value, and a share between 0 and 1")
    place = where * (len(ordered) - 1)
    low = int(place)
    if low + 1 == len(ordered):
        return ordered[low]
    return ordered[low] + (place - low) * (ordered[low + 1] - ordered[low])


@dataclass(frozen=True, slots=True)
class Spread:
    """A mean and a standard deviation."""

    mean: Decimal
    sd: Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """The lowest, most likely and highest value. ValueError when they are out of order."""

    low: Decimal
    mode: Decimal
    high: Decimal

    def __post_init__(self) -> None:
        """Lowest first."""
        if not self.low <= self.mode <= self.high:
            raise ValueError("the most likely value lies between the lowest and the highest")


@exact
def triangular(of: Range) -> Spread:
    """Mean and spread of a triangular distribution."""
    low, mode, high = of.low, of.mode, of.high
    variance = (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18
    return Spread((low + mode + high) / 3, variance.sqrt())


@exact
def triangular_quantile(of: Range, share: Number) -> Decimal:
    """The value that a triangular distribution stays at or below with that chance."""
    where, width = dec(share), of.high - of.low
    if not ZERO <= where <= ONE:
        raise ValueError("a share is between 0 and 1")
    if not width:
        return of.low
    if where * width <= of.mode - of.low:
        return of.low + (where * width * (of.mode - of.low)).sqrt()
    return of.high - ((ONE - where) * width * (of.high - of.mode)).sqrt()


@exact
def pert(of: Range) -> Spread:
    """The PERT rule: (low + 4 mode + high) / 6 and (high - low) / 6."""
    return Spread((of.low + 4 * of.mode + of.high) / 6, (of.high - of.low) / 6)


@exact
def pert_total(parts: Sequence[Range]) -> Spread:
    """The sum of independent parts."""
    spreads = [pert(part) for part in parts]
    return Spread(total(one.mean for one in spreads), total(one.sd**2 for one in spreads).sqrt())


@dataclass(frozen=True, slots=True)
class ChancyLine:
    """An amount, the triangular range of the share that is delivered, and the chance that anything is."""

    amount: Decimal
    delivered: Range
    chance: Decimal = ONE


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The spread of each line, and of their sum."""

    lines: tuple[Spread, ...]
    whole: Spread


@exact
def line_spread(line: ChancyLine) -> Spread:
    """Amount times a triangular share times yes or no: the second moment is the chance times that of the share."""
    share = triangular(line.delivered)
    mean = line.chance * share.mean
    variance = line.chance * (share.sd**2 + share.mean**2) - mean**2
    return Spread(line.amount * mean, abs(line.amount) * variance.sqrt())


@exact
def portfolio(lines: Sequence[ChancyLine], rho: Number = 0) -> Portfolio:
    """The sum of lines whose values have the same linear correlation with each other."""
    spreads = tuple(line_spread(line) for line in lines)
    together = dec(rho)
    alone = total(one.sd**2 for one in spreads)
    joined = total(one.sd for one in spreads) ** 2
    variance = (ONE - together) * alone + together * joined
    return Portfolio(spreads, Spread(total(one.mean for one in spreads), variance.sqrt()))


@exact
def normal_quantile(of: Spread, share: Number) -> Decimal:
    """The closed-form estimate shown before anything is simulated. KeyError for a share that is not tabled here."""
    return of.mean + of.sd * NORMAL[dec(share).normalize()]
