"""The rows that stored totals are worked out from, read for a set of proposals and savings at a time."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, or_, select

from changeportal.data.models.cases import CaseOption
from changeportal.data.models.gateways import ApprovalFact
from changeportal.data.models.lines import PlanAmount, PlanLine, ProfileAmount, ProfileLine
from changeportal.data.models.mtfs import MtfsLine, MtfsVersion
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.savings import BudgetAdjustment, Mitigation, Saving, SavingEntry, Verification
from changeportal.data.policies import policy_in_force
from changeportal.data.session import AnySession
from changeportal.domain.calendar import year_of
from changeportal.domain.line_terms import NOTHING, said_of
from changeportal.domain.mtfs import GROWTH_KINDS
from changeportal.domain.profile import Basis, MoneyLine, Recurrence
from changeportal.domain.saving_status import Thresholds
from changeportal.domain.savings import Entry
from changeportal.domain.terms import LineKind, PolicyKind

DEFAULT_SPAN = 5


@dataclass(frozen=True, slots=True)
class Rules:
    """What every row is worked out with: the years, the pipeline's weights, growth lines, the status rule."""

    years: tuple[int, ...]
    weights: Mapping[str, int]
    growth: frozenset[str]
    thresholds: Thresholds
    today: date


@dataclass(slots=True)
class SavingFacts:
    """A saving with everything that counts for its years."""

    row: Saving
    entries: list[Entry] = field(default_factory=list)
    verified: list[tuple[UUID, int]] = field(default_factory=list)
    secured: int | None = None
    adjustments: list[BudgetAdjustment] = field(default_factory=list)
    mitigated: int = 0


@dataclass(slots=True)
class ProposalFacts:
    """A proposal with the lines that count: of its preferred option, or of its approved plan."""

    row: Proposal
    in_budget: bool
    lines: list[MoneyLine] = field(default_factory=list)


def rules_of(session: AnySession, today: date) -> Rules:
    """The rules in force today. Four statements."""
    first, last = session.execute(select(func.min(MtfsVersion.first_year), func.max(MtfsVersion.last_year))).one()
    start = first if first is not None else year_of(today)
    end = last if last is not None else start + DEFAULT_SPAN - 1
    weights = policy_in_force(session, PolicyKind.PIPELINE_WEIGHTS, today).document["percent_by_stage"]
    status = policy_in_force(session, PolicyKind.STATUS_RULE, today).document
    return Rules(tuple(range(start, end + 1)), weights, _growth_lines(session), Thresholds.of(status), today)


def _growth_lines(session: AnySession) -> frozenset[str]:
    """Codes of the growth lines of the version that was published last."""
    newest = (
        select(MtfsVersion.id)
        .where(MtfsVersion.state == "published")
        .order_by(MtfsVersion.published_on.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(MtfsLine.code).where(MtfsLine.version_id == newest, MtfsLine.kind.in_(sorted(GROWTH_KINDS)))
    ).scalars()
    return frozenset(rows)


def proposals_of(session: AnySession, ids: Collection[UUID]) -> dict[UUID, ProposalFacts]:
    """Proposals by id, under lock in key order, with their lines. Six statements at most."""
    if not ids:
        return {}
    rows = session.execute(select(Proposal).where(Proposal.id.in_(ids)).order_by(Proposal.id)).scalars()
    budgeted = set(
        session.execute(
            select(ApprovalFact.proposal_id).where(
                ApprovalFact.proposal_id.in_(ids), ApprovalFact.kind.in_(["agreed_in_budget", "budget_adjusted"])
            )
        ).scalars()
    )
    found = {row.id: ProposalFacts(row, row.id in budgeted) for row in rows}
    approved = [one.row.id for one in found.values() if one.row.approved_at is not None]
    pipeline = [one.row.id for one in found.values() if one.row.approved_at is None]
    for proposal_id, line in _profile_lines(session, pipeline):
        found[proposal_id].lines.append(line)
    for proposal_id, line in _plan_lines(session, approved):
        found[proposal_id].lines.append(line)
    return found


def _profile_lines(session: AnySession, ids: Collection[UUID]) -> list[tuple[UUID, MoneyLine]]:
    """Lines of the preferred option; before one is chosen, of the only option that has any."""
    if not ids:
        return []
    rows = session.execute(
        select(ProfileLine, CaseOption.preferred)
        .join(CaseOption, CaseOption.id == ProfileLine.option_id)
        .where(
            ProfileLine.proposal_id.in_(ids),
            ProfileLine.removed_at.is_(None),
            CaseOption.removed_at.is_(None),
            CaseOption.preferred,
        )
        .order_by(ProfileLine.id)
    ).all()
    amounts = _amounts(session, ProfileAmount, ProfileAmount.line_id, [row.ProfileLine.id for row in rows])
    return [(row.ProfileLine.proposal_id, _money(row.ProfileLine, amounts)) for row in rows]


def _plan_lines(session: AnySession, ids: Collection[UUID]) -> list[tuple[UUID, MoneyLine]]:
    """Lines of the approved plan that are no savings in the tracker: those come once the plan takes effect."""
    if not ids:
        return []
    rows = (
        session.execute(
            select(PlanLine)
            .where(
                PlanLine.proposal_id.in_(ids),
                PlanLine.superseded_by_id.is_(None),
                or_(
                    PlanLine.kind.not_in([LineKind.SAVING, LineKind.INCOME]),
                    ~exists().where(Saving.plan_line_id == PlanLine.id),
                ),
            )
            .order_by(PlanLine.id)
        )
        .scalars()
        .all()
    )
    amounts = _amounts(session, PlanAmount, PlanAmount.plan_line_id, [row.id for row in rows])
    return [(row.proposal_id, _money(row, amounts)) for row in rows]


def lines_by_option(session: AnySession, proposal_id: UUID) -> dict[UUID, list[MoneyLine]]:
    """The money lines of every option of a proposal, in their order. Two statements."""
    rows = (
        session.execute(
            select(ProfileLine)
            .where(ProfileLine.proposal_id == proposal_id, ProfileLine.removed_at.is_(None))
            .order_by(ProfileLine.position, ProfileLine.id)
        )
        .scalars()
        .all()
    )
    amounts = _amounts(session, ProfileAmount, ProfileAmount.line_id, [row.id for row in rows])
    found: dict[UUID, list[MoneyLine]] = {}
    for row in rows:
        found.setdefault(row.option_id, []).append(_money(row, amounts))
    return found


def _amounts(session: AnySession, table: Any, key: Any, ids: Collection[UUID]) -> dict[UUID, dict[int, int]]:
    found: dict[UUID, dict[int, int]] = {}
    if ids:
        for line_id, year, pence in session.execute(select(key, table.year, table.pence).where(key.in_(ids))):
            found.setdefault(line_id, {})[year] = pence
    return found


def _money(row: ProfileLine | PlanLine, amounts: Mapping[UUID, Mapping[int, int]]) -> MoneyLine:
    return MoneyLine(
        line_id=str(row.id),
        kind=row.kind,
        title=row.title,
        fund=row.fund_code,
        saving_class=row.saving_class,
        cost_kind=row.cost_kind,
        funding_kind=row.funding_kind,
        recurrence=Recurrence(row.recurrence),
        basis=Basis.STATED,
        last_year=row.last_year,
        stated=amounts.get(row.id, {}),
        growth_line=row.growth_line,
        cost_recovery=row.cost_recovery,
        pays_for_capital=row.pays_for_capital,
        terms=said_of(row) if isinstance(row, ProfileLine) else NOTHING,
    )


def savings_of(session: AnySession, proposals: Collection[UUID], ids: Collection[UUID]) -> dict[UUID, SavingFacts]:
    """The named savings and those of the named proposals, with all that counts. Five statements."""
    rows = session.execute(
        select(Saving).where(or_(Saving.id.in_(ids), Saving.proposal_id.in_(proposals))).order_by(Saving.id)
    ).scalars()
    found = {row.id: SavingFacts(row) for row in rows}
    if found:
        _entries(session, found)
        _verifications(session, found)
        _adjustments(session, found)
    return found


def _entries(session: AnySession, found: Mapping[UUID, SavingFacts]) -> None:
    rows = session.execute(
        select(
            SavingEntry.saving_id,
            SavingEntry.id,
            SavingEntry.series,
            SavingEntry.month,
            SavingEntry.pence,
            SavingEntry.at,
            SavingEntry.by_id,
            SavingEntry.about_month,
        )
        .where(SavingEntry.saving_id.in_(found))
        .order_by(SavingEntry.at, SavingEntry.id)
    )
    for row in rows:
        entry = Entry(row.id, row.series, row.month, row.pence, row.at, row.by_id, row.about_month)
        found[row.saving_id].entries.append(entry)


def _verifications(session: AnySession, found: Mapping[UUID, SavingFacts]) -> None:
    rows = session.execute(
        select(Verification.saving_id, Verification.entry_id, Verification.pence, Verification.secures_pence)
        .where(Verification.saving_id.in_(found))
        .order_by(Verification.at)
    )
    for saving_id, entry_id, pence, secures in rows:
        found[saving_id].verified.append((entry_id, pence))
        if secures is not None:
            found[saving_id].secured = secures


def _adjustments(session: AnySession, found: Mapping[UUID, SavingFacts]) -> None:
    rows = session.execute(select(BudgetAdjustment).where(BudgetAdjustment.saving_id.in_(found))).scalars()
    for row in rows:
        found[row.saving_id].adjustments.append(row)
    covers = session.execute(
        select(Mitigation.saving_id, func.sum(Mitigation.pence))
        .where(Mitigation.saving_id.in_(found), Mitigation.done_at.is_(None))
        .group_by(Mitigation.saving_id)
    )
    for saving_id, pence in covers:
        found[saving_id].mitigated = int(pence)
