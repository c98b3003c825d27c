"""A person's notices, the newest first."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.plumbing import Notice
from changeportal.data.session import db
from changeportal.queries.paging import Page, Paging


def notices(person_id: UUID, paging: Paging) -> Page[tuple[str, str, str, datetime, bool]]:
    """Subject, body, address, when, and whether it is new. Two statements."""
    mine = Notice.person_id == person_id
    total = db.session.execute(select(func.count()).select_from(Notice).where(mine)).scalar_one()
    rows = db.session.execute(
        select(Notice.subject, Notice.body, Notice.href, Notice.at, Notice.seen_at)
        .where(mine)
        .order_by(Notice.at.desc(), Notice.id.desc())
        .limit(paging.size)
        .offset(paging.offset)
    )
    return Page([(row.subject, row.body, row.href, row.at, row.seen_at is None) for row in rows], total, paging)
