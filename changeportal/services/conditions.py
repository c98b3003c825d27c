"""Closing a condition: with evidence, by somebody other than its owner."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.gateways import Condition as ConditionRow
from changeportal.data.models.gateways import Decision
from changeportal.domain.calendar import london_date
from changeportal.domain.conditions import Blocks, Condition, closing_refusal
from changeportal.domain.errors import Invalid, NotFound, Refused, Stale
from changeportal.domain.permission_facts import ConditionFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Act
from changeportal.services import authorising, events
from changeportal.services.context import Context
from changeportal.services.held import Held, hold
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class CloseCondition:
    """A condition that is met, and what shows it."""

    ref: str
    condition_id: UUID
    evidence: str
    expected_version: int | None = None


def close_condition(ctx: Context, command: CloseCondition) -> None:
    """Close it. Raises Invalid without evidence, Refused for its owner; the database refuses both as well."""
    with transaction(ctx) as tx:
        held = hold(tx, command.ref)
        row = _locked(tx, held, command)
        gateway = tx.session.execute(select(Decision.gateway).where(Decision.id == row.decision_id)).scalar_one()
        one = Condition(row.id, row.text, row.owner_id, row.due, Blocks(row.blocks), gateway, _met(row))
        facts = ConditionFacts(proposal=held.facts, acts=frozenset({(Act.OWNS_CONDITION, row.owner_id)}))
        said = require(ctx.actor, Permission.CONDITION_CLOSE, facts)
        refusal = closing_refusal(one, ctx.actor.id, command.evidence)
        if refusal:
            raise Invalid({"evidence": refusal}) if not command.evidence.strip() else Refused("condition", refusal)
        row.met_at, row.met_by_id, row.met_for_id = ctx.now, ctx.actor.id, said.acting_for
        row.evidence = command.evidence.strip()
        row.version += 1
        tx.session.flush()
        events.record(tx, held.row, "condition_met", f"Condition met: {row.text}", payload={"evidence": row.evidence})
        authorising.when_nothing_stops(tx, held)
        tx.notify(
            row.owner_id,
            kind="condition",
            subject=f"{held.row.ref}: your condition was closed as met",
            body="Sign in to read it." if held.row.restricted else f"{row.text}\n\nEvidence: {row.evidence}",
            href=f"/proposals/{held.row.ref}/decisions",
            proposal_id=held.row.id,
        )


def _locked(tx: Transaction, held: Held, command: CloseCondition) -> ConditionRow:
    row = tx.session.execute(
        select(ConditionRow)
        .where(ConditionRow.id == command.condition_id, ConditionRow.proposal_id == held.row.id)
        .with_for_update()
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    if command.expected_version is not None and row.version != command.expected_version:
        raise Stale("Someone changed this condition while you were reading it.")
    return row


def _met(row: ConditionRow) -> date | None:
    return london_date(row.met_at) if row.met_at else None
