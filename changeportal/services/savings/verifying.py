"""Finance's two facts: the budget is adjusted, and the delivery is verified by a second person with evidence."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.savings import BudgetAdjustment, SavingEntry, Verification
from changeportal.domain.calendar import year_of
from changeportal.domain.errors import Invalid, NotFound, Refused
from changeportal.domain.money import format_pounds
from changeportal.domain.permissions import Permission, require
from changeportal.domain.profile import Recurrence
from changeportal.domain.savings import counting
from changeportal.domain.terms import Series
from changeportal.domain.verification import (
    BudgetChange,
    EvidenceRule,
    Verifying,
    adjustment_fault,
    check_verification,
    evidence_for,
)
from changeportal.services import approval, telling
from changeportal.services.context import Context
from changeportal.services.savings.held import HeldSaving, changed, entries_of, hold_saving, live
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class Verify:
    """A second person in finance agrees an actual. ``secures_pence`` is the yearly value secured for later years."""

    ref: str
    entry_id: UUID
    pence: int
    evidence_kind: str
    reference: str
    secures_pence: int | None = None


@dataclass(frozen=True, slots=True)
class AdjustBudget:
    """The budget was changed: by how much a year, from which month, under which reference."""

    ref: str
    change: BudgetChange
    from_month: date
    pence: int
    reference: str


def rule_of(saving: HeldSaving) -> EvidenceRule:
    """The evidence that the saving's class asks for."""
    row = saving.row
    return evidence_for(row.saving_class, row.category, Recurrence(row.recurrence))


def verify(ctx: Context, command: Verify) -> None:
    """Verify an actual. Refused for one's own entry, without its evidence, for one that was replaced, and twice."""
    with transaction(ctx) as tx:
        _tell(tx, verify_one(tx, command), command.pence)


def verify_one(tx: Transaction, command: Verify) -> HeldSaving:
    """The same within a transaction, and nobody is told; the saving."""
    saving = hold_saving(tx, command.ref)
    entry = tx.session.get(SavingEntry, command.entry_id)
    if entry is None or entry.saving_id != saving.row.id:
        raise NotFound
    said = require(tx.ctx.actor, Permission.SAVING_VERIFY, saving.facts(entry))
    live(saving)
    _still_counts(tx, entry)
    rule = rule_of(saving)
    check_verification(
        Verifying(
            by=tx.ctx.actor.id,
            entered_by=entry.by_id,
            actual_pence=entry.pence,
            agreed_pence=command.pence,
            evidence_kind=command.evidence_kind,
            reference=command.reference,
        ),
        rule,
    )
    _check_secured(saving, command)
    _add(tx, saving, entry, command, rule.delivered[command.evidence_kind], said.acting_for)
    return saving


def _add(
    tx: Transaction, saving: HeldSaving, entry: SavingEntry, command: Verify, evidence: str, acting_for: UUID | None
) -> None:
    tx.add(
        Verification(
            entry_id=entry.id,
            saving_id=saving.row.id,
            month=entry.month,
            pence=command.pence,
            evidence_kind=command.evidence_kind,
            evidence=evidence,
            reference=command.reference.strip(),
            secures_pence=command.secures_pence,
            by_id=tx.ctx.actor.id,
            on_behalf_of_id=acting_for,
            at=tx.ctx.now,
        )
    )
    facts = {"month": entry.month, "pence": command.pence, "evidence": command.evidence_kind}
    tx.audit("delivery_verified", "saving", saving.row.id, facts)
    _fact(tx, saving, "finance_verified", command.reference)
    changed(tx, saving)


def _still_counts(tx: Transaction, entry: SavingEntry) -> None:
    current = {one.entry_id for one in counting(entries_of(tx, entry.saving_id), Series.ACTUAL)}
    if entry.id not in current:
        raise Refused("replaced", "This actual was entered again since. Look at the newer one.")


def _check_secured(saving: HeldSaving, command: Verify) -> None:
    if command.secures_pence is None:
        return
    if saving.row.recurrence != Recurrence.ONGOING:
        raise Invalid({"secures_pence": "Only an ongoing saving is secured for later years"})
    if not 0 <= command.secures_pence <= saving.row.full_year_pence:
        raise Invalid({"secures_pence": "It cannot be more than the full-year value"})


def _fact(tx: Transaction, saving: HeldSaving, kind: str, evidence: str) -> None:
    if saving.held is not None:
        approval.fact(tx, saving.held.row.id, kind, tx.ctx.today, evidence.strip())
        tx.touch_proposal(saving.held.row.id)


def _tell(tx: Transaction, saving: HeldSaving, pence: int) -> None:
    if saving.held is None:
        return
    total = sum(tx.session.execute(select(Verification.pence).where(Verification.saving_id == saving.row.id)).scalars())
    body = f"Finance has verified {format_pounds(pence)} of {saving.row.title}. So far it has saved {format_pounds(total)}."
    telling.tell(
        tx,
        saving.held,
        "verified",
        f"has now saved {format_pounds(total)}, verified",
        body,
        f"/savings/{saving.row.ref}",
    )


def adjust_budget(ctx: Context, command: AdjustBudget) -> None:
    """Record that the budget was changed. It proves nothing about delivery; the saving now stands in a budget."""
    with transaction(ctx) as tx:
        saving = hold_saving(tx, command.ref)
        require(ctx.actor, Permission.SAVING_ADJUST_BUDGET, saving.facts())
        live(saving)
        _check_adjustment(saving, command)
        year = year_of(command.from_month)
        tx.add(
            BudgetAdjustment(
                saving_id=saving.row.id,
                kind=command.change.value,
                year=year,
                from_month=command.from_month,
                pence=command.pence,
                reference=command.reference.strip(),
                by_id=ctx.actor.id,
                at=ctx.now,
            )
        )
        if saving.row.in_budget_from is None:
            saving.row.in_budget_from = year
        facts = {"kind": command.change, "from": command.from_month, "pence": command.pence}
        tx.audit("budget_adjusted", "saving", saving.row.id, facts)
        _fact(tx, saving, "budget_adjusted", command.reference)
        changed(tx, saving)


def _check_adjustment(saving: HeldSaving, command: AdjustBudget) -> None:
    problems = {}
    fault = adjustment_fault(command.change, rule_of(saving))
    if fault:
        problems["change"] = fault
    if command.pence <= 0:
        problems["pence"] = "Enter how much the budget was changed by in a year, like £48,000"
    if not command.reference.strip():
        problems["reference"] = "Enter the journal or virement number"
    if problems:
        raise Invalid(problems)
