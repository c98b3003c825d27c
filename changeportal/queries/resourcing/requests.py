"""Requests for people's time, as pages show them. Time is in hundredths of a full-time post."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.resourcing import Pool, RequestMonth, RequestReply, ResourceRequest
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.errors import NotFound
from changeportal.domain.people import Actor
from changeportal.domain.permission_facts import RequestFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import ENDED_STATUSES

HIDDEN_TITLE = "A restricted proposal"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request with its newest answer. ``ref`` is empty where the reader may not know the proposal."""

    id: UUID
    ref: str
    title: str
    pool: str
    pool_slug: str
    pool_id: UUID
    why: str
    wanted: str
    state: str
    asked_by: str
    asked_at: datetime
    first_month: date
    last_month: date
    most: int
    confirmed: int
    asked: int
    reason: str
    offered_from: date | None
    answered_by: str
    answered_at: datetime | None
    version: int


def _requests(actor: Actor) -> Select[tuple[object, ...]]:
    """Requests with their span, their newest answer and, where it may be known, their proposal."""
    span = (
        select(
            RequestMonth.request_id,
            func.min(RequestMonth.month).label("first"),
            func.max(RequestMonth.month).label("last"),
            func.max(RequestMonth.asked).label("most"),
            func.sum(RequestMonth.asked).label("asked"),
            func.sum(RequestMonth.confirmed).label("confirmed"),
        )
        .group_by(RequestMonth.request_id)
        .subquery()
    )
    newest = (
        select(RequestReply)
        .order_by(RequestReply.request_id, RequestReply.at.desc())
        .ext(distinct_on(RequestReply.request_id))
    )
    reply = aliased(RequestReply, newest.subquery())
    asker, answerer = aliased(Person), aliased(Person)
    return (
        select(
            ResourceRequest,
            Pool,
            Proposal.ref,
            Proposal.title,
            visible_to(actor).label("seen"),
            span.c.first,
            span.c.last,
            span.c.most,
            span.c.asked,
            span.c.confirmed,
            reply.reason,
            reply.offered_from,
            reply.at.label("answered_at"),
            asker.name.label("asked_by"),
            answerer.name.label("answered_by"),
        )
        .join(Pool, Pool.id == ResourceRequest.pool_id)
        .join(Proposal, Proposal.id == ResourceRequest.proposal_id)
        .join(span, span.c.request_id == ResourceRequest.id)
        .join(asker, asker.id == ResourceRequest.asked_by_id)
        .outerjoin(reply, and_(reply.request_id == ResourceRequest.id, ResourceRequest.state != "asked"))
        .outerjoin(answerer, answerer.id == reply.by_id)
    )


def _rows(statement: Select[tuple[object, ...]]) -> list[RequestRow]:
    found = []
    for row in db.session.execute(statement):
        request, pool = row.ResourceRequest, row.Pool
        found.append(
            RequestRow(
                id=request.id,
                ref=row.ref if row.seen else "",
                title=row.title if row.seen else HIDDEN_TITLE,
                pool=pool.name,
                pool_slug=pool.slug,
                pool_id=pool.id,
                why=request.why if row.seen else "Not shown, because the proposal is restricted",
                wanted=request.wanted if row.seen else "",
                state=request.state,
                asked_by=row.asked_by if row.seen else "",
                asked_at=request.asked_at,
                first_month=row.first,
                last_month=row.last,
                most=int(row.most),
                confirmed=int(row.confirmed),
                asked=int(row.asked),
                reason=row.reason or "",
                offered_from=row.offered_from,
                answered_by=row.answered_by or "",
                answered_at=row.answered_at,
                version=request.version,
            )
        )
    return found


def requests_of(actor: Actor, proposal_id: UUID) -> list[RequestRow]:
    """A proposal's requests, the withdrawn ones left out."""
    return _rows(
        _requests(actor)
        .where(ResourceRequest.proposal_id == proposal_id, ResourceRequest.state != "withdrawn")
        .order_by(ResourceRequest.id)
    )


def _managed(actor: Actor) -> list[UUID] | None:
    """The pools whose manager the actor is, or stands in for; None means all of them."""
    pools = db.session.execute(select(Pool.id)).scalars().all()
    return [one for one in pools if may(actor, Permission.RESOURCE_ANSWER, RequestFacts(pool_id=one)).allowed]


def requests_waiting(actor: Actor) -> list[RequestRow]:
    """Requests that wait for this person's answer, soonest start first."""
    statement = (
        _requests(actor)
        .where(
            ResourceRequest.state == "asked",
            ResourceRequest.pool_id.in_(_managed(actor) or []),
            Proposal.status.not_in(ENDED_STATUSES),
        )
        .order_by("first", ResourceRequest.id)
    )
    return _rows(statement)


def one_request(actor: Actor, request_id: UUID) -> RequestRow:
    """A request, for its pool's manager or whoever may see its proposal. NotFound for anyone else."""
    rows = _rows(_requests(actor).where(ResourceRequest.id == request_id))
    if not rows:
        raise NotFound
    mine = may(actor, Permission.RESOURCE_ANSWER, RequestFacts(pool_id=rows[0].pool_id)).allowed
    if not rows[0].ref and not mine:
        raise NotFound
    return rows[0]


def asked_months(request_id: UUID) -> list[tuple[date, int, int]]:
    """Month, asked, confirmed of a request."""
    rows = db.session.execute(
        select(RequestMonth.month, RequestMonth.asked, RequestMonth.confirmed)
        .where(RequestMonth.request_id == request_id)
        .order_by(RequestMonth.month)
    )
    return [(row.month, row.asked, row.confirmed) for row in rows]


def who_asks(
    actor: Actor, pool_slug: str, month: date, *narrowed: ColumnElement[bool]
) -> list[tuple[RequestRow, int, int]]:
    """The requests behind a cell of the capacity table, each with what it asks and has confirmed in that month.

    One that the reader may not know is listed for the team's manager alone, without its proposal. ``narrowed`` are the
    conditions of the table's filters.
    """
    rows = _rows(
        _requests(actor)
        .where(Pool.slug == pool_slug, ResourceRequest.state != "withdrawn", Proposal.status.not_in(ENDED_STATUSES))
        .where(*narrowed)
        .where(
            select(RequestMonth.month)
            .where(RequestMonth.request_id == ResourceRequest.id, RequestMonth.month == month)
            .exists()
        )
        .order_by(ResourceRequest.asked_at)
    )
    in_month = {
        row.request_id: (row.asked, row.confirmed)
        for row in db.session.execute(
            select(RequestMonth.request_id, RequestMonth.asked, RequestMonth.confirmed).where(
                RequestMonth.month == month, RequestMonth.request_id.in_([row.id for row in rows])
            )
        )
    }
    answers = {
        row.pool_id: may(actor, Permission.RESOURCE_ANSWER, RequestFacts(pool_id=row.pool_id)).allowed for row in rows
    }
    return [(row, *in_month[row.id]) for row in rows if row.ref or answers[row.pool_id]]
