"""Savings and costs by year: lines of an option and their amounts, saved against the version of the grid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.cases import CaseOption
from changeportal.data.models.lines import ProfileAmount, ProfileLine
from changeportal.domain.errors import Invalid, NotFound, Refused, Stale
from changeportal.domain.line_terms import faults, said_of
from changeportal.domain.terms import Act, Category, CostKind, FundingKind, LineKind, SavingClass
from changeportal.services import quality
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import remember_act
from changeportal.services.line_months import grid_row, keep_months
from changeportal.services.resourcing.counting import keep_counted
from changeportal.services.transaction import Transaction, transaction

TYPED = Refused(
    "counted", "This line is worked out from people confirmed. Change or take it out on the page of what they cost."
)
Amounts = Mapping[UUID, Mapping[int, int | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaveLine:
    """A line of an option; without an id it is a new one. Amounts come from the grid."""

    ref: str
    option_id: UUID
    kind: LineKind
    title: str
    fund_code: str
    line_id: UUID | None = None
    saving_class: SavingClass | None = None
    category: Category | None = None
    cost_kind: CostKind | None = None
    funding_kind: FundingKind | None = None
    cost_centre: str = ""
    subjective: str = ""
    no_code_reason: str = ""
    growth_line: str = ""
    recurrence: str = "ongoing"
    start_month: date | None = None
    full_year_pence: int | None = None
    confidence: str = "medium"


COPIED = (
    "kind",
    "fund_code",
    "saving_class",
    "category",
    "cost_kind",
    "funding_kind",
    "cost_centre",
    "subjective",
    "no_code_reason",
    "growth_line",
    "recurrence",
    "start_month",
    "full_year_pence",
    "confidence",
)


def save_line(ctx: Context, command: SaveLine) -> UUID:
    """Add or change a line; its id."""
    _check(command)
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        _option(tx, held.row.id, command.option_id)
        values = {name: getattr(command, name) for name in COPIED} | {"title": command.title.strip()}
        row = tx.session.get(ProfileLine, command.line_id, with_for_update=True) if command.line_id else None
        if row is None:
            last = tx.session.execute(
                select(func.max(ProfileLine.position)).where(ProfileLine.option_id == command.option_id)
            ).scalar()
            row = ProfileLine(option_id=command.option_id, proposal_id=held.row.id, position=(last or 0) + 1, **values)
            tx.add(row)
        elif row.proposal_id != held.row.id or row.removed_at is not None:
            raise NotFound
        elif row.counted_pool_id:
            raise TYPED
        else:
            _keep_terms(command, row)
            for name, value in values.items():
                setattr(row, name, value)
            row.version += 1
        tx.session.flush()
        remember_act(tx, held, Act.ENTERED_FIGURES)
        tx.audit("line_saved", "proposal", held.row.id, {"line": row.id, **values})
        tx.touch_proposal(held.row.id)
        quality.restate(tx, held.row)
        return row.id


def _keep_terms(command: SaveLine, row: ProfileLine) -> None:
    """A line that says how much of its benefit is down to the proposal stays a benefit."""
    wrong = {name: words for name, words in faults(command.kind, said_of(row)).items() if name == "kind"}
    if wrong:
        raise Invalid(wrong)


def remove_line(ctx: Context, ref: str, line_id: UUID) -> None:
    """Take a line off the grid; its row is kept."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        row = tx.session.get(ProfileLine, line_id, with_for_update=True)
        if row is None or row.proposal_id != held.row.id:
            raise NotFound
        if row.counted_pool_id:
            raise TYPED
        row.removed_at = ctx.now
        tx.session.flush()
        remember_act(tx, held, Act.ENTERED_FIGURES)
        tx.audit("line_removed", "proposal", held.row.id, {"line": row.id})
        tx.touch_proposal(held.row.id)
        quality.restate(tx, held.row)


def save_amounts(ctx: Context, ref: str, option_id: UUID, expected_version: int, amounts: Amounts) -> None:
    """Save the whole grid of an option, or nothing of it. A blank box takes its amount away."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        _option(tx, held.row.id, option_id)
        grid = grid_row(tx, option_id)
        if grid.version - 1 != expected_version:
            raise Stale("Someone changed these figures while you were working. Yours were not saved.")
        mine = set(
            tx.session.execute(
                select(ProfileLine.id).where(ProfileLine.option_id == option_id, ProfileLine.removed_at.is_(None))
            ).scalars()
        )
        if not set(amounts) <= mine:
            raise NotFound
        keep_months(tx, amounts)
        keep_counted(tx, amounts)
        _write(tx, amounts)
        grid.version += 1
        grid.updated_by_id, grid.updated_at = ctx.actor.id, ctx.now
        tx.session.flush()
        remember_act(tx, held, Act.ENTERED_FIGURES)
        shown = {str(line): {str(year): pence for year, pence in by_year.items()} for line, by_year in amounts.items()}
        tx.audit("figures_saved", "proposal", held.row.id, {"option": option_id, "amounts": shown})
        tx.touch_proposal(held.row.id)
        quality.restate(tx, held.row)


def _write(tx: Transaction, amounts: Amounts) -> None:
    cells = [(line_id, year, pence) for line_id, by_year in amounts.items() for year, pence in by_year.items()]
    places = [(line_id, year) for line_id, year, _pence in cells]
    tx.session.execute(delete(ProfileAmount).where(tuple_(ProfileAmount.line_id, ProfileAmount.year).in_(places)))
    rows = [{"line_id": line_id, "year": year, "pence": pence} for line_id, year, pence in cells if pence is not None]
    if rows:
        tx.session.execute(insert(ProfileAmount), rows)


def _option(tx: Transaction, proposal_id: UUID, option_id: UUID) -> CaseOption:
    row = tx.session.get(CaseOption, option_id)
    if row is None or row.proposal_id != proposal_id or row.removed_at is not None:
        raise NotFound
    return row


def _check(command: SaveLine) -> None:
    wrong: dict[str, str] = {}
    if not command.title.strip():
        wrong["title"] = "Enter a name for this line"
    if command.kind in (LineKind.SAVING, LineKind.INCOME) and command.saving_class is None:
        wrong["saving_class"] = "Select what kind of saving this is"
    if command.kind in (LineKind.COST, LineKind.CAPITAL) and command.cost_kind is None:
        wrong["cost_kind"] = "Select what kind of cost this is"
    if command.kind is LineKind.FUNDING and command.funding_kind is None:
        wrong["funding_kind"] = "Select where the money comes from"
    if command.full_year_pence is not None and command.full_year_pence < 0:
        wrong["full_year_pence"] = "Enter the amount without a minus"
    if wrong:
        raise Invalid(wrong)
