"""Sending a case back with what is asked, and saying what was done about it. Neither is ever changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from changeportal.data.models.gateways import Decision
from changeportal.data.models.returned import AskedAnswer, AskedItem
from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.errors import Invalid, NotFound
from changeportal.domain.returned import LONGEST, Ask
from changeportal.domain.terms import Act
from changeportal.services import events
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import remember_act
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class SayDone:
    """What was done about one thing that was asked."""

    ref: str
    asked_id: UUID
    answer: str


def keep_asks(tx: Transaction, made: Decision, asks: Sequence[Ask]) -> None:
    """Keep what a returning decision asks for, beside it."""
    for n, one in enumerate(asks, start=1):
        tx.add(AskedItem(proposal_id=made.proposal_id, decision_id=made.id, n=n, section=one.section, text=one.text))


def say_done(ctx: Context, command: SayDone) -> None:
    """Say what was done. Whoever writes the case says it while it is open; the newest answer counts."""
    if not command.answer.strip():
        raise Invalid({"answer": "Say what was done about it"})
    if len(command.answer) > LONGEST:
        raise Invalid({"answer": f"Answer in no more than {LONGEST:,} characters"})
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        asked = tx.session.get(AskedItem, command.asked_id)
        if asked is None or asked.proposal_id != held.row.id:
            raise NotFound
        tx.add(AskedAnswer(asked_item_id=asked.id, answer=command.answer.strip(), by_id=ctx.actor.id, at=ctx.now))
        remember_act(tx, held, Act.WROTE)
        words = f"Said what was done about ‘{BY_CODE[asked.section].label}’: {command.answer.strip()[:200]}"
        events.record(tx, held.row, "ask_answered", words, payload={"asked": asked.text})
