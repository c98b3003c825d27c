"""The equality screening of a case, with its rule."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.cases import CaseSection, EqualityScreening
from changeportal.domain.business_case import SectionState
from changeportal.domain.equality import Screening, ScreeningResult, screen
from changeportal.domain.errors import Invalid, Stale
from changeportal.domain.terms import Act
from changeportal.services import quality
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.held import Held, remember_act
from changeportal.services.transaction import Transaction, transaction


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
        _wrote(tx, held, done=not result.missing)
    if result.missing:
        raise Invalid({f"missing_{n}": words for n, words in enumerate(result.missing)})
    return result


def _wrote(tx: Transaction, held: Held, *, done: bool) -> None:
    """The section counts as complete once nothing is missing."""
    state = (SectionState.COMPLETE if done else SectionState.IN_PROGRESS).value
    values = {"state": state, "updated_by_id": tx.ctx.actor.id, "updated_at": tx.ctx.now}
    tx.session.execute(
        insert(CaseSection)
        .values(proposal_id=held.row.id, section="equality", body={}, version=2, **values)
        .on_conflict_do_update(
            index_elements=[CaseSection.proposal_id, CaseSection.section],
            set_={**values, "version": CaseSection.version + 1},
        )
    )
    remember_act(tx, held, Act.WROTE)
    tx.audit("equality_screened", "proposal", held.row.id, {"row": held.row.id})
    quality.restate(tx, held.row)
