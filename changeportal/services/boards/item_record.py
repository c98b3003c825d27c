"""What is written down when a decision of an item is made: resolutions, conditions, interests, votes by seat, dissent."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data.meeting_room import Room
from changeportal.data.meeting_votes import Ballot, ballot_of, count_of, standing_votes
from changeportal.data.models.boards import DecisionDraft, Dissent, Interest
from changeportal.data.models.people import Person
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.resolutions import Resolved, Verb, resolutions_refusal, verb_of
from changeportal.domain.returned import Ask
from changeportal.domain.terms import Outcome
from changeportal.domain.votes import SAID_WORDS, roll
from changeportal.services.boards.places import ItemPlace, room_for
from changeportal.services.decisions import NewCondition, Record
from changeportal.services.transaction import Transaction

SUMMED_UP = "Agreed, as the chair summed up"
NOT_AGREED = frozenset({Outcome.DECLINE, Outcome.RETURN})
DOING = {"leave": "left for this item", "stay_silent": "stayed and took no part", "take_part": "took part"}


def resolved(body: Mapping[str, Any], put: str = "") -> tuple[Resolved, ...]:
    """The numbered resolutions of a record; the first is what was decided, the recommendation when nothing else is said."""
    first = Resolved(verb_of(Outcome(body["outcome"])), str(body.get("resolution") or "").strip() or put)
    return (first, *(Resolved(Verb(one["verb"]), one["text"]) for one in body.get("resolutions", ())))


def check_resolutions(body: Mapping[str, Any]) -> None:
    """Raises Invalid when the resolutions do not fit the outcome."""
    refusal = resolutions_refusal(resolved(body, "as recommended"), Outcome(body["outcome"]))
    if refusal:
        raise Invalid({"resolution_2" if body.get("resolutions") else "resolution": refusal})


def record_of(tx: Transaction, place: ItemPlace, draft: DecisionDraft) -> Record:
    """The record as it will stand, from the secretary's draft and from what was declared and voted."""
    body, room = draft.body, room_for(tx, place)
    said = _declared(tx, place)
    return Record(
        outcome=Outcome(body["outcome"]),
        reasons=str(body["reasons"]),
        body_name=place.board.name,
        recommendation=place.item.recommendation,
        options_considered=str(body.get("options_considered") or ""),
        interests="\n".join(f"{name}: {row.what} ({_doing(row)})" for name, row in said) or "None declared",
        dispensations="\n".join(f"{name}: {row.dispensation}" for name, row in said if row.dispensation) or "None",
        voting=_voting(room, ballot_of(tx.session, place.item.round_id), place, Outcome(body["outcome"])),
        public=bool(body.get("public", True)),
        not_public_because=str(body.get("not_public_because") or ""),
        effective_from=day_of(body.get("effective_from")),
        resolutions=tuple((one.verb.value, one.text) for one in resolved(body, place.item.recommendation)),
        conditions=tuple(
            NewCondition(one["text"], UUID(one["owner"]), date.fromisoformat(one["due"]), one["blocks"])
            for one in body.get("conditions", ())
        ),
        asks=tuple(Ask(section, text) for section, text in body.get("asks", ())),
        recorded_by_id=draft.recorded_by_id,
        agenda_item_id=place.item.id,
        key_decision=bool(place.held and place.held.row.key_decision),
        detail={"present": _present(room), "dissent": _dissent(tx, place), "written": place.meeting.written},
    )


def day_of(text: object) -> date | None:
    """A day that the draft keeps as text."""
    return date.fromisoformat(str(text)) if text else None


def _doing(row: Interest) -> str:
    return "left: the chair ruled so" if row.chair_rules == "leave" else DOING[row.will]


def _declared(tx: Transaction, place: ItemPlace) -> list[tuple[str, Interest]]:
    rows = tx.session.execute(
        select(Person.name, Interest)
        .join(Person, Person.id == Interest.person_id)
        .where(Interest.item_id == place.item.id)
        .order_by(Person.name)
    )
    return [(row.name, row.Interest) for row in rows]


def _present(room: Room) -> list[str]:
    here = [seat for seat in room.seats if seat.here]
    return sorted(f"{seat.substitute} (for {seat.name})" if seat.substitute else seat.name for seat in here)


def _dissent(tx: Transaction, place: ItemPlace) -> list[str]:
    """Words of those who asked for it, each with their name."""
    rows = tx.session.execute(
        select(Person.name, Dissent.words)
        .join(Person, Person.id == Dissent.person_id)
        .where(Dissent.item_id == place.item.id)
        .order_by(Person.name)
    )
    return [f"{row.name}: {row.words}" for row in rows]


def _voting(room: Room, ballot: Ballot, place: ItemPlace, outcome: Outcome) -> Mapping[str, Any]:
    """Agreed as the chair summed up, unless a vote was called; then by seat, and only what the votes carry."""
    if place.item.vote_called_at is None:
        return {"how": SUMMED_UP}
    counted = count_of(room, ballot)
    if counted.waited_for or counted.carried is None:
        raise Refused("equal_votes", f"The vote has no result yet: {counted.words}")
    if outcome not in NOT_AGREED and not counted.carried:
        raise Refused("not_carried", f"The votes do not carry this: {counted.words}")
    if outcome in NOT_AGREED and counted.carried:
        raise Refused("carried", f"The votes carry the recommendation: {counted.words}")
    seats = roll(room.seats, standing_votes(room, ballot), room.left)
    return {
        "how": counted.words,
        "for": counted.for_,
        "against": counted.against,
        "abstained": counted.abstained,
        "not_present": counted.not_present,
        "recused": counted.recused,
        "casting": counted.casting.value if counted.casting else "",
        "voided": ballot.voided,
        "by_seat": [[seat.name, seat.substitute, SAID_WORDS[said]] for seat, said in seats],
    }
