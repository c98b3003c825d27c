"""What a money line says beyond its amounts: between what and what it could lie, and how much of a benefit is its own.

Shares are whole per cent, nought where nothing is taken off. A range is per cent of the amounts as entered.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from changeportal.domain.method.numbers import HUNDRED, ONE, dec, exact
from changeportal.domain.method.worth import Additionality
from changeportal.domain.money import format_pounds
from changeportal.domain.terms import LineKind

BENEFITS = frozenset({LineKind.SAVING, LineKind.INCOME})
MOST_LOWER, MOST_HIGHER, MOST_SHARE, MOST_MORE = 100, 1000, 100, 500
SHARE_LABELS = {
    "deadweight": "would have happened anyway",
    "due_to_others": "is due to others",
    "leakage": "goes to people it is not meant for",
    "displacement": "is only moved from elsewhere",
    "substitution": "takes the place of something as good",
    "multiplier": "is set off besides",
    "drop_off": "fades each year",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTerms:
    """The range of a line with its reason; the shares that turn a gross benefit into a net one; whose benefit it is."""

    range_low: int | None = None
    range_high: int | None = None
    range_reason: str = ""
    deadweight: int = 0
    due_to_others: int = 0
    leakage: int = 0
    displacement: int = 0
    substitution: int = 0
    multiplier: int = 0
    drop_off: int = 0
    group_income_pence: int | None = None
    net_reason: str = ""

    @property
    def has_range(self) -> bool:
        """Whether it could be more or less than it says."""
        return self.range_low is not None and self.range_high is not None

    @property
    def says_net(self) -> bool:
        """Whether anything turns its gross benefit into another one, or weighs it."""
        return bool(self.shares()) or self.group_income_pence is not None

    def shares(self) -> dict[str, int]:
        """The shares that are not nought, by name."""
        return {name: getattr(self, name) for name in SHARE_LABELS if getattr(self, name)}


NAMES = tuple(one.name for one in fields(LineTerms))
NOTHING = LineTerms()


def said_of(held: Any) -> LineTerms:
    """The terms of a row that has a field for each."""
    return LineTerms(**{name: getattr(held, name) for name in NAMES})


def terms_in(line: Mapping[str, Any]) -> LineTerms:
    """The terms of a line as a version froze it; what it does not name was not said."""
    return LineTerms(**{name: line[name] for name in NAMES if name in line})


def kept(terms: LineTerms) -> dict[str, Any]:
    """What a version keeps: only what was said, so that a line without terms reads as it did before there were any."""
    return {name: getattr(terms, name) for name in NAMES if getattr(terms, name) != getattr(NOTHING, name)}


def faults(kind: LineKind, terms: LineTerms) -> dict[str, str]:
    """What stops the terms of a line from being taken: field name to words for a person."""
    return {**_range_faults(terms), **_net_faults(kind, terms)}


def _range_faults(terms: LineTerms) -> dict[str, str]:
    low, high = terms.range_low, terms.range_high
    if low is None and high is None:
        return {"range_low": RANGE_WANTED} if terms.range_reason.strip() else {}
    found = {}
    if low is None or not 0 <= low <= MOST_LOWER:
        found["range_low"] = f"Enter how much lower it could be, from 0 to {MOST_LOWER} per cent"
    if high is None or not 0 <= high <= MOST_HIGHER:
        found["range_high"] = f"Enter how much higher it could be, from 0 to {MOST_HIGHER:,} per cent"
    if low == 0 and high == 0:
        found["range_low"] = "Enter more than 0 for lower or for higher, or leave both blank"
    if not terms.range_reason.strip():
        found["range_reason"] = "Say why it could be that much lower or higher"
    return found


RANGE_WANTED = "Enter how much lower and how much higher it could be, or take the reason away"


def _net_faults(kind: LineKind, terms: LineTerms) -> dict[str, str]:
    found = {}
    for name, share in terms.shares().items():
        most = MOST_MORE if name == "multiplier" else MOST_SHARE
        if not 0 <= share <= most:
            found[name] = f"Enter a share from 0 to {most} per cent"
    if terms.group_income_pence is not None and terms.group_income_pence <= 0:
        found["group_income_pence"] = "Enter an income of more than £0, or leave it blank"
    if terms.says_net and kind not in BENEFITS:
        found["kind"] = NO_BENEFIT
    elif terms.says_net and not terms.net_reason.strip():
        found["net_reason"] = "Say how you know"
    elif terms.net_reason.strip() and not terms.says_net:
        found["deadweight"] = "Enter at least one share or an income, or take the reason away"
    return found


NO_BENEFIT = (
    "This line says how much of its benefit is down to the proposal. Take that away first: a cost has no such share"
)


@exact
def additionality(terms: LineTerms) -> Additionality:
    """The terms as the method takes them."""
    share = {name: dec(getattr(terms, name)) / HUNDRED for name in SHARE_LABELS}
    return Additionality(
        deadweight=share["deadweight"],
        attribution=ONE - share["due_to_others"],
        leakage=share["leakage"],
        displacement=share["displacement"],
        substitution=share["substitution"],
        multiplier=ONE + share["multiplier"],
        drop_off=share["drop_off"],
    )


@exact
def part_of(percent: int, pence: Decimal) -> Decimal:
    """So many per cent of an amount."""
    return dec(percent) / HUNDRED * pence


def range_words(terms: LineTerms) -> str:
    """The range for people."""
    if not terms.has_range:
        return "None"
    return f"{terms.range_low}% lower to {terms.range_high}% higher"


def net_words(terms: LineTerms) -> str:
    """What is taken off and added, for people."""
    said = [f"{share}% {SHARE_LABELS[name]}" for name, share in terms.shares().items()]
    if terms.group_income_pence is not None:
        said.append(f"households that gain have {format_pounds(terms.group_income_pence)} a year")
    return "; ".join(said) or "Nothing"
