"""Benefits that are no money and are promised twice: the same measure, for the same people, at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """A benefit as a case promises it. ``starts`` and ``start`` are the day and the value of the starting point, nothing where
    none is given. ``ref`` is the proposal that promises it, and ``same_place`` whether it is of the same service or, where one
    of the two names no service, of the same directorate; neither is said of the case's own."""

    key: str
    title: str
    unit: str
    direction: str
    ends: date
    target: str
    starts: date | None = None
    start: str = ""
    commitment: str = ""
    ref: str = ""
    same_place: bool = False


def plain(words: str) -> str:
    """Words as they are compared: small letters, one space between them."""
    return " ".join(words.lower().split())


def is_same(mine: Promised, other: Promised) -> bool:
    """Whether two benefits are one: unit, direction and time agree, and so do either the name in the same place, or the
    commitment with the name or the value that both start from."""
    if (plain(mine.unit), mine.direction) != (plain(other.unit), other.direction) or not _meet(mine, other):
        return False
    name = plain(mine.title) == plain(other.title)
    commitment = bool(mine.commitment) and mine.commitment == other.commitment
    start = bool(mine.start) and mine.start == other.start
    return (name and other.same_place) or (commitment and (name or start))


def _meet(one: Promised, other: Promised) -> bool:
    return (one.starts or date.min) < other.ends and (other.starts or date.min) < one.ends


def twice(mine: Sequence[Promised], others: Sequence[Promised]) -> list[tuple[Promised, list[Promised]]]:
    """The case's benefits that others promise too, in its order; the others by reference."""
    found = [(one, sorted((o for o in others if is_same(one, o)), key=lambda o: (o.ref, o.key))) for one in mine]
    return [(one, same) for one, same in found if same]
