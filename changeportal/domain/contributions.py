"""Which rung of the gap's ladder each pound of plan stands on (section 14 part A). One row in, its pounds out.

A contribution needs nothing but its own row, so that stored totals can be kept for each proposal and saving apart; the
ladder is their sum. Pence are cumulative effects against the base: plus raises the net budget, a saving is negative.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from changeportal.domain.money import half_up_div
from changeportal.domain.terms import ENDED_STATUSES, LineKind, Rung, SavingClass, Stage, Status

Key = UUID | str
WHOLE = 100

_PIPELINE = {
    Stage.IDEA: Rung.PIPELINE_IDEA,
    Stage.BUSINESS_CASE: Rung.PIPELINE_BUSINESS_CASE,
    Stage.RESOURCING: Rung.PIPELINE_RESOURCING,
    Stage.APPROVAL: Rung.PIPELINE_APPROVAL,
}
PIPELINE_RUNGS = tuple(_PIPELINE[stage] for stage in reversed(_PIPELINE))
NOT_IN_BUDGETS = frozenset({Rung.APPROVED, *PIPELINE_RUNGS})
_SAVES = frozenset({LineKind.SAVING, LineKind.INCOME})


class Below(StrEnum):
    """What is listed below the ladder and closes no gap."""

    OUTTURN = "outturn"
    PAUSED = "paused"
    ENDED = "ended"
    RANGE_ONLY = "range_only"
    OTHER_CLASSES = "other_classes"
    OWN_BALANCE = "own_balance"


BELOW_LABELS = {
    Below.OUTTURN: "Beyond the budget (outturn)",
    Below.PAUSED: "Paused or being tested",
    Below.ENDED: "Not going ahead",
    Below.RANGE_ONLY: "Ideas whose money is only a range",
    Below.OTHER_CLASSES: "Does not count towards the gap",
    Below.OWN_BALANCE: "Met from or added to the fund's own balance",
}


@dataclass(frozen=True, slots=True)
class State:
    """The facts that decide a rung. A saving without a proposal has neither stage nor status and is in a budget."""

    stage: Stage | None = None
    status: Status | None = None
    in_budget: bool = False
    approved: bool = False
    range_only: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a figure comes from: what it opens to, and what totals are kept by."""

    proposal_id: Key | None = None
    saving_id: Key | None = None
    line_id: Key | None = None
    title: str = ""
    restricted: bool = False
    directorate_id: Key | None = None
    mission_id: Key | None = None
    saving_class: SavingClass | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line or saving in one year. ``plan``, ``forecast`` and ``verified`` are cumulative effects in pence.

    ``forecast`` None means that nobody has forecast yet: the plan stands. ``verified`` is the amount whose budget is
    adjusted and whose delivery finance has verified, nil otherwise. ``counts`` is profile.counts_to_gap. ``weight`` is
    the whole percentage at which the pipeline is weighted.
    """

    fund: str
    year: int
    kind: LineKind
    state: State
    plan: int
    forecast: int | None = None
    verified: int = 0
    counts: bool = True
    weight: int = WHOLE
    origin: Origin = Origin()


@dataclass(frozen=True, slots=True)
class Contribution:
    """Pence that one row puts on one rung, or on a list below the ladder: exactly one of the two is set."""

    fund: str
    year: int
    rung: Rung | None
    below: Below | None
    pence: int
    weighted_pence: int
    origin: Origin = Origin()


def standing(state: State) -> Rung | Below:
    """The rung of a row by its state alone. ON_TRACK stands for "in a budget", which is then split by delivery."""
    if state.status in ENDED_STATUSES:
        return Below.ENDED
    if state.status in (Status.PAUSED, Status.IN_TEST):
        return Below.PAUSED
    if state.range_only:
        return Below.RANGE_ONLY
    if state.in_budget:
        return Rung.ON_TRACK
    if state.approved or state.stage in (None, Stage.BENEFITS, Stage.CLOSED):
        return Rung.APPROVED
    return _PIPELINE[state.stage]


def pipeline_weight(state: State, weights: Mapping[str, int]) -> int:
    """The percentage of the policy for the row's pipeline stage; 100 on every other rung. Raises KeyError for a gap."""
    rung = standing(state)
    return weights[str(state.stage)] if rung in PIPELINE_RUNGS else WHOLE


def contributions(rows: Iterable[PlanRow]) -> list[Contribution]:
    """Each row's pounds on their rungs. Plan stands on exactly one rung or list; nil amounts are left out."""
    return [piece for row in rows for piece in _of_row(row) if piece.pence]


def placed(piece: Contribution, set_years: Collection[int]) -> Contribution:
    """The same, knowing which years Council has set: what isn't in a budget can only be outturn there."""
    if piece.rung in NOT_IN_BUDGETS and piece.year in set_years:
        return replace(piece, rung=None, below=Below.OUTTURN, weighted_pence=piece.pence)
    return piece


def _of_row(row: PlanRow) -> list[Contribution]:
    where = standing(row.state)
    if not row.counts and isinstance(where, Rung):
        where = Below.OTHER_CLASSES
    if where is Rung.ON_TRACK and row.kind in _SAVES and row.plan < 0:
        return _in_budget(row)
    return [_piece(row, where, row.plan)]


def _in_budget(row: PlanRow) -> list[Contribution]:
    """A saving in a budget, split into delivered, on track and at risk; over-delivery goes below."""
    plan = -row.plan
    forecast = plan if row.forecast is None else -row.forecast
    delivered = min(max(-row.verified, 0), plan)
    on_track = max(0, min(forecast, plan) - delivered)
    reached = max(forecast, -row.verified)
    beyond = reached - plan if reached > plan else min(forecast, 0)
    return [
        _piece(row, Rung.DELIVERED, -delivered),
        _piece(row, Rung.ON_TRACK, -on_track),
        _piece(row, Rung.AT_RISK, -(plan - delivered - on_track)),
        _piece(row, Below.OUTTURN, -beyond),
    ]


def _piece(row: PlanRow, where: Rung | Below, pence: int) -> Contribution:
    weight = row.weight if where in PIPELINE_RUNGS else WHOLE
    weighted = half_up_div(pence * weight, WHOLE)
    rung = where if isinstance(where, Rung) else None
    below = where if isinstance(where, Below) else None
    return Contribution(row.fund, row.year, rung, below, pence, weighted, row.origin)
