"""The ladder from the requirement to what is still to find: the one function that every screen, paper and feed calls.

All pence are cumulative effects against the base and plus raises the fund's net budget, so the rungs that close the gap
are negative and what is still to find is the plain sum. ``incremental`` gives the yearly view. Only formatting turns signs.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from changeportal.domain.contributions import NOT_IN_BUDGETS, PIPELINE_RUNGS, Below, Contribution, placed
from changeportal.domain.profile import GENERAL_FUND, increments
from changeportal.domain.terms import MtfsKind, Rung

ByYear = tuple[int, ...]

CLOSING_RUNGS = (
    Rung.DELIVERED,
    Rung.ON_TRACK,
    Rung.AT_RISK,
    Rung.APPROVED,
    *PIPELINE_RUNGS,
    Rung.RESERVES_ONE_OFF,
)
ORDER = (Rung.REQUIREMENT, *CLOSING_RUNGS, Rung.STILL_TO_FIND)
RUNG_LABELS = {
    Rung.REQUIREMENT: "Requirement before savings and reserves",
    Rung.DELIVERED: "Delivered",
    Rung.ON_TRACK: "In the budget, on track",
    Rung.AT_RISK: "In the budget, at risk or will not happen",
    Rung.APPROVED: "Approved, not yet in a budget",
    Rung.PIPELINE_APPROVAL: "At approval",
    Rung.PIPELINE_RESOURCING: "At resourcing",
    Rung.PIPELINE_BUSINESS_CASE: "At business case",
    Rung.PIPELINE_IDEA: "Ideas with a figure",
    Rung.RESERVES_ONE_OFF: "Reserves and other one-off money",
    Rung.STILL_TO_FIND: "Still to find",
}
_NOT_REQUIREMENT = frozenset({MtfsKind.RESERVES, MtfsKind.SAVINGS_AGREED})


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One version line in one year: its cumulative effect in pence. Savings lines are views and are passed over."""

    fund: str
    year: int
    kind: MtfsKind
    pence: int
    line: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """One fund's ladder. ``rungs`` and ``below`` are at face value, ``weighted`` is rungs with the pipeline weighted.

    ``unplaced`` is the part of "at risk" in set years that no saving row explains: the budget was balanced, so what is
    missing from the record is non-delivery. In every year requirement + closing rungs = still to find + own balance,
    plus, in a set year, whatever the record holds beyond the requirement (listed as outturn).
    """

    fund: str
    years: ByYear
    set_years: frozenset[int]
    rungs: Mapping[Rung, ByYear]
    weighted: Mapping[Rung, ByYear]
    below: Mapping[Below, ByYear]
    unplaced: ByYear


def ladder(
    fund: str,
    years: Sequence[int],
    requirement: Iterable[RequirementRow],
    pieces: Iterable[Contribution],
    set_years: Collection[int],
) -> Ladder:
    """The fund's ladder for the years, cumulative. Rows of other funds and years are passed over."""
    asked = _Asked(fund, tuple(years), frozenset(set_years))
    rows = list(requirement)
    own = [placed(piece, asked.set_years) for piece in pieces if piece.fund == fund]
    face = {rung: asked.total((p.year, p.pence) for p in own if p.rung is rung) for rung in CLOSING_RUNGS}
    weighted = {rung: asked.total((p.year, p.weighted_pence) for p in own if p.rung is rung) for rung in CLOSING_RUNGS}
    below = {place: asked.total((p.year, p.pence) for p in own if p.below is place) for place in Below}
    for rungs in (face, weighted):
        rungs[Rung.REQUIREMENT] = asked.lines(rows, lambda kind: kind not in _NOT_REQUIREMENT)
        rungs[Rung.RESERVES_ONE_OFF] = asked.lines(rows, lambda kind: kind is MtfsKind.RESERVES)
    return _closed(asked, face, weighted, below)


@dataclass(frozen=True, slots=True)
class _Asked:
    fund: str
    years: ByYear
    set_years: frozenset[int]

    def total(self, amounts: Iterable[tuple[int, int]]) -> ByYear:
        sums = dict.fromkeys(self.years, 0)
        for year, pence in amounts:
            if year in sums:
                sums[year] += pence
        return tuple(sums[year] for year in self.years)

    def lines(self, rows: Sequence[RequirementRow], wanted: Callable[[MtfsKind], bool]) -> ByYear:
        return self.total((row.year, row.pence) for row in rows if row.fund == self.fund and wanted(row.kind))

    def only(self, values: ByYear, *, in_set_years: bool) -> ByYear:
        return tuple(
            value if (year in self.set_years) is in_set_years else 0
            for year, value in zip(self.years, values, strict=True)
        )


def _closed(
    asked: _Asked, face: dict[Rung, ByYear], weighted: dict[Rung, ByYear], below: dict[Below, ByYear]
) -> Ladder:
    """The ladder with its last rung, and each set year closed as Council closed it."""
    left = _sum(face.values(), asked)
    in_set = asked.only(left, in_set_years=True)
    unplaced = tuple(-max(pence, 0) for pence in in_set)
    below[Below.OUTTURN] = _sum((below[Below.OUTTURN], tuple(min(pence, 0) for pence in in_set)), asked)
    remainder = asked.only(left, in_set_years=False)
    weighted_remainder = asked.only(_sum(weighted.values(), asked), in_set_years=False)
    nothing = asked.total(())
    general = asked.fund == GENERAL_FUND
    for rungs, rest in ((face, remainder), (weighted, weighted_remainder)):
        rungs[Rung.AT_RISK] = _sum((rungs[Rung.AT_RISK], unplaced), asked)
        rungs[Rung.STILL_TO_FIND] = rest if general else nothing
    below[Below.OWN_BALANCE] = nothing if general else remainder
    ordered, heavy = ({rung: rungs[rung] for rung in ORDER} for rungs in (face, weighted))
    return Ladder(asked.fund, asked.years, asked.set_years, ordered, heavy, below, unplaced)


def _sum(series: Iterable[ByYear], asked: _Asked) -> ByYear:
    columns = list(series)
    return tuple(sum(values[place] for values in columns) for place in range(len(asked.years)))


def incremental(cumulative: Ladder) -> Ladder:
    """The same ladder as changes on the year before, the base being nil. Agrees with the cumulative one to the penny."""
    return replace(
        cumulative,
        rungs={rung: increments(values) for rung, values in cumulative.rungs.items()},
        weighted={rung: increments(values) for rung, values in cumulative.weighted.items()},
        below={place: increments(values) for place, values in cumulative.below.items()},
        unplaced=increments(cumulative.unplaced),
    )


def remainder_words(fund: str, still_to_find_pence: int) -> str:
    """What the last rung is called for the fund and amount."""
    if fund != GENERAL_FUND:
        return "Met from or added to the fund's own balance"
    return "Over-programmed" if still_to_find_pence < 0 else RUNG_LABELS[Rung.STILL_TO_FIND]


def may_have_figure(rung: Rung, year: int, set_years: Collection[int]) -> bool:
    """Whether the rung can hold a figure in the year: nothing undecided or still to find stands in a set year."""
    return year not in set_years or (rung not in NOT_IN_BUDGETS and rung is not Rung.STILL_TO_FIND)
