"""What was answered in a case that triggers checks and sections."""

from uuid import UUID

from sqlalchemy import String, func, select

from changeportal.data.models.cases import CaseOption, CaseSection, EqualityScreening
from changeportal.data.models.lines import ProfileLine
from changeportal.data.models.proposals import Proposal
from changeportal.data.session import AnySession
from changeportal.domain.case_traits import TOUCHES, CaseAnswers
from changeportal.domain.terms import SEVERAL_WARDS, WARDS


def answers(session: AnySession, proposal_id: UUID) -> CaseAnswers:
    """What was answered that triggers checks and sections. One statement."""
    touches = (
        select(CaseSection.body)
        .where(CaseSection.proposal_id == proposal_id, CaseSection.section == TOUCHES)
        .scalar_subquery()
    )
    screening = select(EqualityScreening.answers).where(EqualityScreening.proposal_id == proposal_id).scalar_subquery()
    categories = (
        select(func.array_agg(ProfileLine.category.cast(String)))
        .join(CaseOption, CaseOption.id == ProfileLine.option_id)
        .where(ProfileLine.proposal_id == proposal_id, ProfileLine.removed_at.is_(None), CaseOption.preferred)
        .scalar_subquery()
    )
    row = session.execute(
        select(
            touches.label("touches"),
            screening.label("screening"),
            categories.label("categories"),
            Proposal.wards,
            Proposal.key_decision,
        ).where(Proposal.id == proposal_id)
    ).one()
    return CaseAnswers(
        touches=row.touches or {},
        categories=row.categories or (),
        screening=row.screening or {},
        wards=WARDS.get(row.wards, SEVERAL_WARDS),
        member_or_key_decision=row.key_decision,
    )
