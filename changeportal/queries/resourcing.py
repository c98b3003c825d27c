"""Requests for people's time and the capacity of pools, as pages show them. Time is in hundredths of a full-time post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Directorate
from changeportal.data.models.resourcing import Pool, PoolMonth, RequestMonth, RequestReply, ResourceRequest
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


@dataclass(frozen=True, slots=True)
class MonthLoad:
    """A pool in a month. ``capacity`` is None where nobody has said what the pool has."""

    month: date
    capacity: int | None
    committed: int
    confirmed: int
    waiting: int

    @property
    def taken(self) -> int:
        """What is promised: standing commitments and confirmed requests."""
        return self.committed + self.confirmed


@dataclass(frozen=True, slots=True)
class PoolLoad:
    """A pool and its months."""

    id: UUID
    slug: str
    name: str
    months: Sequence[MonthLoad]


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


def capacity(months: Sequence[date], pool_slug: str | None = None) -> list[PoolLoad]:
    """Every pool (or one) against its capacity in these months. Three statements."""
    pools = select(Pool).where(or_(Pool.ends.is_(None), Pool.ends >= months[0])).order_by(Pool.name)
    if pool_slug:
        pools = pools.where(Pool.slug == pool_slug)
    shown = db.session.execute(pools).scalars().all()
    has = {
        (row.pool_id, row.month): row
        for row in db.session.execute(select(PoolMonth).where(PoolMonth.month.in_(months))).scalars()
    }
    asked = _asked_by_month(months)
    return [
        PoolLoad(pool.id, pool.slug, pool.name, [_load(pool.id, month, has, asked) for month in months])
        for pool in shown
    ]


def _asked_by_month(months: Sequence[date]) -> dict[tuple[UUID, date], tuple[int, int]]:
    """Confirmed and still waiting hundredths by pool and month."""
    waiting = ResourceRequest.state == "asked"
    rows = db.session.execute(
        select(
            ResourceRequest.pool_id,
            RequestMonth.month,
            func.coalesce(func.sum(RequestMonth.confirmed).filter(~waiting), 0),
            func.coalesce(func.sum(RequestMonth.asked).filter(waiting), 0),
        )
        .join(ResourceRequest, ResourceRequest.id == RequestMonth.request_id)
        .join(Proposal, Proposal.id == ResourceRequest.proposal_id)
        .where(
            RequestMonth.month.in_(months),
            ResourceRequest.state != "withdrawn",
            Proposal.status.not_in(ENDED_STATUSES),
        )
        .group_by(ResourceRequest.pool_id, RequestMonth.month)
    )
    return {(row[0], row[1]): (int(row[2]), int(row[3])) for row in rows}


def _load(
    pool_id: UUID,
    month: date,
    has: Mapping[tuple[UUID, date], PoolMonth],
    asked: Mapping[tuple[UUID, date], tuple[int, int]],
) -> MonthLoad:
    held = has.get((pool_id, month))
    confirmed, waiting = asked.get((pool_id, month), (0, 0))
    return MonthLoad(
        month=month,
        capacity=held.capacity - held.leave if held else None,
        committed=held.committed if held else 0,
        confirmed=confirmed,
        waiting=waiting,
    )


def who_asks(actor: Actor, pool_slug: str, month: date) -> list[tuple[RequestRow, int, int]]:
    """The requests behind a cell of the capacity table, each with what it asks and has confirmed in that month."""
    rows = _rows(
        _requests(actor)
        .where(Pool.slug == pool_slug, ResourceRequest.state != "withdrawn", Proposal.status.not_in(ENDED_STATUSES))
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
    return [(row, *in_month[row.id]) for row in rows]


@dataclass(frozen=True, slots=True)
class PoolPage:
    """A pool with the version of its capacity and its months."""

    id: UUID
    slug: str
    name: str
    directorate: str
    version: int
    months: Mapping[date, tuple[int, int, int]]


def pool_page(slug: str, months: Sequence[date]) -> PoolPage:
    """A pool's capacity, leave and standing commitments by month."""
    row = db.session.execute(
        select(Pool, Directorate.name)
        .outerjoin(Directorate, Directorate.id == Pool.directorate_id)
        .where(Pool.slug == slug)
    ).first()
    if row is None:
        raise NotFound
    pool: Pool = row[0]
    held = db.session.execute(
        select(PoolMonth).where(PoolMonth.pool_id == pool.id, PoolMonth.month.in_(months))
    ).scalars()
    return PoolPage(
        pool.id,
        pool.slug,
        pool.name,
        row[1] or "",
        pool.version,
        {one.month: (one.capacity, one.leave, one.committed) for one in held},
    )


def pool_choices() -> list[tuple[str, str]]:
    """Slug and name of every pool that can be asked."""
    rows = db.session.execute(select(Pool.slug, Pool.name).where(Pool.ends.is_(None)).order_by(Pool.name))
    return [(row.slug, row.name) for row in rows]


@dataclass(frozen=True, slots=True)
class HasRow:
    """What a pool has in a month, in hundredths of a full-time post."""

    capacity: int
    leave: int
    committed: int


@dataclass(frozen=True, slots=True)
class PoolHas:
    """A pool, its version and what it has by month."""

    id: UUID
    slug: str
    name: str
    version: int
    months: Mapping[date, HasRow]


def pool_has(slug: str, months: Sequence[date]) -> PoolHas:
    """What a pool has in these months. NotFound for no such pool. Two statements."""
    pool = db.session.execute(select(Pool).where(Pool.slug == slug)).scalar_one_or_none()
    if pool is None:
        raise NotFound
    rows = db.session.execute(
        select(PoolMonth).where(PoolMonth.pool_id == pool.id, PoolMonth.month.in_(months))
    ).scalars()
    has = {row.month: HasRow(row.capacity, row.leave, row.committed) for row in rows}
    return PoolHas(pool.id, pool.slug, pool.name, pool.version, has)
