"""What the checks of a case look at, and the answers to what they found; pages and gateways read the same."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, tuple_

from changeportal.data import appraisal_rows, case_part_rows
from changeportal.data.models.cases import CaseOption, CaseSection, Evidence
from changeportal.data.models.findings import BudgetLine, FindingAnswer
from changeportal.data.models.lines import ProfileAmount, ProfileLine
from changeportal.data.models.proposals import Proposal
from changeportal.data.session import AnySession
from changeportal.domain.case_traits import TOUCHES
from changeportal.domain.findings import CheckedLine, CheckFacts, Claim
from changeportal.domain.terms import ENDED_STATUSES, LineKind

Places = Collection[tuple[str, str]]


def check_facts(session: AnySession, proposal_id: UUID, today: date) -> CheckFacts:
    """The facts of a case as it stands. Restricted proposals of others are never named, so they are left out."""
    results = appraisal_rows.results(session, proposal_id, today, what_if=False)
    chosen = next((one for one in results.options if one.preferred), None)
    budgets = _budget_names(session, proposal_id)
    lines = [CheckedLine(one, *budgets[one.line_id]) for one in (chosen.lines if chosen else ())]
    places = {(line.cost_centre, line.subjective) for line in lines if line.cost_centre}
    touches, evidence = _touches_and_evidence(session, proposal_id)
    return CheckFacts(
        today=today,
        lines=lines,
        posts=int(touches.get("posts") or 0),
        evidence=evidence,
        claims=_claims(session, proposal_id, places) if places else (),
        budgets=_budgets(session, places) if places else {},
        worth_more=appraisal_rows.worth_more(results),
        plan=case_part_rows.plan_of(session, proposal_id),
    )


def _budget_names(session: AnySession, proposal_id: UUID) -> dict[str, tuple[str, str, date | None]]:
    rows = session.execute(
        select(ProfileLine.id, ProfileLine.cost_centre, ProfileLine.subjective, ProfileLine.start_month).where(
            ProfileLine.proposal_id == proposal_id
        )
    )
    return {str(row.id): (row.cost_centre, row.subjective, row.start_month) for row in rows}


def _touches_and_evidence(session: AnySession, proposal_id: UUID) -> tuple[Mapping[str, str], int]:
    """What the case says that it touches, and how many items of evidence it has. One statement."""
    touches = (
        select(CaseSection.body)
        .where(CaseSection.proposal_id == proposal_id, CaseSection.section == TOUCHES)
        .scalar_subquery()
    )
    items = (
        select(func.count())
        .select_from(Evidence)
        .where(Evidence.proposal_id == proposal_id, Evidence.removed_at.is_(None))
        .scalar_subquery()
    )
    row = session.execute(select(touches, items)).one()
    return row[0] or {}, row[1]


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
