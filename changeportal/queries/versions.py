"""Frozen versions of a case and the checks they need."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Subquery, and_, func, select, true
from sqlalchemy.dialects.postgresql import distinct_on

from changeportal.data.models.cases import CaseVersion, SignOff, SignOffLapse, SignOffNeeded, VersionCriterion
from changeportal.data.models.people import Person
from changeportal.data.session import db
from changeportal.domain.errors import NotFound
from changeportal.domain.terms import Gateway, SignOffKind, SignOffOutcome


@dataclass(frozen=True, slots=True)
class VersionPage:
    """A frozen version; ``whole`` says that its hash still agrees with its document."""

    n: int
    gateway: Gateway
    document: Mapping[str, Any]
    sha256: str
    whole: bool
    by: str
    at: datetime
    criteria: Sequence["Criterion"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of the gateway as it stood when the version was frozen."""

    question: str
    mandatory: bool
    met: bool
    words: str


@dataclass(frozen=True, slots=True)
class Check:
    """A check that the newest version needs, with its newest answer; ``lapsed`` says why an earlier one fell."""

    kind: SignOffKind
    why: str
    outcome: SignOffOutcome | None
    comments: str
    by: str
    at: datetime | None
    lapsed: str
    n: int


def version(proposal_id: UUID, n: int) -> VersionPage:
    """Version ``n``. NotFound when there is none."""
    row = db.session.execute(
        select(CaseVersion, Person.name)
        .join(Person, Person.id == CaseVersion.by_id)
        .where(CaseVersion.proposal_id == proposal_id, CaseVersion.n == n)
    ).first()
    if row is None:
        raise NotFound
    frozen: CaseVersion = row[0]
    return VersionPage(
        frozen.n,
        frozen.gateway,
        json.loads(frozen.document),
        frozen.sha256,
        hashlib.sha256(frozen.document.encode()).hexdigest() == frozen.sha256,
        row[1],
        frozen.at,
        _criteria(frozen.id),
    )


def _criteria(version_id: UUID) -> Sequence[Criterion]:
    rows = db.session.execute(
        select(VersionCriterion)
        .where(VersionCriterion.case_version_id == version_id)
        .order_by(VersionCriterion.mandatory.desc(), VersionCriterion.question)
    ).scalars()
    return [Criterion(row.question, row.mandatory, row.met, row.said or row.wanting) for row in rows]


def newest_number(proposal_id: UUID) -> int:
    """How many versions were frozen."""
    return db.session.execute(
        select(func.coalesce(func.max(CaseVersion.n), 0)).where(CaseVersion.proposal_id == proposal_id)
    ).scalar_one()


def _lapses(proposal_id: UUID) -> Subquery:
    """Why the newest lapsed answer of each kind fell."""
    return (
        select(SignOff.kind, SignOffLapse.because)
        .join(SignOff, SignOff.id == SignOffLapse.sign_off_id)
        .join(CaseVersion, CaseVersion.id == SignOff.case_version_id)
        .where(CaseVersion.proposal_id == proposal_id)
        .order_by(SignOff.kind, SignOffLapse.at.desc())
        .ext(distinct_on(SignOff.kind))
        .subquery()
    )


def checks(proposal_id: UUID, n: int | None = None) -> Sequence[Check]:
    """The checks of the newest version, or of version ``n``."""
    newest = (
        select(CaseVersion.id, CaseVersion.n)
        .where(CaseVersion.proposal_id == proposal_id, CaseVersion.n == n if n is not None else true())
        .order_by(CaseVersion.n.desc())
        .limit(1)
        .subquery()
    )
    answers = (
        select(SignOff)
        .order_by(SignOff.case_version_id, SignOff.kind, SignOff.at.desc())
        .ext(distinct_on(SignOff.case_version_id, SignOff.kind))
        .subquery()
    )
    lapses = _lapses(proposal_id)
    same = and_(answers.c.case_version_id == SignOffNeeded.case_version_id, answers.c.kind == SignOffNeeded.kind)
    rows = db.session.execute(
        select(
            SignOffNeeded,
            answers.c.outcome,
            answers.c.comments,
            answers.c.at,
            Person.name,
            lapses.c.because,
            newest.c.n,
        )
        .join(newest, newest.c.id == SignOffNeeded.case_version_id)
        .outerjoin(answers, same)
        .outerjoin(Person, Person.id == answers.c.by_id)
        .outerjoin(lapses, and_(lapses.c.kind == SignOffNeeded.kind, answers.c.outcome.is_(None)))
        .order_by(SignOffNeeded.kind)
    )
    return [
        Check(
            row.SignOffNeeded.kind,
            row.SignOffNeeded.why,
            row.outcome,
            row.comments or "",
            row.name or "",
            row.at,
            row.because or "",
            row.n,
        )
        for row in rows
    ]
