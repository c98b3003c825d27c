"""The quality score of a case, worked out and kept whenever the case is written."""

from sqlalchemy.dialects.postgresql import insert

from changeportal.data import quality_rows
from changeportal.data.models.case_rows import CaseQuality
from changeportal.data.models.proposals import Proposal
from changeportal.domain.quality import Part, quality
from changeportal.services.transaction import Transaction


def restate(tx: Transaction, row: Proposal) -> None:
    """Keep the score of the case as it stands now, with its reasons."""
    tx.session.flush()
    found = quality(quality_rows.quality_facts(tx.session, row, tx.ctx.today))
    values = {part.value: getattr(found, part.value) for part in Part}
    reasons = [[one.part.value, one.words, one.section] for one in found.reasons]
    kept = {**values, "detail": {"reasons": reasons}, "at": tx.ctx.now}
    tx.session.execute(
        insert(CaseQuality)
        .values(proposal_id=row.id, **kept)
        .on_conflict_do_update(index_elements=[CaseQuality.proposal_id], set_=kept)
    )
