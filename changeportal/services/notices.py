"""Marking one's notices as read."""

from sqlalchemy import update

from changeportal.data.models.plumbing import Notice
from changeportal.data.session import db
from changeportal.services.context import Context


def mark_read(ctx: Context) -> None:
    """Everything that this person has been told so far."""
    db.session.execute(
        update(Notice)
        .where(Notice.person_id == ctx.actor.id, Notice.seen_at.is_(None), Notice.at <= ctx.now)
        .values(seen_at=ctx.now)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
