"""MTFS versions: lines, the requirement before savings and reserves, and the bridge from one version to another.

A line stores one fact for each year: its cumulative effect in pence against the base; plus raises the fund's net budget.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from changeportal.domain.ladder import RequirementRow
from changeportal.domain.profile import increments
from changeportal.domain.terms import MtfsKind

IN_REQUIREMENT = frozenset(
    {
        MtfsKind.BASE_BUDGET,
        MtfsKind.FUNDING,
        MtfsKind.INFLATION,
        MtfsKind.PRESSURE,
        MtfsKind.CAPITAL_FINANCING,
    },
)
GROWTH_KINDS = frozenset({MtfsKind.INFLATION, MtfsKind.PRESSURE})


@dataclass(frozen=True, slots=True)
class MtfsLine:
    """One line of a version. ``base_pence`` is the opening position; ``effects`` are cumulative pence by start year."""

    code: str
    fund: str
    kind: MtfsKind
    title: str
    effects: Mapping[int, int] = field(default_factory=dict)
    base_pence: int = 0
    cause: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the MTFS: its years and its lines."""

    code: str
    years: tuple[int, ...]
    lines: tuple[MtfsLine, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a bridge: a line that differs, its cause, and the difference by year, cumulative."""

    cause: str
    line: str
    title: str
    pence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ComesBack:
    """One-off money from a reserve and the year in which the gap that it covered comes back; None while it lasts."""

    line: str
    title: str
    pence: int
    used_in: int
    comes_back_in: int | None


def requirement(version: Version, fund: str) -> tuple[int, ...]:
    """Requirement before savings and reserves, cumulative, for each year of the version."""
    wanted = [line for line in version.lines if line.fund == fund and line.kind in IN_REQUIREMENT]
    return tuple(sum(line.effects.get(year, 0) for line in wanted) for year in version.years)


def requirement_rows(version: Version) -> list[RequirementRow]:
    """Every typed line and year, as the ladder takes them."""
    return [
        RequirementRow(line.fund, year, line.kind, line.effects.get(year, 0), line.code)
        for line in version.lines
        if line.kind is not MtfsKind.SAVINGS_AGREED
        for year in version.years
    ]


def incremental_effects(line: MtfsLine, years: Sequence[int]) -> tuple[int, ...]:
    """The line's change in each year on the year before; reversals fall out."""
    return increments([line.effects.get(year, 0) for year in years])


def growth_line_codes(version: Version) -> frozenset[str]:
    """Codes of the lines that cost avoidance may be claimed against."""
    return frozenset(line.code for line in version.lines if line.kind in GROWTH_KINDS)


def bridge(before: Version, after: Version, fund: str) -> list[Step]:
    """What changed in the requirement, line by line and by cause, over the later version's years.

    The steps add up to the difference of the two requirements exactly. A line's cause is the later version's; a line
    that was dropped has the cause "removed"; one changed in place without a cause has "assumption".
    """
    old, new = _lines(before, fund), _lines(after, fund)
    steps = [_step(old.get(code), new.get(code), after.years) for code in dict.fromkeys([*new, *old])]
    return sorted((step for step in steps if any(step.pence)), key=lambda step: (step.cause, step.line))


def by_cause(steps: Iterable[Step]) -> dict[str, tuple[int, ...]]:
    """The bridge's steps added up by cause."""
    totals: dict[str, tuple[int, ...]] = {}
    for step in steps:
        before = totals.get(step.cause, (0,) * len(step.pence))
        totals[step.cause] = tuple(a + b for a, b in zip(before, step.pence, strict=True))
    return totals


def _lines(version: Version, fund: str) -> dict[str, MtfsLine]:
    return {line.code: line for line in version.lines if line.fund == fund and line.kind in IN_REQUIREMENT}


def _step(old: MtfsLine | None, new: MtfsLine | None, years: Sequence[int]) -> Step:
    named = new or old
    if named is None:
        raise ValueError("a step needs a line")
    pence = tuple(_in(new, year) - _in(old, year) for year in years)
    cause = "removed" if new is None else new.cause or ("assumption" if old else "new line")
    return Step(cause, named.code, named.title, pence)


def _in(line: MtfsLine | None, year: int) -> int:
    return line.effects.get(year, 0) if line else 0


def reserves_used(version: Version, fund: str) -> list[ComesBack]:
    """Each increase in the use of reserves, with the year in which it falls away and the gap comes back."""
    wanted = [line for line in version.lines if line.fund == fund and line.kind is MtfsKind.RESERVES]
    return [use for line in wanted for use in _uses(line, version.years)]


def _uses(line: MtfsLine, years: Sequence[int]) -> list[ComesBack]:
    changes = dict(zip(years, incremental_effects(line, years), strict=True))
    return [
        ComesBack(line.code, line.title, -change, year, next((y for y in years if y > year and changes[y] > 0), None))
        for year, change in changes.items()
        if change < 0
    ]
