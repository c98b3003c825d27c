"""The decision of an item: the secretary's record, then the chair's confirmation, which makes the decision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.meeting_votes import ballot_of, readiness
from changeportal.data.models.boards import DecisionDraft
from changeportal.data.models.gateways import Decision, Round, Seat
from changeportal.domain.errors import Invalid, Refused, Stale
from changeportal.domain.meetings import refusals_before_deciding
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Gateway
from changeportal.services import asking
from changeportal.services.boards.item_record import check_resolutions, day_of, record_of
from changeportal.services.boards.places import (
    At,
    ItemPlace,
    item_facts,
    item_of,
    open_meeting,
    room_for,
    waiting_item,
)
from changeportal.services.context import Context
from changeportal.services.gateway_decisions import DecideGateway, decide_gateway
from changeportal.services.held import Held
from changeportal.services.rounds import the_open_round
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class Draft:
    """The secretary's record. ``body`` has outcome, reasons, resolution, resolutions (verb, text), options_considered,
    until, delegate_to, effective_from, public, not_public_because, conditions (text, owner, due, blocks),
    asks (section, text)."""

    at: At
    n: int
    body: Mapping[str, Any]
    expected_version: int | None = None


def record_draft(ctx: Context, command: Draft) -> None:
    """Keep the record until the chair confirms it. Refused without quorum or before everybody here has declared."""
    with transaction(ctx) as tx:
        place, held = _ready(tx, command.at, command.n)
        require(ctx.actor, Permission.DECISION_RECORD, item_facts(tx, place))
        if not str(command.body.get("reasons", "")).strip():
            raise Invalid({"reasons": "Say why, in words that will make sense in two years"})
        check_resolutions(command.body)
        _check_version(tx, place, command.expected_version)
        values = {"body": dict(command.body), "recorded_by_id": ctx.actor.id, "recorded_at": ctx.now}
        tx.session.execute(
            insert(DecisionDraft)
            .values(round_id=place.item.round_id, item_id=place.item.id, version=1, **values)
            .on_conflict_do_update(
                index_elements=[DecisionDraft.round_id],
                set_={**values, "item_id": place.item.id, "version": DecisionDraft.version + 1},
            )
        )
        tx.audit("decision_drafted", "agenda_item", place.item.id, {"outcome": command.body.get("outcome")})
        _ask_chair(tx, place, held)


def _check_version(tx: Transaction, place: ItemPlace, expected: int | None) -> None:
    kept = tx.session.get(DecisionDraft, place.item.round_id, populate_existing=True)
    if expected is not None and (kept.version if kept else 0) != expected:
        raise Stale("Someone recorded this item while you were working.")


def _ask_chair(tx: Transaction, place: ItemPlace, held: Held) -> None:
    rows = tx.session.execute(
        select(Seat.person_id).where(Seat.round_id == place.item.round_id, Seat.office == "chair")
    ).scalars()
    for person_id in sorted({*rows, *item_facts(tx, place).presiding}):
        if person_id != tx.ctx.actor.id:
            tx.notify(
                person_id,
                kind="confirm",
                subject=f"{held.row.ref}: please confirm the decision",
                body=f"Item {place.item.n} of {place.board.name} was recorded. It counts when you confirm it.",
                href=place.href,
                proposal_id=held.row.id,
            )


def confirm(ctx: Context, at: At, n: int, expected_version: int | None) -> Decision:
    """Make the decision from the record that the chair has read. One decision whatever happens at the same instant."""
    with transaction(ctx) as tx:
        place, held = _ready(tx, at, n)
        facts = item_facts(tx, place)
        require(ctx.actor, Permission.DECISION_CONFIRM, facts)
        draft = tx.session.get(DecisionDraft, place.item.round_id, populate_existing=True)
        if draft is None:
            raise Refused("not_recorded", "Nothing is recorded for this item yet.")
        if expected_version is not None and draft.version != expected_version:
            raise Stale("The record was changed since you read it. Read it again, then confirm it.")
        the_round = _round(tx, held)
        command = DecideGateway(
            ref=held.row.ref,
            gateway=the_round.gateway,
            record=record_of(tx, place, draft),
            until=day_of(draft.body.get("until")),
            delegate_to=str(draft.body.get("delegate_to") or ""),
        )
        gate = asking.gate_facts(tx, held.row, held.facts, the_round)
        made = decide_gateway(ctx, command, replace(gate, holders=gate.holders | facts.presiding))
        if place.meeting.written:
            place.meeting.state, place.meeting.closed_at = "closed", ctx.now
        return made


def _ready(tx: Transaction, at: At, n: int) -> tuple[ItemPlace, Held]:
    """The item, when a decision may be recorded on it at all."""
    place = item_of(tx, at, n)
    if place.held is None or place.item.round_id is None:
        raise Refused("no_decision", "This item is a report to note. There is nothing to decide.")
    if place.item.result == "decided":
        number = tx.session.execute(
            select(Decision.number).where(Decision.round_id == place.item.round_id)
        ).scalar_one_or_none()
        raise Refused("already_decided", f"A decision has already been recorded here: {number}.")
    open_meeting(place)
    waiting_item(place)
    ballot = ballot_of(tx.session, place.item.round_id)
    ready = readiness(place.meeting, place.item, room_for(tx, place), ballot, tx.ctx.now)
    stops = refusals_before_deciding(ready)
    if stops:
        raise Refused(stops[0][0], " ".join(words for _code, words in stops))
    return place, place.held


def _round(tx: Transaction, held: Held) -> Round:
    stage = {"business_case": Gateway.G2, "approval": Gateway.G4, "benefits": Gateway.G5}.get(held.row.stage.value)
    if stage is None:
        raise Refused("not_open", "Nothing is waiting for a decision here. Somebody may have decided already.")
    return the_open_round(tx, held.row, stage)
