"""What the people who are confirmed to a proposal cost, by team and year, worked out and never typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.pots import WorkingTime
from changeportal.data.models.resourcing import Pool, PoolRate, RequestMonth, ResourceRequest
from changeportal.data.session import db
from changeportal.domain.people_costs import PeopleCost, people_cost


@dataclass(frozen=True, slots=True)
class CostPage:
    """Teams with their cost; ``years`` are the years that any of them has; ``source`` says what a year's days are."""

    teams: Sequence[tuple[str, PeopleCost]]
    years: Sequence[int]
    source: str


def cost_page(proposal_id: UUID) -> CostPage:
    """The cost of everybody confirmed. Three statements."""
    rows = db.session.execute(
        select(Pool.id, Pool.name, RequestMonth.month, func.sum(RequestMonth.confirmed).label("time"))
        .join(ResourceRequest, ResourceRequest.pool_id == Pool.id)
        .join(RequestMonth, RequestMonth.request_id == ResourceRequest.id)
        .where(
            ResourceRequest.proposal_id == proposal_id,
            ResourceRequest.state != "withdrawn",
            RequestMonth.confirmed > 0,
        )
        .group_by(Pool.id, RequestMonth.month)
        .order_by(Pool.name)
    ).all()
    confirmed: dict[tuple[UUID, str], dict[date, int]] = {}
    for row in rows:
        confirmed.setdefault((row.id, row.name), {})[row.month] = int(row.time)
    rates: dict[UUID, dict[date, int]] = {}
    for rate in db.session.execute(select(PoolRate)).scalars():
        rates.setdefault(rate.pool_id, {})[rate.starts] = rate.day_pence
    working = db.session.execute(select(WorkingTime).order_by(WorkingTime.starts)).scalars().all()
    days = {one.starts: one.days_a_year for one in working}
    teams = [(name, people_cost(load, rates.get(pool_id, {}), days)) for (pool_id, name), load in confirmed.items()]
    years = sorted({year for _name, cost in teams for year in cost.by_year})
    said = f"{working[-1].days_a_year} days a year. {working[-1].source}" if working else ""
    return CostPage(teams, years, said)
