"""What the people confirmed to a proposal cost, team by team; pages and the case's own lines are worked out alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.pots import WorkingTime
from changeportal.data.models.resourcing import Pool, PoolRate, RequestMonth, ResourceRequest
from changeportal.data.session import AnySession
from changeportal.domain.people_costs import PeopleCost, people_cost


@dataclass(frozen=True, slots=True)
class TeamCost:
    """A team and what its confirmed time costs."""

    pool_id: UUID
    slug: str
    name: str
    cost: PeopleCost


@dataclass(frozen=True, slots=True)
class TeamCosts:
    """Every team with confirmed time; ``source`` says what a year's days are."""

    teams: Sequence[TeamCost]
    source: str


def team_costs(session: AnySession, proposal_id: UUID) -> TeamCosts:
    """The cost of everybody confirmed. Three statements."""
    rows = session.execute(
        select(Pool.id, Pool.slug, Pool.name, RequestMonth.month, func.sum(RequestMonth.confirmed).label("time"))
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
    confirmed: dict[tuple[UUID, str, str], dict[date, int]] = {}
    for row in rows:
        confirmed.setdefault((row.id, row.slug, row.name), {})[row.month] = int(row.time)
    rates: dict[UUID, dict[date, int]] = {}
    for rate in session.execute(select(PoolRate)).scalars():
        rates.setdefault(rate.pool_id, {})[rate.starts] = rate.day_pence
    working = session.execute(select(WorkingTime).order_by(WorkingTime.starts)).scalars().all()
    days = {one.starts: one.days_a_year for one in working}
    teams = [TeamCost(*pool, people_cost(load, rates.get(pool[0], {}), days)) for pool, load in confirmed.items()]
    said = f"{working[-1].days_a_year} days a year. {working[-1].source}" if working else ""
    return TeamCosts(teams, said)
