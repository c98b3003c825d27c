"""Rows of a case as its pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data import case_part_rows
from changeportal.data.models.case_rows import (
    CaseMeasure,
    Consultation,
    ConsultationAnswer,
    ConsultationChange,
    Milestone,
    TheoryLink,
    TheoryStep,
)
from changeportal.data.models.cases import Evidence, Risk
from changeportal.data.models.people import Person
from changeportal.data.models.reference import Commitment
from changeportal.data.session import db
from changeportal.domain.errors import NotFound
from changeportal.domain.measures import Direction, Effect
from changeportal.domain.theory import Theory

MODELS: Mapping[str, Any] = {
    "evidence": Evidence,
    "risks": Risk,
    "measures": CaseMeasure,
    "milestones": Milestone,
    "consultations": Consultation,
    "answers": ConsultationAnswer,
    "changes": ConsultationChange,
    "steps": TheoryStep,
    "links": TheoryLink,
}


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A benefit or disbenefit that is no money."""

    id: UUID
    effect: Effect
    title: str
    unit: str
    direction: Direction
    baseline: Decimal | None
    baseline_text: str
    target: Decimal | None
    target_text: str
    target_on: date
    how_measured: str
    groups: str
    owner: str
    commitment: str


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone, who leads on it and what it comes after."""

    id: UUID
    title: str
    due: date
    lead: str
    after: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """How many of a group answered a consultation."""

    id: UUID
    consultation: str
    group: str
    number: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """You said, we did."""

    id: UUID
    consultation: str
    said: str
    did: str


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A consultation and how many answered it."""

    id: UUID
    title: str
    how: str
    opened: date
    closed: date
    answers: int


def held(proposal_id: UUID, part: str, row_id: UUID) -> dict[str, Any]:
    """A row as its form begins with it, its version among it. NotFound for one that is not in this case."""
    row = db.session.get(MODELS[part], row_id)
    if row is None or row.proposal_id != proposal_id or row.removed_at is not None:
        raise NotFound
    values = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    return {name: str(value) if isinstance(value, UUID) else value for name, value in values.items()}


def measures(proposal_id: UUID) -> Sequence[MeasureRow]:
    """The measures, benefits first, by date."""
    rows = db.session.execute(
        select(CaseMeasure, Person.name, Commitment.code)
        .join(Person, Person.id == CaseMeasure.owner_id)
        .outerjoin(Commitment, Commitment.id == CaseMeasure.commitment_id)
        .where(CaseMeasure.proposal_id == proposal_id, CaseMeasure.removed_at.is_(None))
        .order_by(CaseMeasure.effect, CaseMeasure.target_on, CaseMeasure.id)
    )
    return [
        MeasureRow(
            row.id,
            Effect(row.effect),
            row.title,
            row.unit,
            Direction(row.direction),
            row.baseline_value,
            row.baseline_text,
            row.target_value,
            row.target_text,
            row.target_on,
            row.how_measured,
            row.groups,
            owner,
            code or "",
        )
        for row, owner, code in rows
    ]


def milestones(proposal_id: UUID) -> Sequence[MilestoneRow]:
    """The milestones by date."""
    rows = db.session.execute(
        select(Milestone, Person.name)
        .join(Person, Person.id == Milestone.lead_id)
        .where(Milestone.proposal_id == proposal_id, Milestone.removed_at.is_(None))
        .order_by(Milestone.due, Milestone.id)
    ).all()
    titles: dict[UUID | None, str] = {row.id: row.title for row, _name in rows}
    return [MilestoneRow(row.id, row.title, row.due, name, titles.get(row.after_id, "")) for row, name in rows]


def consultations(proposal_id: UUID) -> Sequence[ConsultationRow]:
    """The consultations by the day on which they opened. Two statements."""
    how = {str(row.id): row.how for row in case_part_rows.live(db.session, Consultation, proposal_id)}
    return [
        ConsultationRow(UUID(one.key), one.title, how[one.key], one.opened, one.closed, one.answers)
        for one in case_part_rows.consultations_of(db.session, proposal_id)
    ]


def answers(proposal_id: UUID) -> Sequence[AnswerRow]:
    """How many answered, by consultation and group, the most first."""
    rows = db.session.execute(
        select(ConsultationAnswer.id, Consultation.title, ConsultationAnswer.group_name, ConsultationAnswer.number)
        .join(Consultation, Consultation.id == ConsultationAnswer.consultation_id)
        .where(ConsultationAnswer.proposal_id == proposal_id, ConsultationAnswer.removed_at.is_(None))
        .order_by(Consultation.opened, ConsultationAnswer.number.desc(), ConsultationAnswer.id)
    )
    return [AnswerRow(*row) for row in rows]


def changes(proposal_id: UUID) -> Sequence[ChangeRow]:
    """You said, we did, by consultation."""
    rows = db.session.execute(
        select(ConsultationChange.id, Consultation.title, ConsultationChange.said, ConsultationChange.did)
        .join(Consultation, Consultation.id == ConsultationChange.consultation_id)
        .where(ConsultationChange.proposal_id == proposal_id, ConsultationChange.removed_at.is_(None))
        .order_by(Consultation.opened, ConsultationChange.id)
    )
    return [ChangeRow(*row) for row in rows]


def theory(proposal_id: UUID) -> Theory:
    """The theory of change. Two statements."""
    return case_part_rows.theory_of(db.session, proposal_id)


def commitment_choices() -> list[tuple[str, str]]:
    """Key and words of every commitment."""
    rows = db.session.execute(select(Commitment.id, Commitment.code, Commitment.title).order_by(Commitment.code))
    return [(str(row.id), f"{row.code} {row.title}") for row in rows]
