"""People: the actor of a request, and lists of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from changeportal.data.holders import in_force
from changeportal.data.models.people import Deputy, Person, RoleGrant
from changeportal.data.session import db
from changeportal.domain.people import Actor, Grant


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list or a choice."""

    id: UUID
    name: str
    email: str
    job_title: str
    active: bool


def _grants(ids: Sequence[UUID], today: date) -> dict[UUID, tuple[Grant, ...]]:
    """The live grants of some people."""
    rows = db.session.execute(
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


def actor(person_id: UUID, today: date) -> Actor | None:
    """The person with live roles and those whose deputy they are today; nothing for a leaver. Two statements."""
    stands_in = select(Deputy.person_id).where(
        Deputy.deputy_id == person_id, Deputy.starts <= today, Deputy.ends >= today, Deputy.ended_at.is_(None)
    )
    people = db.session.execute(
        select(Person.id, Person.name, Person.email).where(
            Person.active, or_(Person.id == person_id, Person.id.in_(stands_in))
        )
    ).all()
    if all(row.id != person_id for row in people):
        return None
    grants = _grants([row.id for row in people], today)
    made = {row.id: Actor(row.id, row.name, row.email, grants.get(row.id, ())) for row in people}
    me = made.pop(person_id)
    return Actor(me.id, me.name, me.email, me.grants, tuple(made.values()))


def people_list(*, active_only: bool = True) -> list[PersonRow]:
    """People by name, for lists and choices."""
    statement = select(Person.id, Person.name, Person.email, Person.job_title, Person.active).order_by(Person.name)
    if active_only:
        statement = statement.where(Person.active)
    return [PersonRow(*row) for row in db.session.execute(statement)]
