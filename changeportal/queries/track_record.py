"""A sponsor's record of promise against delivery, from the rows of their closed savings."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.proposals import Proposal
from changeportal.data.session import db
from changeportal.data.track_rows import closed_savings
from changeportal.domain.realisation import ClosedSaving


def sponsor_record(proposal_id: UUID) -> list[ClosedSaving]:
    """The closed savings of the proposal's sponsor. One statement."""
    found = db.session.execute(select(closed_savings()).select_from(Proposal).where(Proposal.id == proposal_id))
    return record_of(found.scalar_one_or_none())


def record_of(held: Sequence[Mapping[str, Any]] | None) -> list[ClosedSaving]:
    """The rows as the database gave them, in the order of their references."""
    rows = [
        ClosedSaving(
            one["who"],
            one["ref"],
            one["title"],
            one["proposal"],
            int(one["promised"]),
            int(one["verified"]),
            _month(one["planned_from"]),
            _month(one["seen_from"]),
        )
        for one in held or ()
    ]
    return sorted(rows, key=lambda one: (one.who, one.ref))


def _month(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None
