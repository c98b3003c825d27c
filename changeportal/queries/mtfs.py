"""Versions of the MTFS and the ladder from their requirement to what is still to find."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from changeportal.data.models.mtfs import MtfsAmount, MtfsLine, MtfsPreparer, MtfsVersion, SetYear
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Fund
from changeportal.data.models.rollups import GapYear
from changeportal.data.models.savings import Saving
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.contributions import Below, Contribution
from changeportal.domain.errors import NotFound
from changeportal.domain.ladder import Ladder, ladder
from changeportal.domain.mtfs import MtfsLine as Line
from changeportal.domain.mtfs import Version, requirement_rows
from changeportal.domain.people import Actor


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version with who prepared and published it."""

    id: UUID
    code: str
    name: str
    state: str
    first_year: int
    last_year: int
    made_by: str
    prepared_by: str
    preparers: frozenset[UUID]
    published_by: str
    published_on: date | None
    published_at: datetime | None
    sha256: str
    example: bool
    version: int

    @property
    def years(self) -> tuple[int, ...]:
        """Its years."""
        return tuple(range(self.first_year, self.last_year + 1))


def versions() -> list[VersionRow]:
    """Every version, the newest first. One statement."""
    made, prepared, published = aliased(Person), aliased(Person), aliased(Person)
    ever = select(func.array_agg(MtfsPreparer.person_id)).where(MtfsPreparer.version_id == MtfsVersion.id)
    preparers = ever.correlate(MtfsVersion).scalar_subquery()
    rows = db.session.execute(
        select(
            MtfsVersion,
            made.name.label("made"),
            prepared.name.label("prep"),
            published.name.label("pub"),
            preparers.label("preparers"),
        )
        .outerjoin(made, made.id == MtfsVersion.made_by_id)
        .outerjoin(prepared, prepared.id == MtfsVersion.prepared_by_id)
        .outerjoin(published, published.id == MtfsVersion.published_by_id)
        .order_by(MtfsVersion.published_on.desc().nulls_first(), MtfsVersion.made_at.desc())
    )
    return [
        VersionRow(
            row.MtfsVersion.id,
            row.MtfsVersion.code,
            row.MtfsVersion.name,
            row.MtfsVersion.state,
            row.MtfsVersion.first_year,
            row.MtfsVersion.last_year,
            row.made or "",
            row.prep or "",
            frozenset(row.preparers or ()),
            row.pub or "",
            row.MtfsVersion.published_on,
            row.MtfsVersion.published_at,
            row.MtfsVersion.sha256,
            row.MtfsVersion.example,
            row.MtfsVersion.version,
        )
        for row in rows
    ]


def current(found: Sequence[VersionRow], code: str = "") -> VersionRow | None:
    """The version of that code; without one, the newest that is published."""
    if code:
        named = next((one for one in found if one.code == code), None)
        if named is None:
            raise NotFound
        return named
    return next((one for one in found if one.state == "published"), None)


def lines_of(version: VersionRow) -> Version:
    """The version with its lines. One statement."""
    rows = db.session.execute(
        select(MtfsLine, MtfsAmount.year, MtfsAmount.pence)
        .outerjoin(MtfsAmount, MtfsAmount.line_id == MtfsLine.id)
        .where(MtfsLine.version_id == version.id)
        .order_by(MtfsLine.fund_code, MtfsLine.position, MtfsAmount.year)
    )
    return _version(version.code, version.years, rows)


def current_lines() -> Version | None:
    """The newest published version with its lines; nothing while none is published. One statement."""
    newest = (
        select(MtfsVersion.id)
        .where(MtfsVersion.state == "published")
        .order_by(MtfsVersion.published_on.desc(), MtfsVersion.made_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(MtfsVersion, MtfsLine, MtfsAmount.year, MtfsAmount.pence)
        .join(MtfsLine, MtfsLine.version_id == MtfsVersion.id)
        .outerjoin(MtfsAmount, MtfsAmount.line_id == MtfsLine.id)
        .where(MtfsVersion.id == newest)
        .order_by(MtfsLine.fund_code, MtfsLine.position, MtfsAmount.year)
    ).all()
    if not rows:
        return None
    found: MtfsVersion = rows[0].MtfsVersion
    return _version(found.code, tuple(range(found.first_year, found.last_year + 1)), rows)


def _version(code: str, years: tuple[int, ...], rows: Iterable[Any]) -> Version:
    lines: dict[str, MtfsLine] = {}
    effects: dict[str, dict[int, int]] = {}
    for row in rows:
        lines[row.MtfsLine.code] = row.MtfsLine
        if row.year is not None:
            effects.setdefault(row.MtfsLine.code, {})[row.year] = row.pence
    made = tuple(
        Line(one.code, one.fund_code, one.kind, one.title, effects.get(line, {}), 0, one.cause, one.note)
        for line, one in lines.items()
    )
    return Version(code, years, made)


def set_years(fund: str) -> frozenset[int]:
    """The years that Council has voted for the fund."""
    return frozenset(db.session.execute(select(SetYear.year).where(SetYear.fund_code == fund)).scalars())


def pieces(fund: str, years: Sequence[int]) -> list[Contribution]:
    """Stored totals of the fund by year and rung, as the ladder takes them. One statement."""
    rows = db.session.execute(
        select(GapYear.year, GapYear.rung, GapYear.below, func.sum(GapYear.pence), func.sum(GapYear.weighted_pence))
        .where(GapYear.fund_code == fund, GapYear.year.in_(years))
        .group_by(GapYear.year, GapYear.rung, GapYear.below)
    )
    return [
        Contribution(fund, row[0], row[1], Below(row[2]) if row[2] else None, int(row[3]), int(row[4])) for row in rows
    ]


def ladder_of(fund: str, version: VersionRow) -> Ladder:
    """The fund's ladder, cumulative: lines of the version, stored totals, set years. Three statements."""
    rows = requirement_rows(lines_of(version))
    return ladder(fund, version.years, rows, pieces(fund, version.years), set_years(fund))


def funds() -> list[tuple[str, str]]:
    """Codes and names in order."""
    rows = db.session.execute(select(Fund.code, Fund.name).order_by(Fund.position))
    return [(row.code, row.name) for row in rows]


def savings_for_vote(actor: Actor, fund: str) -> list[tuple[str, str, int]]:
    """Approved savings of the fund that stand in no budget: reference, title, full-year pence."""
    rows = db.session.execute(
        select(Saving.ref, Saving.title, Saving.full_year_pence)
        .outerjoin(Proposal, Proposal.id == Saving.proposal_id)
        .where(
            Saving.fund_code == fund,
            Saving.in_budget_from.is_(None),
            Saving.state == "live",
            Saving.proposal_id.is_(None) | visible_to(actor),
        )
        .order_by(Saving.ref)
    )
    return [(row.ref, row.title, row.full_year_pence) for row in rows]


@dataclass(frozen=True, slots=True)
class VotedYear:
    """A year that Council has set."""

    fund: str
    year: int
    voted_on: date
    evidence: str


def voted() -> list[VotedYear]:
    """Every set year."""
    rows = db.session.execute(
        select(Fund.name, SetYear.year, SetYear.voted_on, SetYear.evidence)
        .join(Fund, Fund.code == SetYear.fund_code)
        .order_by(SetYear.year, Fund.position)
    )
    return [VotedYear(*row) for row in rows]
