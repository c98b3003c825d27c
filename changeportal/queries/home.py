"""Beside one's own tasks: what waits for others, what changed, the next meeting, one's lists. One statement each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, union
from sqlalchemy.dialects.postgresql import aggregate_order_by

from changeportal.data.models.boards import AgendaItem, Board, Meeting, Membership
from changeportal.data.models.gateways import Round, Seat
from changeportal.data.models.people import Person
from changeportal.data.models.plumbing import LastSeen, SavedList, Watch
from changeportal.data.models.proposals import Proposal, ProposalEvent, ProposalPerson
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.people import Actor
from changeportal.domain.terms import Gateway

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """A gateway that somebody else has to answer, of a proposal that the reader has a part in."""

    ref: str
    title: str
    gateway: Gateway
    body: str
    since: datetime
    promised_on: date | None


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that somebody else did to a proposal that the reader has a part in or watches."""

    ref: str
    title: str
    words: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """The next meeting of a board that the reader sits on or writes for."""

    board: str
    board_slug: str
    slug: str
    starts_at: datetime
    papers_due: date
    items: int


@dataclass(frozen=True, slots=True)
class KeptList:
    """A list under a name."""

    id: UUID
    name: str
    address: str


def _has_part(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        ProposalPerson.proposal_id == Proposal.id,
        ProposalPerson.person_id == actor.id,
        ProposalPerson.ended_at.is_(None),
    )


def waiting_for_others(actor: Actor) -> Sequence[Waiting]:
    """Open gateways of one's proposals, the oldest first."""
    seats = (
        select(func.string_agg(Person.name, aggregate_order_by(literal(", "), Person.name)))
        .join(Seat, Seat.person_id == Person.id)
        .where(Seat.round_id == Round.id)
        .scalar_subquery()
    )
    body = func.coalesce(Board.name, seats, "")
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, Round.gateway, body, Round.opened_at, Round.promised_on)
        .join(Round, and_(Round.proposal_id == Proposal.id, Round.closed_at.is_(None)))
        .outerjoin(Board, Board.id == Round.board_id)
        .where(_has_part(actor))
        .order_by(Round.opened_at)
        .limit(SHOWN)
    )
    return [Waiting(*row) for row in rows]


def changes(actor: Actor) -> Sequence[Changed]:
    """What others did since one last looked at each proposal, the newest first."""
    own = select(ProposalPerson.proposal_id).where(
        ProposalPerson.person_id == actor.id, ProposalPerson.ended_at.is_(None)
    )
    watched = select(Watch.proposal_id).where(Watch.person_id == actor.id)
    seen = and_(LastSeen.proposal_id == Proposal.id, LastSeen.person_id == actor.id)
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, ProposalEvent.words, Person.name, ProposalEvent.at)
        .join(ProposalEvent, ProposalEvent.proposal_id == Proposal.id)
        .join(Person, Person.id == ProposalEvent.actor_id)
        .outerjoin(LastSeen, seen)
        .where(
            Proposal.id.in_(union(own, watched)),
            visible_to(actor),
            ProposalEvent.actor_id != actor.id,
            or_(LastSeen.at.is_(None), ProposalEvent.at > LastSeen.at),
        )
        .order_by(ProposalEvent.at.desc(), ProposalEvent.n.desc())
        .limit(SHOWN)
    )
    return [Changed(*row) for row in rows]


def next_meeting(actor: Actor, now: datetime) -> NextMeeting | None:
    """The first meeting to come of a board that this person belongs to today."""
    items = select(func.count()).where(AgendaItem.meeting_id == Meeting.id).scalar_subquery()
    row = db.session.execute(
        select(Board.name, Board.slug, Meeting.slug, Meeting.starts_at, Meeting.papers_due, items)
        .join(Meeting, Meeting.board_id == Board.id)
        .join(Membership, and_(Membership.board_id == Board.id, Membership.person_id == actor.id))
        .where(
            Meeting.state != "closed", Meeting.starts_at >= now, or_(Membership.ends.is_(None), Membership.ends >= now)
        )
        .order_by(Meeting.starts_at)
        .limit(1)
    ).first()
    return NextMeeting(*row) if row else None


def lists(actor: Actor) -> Sequence[KeptList]:
    """One's own lists by name."""
    rows = db.session.execute(
        select(SavedList.id, SavedList.name, SavedList.address)
        .where(SavedList.person_id == actor.id)
        .order_by(SavedList.name)
    )
    return [KeptList(*row) for row in rows]
