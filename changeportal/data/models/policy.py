"""Versioned configuration: gateways, delegation, status rule, pipeline weights."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from changeportal.data.base import Base, JsonDict, key, one_of, points_to
from changeportal.domain.terms import PolicyKind


class PolicyVersion(Base):
    """One version of one policy, made by one person; it holds once another has agreed it."""

    __tablename__ = "policy_version"
    __table_args__ = (one_of("kind", PolicyKind), UniqueConstraint("kind", "number"))
    id: Mapped[UUID] = key()
    kind: Mapped[PolicyKind]
    number: Mapped[int]
    document: Mapped[JsonDict]
    example: Mapped[bool]
    effective_from: Mapped[date]
    made_by: Mapped[UUID | None] = points_to("person.id")
    made_for_id: Mapped[UUID | None] = points_to("person.id")
    made_at: Mapped[datetime]


class PolicyAgreement(Base):
    """The second person's agreement to a policy version."""

    __tablename__ = "policy_agreement"
    __table_args__ = (CheckConstraint("note <> ''", name="note_given"),)
    policy_version_id: Mapped[UUID] = points_to("policy_version.id", primary_key=True)
    agreed_by: Mapped[UUID | None] = points_to("person.id")
    agreed_for_id: Mapped[UUID | None] = points_to("person.id")
    agreed_at: Mapped[datetime]
    note: Mapped[str]
