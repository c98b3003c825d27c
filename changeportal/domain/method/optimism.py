"""Optimism bias: the published upper bounds, lowered only by recorded mitigations, added to base costs."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from changeportal.domain.method.numbers import ONE, ZERO, Number, dec, exact, total


@dataclass(frozen=True, slots=True)
class Bounds:
    """Upper and lower bounds of one type of project, in per cent; None where there is none."""

    duration_upper: int | None
    duration_lower: int | None
    capital_upper: int
    capital_lower: int


@dataclass(frozen=True, slots=True)
class Mitigation:
    """A contributory area: its share of the bias, and how much of it is managed (0 to 1), with evidence elsewhere."""

    share: Decimal
    managed: Decimal


@dataclass(frozen=True, slots=True)
class Mitigated:
    """The share managed, the bias that is left, and a base without and with it."""

    managed: Decimal
    resultant: Decimal
    unmitigated: Decimal
    adjusted: Decimal


@exact
def mitigated(upper: Number, base: Number, areas: Sequence[Mitigation]) -> Mitigated:
    """Upper bound times (1 - sum of share times mitigation). ValueError for shares or mitigations that cannot be."""
    _check(areas)
    managed = total(area.share * area.managed for area in areas)
    left = dec(upper) * (ONE - managed)
    return Mitigated(managed, left, dec(base) * (ONE + dec(upper)), dec(base) * (ONE + left))


def _check(areas: Sequence[Mitigation]) -> None:
    if any(not ZERO <= area.managed <= ONE or area.share < 0 for area in areas):
        raise ValueError("a mitigation is between 0 and 1, and a share is not below 0")
    if total(area.share for area in areas) > ONE:
        raise ValueError("the shares add up to more than 1")


@exact
def combined(parts: Sequence[tuple[Number, Number]]) -> tuple[list[Decimal], Decimal]:
    """Each part's share of the capital times its upper bound, and their sum."""
    found = [dec(share) * dec(upper) for share, upper in parts]
    return found, total(found)


@exact
def applied(values: Sequence[Number], bias: Number, mitigation: Number = 0) -> list[Decimal]:
    """Each value with the bias that is left after mitigation."""
    uplift = ONE + dec(bias) * (ONE - dec(mitigation))
    return [dec(value) * uplift for value in values]
