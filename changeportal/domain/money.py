"""Money: integer pence, the one parser of what people type, and the one way to print it.

Nowhere else in the product multiplies or divides by a hundred, and nowhere is there a float.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Literal

LIMIT_PENCE = 10**15
MINUS = "\u2212"


class Unit(Enum):
    """The unit that figures are typed or shown in: its label, and how many decimal places one penny is away."""

    POUNDS = ("£", 2)
    THOUSANDS = ("£000", 5)
    MILLIONS = ("£m", 8)

    def __init__(self, label: str, places: int) -> None:
        self.label = label
        self.places = places

    @property
    def pence(self) -> int:
        """Pence in one of the unit."""
        return int(10**self.places)


class MoneyError(ValueError):
    """What was typed isn't an amount. ``code`` is stable; ``message`` says in plain English how to mend it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An exact amount in whole pence. Adds and compares only with other Money; multiplies only by a whole number."""

    pence: int = 0

    def __post_init__(self) -> None:
        if type(self.pence) is not int:
            raise TypeError("Money takes whole pence as an int")

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.pence + other.pence)

    def __sub__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.pence - other.pence)

    def __mul__(self, times: int) -> "Money":
        if type(times) is not int:
            return NotImplemented
        return Money(self.pence * times)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.pence)

    def __abs__(self) -> "Money":
        return Money(abs(self.pence))

    def __bool__(self) -> bool:
        return self.pence != 0

    def __str__(self) -> str:
        return format_pounds(self.pence)

    def share(self, numerator: int, denominator: int) -> "Money":
        """That fraction of the amount, rounded to the penny half away from zero."""
        return Money(half_up_div(self.pence * numerator, denominator))

    @staticmethod
    def total(amounts: Iterable["Money"]) -> "Money":
        """The sum; nothing adds up to no pence."""
        return Money(sum(amount.pence for amount in amounts))


_SPACES = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u202f\u205f\u3000\t\r\n", " "),
        **{chr(code): " " for code in range(0x2002, 0x200B)},
        **dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff", ""),
    }
)
_NUMBER = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)?(?:\.(?P<part>[0-9]+))?",
)
_DASHES = {"-", MINUS, "\u2013", "\u2014"}
_HOW = "Enter an amount in figures, like 1,250 or 1250.50"


def parse_pounds(text: str, unit: Unit = Unit.POUNDS) -> int | None:
    """Pence from what was typed or pasted in ``unit``; None for a blank cell, a lone dash or £- (nil in accounts).

    Understands £, commas or spaces between thousands, (1,000), 1,000-, - and the real minus; marks that nobody can see
    are dropped. Nothing is rounded.
    Raises MoneyError for everything else.
    """
    cell = text.translate(_SPACES).strip(" ")
    if not cell or cell.removeprefix("£").strip(" ") in _DASHES:
        return None
    negative, bare = _sign(cell.replace(MINUS, "-"))
    _refuse_words(bare)
    match = _NUMBER.fullmatch(bare)
    if match is None or not (match["whole"] or match["part"]):
        raise _not_a_number(bare)
    pence = _whole_pence(match["whole"] or "0", match["part"] or "", unit)
    return -pence if negative else pence


def _sign(cell: str) -> tuple[bool, str]:
    """Whether the cell is negative, and the cell without its sign and pound mark. One sign and one mark at most."""
    signs = 0
    bare = cell
    marks = bare.count("£")
    bare = bare.replace("£", "", 1) if re.match(r"[-( ]*£", bare) else bare
    bare = bare.strip(" ")
    if bare.startswith("(") and bare.endswith(")"):
        signs, bare = signs + 1, bare[1:-1].strip(" ")
    if bare.startswith("-"):
        signs, bare = signs + 1, bare[1:].strip(" ")
    if bare.endswith("-"):
        signs, bare = signs + 1, bare[:-1].strip(" ")
    if signs > 1 or marks > 1:
        raise MoneyError("sign", "Use one minus sign or one pair of brackets, and one £ sign")
    return signs == 1, bare


def _refuse_words(bare: str) -> None:
    if "%" in bare:
        raise MoneyError("percent", "Enter an amount of money, not a percentage")
    if re.fullmatch(r"[0-9.,]+ ?(k|m|bn|mn|million|thousand)", bare, re.IGNORECASE | re.ASCII):
        raise MoneyError("suffix", "Write the amount out in full, like 480,000, instead of k or m")
    if any(character.isalpha() for character in bare):
        raise MoneyError("words", "Enter an amount in figures. Leave the cell blank if you do not know it yet")


def _not_a_number(bare: str) -> MoneyError:
    if re.fullmatch(r"[0-9., ]+", bare) and bare.count(".") <= 1 and ("," in bare or " " in bare):
        return MoneyError("commas", "Check where the commas or spaces are: there must be 3 figures after each one")
    return MoneyError("not_a_number", _HOW)


def _whole_pence(whole: str, part: str, unit: Unit) -> int:
    digits = whole.replace(",", "").replace(" ", "").lstrip("0")
    if len(part) > unit.places:
        raise MoneyError("decimals", f"Use no more than {unit.places} decimal places: pence are the smallest amount")
    too_large = MoneyError("too_large", "Enter an amount of no more than £10 trillion")
    if len(digits) > len(str(LIMIT_PENCE)):
        raise too_large
    pence = int(digits or "0") * unit.pence + int(part.ljust(unit.places, "0"))
    if pence > LIMIT_PENCE:
        raise too_large
    return pence


def half_up_div(numerator: int, denominator: int) -> int:
    """The whole number nearest to the quotient; exactly half goes away from zero. Raises ZeroDivisionError."""
    size = (2 * abs(numerator) + abs(denominator)) // (2 * abs(denominator))
    return size if (numerator < 0) == (denominator < 0) else -size


def format_pounds(pence: int, unit: Unit = Unit.POUNDS, *, decimals: int | None = None) -> str:
    """The amount for a screen: "£480,000", "−£1,250.50"; in £000 and £m bare figures, for a column that names its unit.

    Without ``decimals``: pounds show pence only where there are any, £000 none, £m three places.
    """
    if decimals is None:
        decimals = {Unit.POUNDS: 2 if pence % 100 else 0, Unit.THOUSANDS: 0, Unit.MILLIONS: 3}[unit]
    if not 0 <= decimals <= unit.places:
        raise ValueError("decimals beyond a penny")
    scaled = half_up_div(pence, 10 ** (unit.places - decimals))
    mark = "£" if unit is Unit.POUNDS else ""
    sign = MINUS if scaled < 0 else ""
    whole, rest = divmod(abs(scaled), 10**decimals)
    tail = f".{rest:0{decimals}d}" if decimals else ""
    return f"{sign}{mark}{whole:,}{tail}"


def plain_pounds(pence: int) -> str:
    """The amount for a file or JSON: two decimals, a hyphen-minus, no commas ("-1250.50")."""
    whole, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{whole}.{rest:02d}"


def split(pence: int, weights: int | Sequence[int], residue: Literal["last", "first"] = "last") -> list[int]:
    """Parts that add up to ``pence`` exactly, equal (a count) or by whole-number weights.

    Each part is rounded towards zero, so that none has the wrong sign; the pennies left over go to the last
    (or first) part that has a weight. Raises ValueError when there is no weight to split by.
    """
    shares = [1] * weights if isinstance(weights, int) else list(weights)
    whole = sum(shares)
    if whole <= 0 or min(shares) < 0:
        raise ValueError("weights must be nought or more, and not all nought")
    size = -1 if pence < 0 else 1
    parts = [size * (abs(pence) * share // whole) for share in shares]
    weighted = [place for place, share in enumerate(shares) if share]
    parts[weighted[-1] if residue == "last" else weighted[0]] += pence - sum(parts)
    return parts
