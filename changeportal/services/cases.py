"""Writing the business case: a section is saved against the version it was opened at, so that nothing is overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.case_rows import CaseMeasure, Consultation, Milestone, TheoryStep
from changeportal.data.models.cases import CaseOption, CaseSection, EqualityScreening, Evidence, Risk
from changeportal.data.models.people import Person
from changeportal.domain import appraisal
from changeportal.domain.business_case import Progress, over_limit, state_of, unreadable
from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.errors import Invalid, NotFound, Stale
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Act, Route
from changeportal.services import quality
from changeportal.services.context import Context
from changeportal.services.held import Held, hold, remember_act
from changeportal.services.transaction import Transaction, transaction

TABLES = {
    "evidence": Evidence,
    "risks": Risk,
    "options": CaseOption,
    "equality": EqualityScreening,
    "measures": CaseMeasure,
    "delivery": Milestone,
    "consultation": Consultation,
    "theory": TheoryStep,
}


@dataclass(frozen=True, slots=True)
class SaveSection:
    """The texts of a section and whether its author calls it complete; 0 is the version of a section never saved."""

    ref: str
    section: str
    texts: Mapping[str, str]
    complete: bool
    expected_version: int


def save_section(ctx: Context, command: SaveSection) -> None:
    """Save one section. Stale carries what the other person saved, so that both can be seen side by side."""
    section = BY_CODE.get(command.section)
    if section is None:
        raise NotFound
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        row = _row(tx, held, command.section)
        if row.version - 1 != command.expected_version:
            raise _stale(tx, row)
        texts = {field.code: command.texts.get(field.code, "").strip() for field in section.fields}
        wrong = over_limit(section, texts) | unreadable(section, texts)
        wrong |= appraisal.faults(texts) if section.code == appraisal.SECTION else {}
        if wrong:
            raise Invalid(wrong)
        progress = Progress(texts=texts, rows=_rows(tx, held.row.id, command.section), marked_complete=command.complete)
        before = dict(row.body)
        row.body = {**texts, "complete": "yes" if command.complete else ""}
        row.state = state_of(section, held.row.route or Route.FULL, progress).value
        row.updated_by_id, row.updated_at = ctx.actor.id, ctx.now
        row.version += 1
        tx.session.flush()
        remember_act(tx, held, Act.WROTE)
        changed = sorted(code for code in texts if texts[code] != before.get(code, ""))
        tx.audit(
            "section_saved",
            "proposal",
            held.row.id,
            {"section": command.section, "state": row.state, "changed": changed},
        )
        quality.restate(tx, held.row)


def writable(tx: Transaction, ref: str) -> Held:
    """The proposal, held, if this person may write its case now."""
    held = hold(tx, ref)
    require(tx.ctx.actor, Permission.CASE_EDIT, held.facts)
    return held


def _row(tx: Transaction, held: Held, section: str) -> CaseSection:
    """The section's row under lock; made on first use at version 1, which is called 0 until something is saved."""
    tx.session.execute(
        insert(CaseSection)
        .values(proposal_id=held.row.id, section=section, body={}, updated_at=tx.ctx.now)
        .on_conflict_do_nothing()
    )
    return tx.session.execute(
        select(CaseSection)
        .where(CaseSection.proposal_id == held.row.id, CaseSection.section == section)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).scalar_one()


def _stale(tx: Transaction, row: CaseSection) -> Stale:
    who = tx.session.get(Person, row.updated_by_id) if row.updated_by_id else None
    name = who.name if who else "Someone"
    current = {**{code: str(text) for code, text in row.body.items()}, "version": str(row.version - 1)}
    return Stale(f"{name} saved this section while you were working.", changed_by=name, current=current)


def _rows(tx: Transaction, proposal_id: UUID, section: str) -> int:
    model = TABLES.get(section)
    if model is None:
        return 0
    return int(
        tx.session.execute(
            select(func.count()).select_from(model).where(model.proposal_id == proposal_id)  # type: ignore[attr-defined]  # each has one
        ).scalar_one()
    )
