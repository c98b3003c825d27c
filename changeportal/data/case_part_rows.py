"""The rows of a case as the rules read them; pages, checks and services read the same."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal_column, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from changeportal.data.benefit_rows import OF_BENEFIT, as_promised
from changeportal.data.models.case_rows import (
    CaseMeasure,
    Consultation,
    ConsultationAnswer,
    ConsultationChange,
    Milestone,
    TheoryLink,
    TheoryStep,
)
from changeportal.data.models.reference import Commitment
from changeportal.data.session import AnySession
from changeportal.domain import consultations, milestones, theory
from changeportal.domain.measures import Effect
from changeportal.domain.plan_findings import PlanFacts


def live(session: AnySession, model: Any, proposal_id: UUID) -> list[Any]:
    """The rows of one kind that were not removed, oldest first."""
    rows = session.execute(
        select(model).where(model.proposal_id == proposal_id, model.removed_at.is_(None)).order_by(model.id)
    ).scalars()
    return list(rows)


def plan_of(session: AnySession, proposal_id: UUID) -> PlanFacts:
    """Milestones by date, consultations by opening, the theory of change by column, benefits. One statement."""
    row = session.execute(
        select(
            _listed(Milestone, proposal_id, Milestone.id, Milestone.title, Milestone.due, Milestone.after_id),
            _listed(Consultation, proposal_id, *_OF_CONSULTATION),
            _listed(TheoryStep, proposal_id, TheoryStep.id, TheoryStep.stands_in, TheoryStep.title),
            _listed(TheoryLink, proposal_id, TheoryLink.id, *_ENDS, TheoryLink.assumption),
            _listed(CaseMeasure, proposal_id, CaseMeasure.effect, *OF_BENEFIT, _COMMITMENT),
        )
    ).one()
    return PlanFacts(
        sorted((_milestone(*one) for one in row[0]), key=lambda one: one.due),
        sorted((_consultation(*one) for one in row[1]), key=lambda one: (one.opened, one.key)),
        _theory(row[2], row[3]),
        [as_promised(of, code) for effect, *of, code in row[4] if effect == Effect.BENEFIT.value],
    )


def milestones_of(session: AnySession, proposal_id: UUID) -> Sequence[milestones.Milestone]:
    """The milestones by date."""
    return plan_of(session, proposal_id).milestones


def theory_of(session: AnySession, proposal_id: UUID) -> theory.Theory:
    """The theory of change: steps by column, and links."""
    return plan_of(session, proposal_id).theory


def consultations_of(session: AnySession, proposal_id: UUID) -> Sequence[consultations.Consultation]:
    """The consultations by the day on which they opened, with what was counted."""
    return plan_of(session, proposal_id).consultations


_COMMITMENT = func.coalesce(
    select(Commitment.code).where(Commitment.id == CaseMeasure.commitment_id).correlate(CaseMeasure).scalar_subquery(),
    "",
)
_ENDS = (TheoryLink.start_id, TheoryLink.end_id)
_OF_CONSULTATION = (
    Consultation.id,
    Consultation.title,
    Consultation.opened,
    Consultation.closed,
    select(func.coalesce(func.sum(ConsultationAnswer.number), 0))
    .where(ConsultationAnswer.consultation_id == Consultation.id, ConsultationAnswer.removed_at.is_(None))
    .correlate(Consultation)
    .scalar_subquery(),
    select(func.count())
    .select_from(ConsultationChange)
    .where(ConsultationChange.consultation_id == Consultation.id, ConsultationChange.removed_at.is_(None))
    .correlate(Consultation)
    .scalar_subquery(),
)


def _listed(model: Any, proposal_id: UUID, *columns: Any) -> Any:
    """The live rows of a kind, oldest first, as one JSON value: a list of lists."""
    one = func.json_build_array(*columns)
    rows = select(func.json_agg(aggregate_order_by(one, model.id)))
    found = rows.where(model.proposal_id == proposal_id, model.removed_at.is_(None)).scalar_subquery()
    return func.coalesce(found, literal_column("'[]'::json"))


def _milestone(key: str, title: str, due: str, after: str | None) -> milestones.Milestone:
    return milestones.Milestone(key, title, date.fromisoformat(due), after or "")


def _consultation(
    key: str, title: str, opened: str, closed: str, answers: int, changes: int
) -> consultations.Consultation:
    days = (date.fromisoformat(opened), date.fromisoformat(closed))
    return consultations.Consultation(key, title, *days, int(answers), changes)


def _theory(steps: Sequence[Sequence[str]], links: Sequence[Sequence[str]]) -> theory.Theory:
    order = list(theory.Column)
    found = [theory.Step(key, theory.Column(column), title) for key, column, title in steps]
    return theory.Theory(
        sorted(found, key=lambda one: order.index(one.column)), [theory.Link(*values) for values in links]
    )
