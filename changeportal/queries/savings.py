"""One saving: its months in a year, what finance has seen, the status with its rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import aliased

from changeportal.data.models.gateways import Decision
from changeportal.data.models.lines import PlanLine
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Directorate, Fund
from changeportal.data.models.savings import (
    BudgetAdjustment,
    Mitigation,
    MonthClose,
    Saving,
    SavingEntry,
    StatusOverride,
    Verification,
)
from changeportal.data.proposal_facts import facts_of, facts_statement
from changeportal.data.rollup_rows import SavingFacts as Known
from changeportal.data.rollup_rows import savings_of
from changeportal.data.session import db
from changeportal.domain.calendar import months_of_year, year_of
from changeportal.domain.errors import NotFound
from changeportal.domain.people import Actor
from changeportal.domain.permission_facts import SavingFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.profile import Recurrence
from changeportal.domain.saving_status import STATUS_LABELS, Computed, Override, shown_status
from changeportal.domain.savings import by_month, counting, current_plan
from changeportal.domain.terms import Series
from changeportal.domain.verification import EvidenceRule, evidence_for


@dataclass(frozen=True, slots=True)
class MonthOfSaving:
    """One month, in pence; None where nothing was entered."""

    month: date
    plan: int
    forecast: int | None
    actual: int | None
    verified: int
    pressure: int | None
    closed: bool


@dataclass(frozen=True, slots=True)
class ActualRow:
    """An actual that counts, with its verification where there is one."""

    id: UUID
    month: date
    about_month: date | None
    pence: int
    by: str
    entered_by: frozenset[UUID]
    at: datetime
    note: str
    verified_pence: int | None
    verified_by: str
    evidence: str
    reference: str
    verified_at: datetime | None


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """A budget change."""

    kind: str
    year: int
    from_month: date
    pence: int
    reference: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MitigationRow:
    """What is done about a shortfall."""

    text: str
    owner: str
    due: date
    pence: int


@dataclass(frozen=True, slots=True)
class SavingPage:
    """A saving with all that its page shows; ``facts`` answer what this person may do."""

    row: Saving
    proposal_ref: str
    proposal_title: str
    directorate: str
    fund: str
    owner: str
    finance_lead: str
    decision: str
    decided_by: str
    year: int
    years: Sequence[int]
    months: Sequence[MonthOfSaving]
    actuals: Sequence[ActualRow]
    adjustments: Sequence[AdjustmentRow]
    mitigations: Sequence[MitigationRow]
    status: Computed
    rule: EvidenceRule
    facts: SavingFacts


def saving(actor: Actor, ref: str, year: int | None, today: date) -> SavingPage:
    """One saving in one year. Twelve statements at most. NotFound for one of a hidden proposal."""
    owner, lead = aliased(Person), aliased(Person)
    row = db.session.execute(
        select(
            Saving,
            Proposal.ref,
            Proposal.title,
            Directorate.name.label("directorate"),
            Fund.name.label("fund"),
            owner.name.label("owner"),
            lead.name.label("lead"),
            Decision.number,
            Decision.body_name,
        )
        .join(Fund, Fund.code == Saving.fund_code)
        .outerjoin(Proposal, Proposal.id == Saving.proposal_id)
        .outerjoin(Directorate, Directorate.id == Saving.directorate_id)
        .outerjoin(owner, owner.id == Saving.owner_id)
        .outerjoin(lead, lead.id == Saving.finance_lead_id)
        .outerjoin(PlanLine, PlanLine.id == Saving.plan_line_id)
        .outerjoin(Decision, Decision.id == PlanLine.decision_id)
        .where(Saving.ref == ref)
    ).first()
    if row is None:
        raise NotFound
    held: Saving = row.Saving
    facts = _facts(actor, held, today)
    known = savings_of(db.session, [], [held.id])[held.id]
    years = sorted({year_of(month) for month in current_plan(known.entries)} | {year_of(today)})
    shown = year if year in years else _default_year(years, today)
    return SavingPage(
        row=held,
        proposal_ref=row.ref or "",
        proposal_title=row.title or "",
        directorate=row.directorate or "",
        fund=row.fund,
        owner=row.owner or "",
        finance_lead=row.lead or "",
        decision=row.number or "",
        decided_by=row.body_name or "",
        year=shown,
        years=years,
        months=_months(known, shown),
        actuals=_actuals(held.id, known, shown),
        adjustments=_adjustments(held.id),
        mitigations=_mitigations(held.id),
        status=_status(held, today),
        rule=evidence_for(held.saving_class, held.category, Recurrence(held.recurrence)),
        facts=facts,
    )


def _default_year(years: Sequence[int], today: date) -> int:
    now = year_of(today)
    return now if now in years else min(years)


def _facts(actor: Actor, held: Saving, today: date) -> SavingFacts:
    proposal = None
    if held.proposal_id is not None:
        found = db.session.execute(facts_statement(today, Proposal.id == held.proposal_id)).one()
        proposal = facts_of(found)
        require(actor, Permission.PROPOSAL_VIEW, proposal)
    owners = frozenset({held.owner_id}) if held.owner_id else frozenset()
    return SavingFacts(proposal=proposal, directorate_id=held.directorate_id, owners=owners)


def _months(known: Known, year: int) -> list[MonthOfSaving]:
    closed = frozenset(db.session.execute(select(MonthClose.month).where(MonthClose.reopened_at.is_(None))).scalars())
    plan = current_plan(known.entries)
    forecast = by_month(known.entries, Series.FORECAST)
    actual = by_month(known.entries, Series.ACTUAL)
    pressure = by_month(known.entries, Series.PRESSURE)
    agreed: dict[object, int] = dict(known.verified)
    verified: dict[date, int] = {}
    for entry in counting(known.entries, Series.ACTUAL):
        verified[entry.month] = verified.get(entry.month, 0) + agreed.get(entry.entry_id, 0)
    return [
        MonthOfSaving(
            month,
            plan.get(month, 0),
            forecast.get(month),
            actual.get(month),
            verified.get(month, 0),
            pressure.get(month),
            month in closed,
        )
        for month in months_of_year(year)
    ]


def _actuals(saving_id: UUID, known: Known, year: int) -> list[ActualRow]:
    current = {one.entry_id for one in counting(known.entries, Series.ACTUAL)}
    by, seen_by = aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(SavingEntry, by.name.label("by"), Verification, seen_by.name.label("seen_by"))
        .join(by, by.id == SavingEntry.by_id)
        .outerjoin(Verification, Verification.entry_id == SavingEntry.id)
        .outerjoin(seen_by, seen_by.id == Verification.by_id)
        .where(SavingEntry.saving_id == saving_id, SavingEntry.series == Series.ACTUAL)
        .order_by(SavingEntry.month, SavingEntry.at)
    )
    return [
        ActualRow(
            row.SavingEntry.id,
            row.SavingEntry.month,
            row.SavingEntry.about_month,
            row.SavingEntry.pence,
            row.by,
            frozenset({row.SavingEntry.by_id, row.SavingEntry.on_behalf_of_id or row.SavingEntry.by_id}),
            row.SavingEntry.at,
            row.SavingEntry.note,
            row.Verification.pence if row.Verification else None,
            row.seen_by or "",
            row.Verification.evidence if row.Verification else "",
            row.Verification.reference if row.Verification else "",
            row.Verification.at if row.Verification else None,
        )
        for row in rows
        if row.SavingEntry.id in current and year_of(row.SavingEntry.month) == year
    ]


def _adjustments(saving_id: UUID) -> list[AdjustmentRow]:
    rows = db.session.execute(
        select(
            BudgetAdjustment.kind,
            BudgetAdjustment.year,
            BudgetAdjustment.from_month,
            BudgetAdjustment.pence,
            BudgetAdjustment.reference,
            Person.name,
            BudgetAdjustment.at,
        )
        .join(Person, Person.id == BudgetAdjustment.by_id)
        .where(BudgetAdjustment.saving_id == saving_id)
        .order_by(BudgetAdjustment.at)
    )
    return [AdjustmentRow(*row) for row in rows]


def _mitigations(saving_id: UUID) -> list[MitigationRow]:
    rows = db.session.execute(
        select(Mitigation.text, Person.name, Mitigation.due, Mitigation.pence)
        .join(Person, Person.id == Mitigation.owner_id)
        .where(Mitigation.saving_id == saving_id, Mitigation.done_at.is_(None))
        .order_by(Mitigation.due)
    )
    return [MitigationRow(*row) for row in rows]


def _status(held: Saving, today: date) -> Computed:
    """The stored status with its rule, and a live override beside it."""
    computed = Computed(held.status, STATUS_LABELS[held.status], held.status_rule)
    row = db.session.execute(
        select(StatusOverride)
        .where(StatusOverride.saving_id == held.id, StatusOverride.expires >= today)
        .order_by(StatusOverride.at.desc())
        .limit(1)
    ).scalar_one_or_none()
    return shown_status(computed, Override(row.status, row.reason, row.expires) if row else None, today)


@dataclass(frozen=True, slots=True)
class OfProposal:
    """A saving of a proposal."""

    ref: str
    title: str
    fund_code: str
    full_year_pence: int
    status: str
    in_budget_from: int | None


def savings_of_proposal(proposal_id: UUID) -> list[OfProposal]:
    """The savings that approval opened."""
    rows = db.session.execute(
        select(Saving.ref, Saving.title, Saving.fund_code, Saving.full_year_pence, Saving.status, Saving.in_budget_from)
        .where(Saving.proposal_id == proposal_id)
        .order_by(Saving.ref)
    )
    return [OfProposal(*row) for row in rows]
