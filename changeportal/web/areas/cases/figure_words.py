"""Exact figures of the appraisal in words for its pages."""

from decimal import Decimal

from changeportal.domain.method.numbers import HUNDRED, rounded
from changeportal.domain.money import MINUS, format_pounds

NONE = "None: costs are nought or less"


def money(pence: Decimal) -> str:
    """Whole pounds, half up, from exact pence."""
    return format_pounds(int(rounded(pence)), decimals=0)


def points(share: Decimal) -> str:
    """A share in per cent, one place."""
    return f"{rounded(share * HUNDRED, 1)}%".replace("-", MINUS)


def exact_points(share: Decimal) -> str:
    """A rate in per cent with all its places: 4.85%."""
    return f"{(share * HUNDRED).normalize():f}%"
