"""People: the actor of a request, and lists of people."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from changeportal.data.actors import actor_of
from changeportal.data.models.people import Person
from changeportal.data.session import db
from changeportal.domain.people import Actor


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list or a choice."""

    id: UUID
    name: str
    email: str
    job_title: str
    active: bool


def actor(person_id: UUID, today: date) -> Actor | None:
    """The person with live roles and those whose deputy they are today; nothing for a leaver. Two statements."""
    return actor_of(db.session, person_id, today)


def people_list(*, active_only: bool = True) -> list[PersonRow]:
    """People by name, for lists and choices."""
    statement = select(Person.id, Person.name, Person.email, Person.job_title, Person.active).order_by(Person.name)
    if active_only:
        statement = statement.where(Person.active)
    return [PersonRow(*row) for row in db.session.execute(statement)]
