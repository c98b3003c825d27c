"""The rows of a case as the rules read them; pages, checks and services read the same."""

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.case_rows import (
    Consultation,
    ConsultationAnswer,
    ConsultationChange,
    Milestone,
    TheoryLink,
    TheoryStep,
)
from changeportal.data.session import AnySession
from changeportal.domain import consultations, milestones, theory
from changeportal.domain.plan_findings import PlanFacts


def live(session: AnySession, model: Any, proposal_id: UUID) -> list[Any]:
    """The rows of one kind that were not removed, oldest first."""
    rows = session.execute(
        select(model).where(model.proposal_id == proposal_id, model.removed_at.is_(None)).order_by(model.id)
    ).scalars()
    return list(rows)


def milestones_of(session: AnySession, proposal_id: UUID) -> list[milestones.Milestone]:
    """The milestones by date."""
    found = [
        milestones.Milestone(str(row.id), row.title, row.due, str(row.after_id or ""))
        for row in live(session, Milestone, proposal_id)
    ]
    return sorted(found, key=lambda one: one.due)


def theory_of(session: AnySession, proposal_id: UUID) -> theory.Theory:
    """The theory of change: steps by column, and links. Two statements."""
    order = list(theory.Column)
    steps = [
        theory.Step(str(row.id), theory.Column(row.stands_in), row.title)
        for row in live(session, TheoryStep, proposal_id)
    ]
    links = [
        theory.Link(str(row.id), str(row.start_id), str(row.end_id), row.assumption)
        for row in live(session, TheoryLink, proposal_id)
    ]
    return theory.Theory(sorted(steps, key=lambda one: order.index(one.column)), links)


def consultations_of(session: AnySession, proposal_id: UUID) -> list[consultations.Consultation]:
    """The consultations by the day on which they opened, with what was counted. One statement."""
    answers = (
        select(func.coalesce(func.sum(ConsultationAnswer.number), 0))
        .where(ConsultationAnswer.consultation_id == Consultation.id, ConsultationAnswer.removed_at.is_(None))
        .scalar_subquery()
    )
    changes = (
        select(func.count())
        .select_from(ConsultationChange)
        .where(ConsultationChange.consultation_id == Consultation.id, ConsultationChange.removed_at.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(
        select(Consultation.id, Consultation.title, Consultation.opened, Consultation.closed, answers, changes)
        .where(Consultation.proposal_id == proposal_id, Consultation.removed_at.is_(None))
        .order_by(Consultation.opened, Consultation.id)
    )
    return [consultations.Consultation(str(row[0]), row[1], row[2], row[3], int(row[4]), row[5]) for row in rows]


def plan_of(session: AnySession, proposal_id: UUID) -> PlanFacts:
    """What the checks look at. Four statements."""
    return PlanFacts(
        milestones_of(session, proposal_id), consultations_of(session, proposal_id), theory_of(session, proposal_id)
    )
