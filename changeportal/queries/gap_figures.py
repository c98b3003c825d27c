"""What a figure of the gap page is made of: rows that add up to it, ending with what is not itemised here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, case, false, func, not_, or_, select

from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Directorate
from changeportal.data.models.rollups import Contribution, GapYear
from changeportal.data.models.savings import Saving
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.contributions import NOT_IN_BUDGETS, Below
from changeportal.domain.people import Actor
from changeportal.domain.terms import Rung
from changeportal.queries.paging import Page, Paging


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure: fund, rung or list below, year; the change on the year before when not cumulative."""

    fund: str
    year: int
    rung: Rung | None
    below: Below | None
    cumulative: bool
    set_years: frozenset[int]

    @property
    def years(self) -> tuple[tuple[int, int], ...]:
        """The years that count, each with its sign."""
        return ((self.year, 1),) if self.cumulative else ((self.year, 1), (self.year - 1, -1))


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row of a figure, in pence, plus raising the net budget."""

    title: str
    proposal_ref: str
    proposal_title: str
    saving_ref: str
    directorate: str
    pence: int


def _stands(table: Any, asked: Asked, year: int) -> ColumnElement[bool]:
    """Whether a row stands there in the year, knowing which years are set."""
    is_set = year in asked.set_years
    if asked.rung is not None:
        here: ColumnElement[bool] = table.rung == asked.rung
        return false() if is_set and asked.rung in NOT_IN_BUDGETS else here
    below: ColumnElement[bool] = table.below == str(asked.below)
    if asked.below is Below.OUTTURN and is_set:
        return or_(below, table.rung.in_(sorted(NOT_IN_BUDGETS)))
    return below


def _where(table: Any, asked: Asked) -> ColumnElement[bool]:
    years = [and_(table.year == year, _stands(table, asked, year)) for year, _sign in asked.years]
    return and_(table.fund_code == asked.fund, or_(*years))


def _signed(table: Any, asked: Asked) -> ColumnElement[int]:
    whens = [(table.year == year, table.pence * sign) for year, sign in asked.years]
    return func.sum(case(*whens, else_=0))


def total(asked: Asked) -> int:
    """The figure from stored totals, restricted rows included."""
    found = db.session.execute(select(_signed(GapYear, asked)).where(_where(GapYear, asked))).scalar()
    return int(found or 0)


def _may_see(actor: Actor, asked: Asked) -> ColumnElement[bool]:
    """Rows of proposals that the actor may know about. Only restricted ones are hidden beyond the rung of ideas, and
    those are few; an idea may be a draft, and what stands below the ladder may have been one.
    """
    of_none = Contribution.proposal_id.is_(None)
    seen = select(Proposal.id).where(visible_to(actor))
    if asked.rung in (None, Rung.PIPELINE_IDEA):
        return or_(of_none, Contribution.proposal_id.in_(seen))
    return or_(of_none, not_(Contribution.restricted), Contribution.proposal_id.in_(seen.where(Proposal.restricted)))


def _sources(actor: Actor, asked: Asked) -> Any:
    """What each line or saving puts there, from its own rows alone."""
    kept = (
        Contribution.source,
        Contribution.title,
        Contribution.proposal_id,
        Contribution.saving_id,
        Contribution.directorate_id,
    )
    amount = _signed(Contribution, asked)
    return (
        select(*kept, amount.label("amount"))
        .where(_where(Contribution, asked), _may_see(actor, asked))
        .group_by(*kept)
        .having(amount != 0)
    )


def _named(found: Any) -> Any:
    """The sources with their names, the largest first."""
    return (
        select(
            found.c.title,
            func.coalesce(Proposal.ref, ""),
            func.coalesce(Proposal.title, ""),
            func.coalesce(Saving.ref, ""),
            func.coalesce(Directorate.name, ""),
            found.c.amount,
        )
        .select_from(found)
        .outerjoin(Proposal, Proposal.id == found.c.proposal_id)
        .outerjoin(Saving, Saving.id == found.c.saving_id)
        .outerjoin(Directorate, Directorate.id == found.c.directorate_id)
        .order_by(*_order(found))
    )


def _order(found: Any) -> tuple[Any, ...]:
    return func.abs(found.c.amount).desc(), found.c.source


def figure(actor: Actor, asked: Asked, paging: Paging) -> tuple[Page[FigureRow], int]:
    """A page of the rows, the largest first, and the sum of all that this person may see."""
    found = _sources(actor, asked).subquery()
    count, seen = db.session.execute(select(func.count(), func.coalesce(func.sum(found.c.amount), 0))).one()
    page = select(found).order_by(*_order(found)).limit(paging.size).offset(paging.offset).subquery()
    return Page([_row(row) for row in db.session.execute(_named(page))], count, paging), int(seen)


def all_rows(actor: Actor, asked: Asked) -> Sequence[FigureRow]:
    """Every row that this person may see, for a file."""
    return [_row(row) for row in db.session.execute(_named(_sources(actor, asked).subquery()))]


def _row(row: Any) -> FigureRow:
    what, proposal_ref, proposal_title, saving_ref, directorate, pence = row
    return FigureRow(what, proposal_ref, proposal_title, saving_ref, directorate, int(pence))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a proposal's money stands in a year, in pence, cumulative."""

    fund: str
    year: int
    rung: Rung | None
    below: str
    pence: int


def standings(proposal_id: UUID) -> list[Standing]:
    """Each rung or list that a proposal's money stands on, by fund and year. One statement."""
    rows = db.session.execute(
        select(
            Contribution.fund_code,
            Contribution.year,
            Contribution.rung,
            Contribution.below,
            func.sum(Contribution.pence),
        )
        .where(Contribution.proposal_id == proposal_id)
        .group_by(Contribution.fund_code, Contribution.year, Contribution.rung, Contribution.below)
        .order_by(Contribution.fund_code, Contribution.year)
    )
    return [Standing(row[0], row[1], row[2], row[3], int(row[4])) for row in rows]
