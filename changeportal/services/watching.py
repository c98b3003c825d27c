"""Following a proposal, and when one last looked at it: plumbing of one's own, no event."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.plumbing import LastSeen, SectionOpen, Watch
from changeportal.data.session import db
from changeportal.services.context import Context
from changeportal.services.held import hold
from changeportal.services.transaction import transaction

SEEN_EVERY = timedelta(minutes=1)


def follow(ctx: Context, ref: str, *, on: bool) -> None:
    """Follow a proposal or stop."""
    with transaction(ctx) as tx:
        held = hold(tx, ref)
        mine = {"person_id": ctx.actor.id, "proposal_id": held.row.id}
        if on:
            tx.session.execute(insert(Watch).values(**mine, at=ctx.now).on_conflict_do_nothing())
        else:
            tx.session.execute(delete(Watch).where(Watch.person_id == ctx.actor.id, Watch.proposal_id == held.row.id))


def seen(ctx: Context, proposal_id: UUID, before: datetime | None) -> None:
    """The person has looked at the proposal now; written at most once a minute, after what the page read."""
    if before is not None and ctx.now - before < SEEN_EVERY:
        return
    db.session.rollback()
    statement = insert(LastSeen).values(person_id=ctx.actor.id, proposal_id=proposal_id, at=ctx.now)
    db.session.execute(
        statement.on_conflict_do_update(index_elements=[LastSeen.person_id, LastSeen.proposal_id], set_={"at": ctx.now})
    )
    db.session.commit()


def section_opened(ctx: Context, proposal_id: UUID, section: str, before: datetime | None) -> None:
    """The person has this section open to write in it; written at most once a minute, after what the page read."""
    if before is not None and ctx.now - before < SEEN_EVERY:
        return
    db.session.rollback()
    db.session.execute(
        insert(SectionOpen)
        .values(proposal_id=proposal_id, section=section, person_id=ctx.actor.id, at=ctx.now)
        .on_conflict_do_update(
            index_elements=[SectionOpen.proposal_id, SectionOpen.section, SectionOpen.person_id], set_={"at": ctx.now}
        )
    )
    db.session.commit()
