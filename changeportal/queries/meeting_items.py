"""One item of an agenda: what is asked, what stops a decision, votes, dissent, questions, and what it does to the gap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select

from changeportal.data.gate_facts import in_the_way
from changeportal.data.meeting_room import Room, room_of
from changeportal.data.meeting_votes import Ballot, ballot_of, count_of, readiness, standing_votes
from changeportal.data.models.boards import AgendaItem, Board, DecisionDraft, Dissent, Meeting
from changeportal.data.models.cases import Question
from changeportal.data.models.gateways import Round
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.proposal_facts import facts_columns, facts_of
from changeportal.data.session import db
from changeportal.data.track_rows import closed_savings
from changeportal.domain.calendar import london_date
from changeportal.domain.effect_words import FundEffect
from changeportal.domain.errors import NotFound
from changeportal.domain.meetings import Readiness, refusals_before_deciding
from changeportal.domain.people import Actor
from changeportal.domain.permission_facts import ProposalFacts
from changeportal.domain.realisation import ClosedSaving
from changeportal.domain.votes import Said as Vote
from changeportal.domain.votes import Tally, roll, who_chairs
from changeportal.queries.agenda_effect import agenda_effect
from changeportal.queries.board_case import BoardCase, board_case
from changeportal.queries.meetings import ItemRow, MeetingPage, items_of, meeting_page
from changeportal.queries.track_record import record_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about the item, and its answer."""

    who: str
    text: str
    at: str
    answer: str


@dataclass(frozen=True, slots=True)
class VoteSoFar:
    """The vote that was called: what each seat said, the count, who chairs, how many votes a later interest voided."""

    seats: Sequence[tuple[str, str, Vote]]
    tally: Tally
    chair_id: UUID | None
    voided: int


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item: what is asked, what stops a decision, the secretary's record, votes and interests."""

    meeting: MeetingPage
    item: ItemRow
    room: Room
    stops: Sequence[tuple[str, str]]
    wanting: Sequence[tuple[str, str]]
    draft: Mapping[str, Any] | None
    draft_version: int
    drafted_by: str
    vote: VoteSoFar | None
    dissents: Sequence[tuple[str, str]]
    questions: Sequence[Asked]
    effects: Sequence[FundEffect]
    previous: int | None
    next: int | None
    facts: ProposalFacts | None
    case: BoardCase | None
    record: Sequence[ClosedSaving]


def item(actor: Actor, board_slug: str, slug: str, n: int, now: datetime, *, checks: bool = True) -> ItemPage:
    """One item's page; the forms about it ask for no ``checks`` of its case. NotFound for an item about a proposal that one may
    not know about. Twelve statements at most."""
    today = london_date(now)
    row = db.session.execute(_row(board_slug, slug, n, today)).first()
    if row is None:
        raise NotFound
    items = items_of(actor, row.Meeting.id)
    numbers = [one.n for one in items]
    if n not in numbers:
        raise NotFound
    place, found = numbers.index(n), row.AgendaItem
    room = room_of(db.session, (row.Board, row.Meeting), found, row.Round, today)
    ballot = ballot_of(db.session, found.round_id) if found.vote_called_at else Ballot({}, None, 0)
    is_open = found.result == "waiting" and found.round_id is not None
    return ItemPage(
        meeting=meeting_page(row.Board, row.Meeting, items, room),
        item=items[place],
        room=room,
        stops=refusals_before_deciding(readiness(row.Meeting, found, room, ballot, now)),
        wanting=_wanting(row.Round, found.proposal_id) if is_open else [],
        draft=row.DecisionDraft.body if row.DecisionDraft else None,
        draft_version=row.DecisionDraft.version if row.DecisionDraft else 0,
        drafted_by=row.drafted_by or "",
        vote=_vote(room, ballot) if found.vote_called_at else None,
        dissents=[(one["who"], one["words"]) for one in row.dissents or ()],
        questions=[Asked(**one) for one in row.questions or ()],
        effects=agenda_effect(actor, row.Meeting.id, n, today) if is_open else [],
        previous=numbers[place - 1] if place else None,
        next=numbers[place + 1] if place + 1 < len(numbers) else None,
        facts=facts_of(row) if found.proposal_id else None,
        case=_case(actor, found, items[place].case_version, today, checks=checks),
        record=record_of(row.record),
    )


def _case(actor: Actor, found: AgendaItem, version_n: int | None, today: date, *, checks: bool) -> BoardCase | None:
    if not found.proposal_id or not version_n:
        return None
    return board_case(actor, found.proposal_id, version_n, today, checks=checks)


def _row(board_slug: str, slug: str, n: int, today: Any) -> Select[Any]:
    return (
        select(
            Board,
            Meeting,
            AgendaItem,
            DecisionDraft,
            Round,
            Person.name.label("drafted_by"),
            _dissents().label("dissents"),
            _questions().label("questions"),
            closed_savings().label("record"),
            *facts_columns(today),
        )
        .select_from(AgendaItem)
        .join(Meeting, Meeting.id == AgendaItem.meeting_id)
        .join(Board, Board.id == Meeting.board_id)
        .outerjoin(Proposal, Proposal.id == AgendaItem.proposal_id)
        .outerjoin(DecisionDraft, DecisionDraft.round_id == AgendaItem.round_id)
        .outerjoin(Person, Person.id == DecisionDraft.recorded_by_id)
        .outerjoin(Round, Round.id == AgendaItem.round_id)
        .where(Board.slug == board_slug, Meeting.slug == slug, AgendaItem.n == n)
    )


def _dissents() -> Any:
    who = select(Person.name).where(Person.id == Dissent.person_id).correlate(Dissent).scalar_subquery()
    one = func.json_build_object("who", who, "words", Dissent.words)
    return select(func.json_agg(one)).where(Dissent.item_id == AgendaItem.id).correlate(AgendaItem).scalar_subquery()


def _questions() -> Any:
    who = select(Person.name).where(Person.id == Question.by_id).correlate(Question).scalar_subquery()
    one = func.json_build_object("who", who, "text", Question.text, "at", Question.at, "answer", Question.answer)
    found = select(func.json_agg(one)).where(Question.item_id == AgendaItem.id)
    return found.correlate(AgendaItem).scalar_subquery()


def _wanting(the_round: Round, proposal_id: UUID) -> list[tuple[str, str]]:
    sign_offs, conditions = in_the_way(db.session, the_round.case_version_id, proposal_id)
    return refusals_before_deciding(Readiness(sign_offs_wanting=sign_offs, blocking_conditions=conditions))


def _vote(room: Room, ballot: Ballot) -> VoteSoFar:
    votes = standing_votes(room, ballot)
    chair = who_chairs(room.seats, room.left)
    said = [(seat.name, seat.substitute, one) for seat, one in roll(room.seats, votes, room.left)]
    return VoteSoFar(said, count_of(room, ballot), chair.filled_by if chair else None, ballot.voided)
