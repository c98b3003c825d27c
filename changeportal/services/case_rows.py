"""The rows of a case: evidence, risks, and the equality screening with its rule."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.cases import CaseSection, EqualityScreening, Evidence, Risk
from changeportal.domain.business_case import SectionState
from changeportal.domain.equality import Screening, ScreeningResult, screen
from changeportal.domain.errors import Invalid, NotFound, Stale
from changeportal.domain.outlook import range_faults
from changeportal.domain.terms import Act
from changeportal.services import quality
from changeportal.services.attachments import NewFile, keep_file
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import Held, remember_act
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """What backs a claim."""

    claim: str
    kind: str
    shows: str
    source: str
    strength: str
    dated: date | None = None
    section: str = "evidence"


@dataclass(frozen=True, slots=True)
class NewRisk:
    """What could go wrong; likelihood and impact run from 1 to 5. In money: all four of the last fields, or none."""

    title: str
    cause: str
    effect: str
    mitigation: str
    likelihood: int
    impact: int
    probability: int | None = None
    low_pence: int | None = None
    money_pence: int | None = None
    high_pence: int | None = None


def add_evidence(ctx: Context, ref: str, new: NewEvidence, file: NewFile | None = None) -> UUID:
    """Add an item of evidence, with a file where one was chosen; its id. A file that is refused adds nothing."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        row = Evidence(proposal_id=held.row.id, **asdict(new))
        tx.add(row)
        if file is not None:
            keep_file(tx, held, row.id, file)
        _wrote(tx, held, "evidence", "evidence_added", row.id)
        return row.id


def add_risk(ctx: Context, ref: str, new: NewRisk) -> UUID:
    """Add a risk; its id."""
    wrong = range_faults(new.probability, new.low_pence, new.money_pence, new.high_pence)
    if wrong:
        raise Invalid(wrong)
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        row = Risk(proposal_id=held.row.id, likelihood_after=new.likelihood, impact_after=new.impact, **asdict(new))
        tx.add(row)
        _wrote(tx, held, "risks", "risk_added", row.id)
        return row.id


def remove_row(ctx: Context, ref: str, section: str, row_id: UUID) -> None:
    """Take an item of evidence or a risk off the list; its row is kept."""
    models: dict[str, Any] = {"evidence": Evidence, "risks": Risk}
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        row = tx.session.get(models[section], row_id, with_for_update=True) if section in models else None
        if row is None or row.proposal_id != held.row.id:
            raise NotFound
        row.removed_at = ctx.now
        tx.session.flush()
        tx.audit("row_removed", "proposal", held.row.id, {"section": section, "row": row_id})
        quality.restate(tx, held.row)


def save_screening(
    ctx: Context, ref: str, answers: Screening, shown: Mapping[str, Any], version: int
) -> ScreeningResult:
    """Keep the answers and work out the result by the rule; what is missing is asked for, nothing typed is lost."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        result = screen(answers)
        row = tx.session.execute(
            select(EqualityScreening).where(EqualityScreening.proposal_id == held.row.id).with_for_update()
        ).scalar_one_or_none()
        if row is None:
            row = EqualityScreening(
                proposal_id=held.row.id, answers={}, updated_by_id=ctx.actor.id, updated_at=ctx.now, version=0
            )
            tx.session.add(row)
        elif row.version != version:
            raise Stale("Someone changed the screening while you were working.")
        row.answers = {**shown, "result": result.headline, "reasons": list(result.reasons)}
        row.updated_by_id, row.updated_at = ctx.actor.id, ctx.now
        row.version += 1
        tx.session.flush()
        _wrote(tx, held, "equality", "equality_screened", held.row.id, done=not result.missing)
    if result.missing:
        raise Invalid({f"missing_{n}": words for n, words in enumerate(result.missing)})
    return result


def _wrote(tx: Transaction, held: Held, section: str, kind: str, row_id: UUID, *, done: bool = True) -> None:
    """The section counts as complete once it holds what it is for."""
    state = (SectionState.COMPLETE if done else SectionState.IN_PROGRESS).value
    values = {"state": state, "updated_by_id": tx.ctx.actor.id, "updated_at": tx.ctx.now}
    tx.session.execute(
        insert(CaseSection)
        .values(proposal_id=held.row.id, section=section, body={}, version=2, **values)
        .on_conflict_do_update(
            index_elements=[CaseSection.proposal_id, CaseSection.section],
            set_={**values, "version": CaseSection.version + 1},
        )
    )
    remember_act(tx, held, Act.WROTE)
    tx.audit(kind, "proposal", held.row.id, {"row": row_id})
    quality.restate(tx, held.row)
