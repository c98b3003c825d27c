"""What the administrator's and the auditor's pages show: people, roles, leavers' work, jobs, the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from changeportal.data.models.boards import Board
from changeportal.data.models.gateways import Condition
from changeportal.data.models.people import Deputy, Person, RoleGrant
from changeportal.data.models.plumbing import AuditEvent, Outbox, SecurityEvent
from changeportal.data.models.proposals import Proposal, ProposalPerson
from changeportal.data.models.reference import Directorate
from changeportal.data.models.resourcing import Pool
from changeportal.data.models.savings import Saving
from changeportal.data.session import db
from changeportal.domain.errors import NotFound
from changeportal.domain.terms import Role
from changeportal.queries.paging import Page, Paging

SAVINGS = "savings owner"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody in the list."""

    id: UUID
    name: str
    email: str
    job_title: str
    active: bool
    roles: int


@dataclass(frozen=True, slots=True)
class Held:
    """A role of a person, with its scope in words."""

    id: UUID
    role: Role
    scope: str
    starts: date
    ends: date | None


@dataclass(frozen=True, slots=True)
class Owned:
    """Something that a person is answerable for."""

    what: str
    ref: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person with roles and what they own."""

    id: UUID
    name: str
    email: str
    job_title: str
    active: bool
    ended_at: datetime | None
    version: int
    roles: Sequence[Held]
    owned: Sequence[Owned]


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who stands in for whom, from when to when."""

    id: UUID
    name: str
    starts: date
    ends: date
    ended_at: datetime | None


def people(words: str, paging: Paging) -> Page[PersonLine]:
    """People by name, leavers last. Two statements."""
    roles = select(func.count()).select_from(RoleGrant).where(RoleGrant.person_id == Person.id).correlate(Person)
    found = select(
        Person.id, Person.name, Person.email, Person.job_title, Person.active, roles.scalar_subquery().label("roles")
    )
    if words:
        found = found.where(or_(Person.name.ilike(f"%{words}%"), Person.email.ilike(f"%{words}%")))
    total = db.session.execute(select(func.count()).select_from(found.subquery())).scalar_one()
    rows = db.session.execute(
        found.order_by(Person.active.desc(), Person.name).limit(paging.size).offset(paging.offset)
    )
    return Page([PersonLine(*row) for row in rows], total, paging)


def person(person_id: UUID) -> PersonPage:
    """A person. Five statements."""
    row = db.session.get(Person, person_id)
    if row is None:
        raise NotFound
    return PersonPage(
        row.id,
        row.name,
        row.email,
        row.job_title,
        row.active,
        row.ended_at,
        row.version,
        _roles(row.id),
        owned_by(row.id),
    )


def _roles(person_id: UUID) -> list[Held]:
    rows = db.session.execute(
        select(RoleGrant, Directorate.name.label("directorate"), Board.name.label("board"), Pool.name.label("pool"))
        .outerjoin(Directorate, Directorate.id == RoleGrant.directorate_id)
        .outerjoin(Board, Board.id == RoleGrant.board_id)
        .outerjoin(Pool, Pool.id == RoleGrant.pool_id)
        .where(RoleGrant.person_id == person_id)
        .order_by(RoleGrant.ends.is_(None).desc(), RoleGrant.role)
    )
    return [
        Held(
            row.RoleGrant.id,
            row.RoleGrant.role,
            row.directorate or row.board or row.pool or (row.RoleGrant.sign_off or "").replace("_", " "),
            row.RoleGrant.starts,
            row.RoleGrant.ends,
        )
        for row in rows
    ]


def owned_by(person_id: UUID) -> list[Owned]:
    """Parts on live proposals, savings and open conditions. Three statements."""
    parts = db.session.execute(
        select(ProposalPerson.part, Proposal.ref, Proposal.title)
        .join(Proposal, Proposal.id == ProposalPerson.proposal_id)
        .where(
            ProposalPerson.person_id == person_id,
            ProposalPerson.ended_at.is_(None),
            Proposal.ended_at.is_(None),
            ~Proposal.restricted,
        )
        .order_by(Proposal.ref)
        .limit(200)
    )
    savings = db.session.execute(
        select(Saving.ref, Saving.title)
        .where(Saving.owner_id == person_id, Saving.state == "live", ~Saving.restricted)
        .order_by(Saving.ref)
        .limit(200)
    )
    conditions = db.session.execute(
        select(Condition.id, Condition.text, Proposal.ref)
        .join(Proposal, Proposal.id == Condition.proposal_id)
        .where(Condition.owner_id == person_id, Condition.met_at.is_(None), ~Proposal.restricted)
        .order_by(Condition.due)
        .limit(200)
    )
    return [
        *(Owned(row.part.value.replace("_", " "), row.ref, row.title, f"/proposals/{row.ref}/people") for row in parts),
        *(Owned(SAVINGS, row.ref, row.title, f"/savings/{row.ref}") for row in savings),
        *(Owned("condition", row.ref, row.text, f"/proposals/{row.ref}/conditions/{row.id}") for row in conditions),
    ]


def leavers() -> list[PersonLine]:
    """People who have left and still own something that waits for somebody else."""
    rows = db.session.execute(
        select(Person).where(~Person.active).order_by(Person.ended_at.desc()).limit(100)
    ).scalars()
    return [
        PersonLine(row.id, row.name, row.email, row.job_title, False, len(found))
        for row in rows
        if (found := owned_by(row.id))
    ]


def scopes() -> dict[str, list[tuple[str, str]]]:
    """What a role can be limited to. Three statements."""
    return {
        "directorate": [
            (str(row.id), row.name) for row in db.session.execute(select(Directorate.id, Directorate.name))
        ],
        "board": [(str(row.id), row.name) for row in db.session.execute(select(Board.id, Board.name))],
        "pool": [(str(row.id), row.name) for row in db.session.execute(select(Pool.id, Pool.name))],
    }


def deputies(person_id: UUID) -> list[StandIn]:
    """Who stands in for a person, the newest first."""
    rows = db.session.execute(
        select(Deputy.id, Person.name, Deputy.starts, Deputy.ends, Deputy.ended_at)
        .join(Person, Person.id == Deputy.deputy_id)
        .where(Deputy.person_id == person_id)
        .order_by(Deputy.starts.desc())
    )
    return [StandIn(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class JobRow:
    """A mail or job that is dead or waiting."""

    id: UUID
    kind: str
    to: str
    subject: str
    made_at: datetime
    attempts: int
    error: str
    dead: bool


def jobs(limit: int = 100) -> tuple[list[JobRow], int]:
    """Dead rows first, then those that failed and are tried again; and how many wait in all. Two statements."""
    waiting = db.session.execute(
        select(func.count()).select_from(Outbox).where(Outbox.done_at.is_(None), Outbox.dead_at.is_(None))
    ).scalar_one()
    rows = db.session.execute(
        select(Outbox, Person.email)
        .outerjoin(Person, Person.id == Outbox.person_id)
        .where(Outbox.done_at.is_(None), or_(Outbox.dead_at.is_not(None), Outbox.attempts > 0))
        .order_by(Outbox.dead_at.is_(None), Outbox.made_at.desc())
        .limit(limit)
    )
    return [
        JobRow(
            row.Outbox.id,
            row.Outbox.kind,
            row.email or "",
            str(row.Outbox.payload.get("subject", "")),
            row.Outbox.made_at,
            row.Outbox.attempts,
            row.Outbox.last_error,
            row.Outbox.dead_at is not None,
        )
        for row in rows
    ], waiting


@dataclass(frozen=True, slots=True)
class Trail:
    """An event of the audit chain."""

    seq: int
    at: datetime
    who: str
    for_whom: str
    action: str
    subject: str
    subject_id: str
    payload: str


def trail(action: str, subject_id: str, paging: Paging) -> Page[Trail]:
    """The audit trail, the newest first. Two statements."""
    who, behalf = aliased(Person), aliased(Person)
    where = []
    if action:
        where.append(AuditEvent.action == action)
    if subject_id:
        where.append(AuditEvent.subject_id == subject_id)
    total = db.session.execute(select(func.count()).select_from(AuditEvent).where(*where)).scalar_one()
    rows = db.session.execute(
        select(AuditEvent, who.name.label("who"), behalf.name.label("behalf"))
        .outerjoin(who, who.id == AuditEvent.actor_id)
        .outerjoin(behalf, behalf.id == AuditEvent.on_behalf_of_id)
        .where(*where)
        .order_by(AuditEvent.seq.desc())
        .limit(paging.size)
        .offset(paging.offset)
    )
    return Page([_event(row) for row in rows], total, paging)


def _event(row: Any) -> Trail:
    one = row.AuditEvent
    who = row.who or "The system"
    return Trail(one.seq, one.at, who, row.behalf or "", one.action, one.subject, one.subject_id, one.payload)


@dataclass(frozen=True, slots=True)
class SecurityRow:
    """A refusal or another thing that a security officer looks at."""

    at: datetime
    who: str
    kind: str
    subject: str
    reason: str


def security(paging: Paging) -> Page[SecurityRow]:
    """Security events, the newest first. Two statements."""
    total = db.session.execute(select(func.count()).select_from(SecurityEvent)).scalar_one()
    rows = db.session.execute(
        select(SecurityEvent, Person.name)
        .outerjoin(Person, Person.id == SecurityEvent.actor_id)
        .order_by(SecurityEvent.at.desc())
        .limit(paging.size)
        .offset(paging.offset)
    )
    return Page(
        [
            SecurityRow(
                row.SecurityEvent.at,
                row.name or "Nobody signed in",
                row.SecurityEvent.kind,
                row.SecurityEvent.subject,
                row.SecurityEvent.reason,
            )
            for row in rows
        ],
        total,
        paging,
    )
