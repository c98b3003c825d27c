"""Keeping a filtered list under a name of one's own, and letting it go."""

from uuid import UUID

from sqlalchemy import delete, func, select

from changeportal.data.models.plumbing import SavedList
from changeportal.domain.errors import Invalid
from changeportal.domain.saved_lists import LONGEST_NAME, MOST, list_address
from changeportal.services.context import Context
from changeportal.services.transaction import transaction


def save_list(ctx: Context, name: str, address: str) -> None:
    """Keep the address; a name that one has already is refused by the database too."""
    kept = list_address(address)
    if not kept:
        raise Invalid(
            {"address": "This page is not a list that can be saved. Open a list, then choose ‘Save this list’"}
        )
    if not name.strip() or len(name) > LONGEST_NAME:
        raise Invalid({"title": f"Enter a name of at most {LONGEST_NAME} characters"})
    with transaction(ctx) as tx:
        mine = select(func.count()).select_from(SavedList).where(SavedList.person_id == ctx.actor.id)
        if tx.session.execute(mine).scalar_one() >= MOST:
            raise Invalid({"title": f"You have {MOST} lists. Remove one on Your work first"})
        tx.add(SavedList(person_id=ctx.actor.id, name=name.strip(), address=kept, at=ctx.now))
        tx.session.flush()


def remove_list(ctx: Context, list_id: UUID) -> None:
    """Let one of one's own lists go; somebody else's is not there."""
    with transaction(ctx) as tx:
        tx.session.execute(delete(SavedList).where(SavedList.id == list_id, SavedList.person_id == ctx.actor.id))
