"""A line's year given by months, which add up to it exactly; and which years a grid shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.cases import CaseOption
from changeportal.data.models.lines import MoneyGrid, ProfileAmount, ProfileLine, ProfileMonth
from changeportal.domain.calendar import months_of_year, year_label, year_of
from changeportal.domain.errors import Invalid, NotFound, Refused, Stale
from changeportal.domain.grid_parts import FEWEST_YEARS, MOST_YEARS, month_years
from changeportal.domain.terms import Act
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import remember_act
from changeportal.services.transaction import Transaction, transaction

YEARS_SHOWN = 5
STALE = "Someone changed these figures while you were working. Yours were not saved."


@dataclass(frozen=True, slots=True)
class SaveMonths:
    """The months of a line's year, in pence; all blank gives the year back to equal parts."""

    ref: str
    line_id: UUID
    year: int
    months: Mapping[date, int | None]
    expected_version: int


def save_months(ctx: Context, command: SaveMonths) -> None:
    """Keep the months and make the year their sum. Without any the year keeps its amount. None is below nought."""
    if not set(command.months) <= set(months_of_year(command.year)):
        raise NotFound
    below = {month for month, pence in command.months.items() if (pence or 0) < 0}
    if below:
        raise Invalid({month.isoformat(): f"{month:%B %Y} must be £0 or more" for month in sorted(below)})
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        line = tx.session.get(ProfileLine, command.line_id, with_for_update=True)
        if line is None or line.proposal_id != held.row.id or line.removed_at is not None:
            raise NotFound
        if line.counted_pool_id:
            raise Refused("counted", "What confirmed people cost is worked out, so it is not given by months.")
        grid = grid_row(tx, line.option_id)
        if command.year not in month_years(grid.first_year):
            raise NotFound
        if grid.version - 1 != command.expected_version:
            raise Stale(STALE)
        _write(tx, command)
        grid.version += 1
        grid.updated_by_id, grid.updated_at = ctx.actor.id, ctx.now
        tx.session.flush()
        remember_act(tx, held, Act.ENTERED_FIGURES)
        shown = {month.isoformat(): pence for month, pence in command.months.items()}
        tx.audit("months_saved", "proposal", held.row.id, {"line": line.id, "year": command.year, "months": shown})
        tx.touch_proposal(held.row.id)


def _write(tx: Transaction, command: SaveMonths) -> None:
    mine = (ProfileMonth.line_id == command.line_id, ProfileMonth.year == command.year)
    tx.session.execute(delete(ProfileMonth).where(*mine))
    if all(pence is None for pence in command.months.values()):
        return
    whole = {month: command.months.get(month) or 0 for month in months_of_year(command.year)}
    key = {"line_id": command.line_id, "year": command.year}
    tx.session.execute(
        insert(ProfileMonth), [{**key, "month": month, "pence": pence} for month, pence in whole.items()]
    )
    total = sum(whole.values())
    tx.session.execute(
        insert(ProfileAmount)
        .values(**key, pence=total)
        .on_conflict_do_update(index_elements=[ProfileAmount.line_id, ProfileAmount.year], set_={"pence": total})
    )


def keep_months(tx: Transaction, amounts: Mapping[UUID, Mapping[int, int | None]]) -> None:
    """Refuse an amount of a year that is given by months and would no longer be their sum, naming each cell."""
    places = [(line_id, year) for line_id, by_year in amounts.items() for year in by_year]
    rows = tx.session.execute(
        select(ProfileMonth.line_id, ProfileMonth.year, ProfileAmount.pence, ProfileLine.title)
        .join(
            ProfileAmount,
            (ProfileAmount.line_id == ProfileMonth.line_id) & (ProfileAmount.year == ProfileMonth.year),
        )
        .join(ProfileLine, ProfileLine.id == ProfileMonth.line_id)
        .where(tuple_(ProfileMonth.line_id, ProfileMonth.year).in_(places))
        .distinct()
    )
    wrong = {
        f"{row.line_id}-{row.year}": f"{row.title}, {year_label(row.year)} is given by months: change it on their page"
        for row in rows
        if amounts[row.line_id][row.year] != row.pence
    }
    if wrong:
        raise Invalid(wrong)


@dataclass(frozen=True, slots=True)
class SetYears:
    """Which years a grid shows."""

    ref: str
    option_id: UUID
    first_year: int
    years: int


def set_years(ctx: Context, command: SetYears) -> None:
    """Show other years. Refused where amounts would stand outside them."""
    last_year = command.first_year + command.years - 1
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        option = tx.session.get(CaseOption, command.option_id)
        if option is None or option.proposal_id != held.row.id or option.removed_at is not None:
            raise NotFound
        if not FEWEST_YEARS <= command.years <= MOST_YEARS:
            raise Invalid({"years": f"Enter a number of years from {FEWEST_YEARS} to {MOST_YEARS}"})
        outside = _outside(tx, command.option_id, command.first_year, last_year)
        if outside is not None:
            raise Invalid({"years": f"There are amounts in {year_label(outside)}. Take them away first"})
        grid = grid_row(tx, command.option_id)
        grid.first_year, grid.last_year = command.first_year, last_year
        grid.version += 1
        grid.updated_by_id, grid.updated_at = ctx.actor.id, ctx.now
        tx.session.flush()
        tx.audit(
            "years_shown", "proposal", held.row.id, {"option": option.id, "years": [command.first_year, last_year]}
        )


def _outside(tx: Transaction, option_id: UUID, first: int, last: int) -> int | None:
    return tx.session.execute(
        select(ProfileAmount.year)
        .join(ProfileLine, ProfileLine.id == ProfileAmount.line_id)
        .where(
            ProfileLine.option_id == option_id,
            ProfileLine.removed_at.is_(None),
            ~ProfileAmount.year.between(first, last),
        )
        .order_by(ProfileAmount.year)
        .limit(1)
    ).scalar()


def grid_row(tx: Transaction, option_id: UUID) -> MoneyGrid:
    """The grid's own row under lock; made on first use at version 1, which is called 0 until something is saved."""
    first = year_of(tx.ctx.today)
    tx.session.execute(
        insert(MoneyGrid)
        .values(
            option_id=option_id,
            first_year=first,
            last_year=first + YEARS_SHOWN - 1,
            updated_by_id=tx.ctx.actor.id,
            updated_at=tx.ctx.now,
        )
        .on_conflict_do_nothing()
    )
    return tx.session.execute(select(MoneyGrid).where(MoneyGrid.option_id == option_id).with_for_update()).scalar_one()
