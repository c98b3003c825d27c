"""A form sent twice is carried out once: the first answer comes back."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.plumbing import IdempotencyKey
from changeportal.domain.errors import Refused
from changeportal.services.context import Context
from changeportal.services.transaction import transaction

T = TypeVar("T")


def once(ctx: Context, do: Callable[[], T], answer: Callable[[T], str]) -> str:
    """Run ``do`` in one transaction with its key; return where to go next, the same for a second sending."""
    with transaction(ctx) as tx:
        if ctx.once is None:
            return answer(do())
        mine = (IdempotencyKey.person_id == ctx.actor.id, IdempotencyKey.key == ctx.once.key)
        made = tx.session.execute(
            insert(IdempotencyKey)
            .values(
                person_id=ctx.actor.id,
                key=ctx.once.key,
                route=ctx.once.route,
                body_hash=ctx.once.body_hash,
                answer={},
                at=ctx.now,
            )
            .on_conflict_do_nothing()
            .returning(IdempotencyKey.key)
        ).first()
        if made is None:
            kept = tx.session.execute(select(IdempotencyKey).where(*mine)).scalar_one()
            if (kept.route, kept.body_hash) != (ctx.once.route, ctx.once.body_hash):
                raise Refused("key_reused", "This form was already sent with other answers. Open the page again.")
            return str(kept.answer["href"])
        href = answer(do())
        tx.session.execute(update(IdempotencyKey).where(*mine).values(answer={"href": href}))
        return href
