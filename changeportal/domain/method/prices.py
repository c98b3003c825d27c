"""Price bases: an index with year 0 at one, real and nominal amounts, rebasing between years, Fisher's relation."""

from collections.abc import Sequence
from decimal import Decimal

from changeportal.domain.method.numbers import ONE, Number, dec, decs, exact


@exact
def index_of(growth: Sequence[Number], years: int) -> list[Decimal]:
    """The index of each year: 1, then grown by each year's rate; beyond the rates the last one is held."""
    rates = decs(growth)
    found = [ONE]
    for step in range(years - 1):
        rate = rates[min(step, len(rates) - 1)] if rates else Decimal(0)
        found.append(found[-1] * (ONE + rate))
    return found[:years]


@exact
def real(nominal: Sequence[Number], index: Sequence[Number]) -> list[Decimal]:
    """Amounts of each year in prices of year 0."""
    return [amount / level for amount, level in zip(decs(nominal), decs(index), strict=True)]


@exact
def nominal(real_amounts: Sequence[Number], index: Sequence[Number]) -> list[Decimal]:
    """Amounts in the money of each year."""
    return [amount * level for amount, level in zip(decs(real_amounts), decs(index), strict=True)]


@exact
def rebase(value: Number, index_from: Number, index_to: Number) -> Decimal:
    """An amount in prices of one year in the prices of another."""
    return dec(value) * dec(index_to) / dec(index_from)


@exact
def index_change(index_from: Number, index_to: Number) -> Decimal:
    """The growth between two levels, as a share of one."""
    return dec(index_to) / dec(index_from) - ONE


@exact
def nominal_rate(real_rate: Number, inflation: Number) -> Decimal:
    """(1 + real)(1 + inflation) - 1: never the sum of the two."""
    return (ONE + dec(real_rate)) * (ONE + dec(inflation)) - ONE


@exact
def real_rate(nominal_rate_given: Number, inflation: Number) -> Decimal:
    """The other way round."""
    return (ONE + dec(nominal_rate_given)) / (ONE + dec(inflation)) - ONE
