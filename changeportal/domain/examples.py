"""An example proposal with its lines, as frozen facts: what the loader of the example year is given."""

from dataclasses import dataclass, field

from changeportal.domain.profile import MoneyLine
from changeportal.domain.terms import Category, Route, SavingStatus, Stage, Status


@dataclass(frozen=True, slots=True)
class DemoLine:
    """One money line. ``verified`` is pence by year, to date in the current one; ``forecast`` for the years that the
    file speaks of. Both positive in the line's kind. ``counts_to_gf_gap`` is the file's own answer, to check rules by."""

    number: int
    line: MoneyLine
    pot: str
    counts_to_gf_gap: bool
    has_figures: bool
    verified: dict[int, int] = field(default_factory=dict)
    forecast: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DemoProposal:
    """One example proposal with its lines. ``need`` and ``shows`` are prose; ``fte_*`` are whole posts, None for none.

    ``detail`` is the date of a pause or test, or what it was joined to, where the file has a column for it."""

    ref: str
    title: str
    mission: str
    commitment: str
    also_serves: tuple[str, ...]
    directorate: str
    category: Category
    route: Route
    stage: Stage
    status: Status
    where_now: str
    deciding_body: str
    key_decision: bool
    wards: str
    restricted: bool
    eqia: str
    consultation: str
    budget_state: str
    computed_status: SavingStatus | None
    fte_removed: int | None
    fte_vacant: int | None
    need: str
    shows: str
    lines: tuple[DemoLine, ...]
    detail: str = ""

    @property
    def in_budget(self) -> bool:
        """Whether its lines stand in a budget that Council has voted."""
        return self.stage in (Stage.BENEFITS, Stage.CLOSED)

    @property
    def range_only(self) -> bool:
        """Whether its money is only a guess in a range, which stands on no rung."""
        return self.stage is Stage.IDEA and not any(line.has_figures for line in self.lines)
