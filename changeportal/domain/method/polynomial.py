"""Every real root of a polynomial in an interval, counted exactly by Sturm's theorem and closed in by halving."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import gcd

from changeportal.domain.method.numbers import exact

Poly = list[int]
HALVINGS = 90


def integers(coefficients: Sequence[Decimal]) -> Poly:
    """The same polynomial with whole coefficients without a common factor, lowest power first."""
    fractions = [Fraction(one) for one in coefficients]
    bottom = 1
    for one in fractions:
        bottom = bottom * one.denominator // gcd(bottom, one.denominator)
    return _primitive([int(one * bottom) for one in fractions])


def _primitive(poly: Sequence[int]) -> Poly:
    kept = list(poly)
    while kept and not kept[-1]:
        kept.pop()
    common = 0
    for one in kept:
        common = gcd(common, one)
    return [one // common for one in kept] if common else []


def _remainder(top: Poly, bottom: Poly) -> Poly:
    """The remainder of a division, times a positive number so that it stays whole."""
    rest = list(top)
    lead = bottom[-1]
    while len(rest) >= len(bottom):
        scale, shift = rest[-1], len(rest) - len(bottom)
        sign = 1 if lead > 0 else -1
        rest = [one * abs(lead) for one in rest]
        for place, one in enumerate(bottom):
            rest[shift + place] -= sign * scale * one
        rest = _primitive(rest[:-1])
        if not rest:
            break
    return rest


def _chain(poly: Poly) -> list[Poly]:
    chain = [poly, _primitive([place * one for place, one in enumerate(poly)][1:])]
    while len(chain[-1]) > 1:
        rest = _remainder(chain[-2], chain[-1])
        if not rest:
            break
        chain.append([-one for one in rest])
    return chain


def _quotient(top: Poly, bottom: Poly) -> Poly:
    """The whole quotient of a division without remainder, without a common factor."""
    rest, found = [Fraction(one) for one in top], [Fraction(0)] * (len(top) - len(bottom) + 1)
    for shift in reversed(range(len(found))):
        found[shift] = rest[shift + len(bottom) - 1] / bottom[-1]
        for place, one in enumerate(bottom):
            rest[shift + place] -= found[shift] * one
    bottom_of = 1
    for part in found:
        bottom_of = bottom_of * part.denominator // gcd(bottom_of, part.denominator)
    return _primitive([int(part * bottom_of) for part in found])


def _simple_chain(poly: Poly) -> list[Poly]:
    """The chain of the polynomial with each root once."""
    chain = _chain(poly)
    return chain if len(chain[-1]) == 1 else _chain(_quotient(poly, chain[-1]))


def _sign_at(poly: Poly, at: Fraction) -> int:
    value = 0
    scale = 1
    for one in reversed(poly):
        value = value * at.numerator + one * scale
        scale *= at.denominator
    return (value > 0) - (value < 0)


def _changes(chain: Sequence[Poly], at: Fraction) -> int:
    signs = [sign for poly in chain if (sign := _sign_at(poly, at))]
    return sum(one != other for one, other in pairwise(signs))


def _count(chain: Sequence[Poly], low: Fraction, high: Fraction) -> int:
    """How many different roots are above ``low`` and at or below ``high``."""
    return _changes(chain, low) - _changes(chain, high)


@exact
def roots_between(coefficients: Sequence[Decimal], low: Decimal, high: Decimal) -> list[Decimal]:
    """The different real roots strictly between the two, ascending; none for nought everywhere."""
    poly = integers(coefficients)
    if len(poly) < 2:
        return []
    chain = _simple_chain(poly)
    waiting, found = [(Fraction(low), Fraction(high))], []
    while waiting:
        left, right = waiting.pop()
        count = _count(chain, left, right)
        if count == 1:
            found.append(_close_in(chain, left, right))
        elif count > 1:
            middle = (left + right) / 2
            waiting += [(left, middle), (middle, right)]
    return sorted(root for root in found if low < root < high)


def _close_in(chain: Sequence[Poly], left: Fraction, right: Fraction) -> Decimal:
    for _step in range(HALVINGS):
        if _sign_at(chain[0], right) == 0:
            return Decimal(right.numerator) / Decimal(right.denominator)
        middle = (left + right) / 2
        if _count(chain, left, middle):
            right = middle
        else:
            left = middle
    middle = (left + right) / 2
    return Decimal(middle.numerator) / Decimal(middle.denominator)
