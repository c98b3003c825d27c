"""What agreeing or refusing items of an agenda does to the gap: the one ladder, with the items' pounds moved.

Every rung counts at face value, so an item that waits for a decision is inside today's figure already. Refused, its
pounds leave the ladder; agreed, they stand on the rung that comes next.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from changeportal.domain.contributions import NOT_IN_BUDGETS, PIPELINE_RUNGS, WHOLE, Below, Contribution
from changeportal.domain.ladder import RequirementRow, incremental, ladder
from changeportal.domain.money import half_up_div
from changeportal.domain.terms import Gateway, Rung

NEXT_RUNG = {Gateway.G2: Rung.PIPELINE_RESOURCING, Gateway.G4: Rung.APPROVED}
STAGE_WEIGHT = {Rung.PIPELINE_RESOURCING: "resourcing"}


@dataclass(frozen=True, slots=True)
class FundNow:
    """A fund as its ladder is worked out today: years, the requirement's rows, stored totals, years that are set."""

    fund: str
    years: Sequence[int]
    requirement: Sequence[RequirementRow]
    totals: Sequence[Contribution]
    set_years: Collection[int]


@dataclass(frozen=True, slots=True)
class Asked:
    """An item that a body is asked to agree: its pounds and the rung on which they stand once it is agreed."""

    pieces: Sequence[Contribution]
    to: Rung


@dataclass(frozen=True, slots=True)
class YearEffect:
    """One year of a fund in pence, as changes on the year before: what is still to find, at face value and weighted.

    For a fund other than the General Fund it is what is met from the fund's own balance.
    """

    year: int
    today: int
    agreed: int
    refused: int
    weighted_today: int
    weighted_agreed: int

    @property
    def matters(self) -> bool:
        """Whether the decision changes anything in the year."""
        return self.agreed != self.refused or self.weighted_agreed != self.weighted_today


def rung_if_agreed(gateway: Gateway | None, power: str) -> Rung | None:
    """Where the pounds stand when the body agrees; None when they stay where they are."""
    if gateway is None or (gateway is Gateway.G4 and power != "decide"):
        return None
    return NEXT_RUNG.get(gateway)


def moved(pieces: Iterable[Contribution], to: Rung | Below, weights: Mapping[str, int]) -> list[Contribution]:
    """The pieces that no budget holds yet, on another rung or list; the rest stays where it is."""
    return [_moved(piece, to, weights) if piece.rung in NOT_IN_BUDGETS else piece for piece in pieces]


def _moved(piece: Contribution, to: Rung | Below, weights: Mapping[str, int]) -> Contribution:
    if isinstance(to, Below):
        return replace(piece, rung=None, below=to, weighted_pence=piece.pence)
    weight = weights[STAGE_WEIGHT[to]] if to in PIPELINE_RUNGS else WHOLE
    return replace(piece, rung=to, below=None, weighted_pence=half_up_div(piece.pence * weight, WHOLE))


def _instead(
    totals: Sequence[Contribution], old: Sequence[Contribution], new: Sequence[Contribution]
) -> Sequence[Contribution]:
    gone = [replace(piece, pence=-piece.pence, weighted_pence=-piece.weighted_pence) for piece in old]
    return [*totals, *gone, *new]


def effect(now: FundNow, items: Sequence[Asked], weights: Mapping[str, int]) -> list[YearEffect]:
    """Year by year, what is still to find today, when every item is agreed, and when none is."""
    own = [piece for item in items for piece in item.pieces]
    agreed = [piece for item in items for piece in moved(item.pieces, item.to, weights)]
    refused = moved(own, Below.ENDED, weights)
    today = _left(now, now.totals)
    yes, no = _left(now, _instead(now.totals, own, agreed)), _left(now, _instead(now.totals, own, refused))
    return [
        YearEffect(year, today[0][n], yes[0][n], no[0][n], today[1][n], yes[1][n]) for n, year in enumerate(now.years)
    ]


def _left(now: FundNow, pieces: Sequence[Contribution]) -> tuple[Sequence[int], Sequence[int]]:
    """What is left at face value and weighted, as changes on the year before."""
    found = incremental(ladder(now.fund, now.years, now.requirement, pieces, now.set_years))
    balance = found.below[Below.OWN_BALANCE]
    face, weighted = found.rungs[Rung.STILL_TO_FIND], found.weighted[Rung.STILL_TO_FIND]
    return [a + b for a, b in zip(face, balance, strict=True)], [a + b for a, b in zip(weighted, balance, strict=True)]
