"""What the price of yes is worked out from: every team that a proposal asks, and what is confirmed in it to others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.proposals import Proposal
from changeportal.data.models.resourcing import Pool, PoolMonth, RequestMonth, ResourceRequest
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.people import Actor
from changeportal.domain.price_of_yes import Price, Team, price_of_yes
from changeportal.domain.terms import ENDED_STATUSES


@dataclass(frozen=True, slots=True)
class PricePage:
    """The price, with the titles of what would slip: only of proposals that the reader may know."""

    price: Price
    titles: Mapping[str, str]
    asked: int


def price_page(actor: Actor, proposal_id: UUID, ref: str) -> PricePage:
    """The price of a yes to everything that the proposal asks for. Four statements."""
    asked = _asked(proposal_id)
    pools = db.session.execute(select(Pool).where(Pool.id.in_(asked)).order_by(Pool.name)).scalars().all()
    confirmed, titles = _confirmed(actor, list(asked))
    months = _months(list(asked))
    teams = [
        Team(
            slug=pool.slug,
            name=pool.name,
            capacity={row.month: row.capacity - row.leave for row in months.get(pool.id, ())},
            standing={row.month: row.committed for row in months.get(pool.id, ())},
            confirmed=confirmed.get(pool.id, {}),
        )
        for pool in pools
    ]
    wanted = {pool.slug: asked[pool.id] for pool in pools}
    return PricePage(price_of_yes(teams, wanted, ref), titles, len(pools))


def _asked(proposal_id: UUID) -> dict[UUID, dict[date, int]]:
    rows = db.session.execute(
        select(ResourceRequest.pool_id, RequestMonth.month, func.sum(RequestMonth.asked))
        .join(RequestMonth, RequestMonth.request_id == ResourceRequest.id)
        .where(ResourceRequest.proposal_id == proposal_id, ResourceRequest.state != "withdrawn")
        .group_by(ResourceRequest.pool_id, RequestMonth.month)
    )
    found: dict[UUID, dict[date, int]] = {}
    for pool_id, month, time in rows:
        found.setdefault(pool_id, {})[month] = int(time)
    return found


def _confirmed(actor: Actor, pools: Sequence[UUID]) -> tuple[dict[UUID, dict[str, dict[date, int]]], dict[str, str]]:
    rows = db.session.execute(
        select(
            ResourceRequest.pool_id,
            Proposal.ref,
            Proposal.title,
            visible_to(actor).label("seen"),
            RequestMonth.month,
            func.sum(RequestMonth.confirmed),
        )
        .join(ResourceRequest, ResourceRequest.id == RequestMonth.request_id)
        .join(Proposal, Proposal.id == ResourceRequest.proposal_id)
        .where(
            ResourceRequest.pool_id.in_(pools),
            ResourceRequest.state != "withdrawn",
            RequestMonth.confirmed > 0,
            Proposal.status.not_in(ENDED_STATUSES),
        )
        .group_by(ResourceRequest.pool_id, Proposal.id, RequestMonth.month)
    )
    found: dict[UUID, dict[str, dict[date, int]]] = {}
    titles: dict[str, str] = {}
    for pool_id, ref, title, seen, month, time in rows:
        found.setdefault(pool_id, {}).setdefault(ref, {})[month] = int(time)
        if seen:
            titles[ref] = title
    return found, titles


def _months(pools: Sequence[UUID]) -> dict[UUID, list[PoolMonth]]:
    found: dict[UUID, list[PoolMonth]] = {}
    for row in db.session.execute(select(PoolMonth).where(PoolMonth.pool_id.in_(pools))).scalars():
        found.setdefault(row.pool_id, []).append(row)
    return found
