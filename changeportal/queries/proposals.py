"""Proposals: the header of every proposal page, the list with its filters, history, decisions in short."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal, ProposalPerson
from changeportal.data.models.reference import Directorate, Mission
from changeportal.data.proposal_facts import facts_columns, facts_of
from changeportal.data.session import db
from changeportal.domain.errors import NotFound
from changeportal.domain.people import Actor
from changeportal.domain.permission_facts import ProposalFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Part, Reach, Route, Stage, Status


@dataclass(frozen=True, slots=True)
class WithPart:
    """A person and their part on the proposal."""

    id: UUID
    name: str
    email: str
    part: Part


@dataclass(frozen=True, slots=True)
class ProposalHeader:
    """What stands at the head of every page about a proposal; ``facts`` answer what this person may do."""

    id: UUID
    ref: str
    title: str
    summary: str
    stage: Stage
    status: Status
    route: Route | None
    reach: Reach | None
    restricted: bool
    mission: str
    mission_slug: str
    directorate: str
    promised_on: date | None
    paused_until: date | None
    test_until: date | None
    merged_into: str
    approved_at: datetime | None
    entered_status_at: datetime
    created_at: datetime
    key_decision: bool
    wards: str
    example: bool
    brought_in: bool
    version: int
    people: Sequence[WithPart]
    facts: ProposalFacts

    def names(self, part: Part) -> str:
        """Who holds the part, by name."""
        return ", ".join(person.name for person in self.people if person.part is part)


def header(actor: Actor, ref: str, today: date) -> ProposalHeader:
    """The head of a proposal's pages. Two statements. NotFound for what the actor may not know about."""
    into = aliased(Proposal)
    row = db.session.execute(
        select(
            Proposal,
            Mission.name.label("mission"),
            Mission.slug.label("mission_slug"),
            Directorate.name.label("directorate"),
            into.ref.label("merged_into"),
            *facts_columns(today),
        )
        .outerjoin(Mission, Mission.id == Proposal.mission_id)
        .outerjoin(Directorate, Directorate.id == Proposal.directorate_id)
        .outerjoin(into, into.id == Proposal.merged_into_id)
        .where(Proposal.ref == ref)
    ).first()
    if row is None:
        raise NotFound
    facts = facts_of(row)
    require(actor, Permission.PROPOSAL_VIEW, facts)
    return _header(row, facts, _people(facts.id))


def _people(proposal_id: UUID) -> list[WithPart]:
    rows = db.session.execute(
        select(Person.id, Person.name, Person.email, ProposalPerson.part)
        .join(ProposalPerson, ProposalPerson.person_id == Person.id)
        .where(ProposalPerson.proposal_id == proposal_id, ProposalPerson.ended_at.is_(None))
        .order_by(ProposalPerson.started_at, Person.name)
    )
    return [WithPart(*row) for row in rows]


def _header(row: Row[Any], facts: ProposalFacts, people: list[WithPart]) -> ProposalHeader:
    proposal: Proposal = row.Proposal
    return ProposalHeader(
        id=proposal.id,
        ref=proposal.ref,
        title=proposal.title,
        summary=proposal.summary,
        stage=proposal.stage,
        status=proposal.status,
        route=proposal.route,
        reach=proposal.reach,
        restricted=proposal.restricted,
        mission=row.mission or "",
        mission_slug=row.mission_slug or "",
        directorate=row.directorate or "",
        promised_on=proposal.promised_on,
        paused_until=proposal.paused_until,
        test_until=proposal.test_until,
        merged_into=row.merged_into or "",
        approved_at=proposal.approved_at,
        entered_status_at=proposal.entered_status_at,
        created_at=proposal.created_at,
        key_decision=proposal.key_decision,
        wards=proposal.wards,
        example=proposal.example,
        brought_in=proposal.brought_in,
        version=proposal.version,
        people=people,
        facts=facts,
    )
