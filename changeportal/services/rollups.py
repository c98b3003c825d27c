"""Stored totals, brought up to date in the transaction that changes what they add up."""

from collections.abc import Set as AbstractSet
from datetime import datetime
from uuid import UUID

from changeportal.data.session import AnySession


def refresh(session: AnySession, proposals: AbstractSet[UUID], savings: AbstractSet[UUID], now: datetime) -> None:
    """Work out again what the touched proposals and savings add to the stored totals."""
