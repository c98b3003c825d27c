"""Call-in of a decision: waived, called in, referred to Council, let stand, or referred back to the decision maker."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from changeportal.data import lawful_rows
from changeportal.data.models.gateways import Decision, Round
from changeportal.data.models.lawful import CallInEntry
from changeportal.data.models.proposals import Proposal
from changeportal.domain.call_in import LABELS, CallInKind, refusal
from changeportal.domain.errors import Invalid, NotFound, Refused
from changeportal.domain.gateway_facts import GatewayFacts, Request
from changeportal.domain.permission_facts import MeetingFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Action, Outcome
from changeportal.services import asking, authorising, events, gateways, rounds, telling
from changeportal.services.context import Context
from changeportal.services.gateways import Telling
from changeportal.services.held import Held, hold
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class CallInStep:
    """What happened: who did it (the members who called in, who agreed the waiver, the body), on what day, and why."""

    number: str
    kind: CallInKind
    who: str
    reason: str
    on_day: date


def record_call_in(ctx: Context, command: CallInStep) -> None:
    """Record the next step of a decision's call-in; what follows from it happens in the same transaction."""
    with transaction(ctx) as tx:
        made, ref = _decision(tx, command.number)
        held = hold(tx, ref)
        facts = MeetingFacts(board_id=made.board_id, proposal=held.facts)
        require(ctx.actor, Permission.CALL_IN_RECORD, facts)
        _check(command, made, ctx.today)
        no = refusal(lawful_rows.call_in_of(tx.session, made), command.kind, ctx.today)
        if no:
            raise Refused("call_in", f"{no}.")
        tx.add(
            CallInEntry(
                decision_id=made.id,
                kind=command.kind.value,
                who=command.who.strip(),
                reason=command.reason.strip(),
                on_day=command.on_day,
                by_id=ctx.actor.id,
                at=ctx.now,
            )
        )
        _follow(tx, held, made, command, facts)


def _decision(tx: Transaction, number: str) -> tuple[Decision, str]:
    row = tx.session.execute(
        select(Decision, Proposal.ref)
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .where(Decision.number == number)
    ).first()
    if row is None:
        raise NotFound
    return row.Decision, row.ref


def _check(command: CallInStep, made: Decision, today: date) -> None:
    wrong = {
        name: words
        for name, words, text in (
            ("who", "Enter who", command.who),
            ("reason", "Say why", command.reason),
        )
        if not text.strip()
    }
    if not made.effective_from <= command.on_day <= today:
        wrong["on_day"] = "The day must be between the decision and today"
    if wrong:
        raise Invalid(wrong)


def _follow(tx: Transaction, held: Held, made: Decision, command: CallInStep, facts: MeetingFacts) -> None:
    words = f"{LABELS[command.kind]}: decision {made.number}. {command.who.strip()}"
    if command.kind is CallInKind.REFERRED_BACK:
        _refer_back(tx, held, made, command, facts)
    else:
        payload = {"decision": made.number, "reason": command.reason.strip()}
        events.record(tx, held.row, f"call_in_{command.kind.value}", words, payload=payload)
    if command.kind in (CallInKind.WAIVED, CallInKind.NO_ACTION):
        authorising.when_nothing_stops(tx, held)
    telling.tell(
        tx,
        held,
        "call_in",
        "has news of its call-in",
        f"{words}\n\nWhy: {command.reason.strip()}",
        f"/decisions/{made.number}",
    )


def _refer_back(tx: Transaction, held: Held, made: Decision, command: CallInStep, facts: MeetingFacts) -> None:
    """Back to approval: a new round of the body that decided."""
    was = tx.session.get(Round, made.round_id)
    state = GatewayFacts(stage=held.row.stage, status=held.row.status, call_in_open=True)
    asked = Request(action=Action.DECIDE, outcome=Outcome.REFER_BACK, reason=command.reason)
    told = Telling("referred_back", f"{LABELS[command.kind]}: {command.who.strip()}", {"decision": made.number})
    gateways.perform(tx, held, state, asked, told, facts)
    assert was is not None
    rounds.open_round(tx, held.row, asking.same_body(tx, was, "Referred back after call-in"))
