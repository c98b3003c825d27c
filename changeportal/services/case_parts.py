"""Rows of a case, one at a time: added, changed against the version that was seen, and removed with what hangs on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.case_part_rows import live
from changeportal.data.models.case_rows import Milestone
from changeportal.data.models.cases import CaseSection
from changeportal.domain.business_case import SectionState
from changeportal.domain.errors import Invalid, NotFound, Stale
from changeportal.domain.terms import Act
from changeportal.services import quality
from changeportal.services.attachments import NewFile, keep_file
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import Held, remember_act
from changeportal.services.part_rules import PARTS, Part, strangers
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class SaveRow:
    """A row by its kind; without an id it is a new one."""

    ref: str
    kind: str
    values: Mapping[str, Any]
    row_id: UUID | None = None
    expected_version: int | None = None


def save_row(ctx: Context, command: SaveRow) -> UUID:
    """Add or change a row; its id."""
    part = part_of(command.kind)
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        row = locked(tx, part.model, held.row.id, command.row_id) if command.row_id else None
        if row is not None and row.version != command.expected_version:
            raise Stale("Someone changed this while you were working.")
        wrong = strangers(tx, part, held.row.id, command.values)
        wrong = wrong or part.rule(tx, held.row.id, command.row_id, command.values)
        if wrong:
            raise Invalid(wrong)
        if row is None:
            row = part.model(proposal_id=held.row.id, version=1, **command.values)
            tx.add(row)
        else:
            for name, value in command.values.items():
                setattr(row, name, value)
            row.version += 1
        _written(tx, held, part, f"{command.kind}_row_saved", row.id)
        return row.id  # type: ignore[no-any-return]  # each kind's key is one


def remove_part(ctx: Context, ref: str, kind: str, row_id: UUID) -> None:
    """Take a row off the case, and what is a part of it; the rows are kept."""
    part = part_of(kind)
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        row = locked(tx, part.model, held.row.id, row_id)
        row.removed_at = ctx.now
        for model, column in part.goes_with:
            tx.session.execute(
                update(model)
                .where(getattr(model, column) == row_id, model.removed_at.is_(None))
                .values(removed_at=ctx.now)
            )
        if part.model is Milestone:
            tx.session.execute(update(Milestone).where(Milestone.after_id == row_id).values(after_id=None))
        _written(tx, held, part, f"{kind}_row_removed", row_id)


def save_evidence(ctx: Context, command: SaveRow, file: NewFile | None) -> UUID:
    """Add or change an item of evidence, with a file where one was chosen; its id. A file that is refused keeps nothing."""
    with transaction(ctx) as tx:
        row_id = save_row(ctx, command)
        if file is not None:
            keep_file(tx, writable(tx, command.ref), row_id, file)
        return row_id


def part_of(kind: str) -> Part:
    """The kind of that name. NotFound for another."""
    if kind not in PARTS:
        raise NotFound
    return PARTS[kind]


def locked(tx: Transaction, model: Any, proposal_id: UUID, row_id: UUID) -> Any:
    """A row of this case under lock. NotFound otherwise."""
    row = tx.session.execute(
        select(model)
        .where(model.id == row_id, model.proposal_id == proposal_id, model.removed_at.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


def _written(tx: Transaction, held: Held, part: Part, kind: str, row_id: UUID) -> None:
    tx.session.flush()
    rows = live(tx.session, part.model, held.row.id) if part.whole else ()
    written(tx, held, part.section, kind, row_id, whole=bool(rows) if part.whole else None)


def written(tx: Transaction, held: Held, section: str, kind: str, row_id: UUID, *, whole: bool | None = None) -> None:
    """Somebody wrote this section: it is begun, unless it was further already; or as ``whole`` says, where its rows decide."""
    tx.session.flush()
    begun = (SectionState.COMPLETE if whole else SectionState.IN_PROGRESS).value
    values = {"updated_by_id": tx.ctx.actor.id, "updated_at": tx.ctx.now}
    values |= {} if whole is None else {"state": begun}
    tx.session.execute(
        insert(CaseSection)
        .values(proposal_id=held.row.id, section=section, body={}, **{"state": begun, **values})
        .on_conflict_do_update(index_elements=[CaseSection.proposal_id, CaseSection.section], set_=values)
    )
    tx.session.execute(
        update(CaseSection)
        .where(
            CaseSection.proposal_id == held.row.id,
            CaseSection.section == section,
            CaseSection.state == SectionState.NOT_STARTED.value,
        )
        .values(state=begun)
    )
    remember_act(tx, held, Act.WROTE)
    tx.audit(kind, "proposal", held.row.id, {"row": row_id})
    quality.restate(tx, held.row)
