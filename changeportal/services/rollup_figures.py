"""What one proposal or saving puts into the stored totals: the domain's rules over the rows that were read."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from changeportal.data.base import new_id
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.savings import Saving
from changeportal.data.rollup_rows import ProposalFacts, Rules, SavingFacts
from changeportal.domain.calendar import london_date, year_of
from changeportal.domain.contributions import Origin, PlanRow, State, contributions, pipeline_weight
from changeportal.domain.profile import Basis, MoneyLine, Recurrence, counts_to_gap, effect
from changeportal.domain.saving_status import SavingYear, computed_status
from changeportal.domain.saving_years import Adjusted, KnownOfSaving, YearOfSaving, year_of_saving
from changeportal.domain.terms import LineKind, SavingClass, Stage

PERMANENT = frozenset({"permanent", "growth_lowered", "income_raised"})
Held = Mapping[UUID, ProposalFacts]
Known = Mapping[UUID, SavingFacts]


def known_of(facts: SavingFacts) -> KnownOfSaving:
    """A saving as the rule over its years takes it."""
    adjusted = [Adjusted(one.pence, one.year, one.kind in PERMANENT) for one in facts.adjustments]
    return KnownOfSaving(facts.entries, facts.verified, adjusted, Recurrence(facts.row.recurrence), facts.secured)


def status_facts(facts: SavingFacts, figures: YearOfSaving, settled: int | None) -> SavingYear:
    """A saving's year as the status rule takes it."""
    row = facts.row
    return SavingYear(
        year=figures.year,
        starts=row.start_month,
        plan=figures.plan,
        forecast=figures.forecast,
        verified=figures.verified,
        budget_adjusted=any(one.year <= figures.year for one in facts.adjustments),
        mitigated=facts.mitigated,
        settled=settled,
        state=row.state,
    )


def settled_at(facts: SavingFacts, proposal: Proposal | None, rules: Rules) -> int | None:
    """What gateway 5 closed the saving at: verified in the last full year before it ended; None while it is open."""
    if proposal is None or proposal.stage is not Stage.CLOSED or proposal.ended_at is None:
        return None
    return year_of_saving(known_of(facts), year_of(london_date(proposal.ended_at)) - 1, rules.today).verified


def saving_rows(facts: SavingFacts, proposal: Proposal | None, rules: Rules) -> list[dict[str, Any]]:
    """The saving's years, with the key of the total that each is counted in; its status is brought up to date."""
    known, row, now = known_of(facts), facts.row, year_of(rules.today)
    settled = settled_at(facts, proposal, rules)
    this_year = status_facts(facts, year_of_saving(known, now, rules.today), settled)
    computed = computed_status(this_year, rules.thresholds, rules.today)
    if (row.status, row.status_rule) != (computed.status, computed.rule):
        row.status, row.status_rule = computed.status, computed.rule
    if row.state != "live":
        return []
    return [_year_row(row, computed.status, year_of_saving(known, year, rules.today)) for year in rules.years]


def _year_row(row: Saving, status: str, figures: YearOfSaving) -> dict[str, Any]:
    key = f"{figures.year}|{row.directorate_id or ''}|{row.fund_code}|{status}"
    return {
        "saving_id": row.id,
        "year": figures.year,
        "key": key,
        "plan": figures.plan,
        "forecast": figures.plan if figures.forecast is None else figures.forecast,
        "actual": figures.actual,
        "verified": figures.verified,
        "delivered": figures.delivered,
        "pressure": figures.pressure,
        "directorate_id": row.directorate_id,
        "fund_code": row.fund_code,
        "status": status,
    }


def contribution_rows(held: Held, known: Known, rules: Rules) -> list[dict[str, Any]]:
    """Every contribution of the proposals' lines and of the savings, as rows of the table."""
    rows = [*_lines(held, rules), *_savings(held, known, rules)]
    return [
        {
            "id": new_id(),
            "source": str(piece.origin.line_id),
            "proposal_id": piece.origin.proposal_id,
            "saving_id": piece.origin.saving_id,
            "title": piece.origin.title,
            "fund_code": piece.fund,
            "year": piece.year,
            "rung": piece.rung,
            "below": piece.below or "",
            "pence": piece.pence,
            "weighted_pence": piece.weighted_pence,
            "restricted": piece.origin.restricted,
            "directorate_id": piece.origin.directorate_id,
            "mission_id": piece.origin.mission_id,
        }
        for piece in contributions(rows)
    ]


def _lines(held: Held, rules: Rules) -> Iterator[PlanRow]:
    for one in held.values():
        state = State(one.row.stage, one.row.status, one.in_budget, one.row.approved_at is not None)
        for line in one.lines:
            yield from _line_rows(one.row, line, state, rules)


def _line_rows(row: Proposal, line: MoneyLine, state: State, rules: Rules) -> Iterator[PlanRow]:
    origin = Origin(
        row.id, None, line.line_id, line.title, row.restricted, row.directorate_id, row.mission_id, line.saving_class
    )
    counts, weight = counts_to_gap(line, rules.growth), pipeline_weight(state, rules.weights)
    for year in rules.years:
        yield PlanRow(
            line.fund, year, line.kind, state, effect(line, year), counts=counts, weight=weight, origin=origin
        )


def _savings(held: Held, known: Known, rules: Rules) -> Iterator[PlanRow]:
    for facts in known.values():
        if facts.row.state != "live":
            continue
        proposal = held[facts.row.proposal_id].row if facts.row.proposal_id else None
        yield from _saving_rows(facts, proposal, rules)


def _saving_rows(facts: SavingFacts, proposal: Proposal | None, rules: Rules) -> Iterator[PlanRow]:
    row = facts.row
    budgeted = row.in_budget_from is not None
    state = State(proposal.stage, proposal.status, budgeted, True) if proposal else State(in_budget=budgeted)
    mission = proposal.mission_id if proposal else None
    restricted = bool(proposal and proposal.restricted) or row.restricted
    origin = Origin(
        row.proposal_id, row.id, row.id, row.title, restricted, row.directorate_id, mission, row.saving_class
    )
    counts = counts_to_gap(_as_line(row), rules.growth)
    for year in rules.years:
        figures = year_of_saving(known_of(facts), year, rules.today)
        yield PlanRow(
            row.fund_code,
            year,
            _kind(row),
            state,
            -figures.plan,
            None if figures.forecast is None else -figures.forecast,
            -figures.delivered,
            counts,
            origin=origin,
        )


def _kind(row: Saving) -> LineKind:
    return LineKind.INCOME if row.saving_class is SavingClass.INCOME else LineKind.SAVING


def _as_line(row: Saving) -> MoneyLine:
    return MoneyLine(
        line_id=str(row.id),
        kind=_kind(row),
        title=row.title,
        fund=row.fund_code,
        saving_class=row.saving_class,
        basis=Basis.STATED,
        growth_line=row.growth_line,
        cost_recovery=row.cost_recovery,
    )


def stage_key(row: Proposal) -> tuple[str, dict[str, Any]]:
    """Where a proposal is counted."""
    names = ("stage", "status", "directorate_id", "mission_id", "restricted")
    values = {name: getattr(row, name) for name in names}
    key = "|".join("" if value is None else str(value) for value in values.values())
    return key, {**values, "key": key}
