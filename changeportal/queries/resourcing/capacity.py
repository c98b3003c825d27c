"""How full each team is by month. Time is in hundredths of a full-time post."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Directorate, Mission
from changeportal.data.models.resourcing import Pool, PoolMonth, RequestMonth, ResourceRequest
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.people import Actor
from changeportal.domain.terms import ENDED_STATUSES, Stage

MOST_CHOICES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Whose requests are counted. A filter counts only what the reader may know about: else it would tell on the rest.

    ``yes`` names proposals to suppose confirmed; requests that wait on others are left out then.
    """

    actor: Actor
    directorate: str = ""
    mission: str = ""
    stage: str = ""
    yes: tuple[str, ...] = ()

    @property
    def filtered(self) -> bool:
        """Whether some proposals are left out."""
        return bool(self.directorate or self.mission or self.stage)

    def narrowed(self) -> list[ColumnElement[bool]]:
        """The conditions on the proposal."""
        if not self.filtered:
            return []
        found: list[ColumnElement[bool]] = [visible_to(self.actor)]
        if self.directorate:
            found.append(Proposal.directorate_id == _one(Directorate.id, Directorate.slug == self.directorate))
        if self.mission:
            found.append(Proposal.mission_id == _one(Mission.id, Mission.slug == self.mission))
        if self.stage:
            found.append(Proposal.stage == Stage(self.stage))
        return found


def _one(column: InstrumentedAttribute[UUID], where: ColumnElement[bool]) -> ScalarSelect[UUID]:
    return select(column).where(where).scalar_subquery()


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

    @property
    def used(self) -> int:
        """What is promised, and what is asked for and counted."""
        return self.taken + self.waiting


@dataclass(frozen=True, slots=True)
class PoolLoad:
    """A pool and its months."""

    id: UUID
    slug: str
    name: str
    months: Sequence[MonthLoad]


def capacity(months: Sequence[date], pool_slug: str | None = None, counted: Counted | None = None) -> list[PoolLoad]:
    """Every pool (or one) against its capacity in these months. Three statements."""
    pools = select(Pool).where(or_(Pool.ends.is_(None), Pool.ends >= months[0])).order_by(Pool.name)
    if pool_slug:
        pools = pools.where(Pool.slug == pool_slug)
    shown = db.session.execute(pools).scalars().all()
    has = {
        (row.pool_id, row.month): row
        for row in db.session.execute(select(PoolMonth).where(PoolMonth.month.in_(months))).scalars()
    }
    asked = _asked_by_month(months, counted)
    return [
        PoolLoad(pool.id, pool.slug, pool.name, [_load(pool.id, month, has, asked) for month in months])
        for pool in shown
    ]


def _asked_by_month(months: Sequence[date], counted: Counted | None) -> dict[tuple[UUID, date], tuple[int, int]]:
    """Confirmed and still waiting hundredths by pool and month."""
    waiting = ResourceRequest.state == "asked"
    supposed = waiting
    if counted is not None and counted.yes:
        supposed = and_(waiting, Proposal.ref.in_(counted.yes), visible_to(counted.actor))
    statement = (
        select(
            ResourceRequest.pool_id,
            RequestMonth.month,
            func.coalesce(func.sum(RequestMonth.confirmed).filter(~waiting), 0),
            func.coalesce(func.sum(RequestMonth.asked).filter(supposed), 0),
        )
        .join(ResourceRequest, ResourceRequest.id == RequestMonth.request_id)
        .join(Proposal, Proposal.id == ResourceRequest.proposal_id)
        .where(RequestMonth.month.in_(months), *_live(), *(counted.narrowed() if counted else ()))
        .group_by(ResourceRequest.pool_id, RequestMonth.month)
    )
    return {(row[0], row[1]): (int(row[2]), int(row[3])) for row in db.session.execute(statement)}


def _live() -> tuple[ColumnElement[bool], ...]:
    return (ResourceRequest.state != "withdrawn", Proposal.status.not_in(ENDED_STATUSES))


def to_say_yes_to(actor: Actor) -> list[tuple[str, str]]:
    """Reference and title of the proposals that still wait for time, as far as the reader may know them."""
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title)
        .join(ResourceRequest, ResourceRequest.proposal_id == Proposal.id)
        .where(ResourceRequest.state == "asked", visible_to(actor), *_live())
        .distinct()
        .order_by(Proposal.ref)
        .limit(MOST_CHOICES)
    )
    return [(row.ref, row.title) for row in rows]


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
