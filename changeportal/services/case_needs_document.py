"""What the case asks of teams and pots, as a version freezes it; the answers stand beside the case."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.pots import FundingRequest, Pot
from changeportal.data.models.resourcing import Pool, RequestMonth, ResourceRequest
from changeportal.domain.funding_terms import FundingState
from changeportal.services.transaction import Transaction

Document = dict[str, Any]


def requests(tx: Transaction, proposal_id: UUID) -> list[Document]:
    """People's time by team and month."""
    rows = tx.session.execute(
        select(
            ResourceRequest.id,
            Pool.slug,
            ResourceRequest.why,
            ResourceRequest.wanted,
            RequestMonth.month,
            RequestMonth.asked,
        )
        .join(Pool, Pool.id == ResourceRequest.pool_id)
        .join(RequestMonth, RequestMonth.request_id == ResourceRequest.id)
        .where(ResourceRequest.proposal_id == proposal_id, ResourceRequest.state != "withdrawn")
        .order_by(ResourceRequest.id, RequestMonth.month)
    )
    found: dict[str, Document] = {}
    for row in rows:
        one = found.setdefault(
            str(row.id), {"id": str(row.id), "pool": row.slug, "why": row.why, "wanted": row.wanted, "months": {}}
        )
        one["months"][row.month.isoformat()] = row.asked
    return list(found.values())


def funding(tx: Transaction, proposal_id: UUID) -> list[Document]:
    """What is asked of pots; the answers stand beside the case, as those of teams do."""
    rows = tx.session.execute(
        select(
            FundingRequest.id,
            Pot.slug,
            FundingRequest.year,
            FundingRequest.pence,
            FundingRequest.why,
            FundingRequest.saving_line_id,
        )
        .join(Pot, Pot.id == FundingRequest.pot_id)
        .where(FundingRequest.proposal_id == proposal_id, FundingRequest.state != FundingState.WITHDRAWN)
        .order_by(FundingRequest.id)
    )
    return [
        {
            "id": str(row.id),
            "pot": row.slug,
            "year": row.year,
            "pence": row.pence,
            "why": row.why,
            "saving": str(row.saving_line_id) if row.saving_line_id else None,
        }
        for row in rows
    ]
