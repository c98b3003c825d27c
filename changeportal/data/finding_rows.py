"""What the checks of a case look at, and the answers to what they found; pages and gateways read the same."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, tuple_

from changeportal.data import appraisal_rows, case_part_rows
from changeportal.data.base import JsonDict
from changeportal.data.claim_rows import thing_claims
from changeportal.data.models.cases import CaseOption, CaseSection, Evidence
from changeportal.data.models.findings import BudgetLine, FindingAnswer
from changeportal.data.models.lines import ProfileAmount, ProfileLine
from changeportal.data.models.pots import FundingRequest, Pot
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.resourcing import Pool
from changeportal.data.session import AnySession
from changeportal.domain.case_traits import TOUCHES
from changeportal.domain.findings import CheckedLine, CheckFacts, Claim, findings, names_others
from changeportal.domain.funding_terms import PotKind
from changeportal.domain.pots import LIVE, FundingOf
from changeportal.domain.profile import Basis, MoneyLine, Recurrence
from changeportal.domain.terms import ENDED_STATUSES, LineKind

Places = Collection[tuple[str, str]]


def check_facts(session: AnySession, proposal_id: UUID, today: date) -> CheckFacts:
    """The facts of a case as it stands. Restricted proposals of others are never named, so they are left out."""
    results = appraisal_rows.results(session, proposal_id, today)
    chosen = next((one for one in results.options if one.preferred), None)
    budgets = _budget_names(session, proposal_id)
    lines = [CheckedLine(one, *budgets[one.line_id]) for one in (chosen.lines if chosen else ())]
    places = {(line.cost_centre, line.subjective) for line in lines if line.cost_centre}
    touches, evidence, funding = _said(session, proposal_id)
    return CheckFacts(
        today=today,
        lines=lines,
        posts=int(touches.get("posts") or 0),
        things=thing_claims(session, proposal_id),
        evidence=evidence,
        claims=_claims(session, proposal_id, places) if places else (),
        budgets=_budgets(session, places) if places else {},
        worth_more=appraisal_rows.worth_more(results),
        plan=case_part_rows.plan_of(session, proposal_id),
        funding=funding,
    )


def budget_facts(session: AnySession, proposal_id: UUID, lines: Sequence[Mapping[str, Any]], today: date) -> CheckFacts:
    """The same between budgets and other proposals as they are now, for frozen lines. Two statements at most."""
    checked = [_frozen(one) for one in lines]
    places = {(line.cost_centre, line.subjective) for line in checked if line.cost_centre}
    return CheckFacts(
        today=today,
        lines=checked,
        claims=_claims(session, proposal_id, places) if places else (),
        budgets=_budgets(session, places) if places else {},
    )


def _frozen(one: Mapping[str, Any]) -> CheckedLine:
    """A line as a version keeps it."""
    money = MoneyLine(
        line_id=one["id"],
        kind=LineKind(one["kind"]),
        title=one["title"],
        fund=one["fund_code"],
        recurrence=Recurrence(one["recurrence"]),
        basis=Basis.STATED,
        last_year=one["last_year"],
        stated={int(year): pence for year, pence in one["amounts"].items()},
    )
    return CheckedLine(money, one["cost_centre"], one["subjective"])


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


def _budget_names(session: AnySession, proposal_id: UUID) -> dict[str, tuple[str, str, date | None, str]]:
    rows = session.execute(
        select(ProfileLine.id, ProfileLine.cost_centre, ProfileLine.subjective, ProfileLine.start_month, Pool.name)
        .outerjoin(Pool, Pool.id == ProfileLine.counted_pool_id)
        .where(ProfileLine.proposal_id == proposal_id)
    )
    return {str(row.id): (row.cost_centre, row.subjective, row.start_month, row.name or "") for row in rows}


def _said(session: AnySession, proposal_id: UUID) -> tuple[JsonDict, int, list[FundingOf]]:
    """What was answered about what it touches, how many items of evidence there are, what is asked of pots."""
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
    row = session.execute(select(*(one.scalar_subquery() for one in (touches, items, asked)))).one()
    return row[0] or {}, int(row[1]), [FundingOf(PotKind(kind), year, pence) for kind, year, pence in row[2] or ()]


def _claims(session: AnySession, proposal_id: UUID, places: Places) -> Sequence[Claim]:
    """Savings of other live proposals, not restricted, in their recommended options, from the same budgets."""
    rows = session.execute(
        select(Proposal.ref, ProfileLine.cost_centre, ProfileLine.subjective, ProfileAmount.year, ProfileAmount.pence)
        .join(CaseOption, CaseOption.id == ProfileLine.option_id)
        .join(Proposal, Proposal.id == ProfileLine.proposal_id)
        .join(ProfileAmount, ProfileAmount.line_id == ProfileLine.id)
        .where(
            tuple_(ProfileLine.cost_centre, ProfileLine.subjective).in_(sorted(places)),
            ProfileLine.kind.in_([LineKind.SAVING, LineKind.INCOME]),
            ProfileLine.removed_at.is_(None),
            CaseOption.preferred,
            CaseOption.removed_at.is_(None),
            Proposal.id != proposal_id,
            Proposal.status.not_in(ENDED_STATUSES),
            ~Proposal.restricted,
            ProfileAmount.pence != 0,
        )
        .order_by(Proposal.ref, ProfileAmount.year)
    )
    return [Claim(*row) for row in rows]


def _budgets(session: AnySession, places: Places) -> dict[tuple[str, str, int], int]:
    rows = session.execute(
        select(BudgetLine.cost_centre, BudgetLine.subjective, BudgetLine.year, BudgetLine.pence).where(
            tuple_(BudgetLine.cost_centre, BudgetLine.subjective).in_(sorted(places))
        )
    )
    return {(row.cost_centre, row.subjective, row.year): row.pence for row in rows}


def answers(session: AnySession, proposal_id: UUID) -> dict[str, FindingAnswer]:
    """The newest answer to each finding, by its key."""
    rows = session.execute(
        select(FindingAnswer)
        .where(FindingAnswer.proposal_id == proposal_id)
        .order_by(FindingAnswer.at, FindingAnswer.id)
    ).scalars()
    return {row.finding: row for row in rows}
