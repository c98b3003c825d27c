"""When an approved plan takes effect: authorised to implement, once call-in is over and blocking conditions are met."""

from changeportal.data import lawful_rows
from changeportal.data.models.gateways import Decision
from changeportal.domain.call_in import stops
from changeportal.domain.errors import Refused
from changeportal.domain.permission_facts import MeetingFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Stage
from changeportal.services import approval, events
from changeportal.services.context import Context
from changeportal.services.held import Held, hold
from changeportal.services.transaction import Transaction, transaction


def authorise(ctx: Context, ref: str, expected_version: int | None = None) -> None:
    """Record that the work may start. Refused, with what stands in the way, before that."""
    with transaction(ctx) as tx:
        held = hold(tx, ref, expected_version)
        made = _waiting(tx, held)
        if made is None:
            raise Refused("nothing_waits", "Nothing waits to be authorised here.")
        require(ctx.actor, Permission.PLAN_AUTHORISE, MeetingFacts(board_id=made.board_id, proposal=held.facts))
        found = _stops(tx, held, made)
        if found:
            raise Refused("not_authorised", f"It cannot be implemented yet. {'; '.join(found)}")
        _take_effect(tx, held, made)


def when_nothing_stops(tx: Transaction, held: Held) -> None:
    """The same without asking, where the last thing in the way has just gone."""
    made = _waiting(tx, held)
    if made is not None and not _stops(tx, held, made):
        _take_effect(tx, held, made)


def _waiting(tx: Transaction, held: Held) -> Decision | None:
    """The approval whose plan has not taken effect yet."""
    if held.row.stage is not Stage.BENEFITS:
        return None
    made = lawful_rows.approving_decision(tx.session, held.row.id)
    if made is None or made.brought_in or approval.has_fact(tx, held.row.id, "authorised", made.decided_at):
        return None
    return made


def _stops(tx: Transaction, held: Held, made: Decision) -> tuple[str, ...]:
    blocking = lawful_rows.conditions_before_start(tx.session, held.row.id)
    return stops(lawful_rows.call_in_of(tx.session, made), blocking, tx.ctx.today)


def _take_effect(tx: Transaction, held: Held, made: Decision) -> None:
    call_in = lawful_rows.call_in_of(tx.session, made)
    over = "Call-in is over" if call_in.until else "The decision cannot be called in"
    evidence = f"Decision {made.number}. {over}; no condition blocks the start"
    approval.fact(tx, held.row.id, "authorised", tx.ctx.today, evidence)
    approval.open_savings(tx, held.row, made)
    events.record(tx, held.row, "authorised", "May be implemented: the approved plan takes effect")
    tx.touch_proposal(held.row.id)
