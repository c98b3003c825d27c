"""Exact decimal numbers: one precision for every calculation, rounding only where something is shown."""

from collections.abc import Callable, Iterable
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import wraps
from typing import ParamSpec, TypeVar

PRECISION = 50
ZERO, ONE = Decimal(0), Decimal(1)
HUNDRED = Decimal("1e2")
_EXACT = Context(prec=PRECISION, rounding=ROUND_HALF_UP)
P = ParamSpec("P")
R = TypeVar("R")
Number = Decimal | int | str


def exact(work: Callable[P, R]) -> Callable[P, R]:
    """Run a function of the method at full precision, whatever the caller's decimal context is."""

    @wraps(work)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with localcontext(_EXACT):
            return work(*args, **kwargs)

    return inside


def dec(value: Number) -> Decimal:
    """A decimal from text, a whole number or a decimal. Never from binary floating point: TypeError."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int | str):
        raise TypeError(f"{value!r} is no exact number")
    return Decimal(value)


def decs(values: Iterable[Number]) -> list[Decimal]:
    """Decimals of all of them."""
    return [dec(value) for value in values]


def total(values: Iterable[Decimal]) -> Decimal:
    """Their sum; nothing adds up to nought."""
    return sum(values, ZERO)


@exact
def rounded(value: Number, places: int = 0) -> Decimal:
    """Half up, away from nought, as Excel's ROUND; negative places round to tens, hundreds and so on."""
    return dec(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def at(values: list[Decimal], place: int) -> Decimal:
    """The value at a place, nought beyond the end."""
    return values[place] if 0 <= place < len(values) else ZERO


def padded(values: Iterable[Number], length: int) -> list[Decimal]:
    """Decimals, with noughts to the length; ValueError when there are more."""
    found = decs(values)
    if len(found) > length:
        raise ValueError(f"{len(found)} amounts for {length} years")
    return found + [ZERO] * (length - len(found))
