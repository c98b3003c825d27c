"""What approval does: the plan is frozen from the version decided on; the tracker gets its savings when it takes effect."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.gateways import ApprovalFact, Decision
from changeportal.data.models.lines import PlanAmount, PlanLine
from changeportal.data.models.proposals import Proposal, ProposalPerson
from changeportal.data.models.savings import Saving, SavingEntry
from changeportal.domain.profile import Basis, MoneyLine, months
from changeportal.domain.terms import LineKind, Part, Series
from changeportal.services import claims
from changeportal.services.case_document import preferred_lines
from changeportal.services.references import next_reference
from changeportal.services.transaction import Transaction


def take_effect(tx: Transaction, proposal: Proposal, decision: Decision) -> None:
    """Freeze the plan and open its savings at once: for decisions that were taken before this system."""
    freeze_plan(tx, proposal, decision)
    open_savings(tx, proposal, decision)


def freeze_plan(tx: Transaction, proposal: Proposal, decision: Decision) -> None:
    """Freeze the plan of the version that was decided on; an earlier one is kept and marked as superseded."""
    earlier = _plan_of(tx, PlanLine.proposal_id == proposal.id, PlanLine.superseded_by_id.is_(None))
    version, lines = _lines(tx, decision)
    made = [_plan_line(tx, proposal, decision, version, line) for line in lines]
    by_line = {one.line_id: one.id for one in made}
    for old in earlier:
        old.superseded_by_id = by_line.get(old.line_id) or (made[0].id if made else None)
    tx.session.flush()
    claims.agree(tx, json.loads(version.document))
    fact(tx, proposal.id, "approved", tx.ctx.today, f"Decision {decision.number}")


def open_savings(tx: Transaction, proposal: Proposal, decision: Decision) -> None:
    """The savings of the plan come into the tracker."""
    owner_id = _owner(tx, proposal)
    _version, lines = _lines(tx, decision)
    by_id = {UUID(line["id"]): line for line in lines}
    for plan in _plan_of(tx, PlanLine.decision_id == decision.id):
        if plan.kind in (LineKind.SAVING, LineKind.INCOME) and plan.line_id is not None:
            _saving(tx, proposal, plan, by_id[plan.line_id], owner_id)


def _plan_of(tx: Transaction, *where: ColumnElement[bool]) -> Sequence[PlanLine]:
    return tx.session.execute(select(PlanLine).where(*where).order_by(PlanLine.id)).scalars().all()


def _lines(tx: Transaction, decision: Decision) -> tuple[CaseVersion, list[dict[str, Any]]]:
    version = tx.session.get(CaseVersion, decision.case_version_id)
    assert version is not None
    return version, preferred_lines(json.loads(version.document))


def has_fact(tx: Transaction, proposal_id: UUID, kind: str, since: datetime) -> bool:
    """Whether the fact was recorded at that moment or later."""
    found = tx.session.execute(
        select(ApprovalFact.id)
        .where(ApprovalFact.proposal_id == proposal_id, ApprovalFact.kind == kind, ApprovalFact.at >= since)
        .limit(1)
    ).first()
    return found is not None


def fact(tx: Transaction, proposal_id: UUID, kind: str, on_day: date, evidence: str) -> None:
    """One of the separate facts after approval, with its date, person and evidence."""
    tx.add(
        ApprovalFact(
            proposal_id=proposal_id, kind=kind, on_day=on_day, evidence=evidence, by_id=tx.ctx.actor.id, at=tx.ctx.now
        )
    )
    tx.audit(kind, "proposal", proposal_id, {"on": on_day, "evidence": evidence})


def _owner(tx: Transaction, proposal: Proposal) -> UUID | None:
    held = {
        row.part: row.person_id
        for row in tx.session.execute(
            select(ProposalPerson.part, ProposalPerson.person_id).where(
                ProposalPerson.proposal_id == proposal.id, ProposalPerson.ended_at.is_(None)
            )
        )
    }
    return held.get(Part.SAVINGS_OWNER) or held.get(Part.AUTHOR)


def _plan_line(
    tx: Transaction, proposal: Proposal, decision: Decision, version: CaseVersion, line: dict[str, Any]
) -> PlanLine:
    plan = PlanLine(
        proposal_id=proposal.id,
        decision_id=decision.id,
        case_version_id=version.id,
        line_id=UUID(line["id"]),
        kind=LineKind(line["kind"]),
        title=line["title"],
        saving_class=line["saving_class"],
        cost_kind=line["cost_kind"],
        funding_kind=line["funding_kind"],
        fund_code=line["fund_code"],
        growth_line=line["growth_line"],
        recurrence=line["recurrence"],
        cost_recovery=line.get("cost_recovery", False),
        pays_for_capital=line.get("pays_for_capital", False),
        last_year=line.get("last_year"),
        at=tx.ctx.now,
    )
    tx.add(plan)
    tx.session.add_all(
        PlanAmount(plan_line_id=plan.id, year=int(year), pence=pence) for year, pence in line["amounts"].items()
    )
    tx.session.flush()
    return plan


def _saving(tx: Transaction, proposal: Proposal, plan: PlanLine, line: dict[str, Any], owner_id: UUID | None) -> None:
    start = date.fromisoformat(line["start_month"]) if line["start_month"] else None
    years = {int(year): pence for year, pence in line["amounts"].items()}
    money = MoneyLine(
        line_id=line["id"],
        kind=plan.kind,
        title=line["title"],
        fund=plan.fund_code,
        basis=Basis.STATED,
        start=start,
        stated=years,
        by_month={date.fromisoformat(month): pence for month, pence in line.get("months", {}).items()},
    )
    saving = Saving(
        ref=next_reference(tx, "S", tx.ctx.today),
        proposal_id=proposal.id,
        plan_line_id=plan.id,
        title=line["title"],
        directorate_id=proposal.directorate_id,
        fund_code=plan.fund_code,
        saving_class=plan.saving_class,
        category=line["category"],
        recurrence=plan.recurrence,
        start_month=start,
        full_year_pence=line["full_year_pence"] or max(years.values(), default=0),
        cost_centre=line["cost_centre"],
        subjective=line["subjective"],
        growth_line=plan.growth_line,
        owner_id=owner_id,
        cost_recovery=plan.cost_recovery,
        restricted=proposal.restricted,
        example=proposal.example,
        created_at=tx.ctx.now,
    )
    tx.add(saving)
    tx.session.add_all(
        SavingEntry(
            saving_id=saving.id,
            series=Series.APPROVED_PLAN,
            month=month,
            pence=pence,
            source="decision",
            by_id=tx.ctx.actor.id,
            at=tx.ctx.now,
        )
        for year in sorted(years)
        for month, pence in months(money, year).items()
    )
    tx.session.flush()
    tx.touch_saving(saving.id)
