"""The decision of an item: the secretary's record, then the chair's confirmation, which makes the decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.meeting_room import Room
from changeportal.data.models.boards import DecisionDraft, Interest
from changeportal.data.models.gateways import Decision, Seat, SeatVote, VoteVoid
from changeportal.data.models.people import Person
from changeportal.domain.errors import Invalid, Refused, Stale
from changeportal.domain.meetings import Readiness, refusals_before_deciding, tally
from changeportal.domain.permissions import Permission, require
from changeportal.domain.returned import Ask
from changeportal.domain.terms import Gateway, Outcome, Vote
from changeportal.services.boards.places import (
    At,
    ItemPlace,
    board_facts,
    item_of,
    open_meeting,
    room_for,
    waiting_item,
)
from changeportal.services.context import Context
from changeportal.services.decisions import NewCondition, Record
from changeportal.services.gateway_decisions import DecideGateway, decide_gateway
from changeportal.services.held import Held
from changeportal.services.rounds import the_open_round
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class Draft:
    """The secretary's record. ``body`` has outcome, reasons, resolution, options_considered, dissent, until,
    delegate_to, effective_from, public, not_public_because, conditions (text, owner, due, blocks), asks (section, text),
    casting."""

    at: At
    n: int
    body: Mapping[str, Any]
    expected_version: int | None = None


def record_draft(ctx: Context, command: Draft) -> None:
    """Keep the record until the chair confirms it. Refused without quorum or before everybody here has declared."""
    with transaction(ctx) as tx:
        place, held = _ready(tx, command.at, command.n)
        require(ctx.actor, Permission.DECISION_RECORD, board_facts(place.board, held))
        if not str(command.body.get("reasons", "")).strip():
            raise Invalid({"reasons": "Say why, in words that will make sense in two years"})
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
    for person_id in rows:
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
        require(ctx.actor, Permission.DECISION_CONFIRM, board_facts(place.board, held))
        draft = tx.session.get(DecisionDraft, place.item.round_id, populate_existing=True)
        if draft is None:
            raise Refused("not_recorded", "Nothing is recorded for this item yet.")
        if expected_version is not None and draft.version != expected_version:
            raise Stale("The record was changed since you read it. Read it again, then confirm it.")
        room = room_for(tx, place)
        command = DecideGateway(
            ref=held.row.ref,
            gateway=_gateway(tx, held),
            record=_record(tx, place, draft, room),
            until=_day(draft.body.get("until")),
            delegate_to=str(draft.body.get("delegate_to") or ""),
        )
        return decide_gateway(ctx, command)


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
    room = room_for(tx, place)
    stops = refusals_before_deciding(Readiness(quorum=room.quorum, undeclared=room.undeclared))
    if stops:
        raise Refused(stops[0][0], " ".join(words for _code, words in stops))
    return place, place.held


def _gateway(tx: Transaction, held: Held) -> Gateway:
    stage = {"business_case": Gateway.G2, "approval": Gateway.G4, "benefits": Gateway.G5}.get(held.row.stage.value)
    if stage is None:
        raise Refused("not_open", "Nothing is waiting for a decision here. Somebody may have decided already.")
    the_open_round(tx, held.row, stage)
    return stage


def _record(tx: Transaction, place: ItemPlace, draft: DecisionDraft, room: Room) -> Record:
    body = draft.body
    conditions = tuple(
        NewCondition(one["text"], UUID(one["owner"]), date.fromisoformat(one["due"]), one["blocks"])
        for one in body.get("conditions", ())
    )
    outcome = Outcome(body["outcome"])
    resolution = str(body.get("resolution") or "") or place.item.recommendation
    return Record(
        outcome=outcome,
        reasons=str(body["reasons"]),
        body_name=place.board.name,
        recommendation=place.item.recommendation,
        options_considered=str(body.get("options_considered") or ""),
        interests=_interests(tx, place),
        dispensations=_dispensations(tx, place),
        voting=_voting(tx, place, room, body),
        public=bool(body.get("public", True)),
        not_public_because=str(body.get("not_public_because") or ""),
        effective_from=_day(body.get("effective_from")),
        resolutions=((outcome.value, resolution),),
        conditions=conditions,
        asks=tuple(Ask(section, text) for section, text in body.get("asks", ())),
        recorded_by_id=draft.recorded_by_id,
        agenda_item_id=place.item.id,
        key_decision=bool(place.held and place.held.row.key_decision),
        detail={"present": sorted(seat.name for seat in room.seats if seat.here), "dissent": body.get("dissent") or ""},
    )


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def _declared(tx: Transaction, place: ItemPlace) -> list[tuple[str, Interest]]:
    rows = tx.session.execute(
        select(Person.name, Interest)
        .join(Person, Person.id == Interest.person_id)
        .where(Interest.item_id == place.item.id)
        .order_by(Person.name)
    )
    return [(row.name, row.Interest) for row in rows]


def _interests(tx: Transaction, place: ItemPlace) -> str:
    doing = {"leave": "left for this item", "stay_silent": "stayed and took no part", "take_part": "took part"}
    said = [f"{name}: {row.what} ({doing[row.will]})" for name, row in _declared(tx, place)]
    return "\n".join(said) or "None declared"


def _dispensations(tx: Transaction, place: ItemPlace) -> str:
    said = [f"{name}: {row.dispensation}" for name, row in _declared(tx, place) if row.dispensation]
    return "\n".join(said) or "None"


def votes_of(tx: Transaction, round_id: UUID | None) -> dict[UUID, Vote]:
    """The votes that count, by person."""
    rows = tx.session.execute(
        select(Seat.person_id, SeatVote.vote)
        .join(SeatVote, SeatVote.seat_id == Seat.id)
        .outerjoin(VoteVoid, VoteVoid.vote_id == SeatVote.id)
        .where(SeatVote.round_id == round_id, VoteVoid.vote_id.is_(None))
    )
    return {row.person_id: row.vote for row in rows}


def _voting(tx: Transaction, place: ItemPlace, room: Room, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Agreed as the chair summed up, unless votes were taken."""
    here = {seat.person_id for seat in room.seats if seat.voting and seat.here} - room.left
    votes = {person: vote for person, vote in votes_of(tx, place.item.round_id).items() if person in here}
    if not votes:
        return {"how": "Agreed, as the chair summed up"}
    casting = Vote(body["casting"]) if body.get("casting") else None
    counted = tally(room.seats, votes, room.left, casting)
    if counted.carried is None:
        raise Refused("equal_votes", "Votes are equal: the chair has a casting vote.")
    agreed = Outcome(body["outcome"]) not in (Outcome.DECLINE, Outcome.RETURN)
    if agreed and not counted.carried:
        raise Refused("not_carried", f"The votes do not carry this: {counted.words}")
    return {
        "how": counted.words,
        "for": counted.for_,
        "against": counted.against,
        "abstained": counted.abstained,
        "not_present": counted.not_present,
        "recused": counted.recused,
        "casting": counted.casting.value if counted.casting else "",
    }
