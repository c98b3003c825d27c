"""What the quality score of a case looks at."""

from datetime import date

from sqlalchemy import exists, select

from changeportal.data import case_answers, case_part_rows, finding_rows
from changeportal.data.models.cases import CaseOption, CaseSection, Evidence
from changeportal.data.models.lines import ProfileAmount, ProfileLine
from changeportal.data.models.proposals import Proposal
from changeportal.data.session import AnySession
from changeportal.domain.business_case import Section, SectionState, fields_asked
from changeportal.domain.case_traits import sections_asked, traits_of
from changeportal.domain.evidence import Strength
from changeportal.domain.findings import findings
from changeportal.domain.found import Finding
from changeportal.domain.quality import ClaimFacts, QualityFacts, SectionFacts
from changeportal.domain.terms import Route

BY_ROWS = frozenset({"evidence", "risks", "equality"})


def quality_facts(session: AnySession, proposal: Proposal, today: date) -> QualityFacts:
    """The facts of a case as it stands."""
    claims = session.execute(
        select(Evidence.claim, Evidence.strength, Evidence.dated)
        .where(Evidence.proposal_id == proposal.id, Evidence.removed_at.is_(None))
        .order_by(Evidence.id)
    )
    return QualityFacts(
        today=today,
        sections=_sections(session, proposal),
        findings=_unanswered(session, proposal, today),
        claims=[ClaimFacts(row.claim, Strength(row.strength), row.dated) for row in claims],
        milestones=[(one.title, one.due) for one in case_part_rows.milestones_of(session, proposal.id)],
    )


def _unanswered(session: AnySession, proposal: Proposal, today: date) -> list[Finding]:
    said = {key: row.said_then for key, row in finding_rows.answers(session, proposal.id).items()}
    found = findings(finding_rows.check_facts(session, proposal.id, today))
    return [one for one in found if said.get(one.key) != one.words]


def _sections(session: AnySession, proposal: Proposal) -> list[SectionFacts]:
    route = proposal.route or Route.FULL
    saved = {
        row.section: row
        for row in session.execute(
            select(CaseSection.section, CaseSection.state, CaseSection.updated_at).where(
                CaseSection.proposal_id == proposal.id
            )
        )
    }
    held = _held(session, proposal)
    asked = sections_asked(route, traits_of(case_answers.answers(session, proposal.id)))
    return [
        SectionFacts(
            one.code,
            one.label,
            held[one.code]
            if one.code in held
            else SectionState(saved[one.code].state if one.code in saved else "not_started"),
            saved[one.code].updated_at.date() if one.code in saved else None,
        )
        for one in asked
        if _counts(one, route)
    ]


def _counts(section: Section, route: Route) -> bool:
    return bool(fields_asked(section, route)) or section.code in BY_ROWS


def _held(session: AnySession, proposal: Proposal) -> dict[str, SectionState]:
    """Options and money are complete by what they hold."""
    preferred = (
        select(CaseOption.id)
        .where(CaseOption.proposal_id == proposal.id, CaseOption.removed_at.is_(None), CaseOption.preferred)
        .scalar_subquery()
    )
    figures = exists().where(
        ProfileLine.option_id == preferred, ProfileLine.removed_at.is_(None), ProfileAmount.line_id == ProfileLine.id
    )
    row = session.execute(select(preferred.is_not(None), figures)).one()
    return {
        code: SectionState.COMPLETE if done else SectionState.NOT_STARTED
        for code, done in (("options", row[0]), ("money", row[1]))
    }
