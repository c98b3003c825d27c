"""The only writer of a proposal's stage and status: asks the rule, moves the row, leaves an event beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.proposals import Proposal
from changeportal.domain.errors import Invalid, NotFound, Refused
from changeportal.domain.gateway_facts import GatewayFacts, Move, Refusal, Request
from changeportal.domain.gateways import decide
from changeportal.domain.permission_facts import Subject
from changeportal.domain.permissions import Answer, require
from changeportal.domain.terms import Action, Outcome, Stage, Status
from changeportal.services import events
from changeportal.services.held import Held
from changeportal.services.transaction import Transaction

FIELD_OF = {
    "reason_given": "reason",
    "date_given": "until",
    "target_given": "target_ref",
    "conditions_listed": "conditions",
    "delegate_named": "delegate_to",
}
LONGEST_PAUSE = timedelta(days=366 * 3)


@dataclass(frozen=True, slots=True)
class Telling:
    """How the move is told: the event's kind, its words for a person, what else it carries."""

    kind: str
    words: str
    payload: Mapping[str, Any] = field(default_factory=dict)


def perform(
    tx: Transaction, held: Held, facts: GatewayFacts, asked: Request, telling: Telling, subject: Subject | None = None
) -> Move:
    """Carry out one move of the table. Raises Invalid for what is missing from the form, Refused with the reason otherwise.

    ``subject`` is what the permission is asked about (a gateway, say); the proposal itself when none is given.
    """
    move, answer = allowed(tx, held, facts, asked, subject)
    before = events.Before(held.row.stage, held.row.status)
    _write(tx, held.row, move, asked)
    tx.session.flush()
    payload = {**telling.payload, "reason": asked.reason} if asked.reason else telling.payload
    events.record(
        tx,
        held.row,
        telling.kind,
        telling.words,
        before=before,
        outcome=asked.outcome,
        payload=payload,
        acting_for=answer.acting_for,
    )
    tx.touch_proposal(held.row.id)
    return move


def allowed(
    tx: Transaction, held: Held, facts: GatewayFacts, asked: Request, subject: Subject | None = None
) -> tuple[Move, Answer]:
    """The move and the permission for it, or the refusal that ``perform`` would raise; nothing is written."""
    move = decide(facts, asked)
    if isinstance(move, Refusal):
        raise _refused(move)
    return move, require(tx.ctx.actor, move.permission, subject or held.facts)


def _refused(refusal: Refusal) -> Invalid | Refused:
    name = FIELD_OF.get(refusal.code)
    if name:
        return Invalid({name: refusal.message})
    details = "; ".join(detail for detail in refusal.details if detail)
    return Refused(refusal.code, f"{refusal.message}: {details}" if details else refusal.message)


def _write(tx: Transaction, row: Proposal, move: Move, asked: Request) -> None:
    now = tx.ctx.now
    row.stage, row.status = move.stage, move.status
    row.paused_from = move.paused_from
    row.paused_until = asked.until if move.status is Status.PAUSED else None
    row.test_until = asked.until if move.status is Status.IN_TEST else None
    row.merged_into_id = _target(tx, asked.target_ref) if move.status is Status.MERGED else None
    row.ended_at = now if move.ends else None
    row.closing_outcome = asked.outcome if move.stage is Stage.CLOSED else None
    if move.stage is Stage.BENEFITS and asked.action is Action.DECIDE and row.approved_at is None:
        row.approved_at = now
    if asked.outcome is Outcome.REFER_BACK:
        row.approved_at = None
    if asked.until is not None and not tx.ctx.today < asked.until <= tx.ctx.today + LONGEST_PAUSE:
        raise Invalid({"until": "Date must be in the future, and within 3 years"})
    row.entered_status_at = now
    row.version += 1


def _target(tx: Transaction, ref: str) -> UUID:
    target = tx.session.execute(select(Proposal).where(Proposal.ref == ref)).scalar_one_or_none()
    if target is None:
        raise NotFound
    if target.status is Status.MERGED:
        raise Invalid({"target_ref": f"{ref} was itself joined to another proposal. Enter that one’s reference"})
    return target.id


def start(tx: Transaction, row: Proposal, telling: Telling) -> None:
    """A new proposal: the first row of the table, written with its first event."""
    move = decide(GatewayFacts(), Request(action=Action.CREATE))
    if isinstance(move, Refusal):
        raise _refused(move)
    row.stage, row.status = move.stage, move.status
    tx.add(row)
    events.record(tx, row, telling.kind, telling.words, before=events.Before(), payload=telling.payload)
    tx.touch_proposal(row.id)
