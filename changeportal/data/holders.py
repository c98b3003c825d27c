"""Who holds a role, or a place on a body, on a day. Asked here by services and queries alike."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from changeportal.data.models.boards import Membership
from changeportal.data.models.people import RoleGrant
from changeportal.data.session import AnySession


def in_force(row: type[RoleGrant] | type[Membership], day: date) -> ColumnElement[bool]:
    """Whether the grant or membership has begun and not ended; its last day still counts."""
    return (row.starts <= day) & or_(row.ends.is_(None), row.ends >= day)


def reaches(scope: InstrumentedAttribute[UUID | None], only: UUID | None) -> ColumnElement[bool]:
    """Whether a grant is for the whole council or for this one place."""
    return or_(scope.is_(None), scope == only)


def holders(session: AnySession, day: date, *which: ColumnElement[bool]) -> list[UUID]:
    """The people with such a grant on that day, each once, in order."""
    statement = select(RoleGrant.person_id).where(in_force(RoleGrant, day), *which).distinct()
    return sorted(session.execute(statement).scalars())
