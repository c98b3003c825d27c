"""Finance records a fact after approval that nothing else in the product shows."""

from dataclasses import dataclass
from datetime import date

from changeportal.domain.approval_facts import BY_FINANCE, LABELS, Fact
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Stage
from changeportal.services import approval, events
from changeportal.services.context import Context
from changeportal.services.held import hold
from changeportal.services.transaction import transaction


@dataclass(frozen=True, slots=True)
class RecordFact:
    """A fact, the day on which it became true, and what shows it."""

    ref: str
    fact: Fact
    on_day: date
    evidence: str


def record_fact(ctx: Context, command: RecordFact) -> None:
    """Add the fact. Only after approval, only by finance, never without evidence."""
    with transaction(ctx) as tx:
        held = hold(tx, command.ref)
        require(ctx.actor, Permission.FACT_RECORD, held.facts)
        if command.fact not in BY_FINANCE:
            raise Invalid({"fact": "Select a fact that finance records"})
        if held.row.stage not in (Stage.BENEFITS, Stage.CLOSED):
            raise Refused("not_approved", "It is not approved yet.")
        wrong = {} if command.evidence.strip() else {"evidence": "Say what shows it: the version, the minute, the page"}
        if command.on_day > ctx.today:
            wrong["on_day"] = "The day must be today or in the past"
        if wrong:
            raise Invalid(wrong)
        approval.fact(tx, held.row.id, command.fact.value, command.on_day, command.evidence.strip())
        events.record(tx, held.row, command.fact.value, f"{LABELS[command.fact]}: {command.evidence.strip()}")
        tx.touch_proposal(held.row.id)
