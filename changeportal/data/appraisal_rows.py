"""The appraisal of a case's options, worked out from their lines and assumptions; pages and checks read the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.cases import CaseOption, CaseSection
from changeportal.data.policies import policy_in_force
from changeportal.data.rollup_rows import lines_by_option
from changeportal.data.session import AnySession
from changeportal.domain.appraisal import Appraisal, Settings, appraise_option, settings_of
from changeportal.domain.calendar import year_of
from changeportal.domain.method.numbers import rounded
from changeportal.domain.method.tables import Tables, tables_of
from changeportal.domain.money import plain_pounds
from changeportal.domain.profile import MoneyLine, net_by_fund
from changeportal.domain.terms import PolicyKind


@dataclass(frozen=True, slots=True)
class OptionResult:
    """An option with its lines, its appraisal, and its effect on each fund by year in pence (plus raises the budget)."""

    id: UUID
    title: str
    kind: str
    preferred: bool
    lines: Sequence[MoneyLine]
    appraisal: Appraisal
    effect: dict[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class CaseResults:
    """Every option, with the assumptions and the version of the tables behind them all."""

    options: Sequence[OptionResult]
    settings: Settings
    tables: Tables
    policy_number: int
    example: bool


def results(session: AnySession, proposal_id: UUID, today: date, *, what_if: bool = True) -> CaseResults:
    """Work every option out. Five statements, whatever the number of lines."""
    policy = policy_in_force(session, PolicyKind.APPRAISAL, today)
    tables = tables_of(policy.document)
    said = session.execute(
        select(CaseSection.body).where(CaseSection.proposal_id == proposal_id, CaseSection.section == "appraisal")
    ).scalar_one_or_none()
    settings = settings_of({name: str(text) for name, text in (said or {}).items()}, year_of(today), tables)
    options = session.execute(
        select(CaseOption.id, CaseOption.title, CaseOption.kind, CaseOption.preferred)
        .where(CaseOption.proposal_id == proposal_id, CaseOption.removed_at.is_(None))
        .order_by(CaseOption.position, CaseOption.id)
    ).all()
    lines = lines_by_option(session, proposal_id)
    years = range(settings.first_year, settings.first_year + settings.years)
    found = [
        OptionResult(
            row.id,
            row.title,
            row.kind,
            row.preferred,
            lines.get(row.id, []),
            appraise_option(lines.get(row.id, []), settings, tables, what_if=what_if),
            net_by_fund(lines.get(row.id, []), years),
        )
        for row in options
    ]
    return CaseResults(found, settings, tables, policy.number, policy.example)


def worth_more(found: CaseResults) -> str:
    """The title of an option that is worth more than the recommended one; nothing when there is none."""
    chosen = next((one for one in found.options if one.preferred), None)
    best = max(found.options, key=lambda one: one.appraisal.result.worth.npv, default=None)
    if chosen is None or best is None or best is chosen:
        return ""
    return best.title if best.appraisal.result.worth.npv > chosen.appraisal.result.worth.npv else ""


def frozen(found: CaseResults) -> dict[str, object]:
    """What a version keeps of the results: the tables behind them, and each option's worth in pounds, to the penny."""
    settings = found.settings
    return {
        "tables": found.tables.version,
        "policy": found.policy_number,
        "year_0": settings.first_year,
        "years": settings.years,
        "options": [{"title": one.title, "preferred": one.preferred, **_worth(one.appraisal)} for one in found.options],
    }


def _worth(one: Appraisal) -> dict[str, str]:
    worth = one.result.worth
    figures = {
        "whole_life_cost": one.whole_life_cost,
        "pv_benefits": worth.pv_benefits,
        "pv_costs": worth.pv_costs,
        "npv": worth.npv,
        "npv_cash": one.cash.npv,
        "equivalent_annual": one.equivalent_annual,
        "peak_funding": one.peak_funding,
    }
    found = {name: plain_pounds(int(rounded(pence))) for name, pence in figures.items()}
    return {**found, "bcr": "" if worth.bcr is None else str(rounded(worth.bcr, 4))}
