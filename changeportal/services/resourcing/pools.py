"""What a team has by month, and what a day of its time costs from which date."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.resourcing import Pool, PoolMonth, PoolRate
from changeportal.domain.errors import Closed, Invalid, NotFound, Stale
from changeportal.domain.permission_facts import RequestFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.resourcing import rate_problems
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class MonthOfPool:
    """What a pool has in a month, in hundredths."""

    month: date
    capacity: int
    leave: int = 0
    committed: int = 0


def set_capacity(ctx: Context, slug: str, expected_version: int | None, months: list[MonthOfPool]) -> None:
    """Say what a pool has, month by month."""
    with transaction(ctx) as tx:
        pool = _held(tx, slug, expected_version)
        before = _months_before(tx, pool.id, [one.month for one in months])
        for one in months:
            values = {"capacity": one.capacity, "leave": one.leave, "committed": one.committed}
            tx.session.execute(
                insert(PoolMonth)
                .values(pool_id=pool.id, month=one.month, **values)
                .on_conflict_do_update(index_elements=[PoolMonth.pool_id, PoolMonth.month], set_=values)
            )
        pool.version += 1
        tx.audit(
            "capacity_set",
            "pool",
            pool.id,
            {"before": before, "months": [[m.month, m.capacity, m.leave, m.committed] for m in months]},
        )


def set_rate(ctx: Context, slug: str, expected_version: int | None, starts: date, day_pence: int) -> None:
    """Say what a day of this team's time costs from a date on. A rate in use is followed, never changed."""
    with transaction(ctx) as tx:
        pool = _held(tx, slug, expected_version)
        problems = rate_problems(starts, day_pence, list(_rates(tx, pool.id)), ctx.today)
        if problems:
            raise Invalid(problems)
        tx.add(PoolRate(pool_id=pool.id, starts=starts, day_pence=day_pence))
        pool.version += 1
        tx.audit("rate_set", "pool", pool.id, {"starts": starts, "day_pence": day_pence})


def remove_rate(ctx: Context, slug: str, starts: date) -> None:
    """Take back a rate that has not begun."""
    with transaction(ctx) as tx:
        pool = _held(tx, slug, None)
        row = tx.session.get(PoolRate, (pool.id, starts))
        if row is None:
            raise NotFound
        if starts <= ctx.today:
            raise Closed("frozen", "This rate is in use. Add a new rate with a later first day instead.")
        tx.session.delete(row)
        pool.version += 1
        tx.audit("rate_removed", "pool", pool.id, {"starts": starts, "day_pence": row.day_pence})


def _held(tx: Transaction, slug: str, expected_version: int | None) -> Pool:
    pool = tx.session.execute(select(Pool).where(Pool.slug == slug).with_for_update()).scalar_one_or_none()
    if pool is None:
        raise NotFound
    require(tx.ctx.actor, Permission.RESOURCE_EDIT_CAPACITY, RequestFacts(pool_id=pool.id))
    if expected_version is not None and pool.version != expected_version:
        raise Stale("Someone changed this team’s figures while you were working.")
    return pool


def _months_before(tx: Transaction, pool_id: UUID, months: list[date]) -> list[list[object]]:
    rows = tx.session.execute(
        select(PoolMonth.month, PoolMonth.capacity, PoolMonth.leave, PoolMonth.committed)
        .where(PoolMonth.pool_id == pool_id, PoolMonth.month.in_(months))
        .order_by(PoolMonth.month)
    )
    return [list(row) for row in rows]


def _rates(tx: Transaction, pool_id: UUID) -> dict[date, int]:
    rows = tx.session.execute(select(PoolRate.starts, PoolRate.day_pence).where(PoolRate.pool_id == pool_id))
    return {row.starts: row.day_pence for row in rows}
