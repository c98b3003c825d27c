"""Deciding at a gateway: one transaction that moves the proposal, records the decision and opens what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from changeportal.data.models.gateways import Decision, Round
from changeportal.domain.errors import Refused
from changeportal.domain.gateway_facts import Request
from changeportal.domain.gateway_rows import RoundEffect
from changeportal.domain.permission_facts import Subject
from changeportal.domain.terms import STAGE_OF_GATEWAY, Action, Gateway, Outcome, Stage
from changeportal.services import approval, asking, decisions, delegation, gateway_state, rounds, telling
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
        if the_round.board_id is not None and command.record.agenda_item_id is None:
            raise Refused("board_decides", "A board decides this, at a meeting where it is on the agenda.")
        return _decide(tx, held, the_round, command, subject)


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
    facts = gateway_state.state_of(tx, held, the_round, last_body=_is_last_body(tx, held, the_round))
    facts = replace(facts, combined=asking.combined(tx, held.row, command.gateway))
    asked_about = subject or asking.gate_facts(tx, held.row, held.facts, the_round)
    allowed(tx, held, facts, asked, asked_about)
    made = decisions.record(tx, held.row, the_round, command.record)
    move = perform(tx, held, facts, asked, _telling(command, made), asked_about)
    _follow(tx, held, the_round, made, move.round)
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


def _follow(tx: Transaction, held: Held, the_round: Round, made: Decision, effect: RoundEffect) -> None:
    """What becomes of the round, and which one opens next."""
    rounds.close_round(tx, the_round, "decided")
    if effect is RoundEffect.NEXT_GATEWAY:
        _open_next_gateway(tx, held, the_round)
    elif effect in (RoundEffect.NEXT_BODY, RoundEffect.SAME_BODY):
        _open_body(tx, held, the_round, the_round.body_n + (1 if effect is RoundEffect.NEXT_BODY else 0))
    elif effect is RoundEffect.COMBINED:
        _end_the_others(tx, held, the_round, made)
    approved = held.row.stage is Stage.BENEFITS and the_round.gateway is not Gateway.G5
    if approved and made.outcome in (Outcome.PROCEED, Outcome.PROCEED_WITH_CONDITIONS):
        approval.take_effect(tx, held.row, made)


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


def _end_the_others(tx: Transaction, held: Held, the_round: Round, made: Decision) -> None:
    """A combined decision ends gateways 2 to 4: the other two rounds open and close here, with decisions of their own."""
    for gateway in (Gateway.G3, Gateway.G4):
        asked = asking.asking(tx, held.row, gateway, the_round.case_version_id, the_round.recommendation)
        another = rounds.open_round(tx, held.row, asked)
        record = Record(
            outcome=Outcome.PROCEED,
            reasons=made.reasons,
            body_name=made.body_name,
            recommendation=made.recommendation,
            options_considered=made.options_considered,
            interests=made.interests,
            dispensations=made.dispensations,
            resolutions=(("agree", f"As resolved in decision {made.number}"),),
            recorded_by_id=made.recorded_by_id,
        )
        decisions.record(tx, held.row, another, record)
        rounds.close_round(tx, another, "decided")
