"""What came of the savings of the example year: budgets, forecasts, actuals, verification, mitigation, closed months."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from sqlalchemy import select

from changeportal.data.models.gateways import ApprovalFact
from changeportal.data.models.lines import PlanLine
from changeportal.data.models.savings import (
    BudgetAdjustment,
    Mitigation,
    MonthClose,
    Saving,
    SavingEntry,
    Verification,
)
from changeportal.domain.calendar import add_months, months_of_year
from changeportal.domain.examples import DemoLine
from changeportal.domain.money import split
from changeportal.domain.profile import Recurrence, amount
from changeportal.domain.terms import Series
from changeportal.domain.verification import BudgetChange, evidence_for
from changeportal.services.demo.journey import Way
from changeportal.services.demo.stage import Stage as Scene

CLOSED_YEAR, CURRENT_YEAR = 2025, 2026
LAST_CLOSED = date(2026, 10, 1)
FIRST_YEARS = range(2025, 2030)
MITIGATED = {"CP-2025-0031": 2_750_000, "CP-2025-0028": 3_000_000}
CHANGE_ORDER = (BudgetChange.PERMANENT, BudgetChange.INCOME_RAISED, BudgetChange.GROWTH_LOWERED, BudgetChange.TEMPORARY)


def deliver(way: Way) -> None:
    """The savings of a proposal in a budget, as the file has them; what has no forecast yet gets none."""
    if not any(one.forecast or one.verified for one in way.demo.lines) and not way.demo.in_budget:
        return
    by_line = _savings(way)
    for saving, demo in by_line:
        saving.in_budget_from = next((year for year in FIRST_YEARS if amount(demo.line, year)), CURRENT_YEAR)
        saving.finance_lead_id = way.scene.people["finance"]
        way.scene.session.flush()
        adjust(way.scene, saving, max(amount(demo.line, year) for year in FIRST_YEARS))
        for year in (CLOSED_YEAR, CURRENT_YEAR):
            _year(way.scene, saving, demo, year)
    if by_line and way.demo.ref in MITIGATED:
        _mitigate(way, by_line[0][0])
    _agreed_in_budget(way)
    _proven(way, by_line)


def _proven(way: Way, by_line: list[tuple[Saving, DemoLine]]) -> None:
    """The facts that the tracker shows: budgets changed, delivery seen by finance."""
    changed = way.scene.session.execute(
        select(BudgetAdjustment.from_month, BudgetAdjustment.reference)
        .where(BudgetAdjustment.saving_id.in_([saving.id for saving, _demo in by_line]))
        .order_by(BudgetAdjustment.from_month)
        .limit(1)
    ).first()
    found = [("budget_adjusted", changed.from_month, changed.reference)] if changed else []
    if any(any(demo.verified.values()) for _saving, demo in by_line):
        found.append(("finance_verified", LAST_CLOSED, "Example: the ledger agrees"))
    for kind, on_day, evidence in found:
        at = datetime(on_day.year, on_day.month, on_day.day, 9, tzinfo=UTC)
        way.scene.session.add(
            ApprovalFact(
                proposal_id=way.row.id,
                kind=kind,
                on_day=on_day,
                evidence=evidence,
                by_id=way.scene.people["finance"],
                at=at,
            )
        )
    way.scene.session.flush()


def _savings(way: Way) -> list[tuple[Saving, DemoLine]]:
    rows = way.scene.session.execute(
        select(Saving, PlanLine.line_id)
        .join(PlanLine, PlanLine.id == Saving.plan_line_id)
        .where(Saving.proposal_id == way.row.id)
        .order_by(Saving.ref)
    )
    return [(row.Saving, way.lines[str(row.line_id)]) for row in rows]


def _agreed_in_budget(way: Way) -> None:
    """What it carries stands in a budget: its costs and pots with it."""
    at = datetime(2026, 2, 26, 20, tzinfo=UTC)
    evidence = way.demo.budget_state or "Example: agreed in the budget"
    way.scene.session.add(
        ApprovalFact(
            proposal_id=way.row.id,
            kind="agreed_in_budget",
            on_day=at.date(),
            evidence=evidence,
            by_id=way.scene.people["s151"],
            at=at,
        )
    )
    way.scene.session.flush()


def adjust(scene: Scene, saving: Saving, pence: int) -> None:
    """The budget is changed for good, as the saving's class asks for."""
    rule = evidence_for(saving.saving_class, saving.category, Recurrence(saving.recurrence))
    kind = next((one for one in CHANGE_ORDER if one in rule.budget_changes), None)
    if kind is None or saving.in_budget_from is None or not pence:
        return
    first = date(saving.in_budget_from, 4, 1)
    scene.session.add(
        BudgetAdjustment(
            saving_id=saving.id,
            kind=kind.value,
            year=saving.in_budget_from,
            from_month=first,
            pence=pence,
            reference=f"Example virement {saving.ref}",
            by_id=scene.people["finance"],
            at=datetime(saving.in_budget_from, 4, 2, 9, tzinfo=UTC),
        )
    )
    scene.session.flush()


def _year(scene: Scene, saving: Saving, demo: DemoLine, year: int) -> None:
    """Forecast of the year as the file has it, and what finance verified of it, by month."""
    if year in demo.forecast:
        enter(scene, saving, Series.FORECAST, _spread(demo.forecast[year], months_of_year(year)))
    verified = demo.verified.get(year, 0)
    months = [one for one in months_of_year(year) if one <= LAST_CLOSED and one >= (demo.line.start or one)]
    if verified and months:
        verify(scene, saving, _spread(verified, months))


def _spread(pence: int, months: Iterable[date]) -> dict[date, int]:
    wanted = list(months)
    return dict(zip(wanted, split(pence, len(wanted)), strict=True))


def enter(scene: Scene, saving: Saving, series: Series, months: Mapping[date, int]) -> list[SavingEntry]:
    """Entries as they came in, month by month."""
    owner = "author" if series is Series.FORECAST else "finance"
    rows = [
        SavingEntry(
            saving_id=saving.id,
            series=series,
            month=month,
            pence=pence,
            source="example",
            by_id=scene.people[owner],
            at=_soon_after(month),
        )
        for month, pence in sorted(months.items())
    ]
    scene.session.add_all(rows)
    scene.session.flush()
    return rows


def _soon_after(month: date) -> datetime:
    """Some days after the month's end, but not after today."""
    later = add_months(month, 1)
    day = min(later.replace(day=5), date(2026, 11, 19))
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)


def verify(scene: Scene, saving: Saving, months: Mapping[date, int]) -> None:
    """Actuals by one person in finance, verified by another."""
    rule = evidence_for(saving.saving_class, saving.category, Recurrence(saving.recurrence))
    code, words = next(iter(rule.delivered.items()))
    scene.session.add_all(
        Verification(
            entry_id=row.id,
            saving_id=saving.id,
            month=row.month,
            pence=row.pence,
            evidence_kind=code,
            evidence=words,
            reference=f"Example journal {row.month:%Y-%m}",
            by_id=scene.people["finance-two"],
            at=row.at,
        )
        for row in enter(scene, saving, Series.ACTUAL, months)
    )
    scene.session.flush()


def _mitigate(way: Way, saving: Saving) -> None:
    way.scene.session.add(
        Mitigation(
            saving_id=saving.id,
            text="Two more people until March (example)",
            owner_id=way.scene.people["author"],
            due=date(2027, 3, 31),
            pence=MITIGATED[way.demo.ref],
        )
    )
    way.scene.session.flush()


def waiting_actuals(scene: Scene) -> None:
    """November's first actuals, which nobody has verified yet."""
    month = date(2026, 11, 1)
    rows = scene.session.execute(
        select(Saving)
        .where(Saving.in_budget_from <= CURRENT_YEAR, Saving.proposal_id.is_not(None))
        .order_by(Saving.ref)
    ).scalars()
    for saving in list(rows)[:6]:
        enter(scene, saving, Series.ACTUAL, {month: saving.full_year_pence // 24})


def close_months(scene: Scene) -> None:
    """2025/26 and months 1 to 7 of 2026/27 are closed."""
    closer = scene.people["finance"]
    month = date(CLOSED_YEAR, 4, 1)
    while month <= LAST_CLOSED:
        at = _soon_after(month).replace(hour=17)
        scene.session.add(MonthClose(month=month, n=1, closed_by_id=closer, closed_at=at, note="Example", snapshot={}))
        month = add_months(month, 1)
    scene.session.flush()
