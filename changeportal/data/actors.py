"""A person as permissions know them: with live roles, and those whose deputy they are."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from changeportal.data.holders import in_force
from changeportal.data.models.people import Deputy, Person, RoleGrant
from changeportal.data.session import AnySession
from changeportal.domain.people import Actor, Grant


def _grants(session: AnySession, ids: Sequence[UUID], today: date) -> dict[UUID, tuple[Grant, ...]]:
    """The live grants of some people."""
    rows = session.execute(
        select(RoleGrant).where(
            RoleGrant.person_id.in_(ids),
            in_force(RoleGrant, today),
        )
    ).scalars()
    held: dict[UUID, list[Grant]] = {}
    for row in rows:
        held.setdefault(row.person_id, []).append(
            Grant(row.role, row.starts, row.ends, row.directorate_id, row.board_id, row.pool_id, row.sign_off)
        )
    return {person: tuple(grants) for person, grants in held.items()}


def actor_of(session: AnySession, person_id: UUID, today: date) -> Actor | None:
    """The person with live roles and those whose deputy they are today; nothing for a leaver. Two statements."""
    stands_in = select(Deputy.person_id).where(
        Deputy.deputy_id == person_id, Deputy.starts <= today, Deputy.ends >= today, Deputy.ended_at.is_(None)
    )
    people = session.execute(
        select(Person.id, Person.name, Person.email).where(
            Person.active, or_(Person.id == person_id, Person.id.in_(stands_in))
        )
    ).all()
    if all(row.id != person_id for row in people):
        return None
    grants = _grants(session, [row.id for row in people], today)
    made = {row.id: Actor(row.id, row.name, row.email, grants.get(row.id, ())) for row in people}
    me = made.pop(person_id)
    return Actor(me.id, me.name, me.email, me.grants, tuple(made.values()))
