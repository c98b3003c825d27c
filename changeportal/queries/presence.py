"""Who else writes a section of a case at the moment: has it open or typed into it in the last few minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import exists, func, select, union_all

from changeportal.data.models.cases import Draft
from changeportal.data.models.people import Person
from changeportal.data.models.plumbing import SectionOpen
from changeportal.data.models.proposals import ProposalPerson
from changeportal.data.session import db
from changeportal.domain.people import Actor
from changeportal.domain.terms import Part

LATELY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Here:
    """A person, and when they were last seen on the section."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Presence:
    """The others by name, and when the reader's own opening was last written down."""

    others: tuple[Here, ...]
    mine: datetime | None


def presence(actor: Actor, proposal_id: UUID, section: str, form: str) -> Presence:
    """Whoever writes this case still, and was here lately. ``form`` is what drafts of the section are kept under.

    One statement. It is for those who may write the case themselves.
    """
    opened = select(SectionOpen.person_id, SectionOpen.at).where(
        SectionOpen.proposal_id == proposal_id, SectionOpen.section == section
    )
    typed = select(Draft.person_id, Draft.at).where(Draft.form == form, Draft.person_id != actor.id)
    lately = union_all(opened, typed).subquery()
    writes = exists().where(
        ProposalPerson.proposal_id == proposal_id,
        ProposalPerson.person_id == Person.id,
        ProposalPerson.part.in_([Part.AUTHOR, Part.CONTRIBUTOR]),
        ProposalPerson.ended_at.is_(None),
    )
    last = func.max(lately.c.at)
    rows = db.session.execute(
        select(Person.id, Person.name, last.label("at"))
        .join(lately, lately.c.person_id == Person.id)
        .where(lately.c.at > func.app_now() - LATELY, writes)
        .group_by(Person.id)
        .order_by(Person.name)
    ).all()
    others = tuple(Here(row.name, row.at) for row in rows if row.id != actor.id)
    return Presence(others, next((row.at for row in rows if row.id == actor.id), None))
