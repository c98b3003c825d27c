"""The append-only story of a proposal, written in the transaction that changes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.proposals import Proposal, ProposalEvent
from changeportal.domain.terms import Outcome, Stage, Status
from changeportal.services.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Before:
    """Where a proposal was before the event; nothing for a new one."""

    stage: Stage | None = None
    status: Status | None = None


def record(
    tx: Transaction,
    proposal: Proposal,
    kind: str,
    words: str,
    *,
    before: Before | None = None,
    outcome: Outcome | None = None,
    payload: Mapping[str, Any] | None = None,
    acting_for: UUID | None = None,
) -> None:
    """Add what happened, in plain words. Without ``before`` the proposal stayed where it was."""
    was = before or Before(proposal.stage, proposal.status)
    n = tx.session.execute(
        select(func.coalesce(func.max(ProposalEvent.n), 0)).where(ProposalEvent.proposal_id == proposal.id)
    ).scalar_one()
    tx.add(
        ProposalEvent(
            proposal_id=proposal.id,
            n=n + 1,
            at=tx.ctx.now,
            actor_id=tx.ctx.actor.id,
            on_behalf_of_id=acting_for or tx.ctx.on_behalf_of_id,
            kind=kind,
            from_stage=was.stage,
            from_status=was.status,
            to_stage=proposal.stage,
            to_status=proposal.status,
            outcome=outcome,
            words=words,
            payload=dict(payload or {}),
        )
    )
    tx.audit(
        kind,
        "proposal",
        proposal.id,
        {
            "from": [was.stage, was.status],
            "to": [proposal.stage, proposal.status],
            "outcome": outcome,
            "detail": dict(payload or {}),
        },
        personal={"words": words},
    )
