"""What a proposal's own page adds to its header: money at a glance, links, what changed since one last looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnExpressionArgument, ScalarSelect, Select, func, select

from changeportal.data.base import Base
from changeportal.data.models.cases import CaseOption, CaseVersion, Evidence, Question
from changeportal.data.models.gateways import ApprovalFact
from changeportal.data.models.lines import PlanLine, ProfileAmount, ProfileLine
from changeportal.data.models.people import Person
from changeportal.data.models.plumbing import LastSeen, Watch
from changeportal.data.models.proposals import ProposalCommitment, ProposalEvent
from changeportal.data.models.reference import Commitment
from changeportal.data.models.savings import BudgetAdjustment, Saving, Verification
from changeportal.data.session import db
from changeportal.domain.people import Actor
from changeportal.domain.terms import LineKind


@dataclass(frozen=True, slots=True)
class AtAGlance:
    """Counts and pence that the page shows; pence by year are of the preferred option, positive in their own kind."""

    commitment: str
    evidence: int
    open_questions: int
    preferred: str
    savings_by_year: Mapping[int, int]
    costs_by_year: Mapping[int, int]
    plan_lines: int
    savings: int
    verified_pence: int
    budget_adjusted_pence: int
    versions: int
    followed: bool
    last_seen: datetime | None
    changes_since: int
    facts: int


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question or comment on a proposal."""

    id: UUID
    section: str
    text: str
    by: str
    at: datetime
    answer: str
    needs_answer: bool


def at_a_glance(actor: Actor, proposal_id: UUID) -> AtAGlance:
    """Two statements."""
    row = db.session.execute(_counts(actor, proposal_id)).one()
    money: dict[str, dict[int, int]] = {"in": {}, "out": {}}
    for kind, year, pence in db.session.execute(_money(proposal_id)):
        side = money["in" if kind in (LineKind.SAVING, LineKind.INCOME) else "out"]
        side[year] = side.get(year, 0) + int(pence)
    return AtAGlance(
        commitment=row.commitment or "",
        evidence=row.evidence,
        open_questions=row.questions,
        preferred=row.preferred or "",
        savings_by_year=money["in"],
        costs_by_year=money["out"],
        plan_lines=row.plan_lines,
        savings=row.savings,
        verified_pence=int(row.verified or 0),
        budget_adjusted_pence=int(row.adjusted or 0),
        versions=row.versions,
        followed=row.followed,
        last_seen=row.last_seen,
        changes_since=row.changes,
        facts=row.facts,
    )


def _counts(actor: Actor, proposal_id: UUID) -> Select[*tuple[Any, ...]]:
    mine = (LastSeen.person_id == actor.id, LastSeen.proposal_id == proposal_id)
    last = select(LastSeen.at).where(*mine).scalar_subquery()
    savings = select(Saving.id).where(Saving.proposal_id == proposal_id)
    return select(
        select(func.concat(Commitment.code, " ", Commitment.title))
        .join(ProposalCommitment, ProposalCommitment.commitment_id == Commitment.id)
        .where(ProposalCommitment.proposal_id == proposal_id, ProposalCommitment.lead)
        .scalar_subquery()
        .label("commitment"),
        _count(Evidence, Evidence.proposal_id == proposal_id, Evidence.removed_at.is_(None)).label("evidence"),
        _count(
            Question, Question.proposal_id == proposal_id, Question.needs_answer, Question.answered_at.is_(None)
        ).label("questions"),
        select(CaseOption.title)
        .where(CaseOption.proposal_id == proposal_id, CaseOption.preferred, CaseOption.removed_at.is_(None))
        .scalar_subquery()
        .label("preferred"),
        _count(PlanLine, PlanLine.proposal_id == proposal_id).label("plan_lines"),
        _count(Saving, Saving.proposal_id == proposal_id).label("savings"),
        select(func.sum(Verification.pence))
        .where(Verification.saving_id.in_(savings))
        .scalar_subquery()
        .label("verified"),
        select(func.sum(BudgetAdjustment.pence))
        .where(BudgetAdjustment.saving_id.in_(savings))
        .scalar_subquery()
        .label("adjusted"),
        _count(CaseVersion, CaseVersion.proposal_id == proposal_id).label("versions"),
        select(func.count(ApprovalFact.kind.distinct()))
        .where(ApprovalFact.proposal_id == proposal_id)
        .scalar_subquery()
        .label("facts"),
        select(Watch.at)
        .where(Watch.person_id == actor.id, Watch.proposal_id == proposal_id)
        .exists()
        .label("followed"),
        last.label("last_seen"),
        _count(
            ProposalEvent,
            ProposalEvent.proposal_id == proposal_id,
            ProposalEvent.at > last,
            ProposalEvent.actor_id != actor.id,
        ).label("changes"),
    )


def _count(model: type[Base], *where: ColumnExpressionArgument[bool]) -> ScalarSelect[int]:
    return select(func.count()).select_from(model).where(*where).scalar_subquery()


def _money(proposal_id: UUID) -> Select[*tuple[Any, ...]]:
    return (
        select(ProfileLine.kind, ProfileAmount.year, func.sum(ProfileAmount.pence))
        .join(ProfileAmount, ProfileAmount.line_id == ProfileLine.id)
        .join(CaseOption, CaseOption.id == ProfileLine.option_id)
        .where(
            ProfileLine.proposal_id == proposal_id,
            ProfileLine.removed_at.is_(None),
            ProfileLine.kind != LineKind.FUNDING,
            CaseOption.preferred,
        )
        .group_by(ProfileLine.kind, ProfileAmount.year)
        .order_by(ProfileAmount.year)
    )


def questions(proposal_id: UUID) -> list[AskedQuestion]:
    """Questions and comments, open ones first."""
    rows = db.session.execute(
        select(Question, Person.name)
        .join(Person, Person.id == Question.by_id)
        .where(Question.proposal_id == proposal_id)
        .order_by(Question.answered_at.is_not(None), Question.at.desc())
        .limit(50)
    )
    return [
        AskedQuestion(
            row.Question.id,
            row.Question.section,
            row.Question.text,
            row.name,
            row.Question.at,
            row.Question.answer,
            row.Question.needs_answer,
        )
        for row in rows
    ]
