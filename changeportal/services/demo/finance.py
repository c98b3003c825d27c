"""The MTFS of the example: two versions by two people, set years, reserves, and savings agreed before this system."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from uuid import UUID

from changeportal.data.models.mtfs import MtfsAmount, MtfsVersion, Reserve, SetYear
from changeportal.data.models.mtfs import MtfsLine as LineRow
from changeportal.data.models.savings import Saving, SavingEntry
from changeportal.domain.calendar import months_of_year
from changeportal.domain.money import split
from changeportal.domain.mtfs import MtfsLine, Version
from changeportal.domain.terms import Category, MtfsKind, SavingClass, Series
from changeportal.services.audit import canonical
from changeportal.services.demo import delivery
from changeportal.services.demo.stage import Stage as Scene
from changeportal.services.mtfs.versions import document_of
from changeportal.services.references import next_reference

NAMES = {"M1": ("First version", date(2024, 7, 18)), "M2": ("Second version", date(2026, 2, 26))}
VOTES = ((2025, date(2025, 2, 27)), (2026, date(2026, 2, 26)))
RESERVES = (
    ("budget-risk", "Budget Risk Reserve", "GF", 12_000_000_00, 8_000_000_00),
    ("transformation", "Transformation reserve", "GF", 6_500_000_00, 1_000_000_00),
    ("hra-balance", "HRA working balance", "HRA", 20_000_000_00, 12_000_000_00),
)


def load_versions(scene: Scene, versions: Mapping[str, Version]) -> None:
    """Both versions: prepared by finance, published by the Section 151 officer."""
    before: UUID | None = None
    for code, version in versions.items():
        before = _version(scene, code, version, before)
    scene.session.add_all(
        SetYear(fund_code="GF", year=year, voted_on=day, evidence="Example: minute of the budget meeting of Council")
        for year, day in VOTES
    )
    scene.session.add_all(
        Reserve(code=code, name=name, fund_code=fund, opening_year=2025, opening_pence=opening, minimum_pence=least)
        for code, name, fund, opening, least in RESERVES
    )
    scene.session.flush()


def _version(scene: Scene, code: str, version: Version, before: UUID | None) -> UUID:
    name, day = NAMES[code]
    tx = scene.at("finance", day)
    row = MtfsVersion(
        code=code,
        name=name,
        first_year=version.years[0],
        last_year=version.years[-1],
        based_on_id=before,
        made_by_id=tx.ctx.actor.id,
        made_at=tx.ctx.now,
        example=True,
    )
    tx.add(row)
    kept = [one for one in version.lines if one.kind is not MtfsKind.SAVINGS_AGREED]
    for position, line in enumerate(kept, start=1):
        _line(scene, row.id, line, position)
    row.state, row.prepared_by_id, row.prepared_at = "prepared", tx.ctx.actor.id, tx.ctx.now
    scene.session.flush()
    row.document = canonical(document_of(tx, row))
    row.sha256 = hashlib.sha256(row.document.encode()).hexdigest()
    row.published_at = scene.at("s151", day, 17).ctx.now
    row.state, row.published_by_id, row.published_on = "published", scene.people["s151"], day
    scene.session.flush()
    return row.id


def _line(scene: Scene, version_id: UUID, line: MtfsLine, position: int) -> None:
    row = LineRow(
        version_id=version_id,
        code=line.code,
        fund_code=line.fund,
        kind=line.kind,
        cause=line.cause,
        title=line.title,
        note=line.note,
        position=position,
    )
    scene.session.add(row)
    scene.session.flush()
    scene.session.add_all(MtfsAmount(line_id=row.id, year=year, pence=pence) for year, pence in line.effects.items())
    scene.session.flush()


def load_agreed(scene: Scene, version: Version) -> None:
    """Savings agreed before this system, by directorate: they add up to the version's line to the penny."""
    agreed = next(one for one in version.lines if one.kind is MtfsKind.SAVINGS_AGREED)
    names = sorted(scene.directorates)
    shares = {year: split(-pence, len(names)) for year, pence in agreed.effects.items()}
    for place, name in enumerate(names):
        years = {year: parts[place] for year, parts in shares.items()}
        _agreed(scene, name, years)


def _agreed(scene: Scene, directorate: str, years: Mapping[int, int]) -> None:
    tx = scene.at("finance", date(2025, 3, 3))
    saving = Saving(
        ref=next_reference(tx, "S", tx.ctx.today),
        title=f"Savings agreed in earlier budgets, {directorate}",
        directorate_id=scene.directorates[directorate],
        fund_code="GF",
        saving_class=SavingClass.CASH_RELEASING,
        category=Category.EFFICIENCY,
        recurrence="ongoing",
        start_month=date(2025, 4, 1),
        full_year_pence=max(years.values()),
        owner_id=scene.people["director"],
        finance_lead_id=scene.people["finance"],
        in_budget_from=2025,
        example=True,
        created_at=tx.ctx.now,
    )
    tx.add(saving)
    scene.session.add_all(
        SavingEntry(
            saving_id=saving.id,
            series=Series.BUDGET_PLAN,
            month=month,
            pence=pence,
            source="example",
            by_id=tx.ctx.actor.id,
            at=datetime(2025, 3, 3, 9, tzinfo=UTC),
        )
        for year, total in years.items()
        for month, pence in zip(months_of_year(year), split(total, 12), strict=True)
    )
    scene.session.flush()
    delivery.adjust(scene, saving, max(years.values()))
    first = dict(zip(months_of_year(2025), split(years[2025], 12), strict=True))
    delivery.verify(scene, saving, first)
