"""The savings tracker: totals by directorate and fund from stored totals, and the list whose rows add up to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Directorate, Fund
from changeportal.data.models.rollups import SavingTotal, SavingYear
from changeportal.data.models.savings import MonthClose, Saving, SavingEntry, Verification
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.people import Actor
from changeportal.domain.savings import net_unachieved
from changeportal.domain.terms import SavingClass, SavingStatus, Series
from changeportal.queries.paging import Page, Paging

FIGURES = ("plan", "forecast", "actual", "verified", "delivered", "pressure")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the tracker's address."""

    year: int
    words: str = ""
    directorate: str = ""
    fund: str = ""
    status: str = ""
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Pence of a year, positive as savings are worth."""

    plan: int = 0
    forecast: int = 0
    actual: int = 0
    verified: int = 0
    delivered: int = 0
    pressure: int = 0

    @property
    def net_at_risk(self) -> int:
        """Planned and not verified so far, plus what pressure has eaten."""
        return net_unachieved(self.plan, self.verified, self.pressure)

    @property
    def short(self) -> int:
        """What the forecast leaves of the plan; never below nil."""
        return max(self.plan - self.forecast, 0)


@dataclass(frozen=True, slots=True)
class Group:
    """A directorate and fund with its figures."""

    directorate: str
    directorate_slug: str
    fund: str
    fund_code: str
    figures: Figures
    savings: int


@dataclass(frozen=True, slots=True)
class SavingRow:
    """A saving in the list, with its year."""

    ref: str
    title: str
    proposal_ref: str
    proposal_title: str
    directorate: str
    fund_code: str
    saving_class: SavingClass
    status: SavingStatus
    in_budget_from: int | None
    figures: Figures
    waiting: bool


def groups(year: int) -> list[Group]:
    """Totals by directorate and fund. One statement over stored totals."""
    sums = [func.sum(getattr(SavingTotal, name)) for name in FIGURES]
    rows = db.session.execute(
        select(Directorate.name, Directorate.slug, Fund.name, Fund.code, *sums, func.sum(SavingTotal.rows))
        .join(Fund, Fund.code == SavingTotal.fund_code)
        .outerjoin(Directorate, Directorate.id == SavingTotal.directorate_id)
        .where(SavingTotal.year == year)
        .group_by(Directorate.name, Directorate.slug, Fund.name, Fund.code)
        .order_by(Fund.code, Directorate.name)
    )
    return [
        Group(row[0] or "No directorate", row[1] or "none", row[2], row[3], _figures(row[4:10]), int(row[10]))
        for row in rows
    ]


def by_status(year: int) -> dict[SavingStatus, int]:
    """How many savings have which status. Money is not added up here: it would cross funds. One statement."""
    rows = db.session.execute(
        select(SavingTotal.status, func.sum(SavingTotal.rows))
        .where(SavingTotal.year == year)
        .group_by(SavingTotal.status)
        .order_by(SavingTotal.status)
    )
    return {SavingStatus(row[0]): int(row[1]) for row in rows}


def _figures(values: Sequence[Any]) -> Figures:
    return Figures(*(int(value or 0) for value in values))


def _unverified() -> ColumnElement[bool]:
    """Whether the saving has an actual that nobody has verified."""
    newer = SavingEntry.__table__.alias("newer")
    replaced = exists().where(
        newer.c.saving_id == SavingEntry.saving_id,
        newer.c.series == Series.ACTUAL,
        newer.c.month == SavingEntry.month,
        newer.c.about_month.is_not_distinct_from(SavingEntry.about_month),
        newer.c.id > SavingEntry.id,
    )
    seen = exists().where(Verification.entry_id == SavingEntry.id)
    return (
        exists()
        .where(SavingEntry.saving_id == Saving.id, SavingEntry.series == Series.ACTUAL, ~seen, ~replaced)
        .correlate(Saving)
    )


def _found(actor: Actor, wanted: Wanted) -> Any:
    return (
        select(
            Saving,
            Proposal.ref.label("proposal_ref"),
            Proposal.title.label("proposal_title"),
            Directorate.name.label("directorate"),
            SavingYear,
        )
        .join(SavingYear, SavingYear.saving_id == Saving.id)
        .outerjoin(Proposal, Proposal.id == Saving.proposal_id)
        .outerjoin(Directorate, Directorate.id == Saving.directorate_id)
        .where(SavingYear.year == wanted.year, _visible(actor), *_filters(wanted))
    )


def _visible(actor: Actor) -> ColumnElement[bool]:
    return or_(Saving.proposal_id.is_(None), visible_to(actor))


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.words:
        like = f"%{wanted.words}%"
        found.append(or_(*(one.ilike(like) for one in (Saving.title, Saving.ref, Proposal.ref, Proposal.title))))
    if wanted.directorate:
        found.append(
            Directorate.slug.is_(None) if wanted.directorate == "none" else Directorate.slug == wanted.directorate
        )
    if wanted.fund:
        found.append(Saving.fund_code == wanted.fund)
    if wanted.status in list(SavingStatus):
        found.append(Saving.status == wanted.status)
    if wanted.waiting:
        found.append(_unverified())
    return found


def savings(actor: Actor, wanted: Wanted, paging: Paging) -> Page[SavingRow]:
    """A page of savings, the largest plan first. Four statements at most."""
    rows = db.session.execute(
        _found(actor, wanted)
        .order_by(SavingYear.plan.desc(), SavingYear.saving_id)
        .limit(paging.size)
        .offset(paging.offset)
    ).all()
    waiting = _waiting(Saving.id.in_([row.Saving.id for row in rows]))
    return Page([_row(row, waiting) for row in rows], _count(actor, wanted), paging)


def _waiting(which: ColumnElement[bool]) -> frozenset[UUID]:
    """Those of the savings that have an actual which nobody has verified. One statement."""
    return frozenset(db.session.execute(select(Saving.id).where(which, _unverified())).scalars())


def _count(actor: Actor, wanted: Wanted) -> int:
    """How many rows the list has: from stored totals less what is hidden, or counted where words are searched."""
    if wanted.words or wanted.waiting:
        return db.session.execute(select(func.count()).select_from(_found(actor, wanted).subquery())).scalar_one()
    stored = db.session.execute(select(func.sum(SavingTotal.rows)).where(*_stored(wanted))).scalar()
    hidden = db.session.execute(select(func.count()).select_from(_hidden(actor, wanted).subquery())).scalar_one()
    return int(stored or 0) - hidden


def _hidden(actor: Actor, wanted: Wanted) -> Any:
    """Years of savings whose proposal this person may not know about: restricted ones are few and found by index."""
    return (
        select(Saving.fund_code, *(getattr(SavingYear, name) for name in FIGURES))
        .join(Proposal, Proposal.id == Saving.proposal_id)
        .join(SavingYear, SavingYear.saving_id == Saving.id)
        .outerjoin(Directorate, Directorate.id == Saving.directorate_id)
        .where(Proposal.restricted, ~visible_to(actor), SavingYear.year == wanted.year, *_filters(wanted))
    )


def all_savings(actor: Actor, wanted: Wanted) -> list[SavingRow]:
    """The same rows, all pages, for a file."""
    waiting = _waiting(true())
    return [_row(row, waiting) for row in db.session.execute(_found(actor, wanted).order_by(Saving.ref))]


def _row(row: Any, waiting: frozenset[UUID]) -> SavingRow:
    year: SavingYear = row.SavingYear
    return SavingRow(
        row.Saving.ref,
        row.Saving.title,
        row.proposal_ref or "",
        row.proposal_title or "",
        row.directorate or "",
        row.Saving.fund_code,
        row.Saving.saving_class,
        row.Saving.status,
        row.Saving.in_budget_from,
        Figures(*(getattr(year, name) for name in FIGURES)),
        row.Saving.id in waiting,
    )


def listed_totals(actor: Actor, wanted: Wanted) -> dict[str, Figures]:
    """By fund, the sum of every row of the list, counted row by row: for lists that words were searched in."""
    return _by_fund(_found(actor, wanted).subquery())


def hidden_totals(actor: Actor, wanted: Wanted) -> dict[str, Figures]:
    """By fund, what stands in the totals and is not itemised for this person. One statement."""
    return _by_fund(_hidden(actor, wanted).subquery())


def _by_fund(found: Any) -> dict[str, Figures]:
    sums = [func.sum(found.c[name]) for name in FIGURES]
    rows = db.session.execute(select(found.c.fund_code, *sums).group_by(found.c.fund_code))
    return {row[0]: _figures(row[1:]) for row in rows}


def whole_totals(wanted: Wanted) -> dict[str, Figures]:
    """By fund, the totals that the list opens, restricted rows included, by the filters that totals are kept by."""
    sums = [func.sum(getattr(SavingTotal, name)) for name in FIGURES]
    rows = db.session.execute(
        select(SavingTotal.fund_code, *sums)
        .where(*_stored(wanted))
        .group_by(SavingTotal.fund_code)
        .order_by(SavingTotal.fund_code)
    )
    return {row[0]: _figures(row[1:]) for row in rows}


def _stored(wanted: Wanted) -> list[ColumnElement[bool]]:
    """The filters as stored totals know them."""
    where: list[ColumnElement[bool]] = [SavingTotal.year == wanted.year]
    if wanted.directorate == "none":
        where.append(SavingTotal.directorate_id.is_(None))
    elif wanted.directorate:
        mine = select(Directorate.id).where(Directorate.slug == wanted.directorate)
        where.append(SavingTotal.directorate_id.in_(mine))
    if wanted.fund:
        where.append(SavingTotal.fund_code == wanted.fund)
    if wanted.status in list(SavingStatus):
        where.append(SavingTotal.status == wanted.status)
    return where


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month that was closed."""

    month: date
    closed_at: datetime
    closed_by: str
    closers: frozenset[UUID]
    askers: frozenset[UUID]
    reopen_asked_by: str
    reopen_reason: str
    snapshot: dict[str, Any]


def months_closed() -> list[MonthRow]:
    """Closed months, the newest first."""
    closer, asker = aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(MonthClose, closer.name.label("closer"), asker.name.label("asker"))
        .join(closer, closer.id == MonthClose.closed_by_id)
        .outerjoin(asker, asker.id == MonthClose.reopen_asked_by_id)
        .where(MonthClose.reopened_at.is_(None))
        .order_by(MonthClose.month.desc())
        .limit(36)
    )
    return [
        MonthRow(
            row.MonthClose.month,
            row.MonthClose.closed_at,
            row.closer,
            _both(row.MonthClose.closed_by_id, row.MonthClose.closed_for_id),
            _both(row.MonthClose.reopen_asked_by_id, row.MonthClose.reopen_asked_for_id),
            row.asker or "",
            row.MonthClose.reopen_reason,
            row.MonthClose.snapshot,
        )
        for row in rows
    ]


def _both(*people: UUID | None) -> frozenset[UUID]:
    return frozenset(one for one in people if one is not None)


def last_closed() -> date | None:
    """The newest closed month."""
    return db.session.execute(select(func.max(MonthClose.month)).where(MonthClose.reopened_at.is_(None))).scalar()


def choices() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Directorates and funds for the filters."""
    directorates = [(row.slug, row.name) for row in db.session.execute(select(Directorate.slug, Directorate.name))]
    funds = [(row.code, row.name) for row in db.session.execute(select(Fund.code, Fund.name))]
    return sorted(directorates), sorted(funds)
