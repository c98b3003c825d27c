"""Words that somebody has typed but not saved: kept for them alone, offered again, never mixed into an answer."""

from collections.abc import Mapping

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.cases import Draft
from changeportal.data.session import db
from changeportal.domain.errors import Invalid
from changeportal.services.context import Context

LONGEST_NAME, MOST_CHARACTERS = 120, 100_000


def keep_draft(ctx: Context, form: str, body: Mapping[str, str | list[str]]) -> None:
    """Keep what stands in the boxes of a form; the newest draft of a form counts."""
    if len(form) > LONGEST_NAME or sum(len("".join(text)) for text in body.values()) > MOST_CHARACTERS:
        raise Invalid({"draft": "This is too long to keep as a draft. Save it instead"})
    values = {"body": dict(body), "at": ctx.now}
    db.session.execute(
        insert(Draft)
        .values(person_id=ctx.actor.id, form=form, **values)
        .on_conflict_do_update(index_elements=[Draft.person_id, Draft.form], set_=values)
    )
    db.session.commit()


def drop_draft(ctx: Context, form: str) -> None:
    """The words were saved, or are not wanted any more."""
    db.session.execute(delete(Draft).where(Draft.person_id == ctx.actor.id, Draft.form == form))
    db.session.commit()
