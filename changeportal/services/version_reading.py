"""Remembering that a person has read a frozen version, so that the next one can say what changed since."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.returned import VersionSeen
from changeportal.services.context import Context
from changeportal.services.transaction import transaction


def version_read(ctx: Context, proposal_id: UUID, n: int) -> None:
    """The person has version ``n`` open; the first time counts. Plumbing, no event."""
    with transaction(ctx) as tx:
        version_id = tx.session.execute(
            select(CaseVersion.id).where(CaseVersion.proposal_id == proposal_id, CaseVersion.n == n)
        ).scalar_one()
        values = {"person_id": ctx.actor.id, "case_version_id": version_id, "at": ctx.now}
        tx.session.execute(insert(VersionSeen).values(**values).on_conflict_do_nothing())
