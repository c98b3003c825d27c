"""What the checks of a case look at, and the answers to what they found; pages and gateways read the same."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data import appraisal_rows, case_part_rows
from changeportal.data.benefit_rows import frozen_benefits
from changeportal.data.models.cases import CaseSection, Evidence
from changeportal.data.models.findings import FindingAnswer
from changeportal.data.models.lines import ProfileLine, ProfileMonth
from changeportal.data.models.pots import FundingRequest, Pot
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.resourcing import Pool
from changeportal.data.other_rows import other_facts
from changeportal.data.session import AnySession
from changeportal.domain.calendar import london_date
from changeportal.domain.case_traits import TOUCHES
from changeportal.domain.check_facts import CheckedLine, CheckFacts
from changeportal.domain.findings import findings
from changeportal.domain.funding_terms import PotKind
from changeportal.domain.plan_findings import PlanFacts
from changeportal.domain.pots import LIVE, FundingOf
from changeportal.domain.profile import Basis, MoneyLine, Recurrence
from changeportal.domain.shared_findings import names_others
from changeportal.domain.terms import Category, LineKind, SavingClass


def check_facts(session: AnySession, proposal_id: UUID, today: date) -> CheckFacts:
    """The facts of a case as it stands."""
    results = appraisal_rows.results(session, proposal_id, today)
    chosen = next((one for one in results.options if one.preferred), None)
    named = _named(session, proposal_id)
    lines = [CheckedLine(one, *named[one.line_id]) for one in (chosen.lines if chosen else ())]
    plan = case_part_rows.plan_of(session, proposal_id)
    said = _said(session, proposal_id)
    return CheckFacts(
        today=today,
        lines=lines,
        approved=said.approved,
        posts=said.posts,
        evidence=said.evidence,
        others=other_facts(session, proposal_id, lines, plan.benefits),
        worth_more=appraisal_rows.worth_more(results),
        plan=plan,
        funding=said.funding,
    )


def shared_facts(session: AnySession, proposal_id: UUID, document: Mapping[str, Any], today: date) -> CheckFacts:
    """What a version says that others could clash with, and those others as they are now. One statement."""
    lines = [_frozen(line) for one in document["options"] if one["preferred"] for line in one["lines"]]
    benefits = frozen_benefits(document.get("measures", ()))
    return CheckFacts(
        today=today,
        lines=lines,
        others=other_facts(session, proposal_id, lines, benefits),
        plan=PlanFacts(benefits=benefits),
    )


def _frozen(one: Mapping[str, Any]) -> CheckedLine:
    """A line as a version keeps it."""
    money = MoneyLine(
        line_id=one["id"],
        kind=LineKind(one["kind"]),
        title=one["title"],
        fund=one["fund_code"],
        saving_class=SavingClass(one["saving_class"]) if one["saving_class"] else None,
        recurrence=Recurrence(one["recurrence"]),
        basis=Basis.STATED,
        last_year=one["last_year"],
        stated={int(year): pence for year, pence in one["amounts"].items()},
        growth_line=one["growth_line"],
    )
    category = Category(one["category"]) if one["category"] else None
    return CheckedLine(money, one["cost_centre"], one["subjective"], category=category)


def frozen(session: AnySession, proposal_id: UUID, today: date) -> list[dict[str, str]]:
    """What was found, with the answers, as a version keeps it: words that name other proposals only by their digest."""
    said = answers(session, proposal_id)
    kept = []
    for one in findings(check_facts(session, proposal_id, today)):
        answer = said.get(one.key)
        stands = answer is not None and answer.said_then == one.words
        kept.append(
            {
                "key": one.key,
                "severity": one.severity.value,
                "words": "" if names_others(one.key) else one.words,
                "digest": digest(one.words),
                "answer": answer.answer if answer is not None and stands else "",
            }
        )
    return kept


def digest(words: str) -> str:
    """What tells whether a finding still reads the same."""
    return hashlib.sha256(words.encode()).hexdigest()


def _named(session: AnySession, proposal_id: UUID) -> dict[str, tuple[Any, ...]]:
    """What each line names, in the order of CheckedLine. A line without a start month starts in its first month with an amount."""
    first = (
        select(func.min(ProfileMonth.month))
        .where(ProfileMonth.line_id == ProfileLine.id, ProfileMonth.pence != 0)
        .correlate(ProfileLine)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            ProfileLine.id,
            ProfileLine.cost_centre,
            ProfileLine.subjective,
            func.coalesce(ProfileLine.start_month, first),
            func.coalesce(Pool.name, ""),
            ProfileLine.category,
            ProfileLine.no_code_reason,
        )
        .outerjoin(Pool, Pool.id == ProfileLine.counted_pool_id)
        .where(ProfileLine.proposal_id == proposal_id)
    )
    return {str(key): tuple(named) for key, *named in rows}


@dataclass(frozen=True, slots=True)
class _Said:
    """The posts that the case says it ends, its items of evidence, what it asks of pots, and the day of its approval."""

    posts: int
    evidence: int
    funding: Sequence[FundingOf]
    approved: date | None


def _said(session: AnySession, proposal_id: UUID) -> _Said:
    touches = select(CaseSection.body).where(CaseSection.proposal_id == proposal_id, CaseSection.section == TOUCHES)
    items = (
        select(func.count())
        .select_from(Evidence)
        .where(Evidence.proposal_id == proposal_id, Evidence.removed_at.is_(None))
    )
    asked = (
        select(func.json_agg(func.json_build_array(Pot.kind, FundingRequest.year, FundingRequest.pence)))
        .join(FundingRequest, Pot.id == FundingRequest.pot_id)
        .where(FundingRequest.proposal_id == proposal_id, FundingRequest.state.in_(LIVE))
    )
    approved = select(Proposal.approved_at).where(Proposal.id == proposal_id)
    row = session.execute(select(*(one.scalar_subquery() for one in (touches, items, asked, approved)))).one()
    funding = [FundingOf(PotKind(kind), year, pence) for kind, year, pence in row[2] or ()]
    return _Said(int((row[0] or {}).get("posts") or 0), int(row[1]), funding, london_date(row[3]) if row[3] else None)


def answers(session: AnySession, proposal_id: UUID) -> dict[str, FindingAnswer]:
    """The newest answer to each finding, by its key."""
    rows = session.execute(
        select(FindingAnswer)
        .where(FindingAnswer.proposal_id == proposal_id)
        .order_by(FindingAnswer.at, FindingAnswer.id)
    ).scalars()
    return {row.finding: row for row in rows}
