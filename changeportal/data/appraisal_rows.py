"""The appraisal of a case's options, worked out from their lines and assumptions; pages and checks read the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.cases import CaseOption, CaseSection, CaseVersion, Risk
from changeportal.data.models.proposals import Proposal
from changeportal.data.policies import policy_in_force
from changeportal.data.rollup_rows import lines_by_option
from changeportal.data.session import AnySession
from changeportal.domain.appraisal import SECTION, Appraisal, Settings, appraise_option, settings_of
from changeportal.domain.calendar import london_date, year_of
from changeportal.domain.line_worth import swings
from changeportal.domain.method.numbers import rounded
from changeportal.domain.method.tables import Tables, tables_of
from changeportal.domain.money import plain_pounds
from changeportal.domain.outlook import Outlook, RiskMoney, closed_form
from changeportal.domain.profile import MoneyLine, net_by_fund
from changeportal.domain.terms import Gateway, PolicyKind, Status

DO_MINIMUM = "do_minimum"
WRITING = frozenset({Status.DRAFT, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class OptionResult:
    """An option with its lines, its appraisal, and its effect on each fund by year in pence (plus raises the budget).

    ``chances`` are the ranges of its lines and the risks that are taken off it, ``spread`` what they do together.
    """

    id: UUID
    title: str
    kind: str
    preferred: bool
    lines: Sequence[MoneyLine]
    appraisal: Appraisal
    effect: dict[str, tuple[int, ...]]
    chances: Sequence[RiskMoney]
    spread: Outlook | None


@dataclass(frozen=True, slots=True)
class CaseResults:
    """Every option, with the assumptions and the version of the tables behind them all."""

    options: Sequence[OptionResult]
    settings: Settings
    tables: Tables
    policy_number: int
    example: bool
    risks: Sequence[RiskMoney]
    outlook: Outlook | None


def results(
    session: AnySession, proposal_id: UUID, today: date, *, opened: UUID | None = None, first_year: int | None = None
) -> CaseResults:
    """Work every option out; the opened one with what would change it. Seven statements, whatever the number of lines.

    Year 0 is given where the case is being frozen, and otherwise read.
    """
    policy = policy_in_force(session, PolicyKind.APPRAISAL, today)
    tables = tables_of(policy.document)
    said = session.execute(
        select(CaseSection.body).where(CaseSection.proposal_id == proposal_id, CaseSection.section == SECTION)
    ).scalar_one_or_none()
    base = year_0(session, proposal_id, today) if first_year is None else first_year
    settings = settings_of({name: str(text) for name, text in (said or {}).items()}, base, tables)
    options = session.execute(
        select(CaseOption.id, CaseOption.title, CaseOption.kind, CaseOption.preferred)
        .where(CaseOption.proposal_id == proposal_id, CaseOption.removed_at.is_(None))
        .order_by(CaseOption.position, CaseOption.id)
    ).all()
    lines, risks = lines_by_option(session, proposal_id), risks_in_money(session, proposal_id)
    found = [
        _option(
            row, lines.get(row.id, []), appraise_option(lines.get(row.id, []), settings, tables, what_if=what), risks
        )
        for row, what in ((row, row.id == opened) for row in options)
    ]
    outlook = closed_form(risks) if risks else None
    return CaseResults(found, settings, tables, policy.number, policy.example, risks, outlook)


def _option(row: Any, lines: Sequence[MoneyLine], worked: Appraisal, risks: Sequence[RiskMoney]) -> OptionResult:
    """The risks of a case are those of the change, so they are not taken off do minimum."""
    settings = worked.settings
    years = range(settings.first_year, settings.first_year + settings.years)
    chances = [*(risks if row.kind != DO_MINIMUM else ()), *swings(worked.lines)]
    spread = closed_form(chances) if chances else None
    effect = net_by_fund(lines, years)
    return OptionResult(row.id, row.title, row.kind, row.preferred, lines, worked, effect, chances, spread)


def year_0(session: AnySession, proposal_id: UUID, today: date) -> int:
    """The year of the decision: today's while the case is written, that of its last frozen version once it is put in."""
    row = session.execute(
        select(Proposal.status, func.max(CaseVersion.at).label("frozen"))
        .outerjoin(CaseVersion, (CaseVersion.proposal_id == Proposal.id) & (CaseVersion.gateway != Gateway.G1))
        .where(Proposal.id == proposal_id)
        .group_by(Proposal.id)
    ).one()
    if row.frozen is None or row.status in WRITING:
        return year_of(today)
    return year_of(london_date(row.frozen))


def risks_in_money(session: AnySession, proposal_id: UUID) -> list[RiskMoney]:
    """The risks that say what they could cost."""
    rows = session.execute(
        select(Risk.title, Risk.probability, Risk.low_pence, Risk.money_pence, Risk.high_pence)
        .where(Risk.proposal_id == proposal_id, Risk.removed_at.is_(None), Risk.probability.is_not(None))
        .order_by(Risk.id)
    )
    return [RiskMoney(title, *(part or 0 for part in money)) for title, *money in rows]


def worth_more(found: CaseResults) -> str:
    """The title of an option that is worth more than the recommended one; nothing when there is none."""
    chosen = next((one for one in found.options if one.preferred), None)
    best = max(found.options, key=lambda one: one.appraisal.result.worth.npv, default=None)
    if chosen is None or best is None or best is chosen:
        return ""
    return best.title if best.appraisal.result.worth.npv > chosen.appraisal.result.worth.npv else ""


def frozen(found: CaseResults) -> dict[str, object]:
    """What a version keeps of the results: the tables behind them, and each option's worth in pounds, to the penny."""
    settings, outlook = found.settings, found.outlook
    risks = {} if outlook is None else {name: _plain(getattr(outlook, name)) for name in KEPT}
    return {
        "tables": found.tables.version,
        "policy": found.policy_number,
        "year_0": settings.first_year,
        "years": settings.years,
        "risks": risks,
        "options": [{"title": one.title, "preferred": one.preferred, **_worth(one)} for one in found.options],
    }


KEPT = ("expected", "p10", "p50", "p80", "p90")


def _plain(pence: Decimal) -> str:
    return plain_pounds(int(rounded(pence)))


def _worth(option: OptionResult) -> dict[str, str]:
    one, spread = option.appraisal, option.spread
    worth = one.result.worth
    figures = {
        "whole_life_cost": one.whole_life_cost,
        "pv_gross": one.gross_benefits,
        "pv_benefits": worth.pv_benefits,
        "pv_costs": worth.pv_costs,
        "npv": worth.npv,
        "npv_weighted": one.weighted_npv,
        "npv_low": None if spread is None else worth.npv - spread.p90,
        "npv_high": None if spread is None else worth.npv - spread.p10,
        "npv_cash": one.cash.npv,
        "equivalent_annual": one.equivalent_annual,
        "peak_funding": one.peak_funding,
    }
    found = {name: "" if pence is None else _plain(pence) for name, pence in figures.items()}
    return {**found, "bcr": "" if worth.bcr is None else str(rounded(worth.bcr, 4))}
