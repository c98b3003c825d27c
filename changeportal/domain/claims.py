"""What savings claim of the council's posts and contracts: each counts once; posts that end together are counted together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

WINDOW = timedelta(days=90)


class Thing(StrEnum):
    """What can be claimed."""

    POST = "post"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingClaim:
    """A claim of a proposal's recommended option. ``month``: when the saving starts, nothing where it has no figures yet.

    ``agreed``: an approved plan holds it. Posts have hundredths of a full-time person, and somebody in them or nobody.
    """

    thing: Thing
    number: str
    title: str
    ref: str
    mine: bool
    agreed: bool = False
    fte_hundredths: int = 0
    filled: bool = False
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """A thing that this case and others claim; ``agreed`` where one of them is an approved plan."""

    mine: ThingClaim
    refs: tuple[str, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """Filled posts that end within 90 days, some of them by this case; ``refs`` are the other proposals."""

    posts: int
    fte_hundredths: int
    refs: tuple[str, ...]


def clashes(claims: Sequence[ThingClaim]) -> Iterator[Clash]:
    """What is claimed here and elsewhere, in the order of this case's claims."""
    seen: set[tuple[Thing, str]] = set()
    for one in claims:
        key = (one.thing, one.number)
        if not one.mine or key in seen:
            continue
        seen.add(key)
        others = [other for other in claims if not other.mine and (other.thing, other.number) == key]
        if others:
            yield Clash(one, tuple(sorted({other.ref for other in others})), any(other.agreed for other in others))


def most_ending(claims: Sequence[ThingClaim]) -> Ending:
    """The most filled posts that end in any 90 days in which this case ends one. What has no month yet counts if it is this case's."""
    posts = [one for one in claims if one.thing is Thing.POST and one.filled and (one.mine or one.month is not None)]
    starts = sorted({one.month for one in posts if one.month is not None}) or [date.min]
    return max((_ending(posts, start) for start in starts), key=lambda one: one.posts)


def _ending(posts: Sequence[ThingClaim], start: date) -> Ending:
    inside = [one for one in posts if one.month is None or start <= one.month < start + WINDOW]
    if not any(one.mine for one in inside):
        return Ending(0, 0, ())
    once = {one.number: one for one in inside}
    refs = tuple(sorted({one.ref for one in inside if not one.mine}))
    return Ending(len(once), sum(one.fte_hundredths for one in once.values()), refs)
