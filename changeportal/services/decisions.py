"""Recording a decision: numbered, with reasons, resolutions, conditions and a hash of all that it rests on."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.gateways import Condition, Decision, Resolution, Round
from changeportal.data.models.proposals import Proposal
from changeportal.domain.errors import Invalid
from changeportal.domain.resolutions import first_verb
from changeportal.domain.returned import Ask, checked
from changeportal.domain.terms import Outcome
from changeportal.services.audit import canonical
from changeportal.services.references import next_reference
from changeportal.services.returned import keep_asks
from changeportal.services.transaction import Transaction


@dataclass(frozen=True, slots=True)
class NewCondition:
    """Something required: ``blocks`` is next_gateway, implementation or nothing."""

    text: str
    owner_id: UUID
    due: date
    blocks: str


@dataclass(frozen=True, slots=True)
class Record:
    """What was decided, in words that make sense in two years."""

    outcome: Outcome
    reasons: str
    body_name: str
    recommendation: str = ""
    options_considered: str = ""
    interests: str = "None declared"
    dispensations: str = "None"
    voting: Mapping[str, Any] = field(default_factory=dict)
    key_decision: bool = False
    public: bool = True
    not_public_because: str = ""
    effective_from: date | None = None
    resolutions: tuple[tuple[str, str], ...] = ()
    conditions: tuple[NewCondition, ...] = ()
    asks: tuple[Ask, ...] = ()
    recorded_by_id: UUID | None = None
    on_behalf_of_id: UUID | None = None
    agenda_item_id: UUID | None = None
    brought_in: bool = False
    decided_on: date | None = None
    in_private: bool = False
    by_clerk: bool = False
    call_in_until: date | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


def record(tx: Transaction, proposal: Proposal, the_round: Round, what: Record) -> Decision:
    """Insert the decision of an open round; the database refuses a second one, and one's own."""
    if not what.reasons.strip():
        raise Invalid({"reasons": "Say why, in words that will make sense in two years"})
    asks = checked(what.asks, what.outcome)
    snapshot = canonical(_snapshot(tx, proposal, the_round, what))
    made = Decision(
        number=next_reference(tx, "D", tx.ctx.today),
        proposal_id=proposal.id,
        round_id=the_round.id,
        gateway=the_round.gateway,
        outcome=what.outcome,
        board_id=the_round.board_id,
        body_name=what.body_name,
        agenda_item_id=what.agenda_item_id,
        brought_in=what.brought_in,
        case_version_id=the_round.case_version_id,
        recommendation=what.recommendation or the_round.recommendation,
        reasons=what.reasons.strip(),
        options_considered=what.options_considered,
        interests=what.interests,
        dispensations=what.dispensations,
        voting=dict(what.voting),
        rule_applied=the_round.rule_applied,
        key_decision=what.key_decision,
        public=what.public,
        not_public_because=what.not_public_because,
        effective_from=what.effective_from or what.decided_on or tx.ctx.today,
        call_in_until=what.call_in_until,
        decided_by_id=tx.ctx.actor.id,
        on_behalf_of_id=what.on_behalf_of_id or tx.ctx.on_behalf_of_id,
        recorded_by_id=what.recorded_by_id,
        decided_at=tx.ctx.now,
        detail=dict(what.detail),
        snapshot=snapshot,
        snapshot_sha256=hashlib.sha256(snapshot.encode()).hexdigest(),
        policy_version_id=the_round.policy_version_id,
    )
    tx.add(made)
    _resolutions(tx, made, what)
    _conditions(tx, made, what)
    keep_asks(tx, made, asks)
    tx.audit(
        "decision_made",
        "decision",
        made.id,
        {"number": made.number, "outcome": made.outcome, "gateway": made.gateway, "snapshot": made.snapshot_sha256},
    )
    return made


def _snapshot(tx: Transaction, proposal: Proposal, the_round: Round, what: Record) -> dict[str, Any]:
    version = (
        tx.session.execute(
            select(CaseVersion.n, CaseVersion.sha256).where(CaseVersion.id == the_round.case_version_id)
        ).first()
        if the_round.case_version_id
        else None
    )
    return {
        "proposal": proposal.ref,
        "title": proposal.title,
        "gateway": the_round.gateway,
        "body": what.body_name,
        "outcome": what.outcome,
        "reasons": what.reasons.strip(),
        "recommendation": what.recommendation or the_round.recommendation,
        "options_considered": what.options_considered,
        "interests": what.interests,
        "dispensations": what.dispensations,
        "voting": dict(what.voting),
        "resolutions": [list(resolution) for resolution in what.resolutions],
        "conditions": [[one.text, one.owner_id, one.due, one.blocks] for one in what.conditions],
        "asks": [[one.section, one.text] for one in what.asks],
        "rule_applied": the_round.rule_applied,
        "case_version": [version.n, version.sha256] if version else None,
        "decided_at": tx.ctx.now,
        "detail": dict(what.detail),
    }


def _resolutions(tx: Transaction, made: Decision, what: Record) -> None:
    agreed = what.outcome in (Outcome.PROCEED, Outcome.PROCEED_WITH_CONDITIONS)
    words = made.recommendation if agreed and made.recommendation else what.reasons.strip()
    listed = what.resolutions or ((first_verb(what.outcome), words),)
    tx.session.add_all(
        Resolution(decision_id=made.id, n=n, verb=verb, text=text) for n, (verb, text) in enumerate(listed, start=1)
    )
    tx.session.flush()


def _conditions(tx: Transaction, made: Decision, what: Record) -> None:
    for n, one in enumerate(what.conditions, start=1):
        tx.add(
            Condition(
                proposal_id=made.proposal_id,
                decision_id=made.id,
                n=n,
                text=one.text,
                owner_id=one.owner_id,
                due=one.due,
                blocks=one.blocks,
            )
        )
