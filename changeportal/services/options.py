"""The options of a case: do minimum is always there; one is preferred, and each other one has a reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update

from changeportal.data.models.cases import CaseOption
from changeportal.domain.errors import Invalid, NotFound, Refused, Stale
from changeportal.domain.terms import Act
from changeportal.services import quality
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import remember_act
from changeportal.services.resourcing.counting import recount
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class SaveOption:
    """An option's words; without an id it is a new one."""

    ref: str
    title: str
    description: str
    option_id: UUID | None = None
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class Choose:
    """The option that is recommended and why, and why not each other one."""

    ref: str
    option_id: UUID
    why: str
    why_not: Mapping[UUID, str]


def save_option(ctx: Context, command: SaveOption) -> UUID:
    """Add or change an option; its id."""
    if not command.title.strip():
        raise Invalid({"title": "Enter a name for the option"})
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        row = _locked(tx, held.row.id, command.option_id) if command.option_id else None
        if row is None:
            last = tx.session.execute(
                select(func.max(CaseOption.position)).where(CaseOption.proposal_id == held.row.id)
            ).scalar()
            row = CaseOption(
                proposal_id=held.row.id, position=(last or 0) + 1, kind="other", title=command.title.strip()
            )
            tx.add(row)
        elif command.expected_version is not None and row.version != command.expected_version:
            raise Stale("This option was changed while you were working.")
        row.title, row.description = command.title.strip(), command.description.strip()
        row.version = (row.version or 0) + 1
        tx.session.flush()
        remember_act(tx, held, Act.WROTE)
        tx.audit("option_saved", "proposal", held.row.id, {"option": row.id})
        tx.touch_proposal(held.row.id)
        return row.id


def remove_option(ctx: Context, ref: str, option_id: UUID) -> None:
    """Take an option off the list; its row is kept."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        row = _locked(tx, held.row.id, option_id)
        if row.kind == "do_minimum":
            raise Refused("do_minimum", "You cannot remove this option. It is what we compare the others with.")
        row.preferred, row.removed_at = False, ctx.now
        tx.session.flush()
        tx.audit("option_removed", "proposal", held.row.id, {"option": row.id})
        tx.touch_proposal(held.row.id)


def move_option(ctx: Context, ref: str, option_id: UUID, *, up: bool) -> None:
    """Change places with the option above or below; at the end of the list nothing happens."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        _locked(tx, held.row.id, option_id)
        rows = _in_order(tx, held.row.id)
        at = next(n for n, row in enumerate(rows) if row.id == option_id)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(rows):
            return
        rows[at], rows[to] = rows[to], rows[at]
        for n, row in enumerate(rows, start=1):
            row.position = n
        tx.session.flush()
        remember_act(tx, held, Act.WROTE)
        tx.audit("option_moved", "proposal", held.row.id, {"option": option_id, "to": to + 1})


def choose_option(ctx: Context, command: Choose) -> None:
    """Recommend one option; each other one gets its reason, which later stands in the decision record."""
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        rows = _in_order(tx, held.row.id)
        _check(command, rows)
        tx.session.execute(update(CaseOption).where(CaseOption.proposal_id == held.row.id).values(preferred=False))
        for row in rows:
            row.preferred = row.id == command.option_id
            row.why = (command.why if row.preferred else command.why_not.get(row.id, "")).strip()
        tx.session.flush()
        remember_act(tx, held, Act.WROTE)
        tx.audit("option_chosen", "proposal", held.row.id, {"option": command.option_id})
        recount(tx, held.row)
        quality.restate(tx, held.row)
        tx.touch_proposal(held.row.id)


def _in_order(tx: Transaction, proposal_id: UUID) -> list[CaseOption]:
    rows = tx.session.execute(
        select(CaseOption)
        .where(CaseOption.proposal_id == proposal_id, CaseOption.removed_at.is_(None))
        .order_by(CaseOption.position, CaseOption.id)
        .with_for_update()
    ).scalars()
    return list(rows)


def _check(command: Choose, rows: list[CaseOption]) -> None:
    wrong: dict[str, str] = {}
    if not any(row.id == command.option_id for row in rows):
        wrong["preferred"] = "Select the option you recommend"
    if not command.why.strip():
        wrong["why"] = "Say why it is the best option"
    for row in rows:
        if row.id != command.option_id and not command.why_not.get(row.id, "").strip():
            wrong[f"why_not_{row.id}"] = f"Say why you rejected {row.title}"
    if wrong:
        raise Invalid(wrong)


def _locked(tx: Transaction, proposal_id: UUID, option_id: UUID) -> CaseOption:
    row = tx.session.execute(
        select(CaseOption)
        .where(CaseOption.id == option_id, CaseOption.proposal_id == proposal_id, CaseOption.removed_at.is_(None))
        .with_for_update()
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row
