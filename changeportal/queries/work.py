"""What waits for a person: each source is one statement; nothing that the person may not know about."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import Label, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from changeportal.data.models.boards import Board
from changeportal.data.models.cases import CaseVersion, SignOff, SignOffNeeded
from changeportal.data.models.gateways import Round
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal, ProposalEvent, ProposalPerson
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.people import Actor
from changeportal.domain.signoffs import LABELS
from changeportal.domain.terms import Part, Role, SignOffKind, Stage, Status
from changeportal.queries.board_tasks import board_tasks
from changeportal.queries.resourcing.funding_tasks import funding_tasks
from changeportal.queries.resourcing.requests import requests_waiting
from changeportal.queries.saving_tasks import saving_tasks
from changeportal.queries.tasks import MOST, Task
from changeportal.queries.version_reading import read_by

FINANCE = frozenset({Role.FINANCE_PARTNER, Role.SECTION_151})
TRIAGE = frozenset({Role.TRIAGE_OFFICER, Role.CHANGE_TEAM})


def tasks(actor: Actor) -> list[Task]:
    """Everything that waits for this person, the earliest date first. Eleven statements at most."""
    found = [
        *_mine(actor),
        *_ideas(actor),
        *_checks(actor),
        *_decisions(actor),
        *_requests(actor),
        *funding_tasks(actor),
        *board_tasks(actor),
        *saving_tasks(actor),
    ]
    return sorted(found, key=lambda task: (task.due is None, task.due or date.max, task.ref))


def _mine(actor: Actor) -> Iterator[Task]:
    """Own drafts, and what came back for changes."""
    has_part = exists().where(
        ProposalPerson.proposal_id == Proposal.id,
        ProposalPerson.person_id == actor.id,
        ProposalPerson.part.in_([Part.PROPOSER, Part.AUTHOR]),
        ProposalPerson.ended_at.is_(None),
    )
    sent_back = _name_of(
        select(ProposalEvent.actor_id)
        .where(ProposalEvent.proposal_id == Proposal.id, ProposalEvent.to_status == Status.RETURNED)
        .order_by(ProposalEvent.n.desc())
        .limit(1)
    )
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, Proposal.stage, Proposal.status, sent_back.label("asked_by"))
        .where(has_part, Proposal.status.in_([Status.DRAFT, Status.RETURNED]))
        .order_by(Proposal.entered_status_at)
        .limit(MOST)
    )
    for row in rows:
        idea = row.stage is Stage.IDEA
        what = (
            "Change what was asked"
            if row.status is Status.RETURNED
            else "Finish your idea"
            if idea
            else "Finish the business case"
        )
        href = f"/ideas/{row.ref}/check" if idea else f"/proposals/{row.ref}/case"
        yield Task(what, row.ref, row.title, None, href, row.asked_by or "")


def _name_of(person_id: Select[UUID]) -> ScalarSelect[str]:
    """The name of the person that a subquery finds."""
    return (
        select(Person.name).where(Person.id == person_id.correlate(Proposal, Round).scalar_subquery()).scalar_subquery()
    )


def _ideas(actor: Actor) -> Iterator[Task]:
    if not actor.roles & TRIAGE:
        return
    proposer = _name_of(
        select(ProposalPerson.person_id)
        .where(ProposalPerson.proposal_id == Proposal.id, ProposalPerson.part == Part.PROPOSER)
        .limit(1)
    )
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, Proposal.promised_on, proposer.label("asked_by"))
        .where(
            visible_to(actor), Proposal.stage == Stage.IDEA, Proposal.status.in_([Status.SUBMITTED, Status.IN_REVIEW])
        )
        .order_by(Proposal.promised_on)
        .limit(MOST)
    )
    for row in rows:
        yield Task(
            "Deal with a new idea", row.ref, row.title, row.promised_on, f"/triage/{row.ref}", row.asked_by or ""
        )


def _kinds(actor: Actor) -> list[SignOffKind]:
    kinds = {grant.sign_off for grant in actor.grants if grant.role is Role.REVIEWER and grant.sign_off}
    if actor.roles & FINANCE:
        kinds.add(SignOffKind.FINANCE)
    if Role.MONITORING_OFFICER in actor.roles:
        kinds.add(SignOffKind.LEGAL)
    return sorted(kinds)


def _read_before(actor: Actor) -> Label[int | None]:
    """The newest earlier version of the case in the row that this person has read."""
    seen, earlier = read_by(actor).subquery(), aliased(CaseVersion)
    return (
        select(func.max(earlier.n))
        .join(seen, seen.c.case_version_id == earlier.id)
        .where(earlier.proposal_id == CaseVersion.proposal_id, earlier.n < CaseVersion.n)
        .correlate(CaseVersion)
        .scalar_subquery()
        .label("read")
    )


def _checks(actor: Actor) -> Iterator[Task]:
    """Checks of a version that waits for a decision, not answered yet."""
    kinds = _kinds(actor)
    if not kinds:
        return
    answered = exists().where(
        SignOff.case_version_id == SignOffNeeded.case_version_id, SignOff.kind == SignOffNeeded.kind
    )
    waits = and_(Round.case_version_id == CaseVersion.id, Round.closed_at.is_(None))
    rows = db.session.execute(
        select(
            Proposal.ref,
            Proposal.title,
            Round.promised_on,
            SignOffNeeded.kind,
            Person.name,
            CaseVersion.n,
            _read_before(actor),
        )
        .join(CaseVersion, CaseVersion.proposal_id == Proposal.id)
        .join(Round, waits)
        .join(Person, Person.id == Round.opened_by_id)
        .join(SignOffNeeded, SignOffNeeded.case_version_id == CaseVersion.id)
        .where(visible_to(actor), SignOffNeeded.kind.in_(kinds), ~answered)
        .order_by(Round.promised_on)
        .limit(MOST)
    )
    for row in rows:
        href = f"/proposals/{row.ref}/signoffs/{row.kind.value}"
        what = f"Check the case ({LABELS[row.kind]})"
        yield Task(what, row.ref, row.title, row.promised_on, href, row.name, row.read, row.n)


def _decisions(actor: Actor) -> Iterator[Task]:
    """Gateways that the change lead decides alone, and those of a post that this person holds."""
    stages, statuses = [Stage.BUSINESS_CASE, Stage.RESOURCING, Stage.BENEFITS], [Status.IN_REVIEW, Status.ACTIVE]
    as_lead = and_(Round.board_id.is_(None), Proposal.stage.in_(stages), Proposal.status.in_(statuses))
    mine = Board.officer_id == actor.id
    rows = db.session.execute(
        select(
            Proposal.ref,
            Proposal.title,
            Round.promised_on,
            Round.gateway,
            Person.name,
            CaseVersion.n,
            _read_before(actor),
        )
        .join(Round, and_(Round.proposal_id == Proposal.id, Round.closed_at.is_(None), Round.suspended_at.is_(None)))
        .join(Person, Person.id == Round.opened_by_id)
        .outerjoin(Board, Board.id == Round.board_id)
        .outerjoin(CaseVersion, CaseVersion.id == Round.case_version_id)
        .where(visible_to(actor), or_(mine, as_lead) if Role.CHANGE_LEAD in actor.roles else mine)
        .order_by(Round.promised_on)
        .limit(MOST)
    )
    for row in rows:
        href = f"/proposals/{row.ref}/decide/{row.gateway.value}"
        what = f"Decide at gateway {row.gateway.value[1]}"
        yield Task(what, row.ref, row.title, row.promised_on, href, row.name, row.read, row.n)


def _requests(actor: Actor) -> Iterator[Task]:
    if Role.RESOURCE_MANAGER not in actor.roles:
        return
    for row in requests_waiting(actor)[:MOST]:
        what = f"Answer a request for {row.pool.lower()}"
        yield Task(what, row.ref, row.title, row.first_month, _request(row.id), row.asked_by)


def _request(request_id: UUID) -> str:
    return f"/resources/requests/{request_id}"
