"""The stage of the example year: who acts when. Each step is written as if that person did it at that moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.boards import Board
from changeportal.data.models.people import Person
from changeportal.data.models.reference import Commitment, Directorate, Mission
from changeportal.data.session import AnySession
from changeportal.domain.people import Actor
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction

NINE = time(9, 0)


@dataclass(frozen=True, slots=True)
class Stage:
    """The people of the example by the first part of their address, and reference rows by their words."""

    session: AnySession
    people: Mapping[str, UUID]
    names: Mapping[UUID, str]
    missions: Mapping[str, UUID]
    directorates: Mapping[str, UUID]
    commitments: Mapping[str, UUID]
    boards: Mapping[str, Board]

    def at(self, who: str, day: date, hour: int = NINE.hour) -> Transaction:
        """Somebody acting on a day. Nothing is told or put into the audit chain one by one: the load is one event."""
        person = self.people[who]
        actor = Actor(person, self.names[person], f"{who}@demo.example", ())
        return Transaction(Context(actor, "example", datetime.combine(day, time(hour), UTC)))


def set_stage(session: AnySession, people: Mapping[str, UUID]) -> Stage:
    """Read what the example refers to."""
    return Stage(
        session,
        people,
        {row.id: row.name for row in session.execute(select(Person.id, Person.name))},
        {row.code: row.id for row in session.execute(select(Mission.code, Mission.id))},
        {row.name: row.id for row in session.execute(select(Directorate.name, Directorate.id))},
        {row.code: row.id for row in session.execute(select(Commitment.code, Commitment.id))},
        {row.slug: row for row in session.execute(select(Board)).scalars()},
    )
