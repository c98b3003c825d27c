"""Budgets by cost centre, a page at a time."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from changeportal.data.models.findings import BudgetLine
from changeportal.data.models.people import Person
from changeportal.data.models.reference import Fund
from changeportal.data.session import db
from changeportal.queries.paging import Page, Paging


@dataclass(frozen=True, slots=True)
class BudgetShown:
    """A budget in pence, and who loaded it when."""

    cost_centre: str
    subjective: str
    title: str
    fund: str
    year: int
    pence: int
    by: str
    at: datetime


def budgets(paging: Paging) -> Page[BudgetShown]:
    """The lines of a page, by cost centre and year. Two statements."""
    total = db.session.execute(select(func.count()).select_from(BudgetLine)).scalar_one()
    rows = db.session.execute(
        select(
            BudgetLine.cost_centre,
            BudgetLine.subjective,
            BudgetLine.title,
            BudgetLine.fund_code,
            BudgetLine.year,
            BudgetLine.pence,
            Person.name,
            BudgetLine.loaded_at,
        )
        .join(Person, Person.id == BudgetLine.loaded_by_id)
        .order_by(BudgetLine.cost_centre, BudgetLine.subjective, BudgetLine.year)
        .limit(paging.size)
        .offset(paging.offset)
    )
    return Page([BudgetShown(*row) for row in rows], int(total), paging)


def fund_codes() -> frozenset[str]:
    """The codes of all funds."""
    return frozenset(db.session.execute(select(Fund.code)).scalars())
