"""A correction beside a decision record; the record itself is never changed."""

from sqlalchemy import select

from changeportal.data.models.gateways import Correction, Decision
from changeportal.data.models.proposals import Proposal
from changeportal.domain.errors import Invalid, NotFound
from changeportal.domain.permission_facts import MeetingFacts
from changeportal.domain.permissions import Permission, require
from changeportal.services.context import Context
from changeportal.services.held import hold
from changeportal.services.transaction import transaction


def correct_decision(ctx: Context, number: str, text: str) -> None:
    """Say what was wrong. The board's secretary or the monitoring officer may."""
    with transaction(ctx) as tx:
        found = tx.session.execute(
            select(Decision, Proposal.ref)
            .join(Proposal, Proposal.id == Decision.proposal_id)
            .where(Decision.number == number)
        ).first()
        if found is None:
            raise NotFound
        held = hold(tx, found.ref)
        require(
            ctx.actor,
            Permission.DECISION_CORRECT,
            MeetingFacts(board_id=found.Decision.board_id, proposal=held.facts),
        )
        if not text.strip():
            raise Invalid({"text": "Say what is wrong and what it should say"})
        made = Correction(decision_id=found.Decision.id, text=text.strip(), by_id=ctx.actor.id, at=ctx.now)
        tx.add(made)
        tx.audit("decision_corrected", "decision", found.Decision.id, {"number": number, "text": text.strip()})
