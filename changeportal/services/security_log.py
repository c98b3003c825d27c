"""Refusals, failed sign-ins and reads of restricted papers, in a table that is only added to."""

from datetime import datetime
from uuid import UUID

from changeportal.data.models.plumbing import SecurityEvent
from changeportal.data.session import db


def record(at: datetime, actor_id: UUID | None, request_id: str, kind: str, subject: str, reason: str) -> None:
    """Keep one event in a transaction of its own; what was under way before is given up first."""
    db.session.rollback()
    db.session.add(
        SecurityEvent(at=at, actor_id=actor_id, request_id=request_id, kind=kind, subject=subject[:500], reason=reason)
    )
    db.session.commit()
