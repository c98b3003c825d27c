"""Deciding at a gateway: one transaction that moves the proposal, records the decision and opens what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from changeportal.data import lawful_rows
from changeportal.data.models.gateways import Decision, Round
from changeportal.domain.call_in import last_day
from changeportal.domain.deciders import DECIDERS
from changeportal.domain.errors import Refused
from changeportal.domain.gateway_facts import Request
from changeportal.domain.gateway_rows import RoundEffect
from changeportal.domain.permission_facts import Subject
from changeportal.domain.terms import STAGE_OF_GATEWAY, Action, BoardKind, Gateway, Outcome, Stage
from changeportal.services import approval, asking, authorising, decisions, delegation, gateway_state, rounds, telling
from changeportal.services.context import Context
from changeportal.services.decisions import Record
from changeportal.services.gateways import Telling, allowed, perform
from changeportal.services.held import Held, hold
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class DecideGateway:
    """A decision at a gateway. ``record`` is what is written down; the rest is where the proposal goes."""

    ref: str
    gateway: Gateway
    record: Record
    expected_version: int | None = None
    until: date | None = None
    target_ref: str = ""
    delegate_to: str = ""
    to_stage: Stage | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)


def decide_gateway(ctx: Context, command: DecideGateway, subject: Subject | None = None) -> Decision:
    """Record the one decision of the open round and carry it out. ``subject`` is what the permission is asked about."""
    with transaction(ctx) as tx:
        held = hold(tx, command.ref, command.expected_version)
        if STAGE_OF_GATEWAY[command.gateway] is not held.row.stage:
            raise Refused("not_open", "Nothing is waiting for a decision here. Somebody may have decided already.")
        the_round = rounds.the_open_round(tx, held.row, command.gateway)
        _in_the_right_way(tx, the_round, command.record)
        return _decide(tx, held, the_round, command, subject)


def _in_the_right_way(tx: Transaction, the_round: Round, record: Record) -> None:
    """A board decides at a meeting, the clerk enters what councillors decided, an officer decides alone."""
    asked = lawful_rows.asked_of(tx.session, the_round)
    if asked is None:
        return
    kind = DECIDERS[asked.kind]
    if kind.by_clerk and not record.by_clerk:
        raise Refused("entered_by_clerk", f"The clerk enters what {asked.name} decided, as it was published.")
    if kind.meets and not kind.by_clerk and record.agenda_item_id is None:
        raise Refused("board_decides", "A board decides this, at a meeting where it is on the agenda.")


def _completed(tx: Transaction, the_round: Round, record: Record) -> Record:
    """The record with what the rule of delegation makes of it: the officer's post, a key decision, call-in until when."""
    asked = lawful_rows.asked_of(tx.session, the_round)
    if asked is not None and asked.kind is BoardKind.OFFICER:
        record = replace(record, body_name=asked.name, detail={**record.detail, "authority": asked.authority})
    agreed = record.outcome in lawful_rows.AGREED and the_round.gateway is Gateway.G4
    if asked is None or not agreed or the_round.power != "decide" or not asked.rule:
        return record
    key = bool(asked.rule.get("key_decision"))
    if not asked.rule.get("call_in"):
        return replace(record, key_decision=key)
    until = last_day(tx.ctx.today, asked.call_in_days, lawful_rows.holidays(tx.session))
    return replace(record, key_decision=key, call_in_until=until)


def _decide(tx: Transaction, held: Held, the_round: Round, command: DecideGateway, subject: Subject | None) -> Decision:
    asked = Request(
        action=Action.DECIDE,
        outcome=command.record.outcome,
        reason=command.record.reasons,
        until=command.until,
        target_ref=command.target_ref,
        delegate_to=command.delegate_to,
        conditions=len(command.record.conditions),
        to_stage=command.to_stage,
    )
    facts = gateway_state.state_of(
        tx,
        held,
        the_round,
        last_body=_is_last_body(tx, held, the_round),
        decided_on=command.record.decided_on,
        private=command.record.in_private,
    )
    facts = replace(facts, combined=asking.combined(tx, held.row, command.gateway, the_round.case_version_id))
    asked_about = subject or asking.gate_facts(tx, held.row, held.facts, the_round)
    _move, answer = allowed(tx, held, facts, asked, asked_about)
    record = replace(command.record, on_behalf_of_id=command.record.on_behalf_of_id or answer.acting_for)
    made = decisions.record(tx, held.row, the_round, _completed(tx, the_round, record))
    move = perform(tx, held, facts, asked, _telling(command, made), asked_about)
    _follow(tx, held, the_round, made, move.round, command.delegate_to)
    telling.tell_people(tx, held, made)
    return made


def _telling(command: DecideGateway, made: Decision) -> Telling:
    words = f"{command.record.body_name} decided at gateway {command.gateway.value[1]}: {telling.outcome_words(made.outcome)}"
    return Telling("decided", words, {"decision": made.number, "gateway": command.gateway, **command.payload})


def _is_last_body(tx: Transaction, held: Held, the_round: Round) -> bool:
    if the_round.gateway is not Gateway.G4:
        return True
    found, _policy = delegation.ruling(tx, held.row, the_round.case_version_id)
    return the_round.body_n >= len(found.bodies)


def _follow(
    tx: Transaction, held: Held, the_round: Round, made: Decision, effect: RoundEffect, delegate_to: str
) -> None:
    """What becomes of the round, and which one opens next."""
    rounds.close_round(tx, the_round, "decided")
    approving = made
    if effect is RoundEffect.NEXT_GATEWAY:
        _open_next_gateway(tx, held, the_round)
    elif made.outcome is Outcome.DELEGATE:
        rounds.open_round(tx, held.row, asking.delegated(tx, the_round, delegate_to, made.number))
    elif effect is RoundEffect.SAME_BODY:
        rounds.open_round(tx, held.row, asking.same_body(tx, the_round))
    elif effect is RoundEffect.NEXT_BODY:
        _open_body(tx, held, the_round, the_round.body_n + 1)
    elif effect is RoundEffect.COMBINED:
        approving = _end_the_others(tx, held, the_round, made)
    approved = held.row.stage is Stage.BENEFITS and the_round.gateway is not Gateway.G5
    if approved and made.outcome in (Outcome.PROCEED, Outcome.PROCEED_WITH_CONDITIONS):
        approval.freeze_plan(tx, held.row, approving)
        authorising.when_nothing_stops(tx, held)


def _open_next_gateway(tx: Transaction, held: Held, the_round: Round) -> None:
    if the_round.gateway is Gateway.G2:
        rounds.open_round(tx, held.row, asking.asking(tx, held.row, Gateway.G3, the_round.case_version_id))
    else:
        _open_body(tx, held, the_round, 1)


def _open_body(tx: Transaction, held: Held, the_round: Round, n: int) -> None:
    found, policy = delegation.ruling(tx, held.row, the_round.case_version_id)
    held.row.key_decision = found.key_decision
    asked = asking.asking_body(tx, found, n, policy, the_round.case_version_id, the_round.recommendation)
    rounds.open_round(tx, held.row, asked)


def _end_the_others(tx: Transaction, held: Held, the_round: Round, made: Decision) -> Decision:
    """A combined decision ends gateways 2 to 4: the other two rounds open and close here, with decisions of their own."""
    version_id = the_round.case_version_id
    found, rules = delegation.ruling(tx, held.row, version_id)
    held.row.key_decision = found.key_decision
    last = asking.asking_body(tx, found, 1, rules, version_id, the_round.recommendation)
    for asked in (asking.asking(tx, held.row, Gateway.G3, version_id, the_round.recommendation), last):
        another = rounds.open_round(tx, held.row, replace(asked, combined_with_id=the_round.id))
        record = Record(
            outcome=made.outcome if another.gateway is Gateway.G4 else Outcome.PROCEED,
            reasons=made.reasons,
            body_name=made.body_name,
            recommendation=made.recommendation,
            options_considered=made.options_considered,
            interests=made.interests,
            dispensations=made.dispensations,
            voting=made.voting,
            public=made.public,
            not_public_because=made.not_public_because,
            agenda_item_id=made.agenda_item_id,
            resolutions=(("agree", f"As resolved in decision {made.number}"),),
            recorded_by_id=made.recorded_by_id,
            on_behalf_of_id=made.on_behalf_of_id,
            detail={**made.detail, "combined_with": made.number},
        )
        final = decisions.record(tx, held.row, another, _completed(tx, another, record))
        rounds.close_round(tx, another, "decided")
    return final
