"""How much of a budget a saving takes, against the most that similar past proposals really reached.

A proposal is past once it is closed; those that were closed last are looked at. What it reached is what finance verified in a
year, as a share of the budget of that year.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from changeportal.domain.money import half_up_div

LEAST_PAST, MOST_PAST = 3, 200
PERMILLE = 1000


@dataclass(frozen=True, slots=True)
class Reached:
    """What a closed proposal's savings brought from one budget in one year, with what they could have been taken from."""

    ref: str
    categories: frozenset[str]
    same_directorate: bool
    verified: int
    budget: int

    @property
    def permille(self) -> int:
        """Thousandths of the budget."""
        return share(self.verified, self.budget)


@dataclass(frozen=True, slots=True)
class Best:
    """The most that any of ``of`` similar proposals reached, in thousandths of a budget, and which of them it was."""

    permille: int
    ref: str
    of: int


def share(pence: int, budget: int) -> int:
    """Thousandths of the budget, half up."""
    return half_up_div(pence * PERMILLE, budget)


def best_of(past: Sequence[Reached], categories: Collection[str]) -> Best | None:
    """The best of those of the same directorate or of one of the categories; nothing while they are fewer than three."""
    similar = [one for one in past if one.same_directorate or one.categories & set(categories)]
    refs = {one.ref for one in similar}
    if len(refs) < LEAST_PAST:
        return None
    best = min(similar, key=lambda one: (-one.permille, one.ref))
    return Best(best.permille, best.ref, len(refs))
