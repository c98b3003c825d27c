"""The registers that claims are checked against, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.findings import BudgetLine
from changeportal.data.models.people import Person
from changeportal.data.models.reference import Directorate, Fund
from changeportal.data.models.registers import Contract, Post
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


@dataclass(frozen=True, slots=True)
class PostShown:
    """A post of the establishment; pence a year."""

    number: str
    title: str
    directorate: str
    cost_centre: str
    fte_hundredths: int
    vacant: bool
    pence: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ContractShown:
    """A contract; pence a year."""

    reference: str
    title: str
    supplier: str
    starts: date
    ends: date | None
    directorate: str
    cost_centre: str
    pence: int
    by: str
    at: datetime


def _counted(model: Any) -> int:
    return int(db.session.execute(select(func.count()).select_from(model)).scalar_one())


def _on_page(statement: Any, paging: Paging) -> Any:
    return db.session.execute(statement.limit(paging.size).offset(paging.offset))


def budgets(paging: Paging) -> Page[BudgetShown]:
    """The lines of a page, by cost centre and year. Two statements."""
    one = BudgetLine
    rows = _on_page(
        select(
            one.cost_centre, one.subjective, one.title, one.fund_code, one.year, one.pence, Person.name, one.loaded_at
        )
        .join(Person, Person.id == one.loaded_by_id)
        .order_by(one.cost_centre, one.subjective, one.year),
        paging,
    )
    return Page([BudgetShown(*row) for row in rows], _counted(one), paging)


def posts(paging: Paging) -> Page[PostShown]:
    """The posts of a page, by cost centre and number. Two statements."""
    rows = _on_page(
        select(
            Post.number, Post.title, Directorate.name, Post.cost_centre, Post.fte_hundredths, Post.vacant, Post.pence,
            Person.name, Post.loaded_at,
        )
        .join(Directorate, Directorate.id == Post.directorate_id)
        .join(Person, Person.id == Post.loaded_by_id)
        .order_by(Post.cost_centre, Post.number),
        paging,
    )  # fmt: skip
    return Page([PostShown(*row) for row in rows], _counted(Post), paging)


def contracts(paging: Paging) -> Page[ContractShown]:
    """The contracts of a page, by cost centre and reference. Two statements."""
    one = Contract
    rows = _on_page(
        select(
            one.reference, one.title, one.supplier, one.starts, one.ends, Directorate.name, one.cost_centre, one.pence,
            Person.name, one.loaded_at,
        )
        .join(Directorate, Directorate.id == one.directorate_id)
        .join(Person, Person.id == one.loaded_by_id)
        .order_by(one.cost_centre, one.reference),
        paging,
    )  # fmt: skip
    return Page([ContractShown(*row) for row in rows], _counted(one), paging)


def fund_codes() -> frozenset[str]:
    """The codes of all funds."""
    return frozenset(db.session.execute(select(Fund.code)).scalars())


def directorate_ids() -> Mapping[str, UUID]:
    """The directorates by name."""
    return {row.name: row.id for row in db.session.execute(select(Directorate.name, Directorate.id))}
