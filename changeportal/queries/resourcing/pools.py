"""A team: what it has by month and what a day of its time costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.resourcing import Pool, PoolMonth, PoolRate
from changeportal.data.session import db
from changeportal.domain.errors import NotFound


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
    rates: Mapping[date, int]


def pool_has(slug: str, months: Sequence[date]) -> PoolHas:
    """What a pool has in these months. NotFound for no such pool. Three statements."""
    pool = db.session.execute(select(Pool).where(Pool.slug == slug)).scalar_one_or_none()
    if pool is None:
        raise NotFound
    rows = db.session.execute(
        select(PoolMonth).where(PoolMonth.pool_id == pool.id, PoolMonth.month.in_(months))
    ).scalars()
    has = {row.month: HasRow(row.capacity, row.leave, row.committed) for row in rows}
    rates = db.session.execute(
        select(PoolRate.starts, PoolRate.day_pence).where(PoolRate.pool_id == pool.id).order_by(PoolRate.starts)
    )
    return PoolHas(pool.id, pool.slug, pool.name, pool.version, has, {row.starts: row.day_pence for row in rates})
