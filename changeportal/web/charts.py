"""Bar geometry: figures to rectangles on a 0 to 100 scale, as text for SVG attributes. Whole numbers in, nothing floats."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

_HUNDREDTHS = 10_000


class Fill(Enum):
    """The measured chart colours: fill and outline. Outlines carry pale fills to 3 to 1 against white."""

    TOTAL = ("#3D3D3D", "#3D3D3D")
    ADDS = ("#F46A25", "#3D3D3D")
    REDUCES = ("#2073BC", "#2073BC")
    PLAIN = ("#12436D", "#12436D")
    VERIFIED = ("#12436D", "#12436D")
    FORECAST = ("#2073BC", "#2073BC")
    AT_RISK = ("#6BACE6", "#12436D")
    WILL_NOT_HAPPEN = ("#FFFFFF", "#12436D")
    TO_FIND = ("#FFFFFF", "#3D3D3D")

    @property
    def colour(self) -> str:
        """The fill colour."""
        return self.value[0]

    @property
    def outline(self) -> str:
        """The outline colour."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle: start and width as hundredths of the scale, written with two decimals ("25.83")."""

    x: str
    width: str
    fill: Fill


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a waterfall: an amount in pence, or the running total where ``is_total``."""

    amount: int
    is_total: bool = False


def _share(part: int, span: int) -> int:
    """Hundredths of ``part`` on a scale of 0 to 100, half up."""
    return (2 * part * _HUNDREDTHS + span) // (2 * span)


def _written(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _bar(start: int, end: int, low: int, span: int, fill: Fill) -> Bar:
    """Both ends are rounded, and the width is what lies between, so that neighbours meet."""
    left, right = _share(min(start, end) - low, span), _share(max(start, end) - low, span)
    return Bar(_written(left), _written(right - left), fill)


def waterfall(steps: Sequence[Step]) -> list[Bar]:
    """A bar for each step. The scale runs over every running total, so no bar can leave the picture."""
    ends, running = [], 0
    for step in steps:
        start = 0 if step.is_total else running
        running = step.amount if step.is_total else running + step.amount
        ends.append((start, running, step))
    low = min(0, *(end for _, end, _ in ends)) if ends else 0
    span = max(1, max(0, *(end for _, end, _ in ends)) - low) if ends else 1
    return [_bar(start, end, low, span, _waterfall_fill(step)) for start, end, step in ends]


def _waterfall_fill(step: Step) -> Fill:
    if step.is_total:
        return Fill.TOTAL
    return Fill.ADDS if step.amount > 0 else Fill.REDUCES


def stacked(rows: Sequence[Sequence[tuple[int, Fill]]]) -> list[list[Bar]]:
    """Rows of parts laid end to end on one scale: the longest row is 100 wide. Parts are nought or more.

    Raises ValueError for a part below nought: length cannot show it.
    """
    if any(amount < 0 for row in rows for amount, _ in row):
        raise ValueError("a part of a stacked bar is below nought")
    span = max(1, max((sum(amount for amount, _ in row) for row in rows), default=0))
    return [_laid(row, span) for row in rows]


def _laid(row: Sequence[tuple[int, Fill]], span: int) -> list[Bar]:
    bars, at = [], 0
    for amount, fill in row:
        if amount:
            bars.append(_bar(at, at + amount, 0, span, fill))
        at += amount
    return bars


def single(amounts: Sequence[int], fill: Fill = Fill.PLAIN) -> list[list[Bar]]:
    """One bar a row. A negative amount runs left from the nought line."""
    low = min(0, *amounts) if amounts else 0
    span = max(1, max(0, *amounts) - low) if amounts else 1
    return [[_bar(0, amount, low, span, fill)] for amount in amounts]


def marker(amount: int, amounts: Sequence[int]) -> str:
    """Where a thin mark at ``amount`` stands on the scale of ``single(amounts)``, with both ends of it."""
    low = min(0, *amounts, amount)
    return _written(_share(amount - low, max(1, max(0, *amounts, amount) - low)))
