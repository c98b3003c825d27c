"""Evidence, risks and the equality screening of a case."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.cases import EqualityScreening, Evidence, Risk
from changeportal.data.models.people import Person
from changeportal.data.session import db


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """What backs a claim."""

    id: UUID
    claim: str
    kind: str
    shows: str
    source: str
    strength: str
    dated: date | None
    section: str = ""


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk, its likelihood and impact from 1 to 5; in money, its chance in per cent and what it would cost."""

    id: UUID
    title: str
    cause: str
    effect: str
    mitigation: str
    likelihood: int
    impact: int
    likelihood_after: int
    impact_after: int
    probability: int | None
    low_pence: int | None
    money_pence: int | None
    high_pence: int | None
    owner: str = ""


def evidence(proposal_id: UUID, section: str = "") -> list[EvidenceRow]:
    """The items of one section or of all, oldest first."""
    rows = db.session.execute(
        select(
            Evidence.id,
            Evidence.claim,
            Evidence.kind,
            Evidence.shows,
            Evidence.source,
            Evidence.strength,
            Evidence.dated,
            Evidence.section,
        )
        .where(
            Evidence.proposal_id == proposal_id,
            Evidence.removed_at.is_(None),
            *([Evidence.section == section] if section else []),
        )
        .order_by(Evidence.id)
    )
    return [EvidenceRow(*row) for row in rows]


def risks(proposal_id: UUID) -> list[RiskRow]:
    """The risks, the highest first."""
    own = [getattr(Risk, one.name) for one in fields(RiskRow) if one.name != "owner"]
    rows = db.session.execute(
        select(*own, func.coalesce(Person.name, "").label("owner"))
        .select_from(Risk)
        .outerjoin(Person, Person.id == Risk.owner_id)
        .where(Risk.proposal_id == proposal_id, Risk.removed_at.is_(None))
        .order_by((Risk.likelihood * Risk.impact).desc(), Risk.id)
    )
    return [RiskRow(**row._mapping) for row in rows]


def screening(proposal_id: UUID) -> tuple[Mapping[str, Any], int]:
    """The answers and their version; 0 when nothing was answered."""
    row = db.session.get(EqualityScreening, proposal_id)
    return (row.answers, row.version) if row else ({}, 0)
