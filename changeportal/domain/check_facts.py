"""What the checks of a case look at: its lines with the budgets that they name, its plan, and what other proposals claim.

Amounts are whole pence; years are integer start years.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from changeportal.domain.calendar import add_months, month_of
from changeportal.domain.claims import Thing, ThingClaim
from changeportal.domain.plan_findings import NO_PLAN, PlanFacts
from changeportal.domain.pots import FundingOf
from changeportal.domain.profile import MoneyLine
from changeportal.domain.promised import Promised
from changeportal.domain.step_changes import Reached
from changeportal.domain.terms import Category, LineKind

_SAVES = frozenset({LineKind.SAVING, LineKind.INCOME})
_SOONEST_MONTHS = 3
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A money line of the recommended option with the budget that it names, or why it names none."""

    money: MoneyLine
    cost_centre: str = ""
    subjective: str = ""
    start_month: date | None = None
    counted_team: str = ""
    category: Category | None = None
    no_code_reason: str = ""

    @property
    def place(self) -> Place:
        """The budget that it names."""
        return self.cost_centre, self.subjective


@dataclass(frozen=True, slots=True)
class Claim:
    """What another live proposal takes from a budget in a year."""

    ref: str
    cost_centre: str
    subjective: str
    year: int
    pence: int


@dataclass(frozen=True, slots=True)
class GrowthClaim:
    """Growth that another proposal, or a saving without one, says will not be needed in a year."""

    ref: str
    growth_line: str
    year: int
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherFacts:
    """What stands outside the case, and its own claims on posts and contracts. ``budgets`` by cost centre, subjective and
    year; ``growth`` holds, for each growth line that the case names and the last published MTFS has, its effect by year."""

    things: Sequence[ThingClaim] = ()
    claims: Sequence[Claim] = ()
    budgets: Mapping[tuple[str, str, int], int] = field(default_factory=dict)
    growth: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    growth_claims: Sequence[GrowthClaim] = ()
    promised: Sequence[Promised] = ()
    reached: Sequence[Reached] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFacts:
    """Everything that the checks look at. ``posts`` as the case says; ``approved`` is the day of the approval, if there was one."""

    today: date
    lines: Sequence[CheckedLine]
    approved: date | None = None
    posts: int = 0
    evidence: int = 0
    others: OtherFacts = OtherFacts()
    worth_more: str = ""
    plan: PlanFacts = NO_PLAN
    funding: Sequence[FundingOf] = ()

    @property
    def saving(self) -> list[CheckedLine]:
        """The lines that save or bring in money."""
        return [line for line in self.lines if line.money.kind in _SAVES]

    @property
    def posts_claimed(self) -> set[str]:
        """The numbers of the posts that the case's savings claim."""
        return {one.number for one in self.others.things if one.mine and one.thing is Thing.POST}

    @property
    def soonest(self) -> date:
        """The first month in which a saving can start: of the approval, or three months from now while there is none."""
        return month_of(self.approved) if self.approved else add_months(month_of(self.today), _SOONEST_MONTHS)
