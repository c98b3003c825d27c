"""Versions of the delegation policy as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from changeportal.data.models.people import Person
from changeportal.data.models.policy import PolicyAgreement, PolicyVersion
from changeportal.data.models.reference import Fund
from changeportal.data.session import db
from changeportal.domain.errors import NotFound
from changeportal.domain.terms import PolicyKind


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A version: who made it and when, who agreed it and when, from when it holds."""

    number: int
    document: Mapping[str, Any]
    example: bool
    effective_from: date
    made_by_id: UUID | None
    made_for_id: UUID | None
    made_by: str
    made_at: datetime
    agreed_by: str
    agreed_at: datetime | None
    note: str


def versions() -> list[PolicyRow]:
    """Every version, newest first. One statement."""
    return [_row(row) for row in db.session.execute(_versions())]


def one(number: int) -> PolicyRow:
    """The version of that number."""
    row = db.session.execute(_versions().where(PolicyVersion.number == number)).first()
    if row is None:
        raise NotFound
    return _row(row)


def _versions() -> Select[*tuple[Any, ...]]:
    made, agreed = aliased(Person), aliased(Person)
    return (
        select(PolicyVersion, made.name.label("made"), agreed.name.label("agreed"), PolicyAgreement)
        .outerjoin(made, made.id == PolicyVersion.made_by)
        .outerjoin(PolicyAgreement, PolicyAgreement.policy_version_id == PolicyVersion.id)
        .outerjoin(agreed, agreed.id == PolicyAgreement.agreed_by)
        .where(PolicyVersion.kind == PolicyKind.DELEGATION)
        .order_by(PolicyVersion.number.desc())
        .limit(200)
    )


def _row(row: Any) -> PolicyRow:
    version, agreement = row.PolicyVersion, row.PolicyAgreement
    return PolicyRow(
        version.number,
        version.document,
        version.example,
        version.effective_from,
        version.made_by,
        version.made_for_id,
        row.made or "",
        version.made_at,
        row.agreed or "",
        agreement.agreed_at if agreement else None,
        agreement.note if agreement else "",
    )


def in_force(rows: Sequence[PolicyRow], today: date) -> PolicyRow:
    """The agreed version that holds today."""
    held = [one for one in rows if one.agreed_at and one.effective_from <= today]
    return max(held, key=lambda one: (one.effective_from, one.number))


def funds() -> list[tuple[str, str]]:
    """The funds, for the rules."""
    return [(row.code, row.name) for row in db.session.execute(select(Fund.code, Fund.name).order_by(Fund.code))]
