"""The decision register and one decision's record."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.gateways import Condition, Correction, Decision, Resolution
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.errors import NotFound
from changeportal.domain.people import Actor
from changeportal.domain.terms import Gateway, Outcome
from changeportal.queries.paging import Page, Paging


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of the register's address."""

    words: str = ""
    body: str = ""
    gateway: str = ""
    outcome: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in the register."""

    number: str
    decided_at: datetime
    ref: str
    title: str
    gateway: Gateway
    outcome: Outcome
    body: str
    key_decision: bool
    public: bool
    conditions: int
    open_conditions: int


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """The whole record of a decision; ``whole`` says that its hash still agrees with what it was made of."""

    decision: Decision
    ref: str
    title: str
    decided_by: str
    on_behalf_of: str
    recorded_by: str
    case_version: int | None
    whole: bool
    resolutions: Sequence[tuple[int, str, str]]
    corrections: Sequence[tuple[str, str, datetime]]


def register(actor: Actor, wanted: Wanted, paging: Paging) -> Page[DecisionRow]:
    """Decisions, newest first, a page of them. Two statements."""
    total = db.session.execute(select(func.count()).select_from(_found(actor, wanted).subquery())).scalar_one()
    rows = db.session.execute(_found(actor, wanted).limit(paging.size).offset(paging.offset))
    return Page([DecisionRow(*row) for row in rows], total, paging)


def all_decisions(actor: Actor, wanted: Wanted) -> list[DecisionRow]:
    """The same rows, all pages, for a file."""
    return [DecisionRow(*row) for row in db.session.execute(_found(actor, wanted))]


def _found(actor: Actor, wanted: Wanted) -> Select[Any]:
    required = select(func.count()).select_from(Condition).where(Condition.decision_id == Decision.id)
    return (
        select(
            Decision.number,
            Decision.decided_at,
            Proposal.ref,
            Proposal.title,
            Decision.gateway,
            Decision.outcome,
            Decision.body_name,
            Decision.key_decision,
            Decision.public,
            required.correlate(Decision).scalar_subquery(),
            required.where(Condition.met_at.is_(None)).correlate(Decision).scalar_subquery(),
        )
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .where(visible_to(actor), *_filters(wanted))
        .order_by(Decision.decided_at.desc(), Decision.number.desc())
    )


def _filters(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.words:
        like = f"%{wanted.words}%"
        found.append(Decision.number.ilike(like) | Proposal.title.ilike(like) | Decision.reasons.ilike(like))
    if wanted.body:
        found.append(Decision.body_name == wanted.body)
    if wanted.gateway in list(Gateway):
        found.append(Decision.gateway == wanted.gateway)
    if wanted.outcome in list(Outcome):
        found.append(Decision.outcome == wanted.outcome)
    if wanted.year.isdecimal() and len(wanted.year) == len("2026"):
        found.append(func.extract("year", Decision.decided_at) == int(wanted.year))
    return found


def bodies() -> list[str]:
    """Who has decided anything, for the filter."""
    return list(db.session.execute(select(Decision.body_name).distinct().order_by(Decision.body_name)).scalars())


def one(actor: Actor, number: str) -> DecisionPage:
    """A decision by its number. Three statements. NotFound for what the actor may not know about."""
    by, behalf, recorded = aliased(Person), aliased(Person), aliased(Person)
    row = db.session.execute(
        select(
            Decision,
            Proposal.ref,
            Proposal.title,
            by.name.label("decided_by"),
            behalf.name.label("behalf"),
            recorded.name.label("recorded"),
            CaseVersion.n.label("case_version"),
        )
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .outerjoin(by, by.id == Decision.decided_by_id)
        .outerjoin(behalf, behalf.id == Decision.on_behalf_of_id)
        .outerjoin(recorded, recorded.id == Decision.recorded_by_id)
        .outerjoin(CaseVersion, CaseVersion.id == Decision.case_version_id)
        .where(Decision.number == number, visible_to(actor))
    ).first()
    if row is None:
        raise NotFound
    made: Decision = row.Decision
    return DecisionPage(
        made,
        row.ref,
        row.title,
        row.decided_by or "",
        row.behalf or "",
        row.recorded or "",
        row.case_version,
        hashlib.sha256(made.snapshot.encode()).hexdigest() == made.snapshot_sha256,
        _resolutions(made),
        _corrections(made),
    )


def _resolutions(made: Decision) -> list[tuple[int, str, str]]:
    rows = db.session.execute(
        select(Resolution.n, Resolution.verb, Resolution.text)
        .where(Resolution.decision_id == made.id)
        .order_by(Resolution.n)
    )
    return [(row.n, row.verb, row.text) for row in rows]


def _corrections(made: Decision) -> list[tuple[str, str, datetime]]:
    rows = db.session.execute(
        select(Correction.text, Person.name, Correction.at)
        .join(Person, Person.id == Correction.by_id)
        .where(Correction.decision_id == made.id)
        .order_by(Correction.at)
    )
    return [(row.text, row.name, row.at) for row in rows]


@dataclass(frozen=True, slots=True)
class OpenCondition:
    """A condition that is not met yet, wherever it is."""

    ref: str
    title: str
    text: str
    owner: str
    due: date
    blocks: str
    decision: str


def open_conditions(actor: Actor) -> list[OpenCondition]:
    """Every unmet condition of proposals that this person may see, the earliest due first."""
    rows = db.session.execute(
        select(
            Proposal.ref,
            Proposal.title,
            Condition.text,
            Person.name,
            Condition.due,
            Condition.blocks,
            Decision.number,
        )
        .join(Proposal, Proposal.id == Condition.proposal_id)
        .join(Person, Person.id == Condition.owner_id)
        .join(Decision, Decision.id == Condition.decision_id)
        .where(Condition.met_at.is_(None), visible_to(actor))
        .order_by(Condition.due, Condition.id)
        .limit(500)
    )
    return [OpenCondition(*row) for row in rows]
