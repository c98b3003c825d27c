"""Ideas as their pages show them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from changeportal.data.models.proposals import Idea, Proposal, ProposalPerson
from changeportal.data.models.reference import Directorate, Mission, Service
from changeportal.data.proposal_facts import facts_columns, facts_of
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.errors import NotFound
from changeportal.domain.people import Actor
from changeportal.domain.permission_facts import ProposalFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Part, Stage, Status


@dataclass(frozen=True, slots=True)
class IdeaPage:
    """An idea with its answers; ``facts`` answer what the reader may do."""

    ref: str
    title: str
    status: Status
    stage: Stage
    answers: Mapping[str, Any]
    version: int
    promised_on: date | None
    created_at: datetime
    facts: ProposalFacts


@dataclass(frozen=True, slots=True)
class IdeaRow:
    """An idea in a list."""

    ref: str
    title: str
    stage: Stage
    status: Status
    promised_on: date | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Similar:
    """A proposal that may be the same."""

    ref: str
    title: str
    summary: str
    stage: Stage
    status: Status


def idea_page(actor: Actor, ref: str, today: date) -> IdeaPage:
    """One idea. NotFound for whoever may not know about it. One statement."""
    row = db.session.execute(
        select(Proposal, Idea, *facts_columns(today))
        .join(Idea, Idea.proposal_id == Proposal.id)
        .where(Proposal.ref == ref)
    ).first()
    if row is None:
        raise NotFound
    facts = facts_of(row)
    require(actor, Permission.PROPOSAL_VIEW, facts)
    proposal, idea = row.Proposal, row.Idea
    return IdeaPage(
        proposal.ref,
        proposal.title,
        proposal.status,
        proposal.stage,
        idea.answers,
        idea.version,
        proposal.promised_on,
        proposal.created_at,
        facts,
    )


def ideas_of(actor: Actor) -> list[IdeaRow]:
    """The ideas that this person put in, newest first."""
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, Proposal.stage, Proposal.status, Proposal.promised_on, Idea.updated_at)
        .join(Idea, Idea.proposal_id == Proposal.id)
        .join(
            ProposalPerson,
            and_(
                ProposalPerson.proposal_id == Proposal.id,
                ProposalPerson.person_id == actor.id,
                ProposalPerson.part == Part.PROPOSER,
                ProposalPerson.ended_at.is_(None),
            ),
        )
        .order_by(Proposal.created_at.desc())
        .limit(200)
    )
    return [IdeaRow(*row) for row in rows]


def similar(actor: Actor, name: str, *, but: str = "", limit: int = 5) -> list[Similar]:
    """Proposals whose name is like this one's or holds its words, likest first; only what the reader may see."""
    words = func.websearch_to_tsquery("english", name)
    likeness = func.similarity(Proposal.title, name)
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, Proposal.summary, Proposal.stage, Proposal.status)
        .where(
            visible_to(actor),
            Proposal.ref != but,
            ~and_(Proposal.stage == Stage.IDEA, Proposal.status == Status.DRAFT),
            or_(Proposal.title.op("%")(name), Proposal.search.op("@@")(words)),
        )
        .order_by(likeness.desc(), Proposal.created_at.desc())
        .limit(limit)
    )
    return [Similar(*row) for row in rows]


def mission_choices() -> list[tuple[str, str, str]]:
    """Code, name and vision of each mission."""
    rows = db.session.execute(select(Mission.code, Mission.name, Mission.vision).order_by(Mission.position))
    return [(row.code, row.name, row.vision) for row in rows]


def service_choices() -> list[tuple[str, str]]:
    """Slug and name of each service, with its directorate."""
    rows = db.session.execute(
        select(Service.slug, Service.name, Directorate.name.label("directorate"))
        .join(Directorate, Directorate.id == Service.directorate_id)
        .where(Service.ends.is_(None))
        .order_by(Service.name)
    )
    return [(row.slug, f"{row.name} ({row.directorate})") for row in rows]


def mission_and_service(answers: Mapping[str, Any]) -> tuple[str, str]:
    """The names behind the mission and the service that were chosen."""
    mission = db.session.execute(select(Mission.name).where(Mission.code == answers.get("mission"))).scalar()
    service = db.session.execute(select(Service.name).where(Service.slug == answers.get("service"))).scalar()
    return mission or "I do not know", service or "I do not know"
