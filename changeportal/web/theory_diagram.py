"""The theory of change as a picture: a box for each step, in columns, and a numbered arrow for each link."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from markupsafe import Markup, escape

from changeportal.domain.theory import COLUMN_LABELS, Column, Theory

BOX, GAP, LINE, PAD, TOP = 176, 60, 20, 12, 48
LETTERS = 19
WIDTH = len(Column) * BOX + (len(Column) - 1) * GAP
INK, PALE, RULE = "#0B0C0C", "#F3F2F1", "#12436D"


@dataclass(frozen=True, slots=True)
class Box:
    """A step where it stands."""

    x: int
    y: int
    height: int
    lines: Sequence[str]

    @property
    def middle(self) -> int:
        """Half-way down."""
        return self.y + self.height // 2


def boxes(theory: Theory) -> dict[str, Box]:
    """Where each step stands: its column from left to right, one under the other."""
    found: dict[str, Box] = {}
    for n, column in enumerate(Column):
        y = TOP
        for step in (one for one in theory.steps if one.column is column):
            lines = wrap(step.title, LETTERS)
            box = Box(n * (BOX + GAP), y, len(lines) * LINE + 2 * PAD, lines)
            found[step.key] = box
            y += box.height + LINE
    return found


def diagram(theory: Theory) -> str:
    """The picture as SVG; what it says stands beside it in words, so it carries no text of its own for readers."""
    placed = boxes(theory)
    height = max((box.y + box.height for box in placed.values()), default=TOP) + LINE
    parts = [*_heads(), *(_arrow(placed, one.start, one.end) for one in theory.links), *map(_box, placed.values())]
    parts += _numbers(theory, placed)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'font-family="Arial, sans-serif" font-size="16"><rect width="{WIDTH}" height="{height}" fill="#FFFFFF"/>'
        f'<defs><marker id="head" markerWidth="10" markerHeight="10" refX="9" refY="5" orient="auto">'
        f'<path d="M0 0 L10 5 L0 10 z" fill="{RULE}"/></marker></defs>{"".join(parts)}</svg>'
    )


def _heads() -> Iterator[str]:
    for n, column in enumerate(Column):
        yield f'<text x="{n * (BOX + GAP)}" y="24" font-weight="bold" fill="{INK}">{COLUMN_LABELS[column]}</text>'


def _box(box: Box) -> str:
    words = "".join(
        Markup('<text x="{}" y="{}" fill="{}">{}</text>').format(
            box.x + PAD, box.y + PAD + LINE * n - 5, INK, escape(line)
        )
        for n, line in enumerate(box.lines, start=1)
    )
    frame = f'<rect x="{box.x}" y="{box.y}" width="{BOX}" height="{box.height}" fill="{PALE}" stroke="{RULE}" stroke-width="2"/>'
    return f"{frame}{words}"


def _arrow(placed: dict[str, Box], start: str, end: str) -> str:
    a, b = placed[start], placed[end]
    return (
        f'<line x1="{a.x + BOX}" y1="{a.middle}" x2="{b.x - 2}" y2="{b.middle}" stroke="{RULE}" stroke-width="2" '
        f'marker-end="url(#head)"/>'
    )


def _numbers(theory: Theory, placed: dict[str, Box]) -> Iterator[str]:
    """The number of each link, as in the list beside the picture, in the gap before the step it leads to."""
    taken: dict[str, int] = {}
    for n, link in enumerate(theory.ordered(), start=1):
        a, b = placed[link.start], placed[link.end]
        x = b.x - 30 - 26 * taken.get(link.end, 0) % GAP
        taken[link.end] = taken.get(link.end, 0) + 1
        run = b.x - a.x - BOX
        y = a.middle + (b.middle - a.middle) * (x - a.x - BOX) // run
        yield f'<circle cx="{x}" cy="{y}" r="12" fill="#FFFFFF" stroke="{RULE}"/>'
        yield f'<text x="{x}" y="{y + 5}" font-size="14" text-anchor="middle" fill="{INK}">{n}</text>'
