"""What a figure of a mission's money is made of: rows that add up to it, ending with what is not itemised here."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Fund, Mission
from changeportal.data.models.rollups import Contribution, GapYear
from changeportal.data.models.savings import Saving
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.errors import NotFound
from changeportal.domain.people import Actor
from changeportal.domain.terms import Rung
from changeportal.queries.paging import Page, Paging


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """What one line or saving puts there, in pence, plus raising the net budget."""

    title: str
    proposal_ref: str
    proposal_title: str
    saving_ref: str
    rung: Rung
    pence: int


@dataclass(frozen=True, slots=True)
class MissionMoney:
    """A figure of a mission: fund, year, a page of its rows, what stands on other pages, what is not itemised, the whole."""

    mission: str
    slug: str
    fund: str
    page: Page[MoneyRow]
    elsewhere: int
    hidden: int
    total: int


def mission_money(actor: Actor, slug: str, fund: str, year: int, paging: Paging) -> MissionMoney:
    """The running total of a mission in a fund and year, and its rows. Four statements."""
    row = db.session.execute(
        select(Mission.id, Mission.name, Fund.name.label("fund"))
        .join(Fund, Fund.code == fund)
        .where(Mission.slug == slug)
    ).first()
    if row is None:
        raise NotFound
    total = int(
        db.session.execute(select(func.sum(GapYear.pence)).where(*_there(GapYear, row.id, fund, year))).scalar() or 0
    )
    seen = (*_there(Contribution, row.id, fund, year), Contribution.pence != 0, _may_see(actor))
    count, named = db.session.execute(
        select(func.count(), func.coalesce(func.sum(Contribution.pence), 0)).where(*seen)
    ).one()
    rows = _rows(seen, paging)
    here = sum(one.pence for one in rows)
    return MissionMoney(
        row.name, slug, row.fund, Page(rows, count, paging), int(named) - here, total - int(named), total
    )


def _there(
    table: type[Contribution] | type[GapYear], mission_id: UUID, fund: str, year: int
) -> tuple[ColumnElement[bool], ...]:
    return (table.mission_id == mission_id, table.fund_code == fund, table.year == year, table.rung.is_not(None))


def _may_see(actor: Actor) -> ColumnElement[bool]:
    return or_(
        Contribution.proposal_id.is_(None), Contribution.proposal_id.in_(select(Proposal.id).where(visible_to(actor)))
    )


def _rows(seen: Sequence[ColumnElement[bool]], paging: Paging) -> list[MoneyRow]:
    found = db.session.execute(
        select(
            Contribution.title,
            func.coalesce(Proposal.ref, ""),
            func.coalesce(Proposal.title, ""),
            func.coalesce(Saving.ref, ""),
            Contribution.rung,
            Contribution.pence,
        )
        .outerjoin(Proposal, Proposal.id == Contribution.proposal_id)
        .outerjoin(Saving, Saving.id == Contribution.saving_id)
        .where(*seen)
        .order_by(func.abs(Contribution.pence).desc(), Contribution.source, Contribution.rung)
        .limit(paging.size)
        .offset(paging.offset)
    )
    return [MoneyRow(row[0], row[1], row[2], row[3], Rung(str(row[4])), int(row[5])) for row in found]
