"""What the operator does by hand: sending a dead mail again."""

from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.plumbing import Outbox
from changeportal.domain.errors import NotFound, Refused
from changeportal.domain.permissions import Permission, require
from changeportal.services.context import Context
from changeportal.services.transaction import transaction


def send_again(ctx: Context, row_id: UUID) -> None:
    """Take a dead row up again; the worker tries it at once."""
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.JOBS_MANAGE, None)
        row = tx.session.execute(select(Outbox).where(Outbox.id == row_id).with_for_update()).scalar_one_or_none()
        if row is None:
            raise NotFound
        if row.dead_at is None:
            raise Refused("not_dead", "This one was sent or is still being tried.")
        row.dead_at, row.attempts, row.next_try_at = None, 0, ctx.now
        tx.sends = True
        tx.audit("sent_again", "outbox", row.id)
