"""The policy version in force: made by one person, agreed by another, and effective by the day asked about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.policy import PolicyAgreement, PolicyVersion
from changeportal.data.session import AnySession
from changeportal.domain.terms import PolicyKind


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy version's key, number and document."""

    id: UUID
    number: int
    document: Mapping[str, Any]
    example: bool


def policy_in_force(session: AnySession, kind: PolicyKind, today: date) -> Policy:
    """The newest agreed version that is effective; reference data make sure that there is one."""
    row = session.execute(
        select(PolicyVersion)
        .join(PolicyAgreement, PolicyAgreement.policy_version_id == PolicyVersion.id)
        .where(PolicyVersion.kind == kind, PolicyVersion.effective_from <= today)
        .order_by(PolicyVersion.effective_from.desc(), PolicyVersion.number.desc())
        .limit(1)
    ).scalar_one()
    return Policy(row.id, row.number, row.document, row.example)
