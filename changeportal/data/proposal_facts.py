"""What the permission rule needs to know about a proposal, read in one statement."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from changeportal.data.holders import in_force
from changeportal.data.models.cases import CaseVersion, SignOffNeeded
from changeportal.data.models.gateways import Round, Seat
from changeportal.data.models.people import RoleGrant
from changeportal.data.models.proposals import Proposal, ProposalAct, ProposalPerson
from changeportal.domain.permission_facts import ProposalFacts
from changeportal.domain.terms import Act, Part, Role, SignOffKind

BREAK = "|"


def _listed(statement: Select[Any]) -> ColumnElement[list[str]]:
    """The rows of a one-column select as an array."""
    return func.array(statement.correlate(Proposal).scalar_subquery(), type_=ARRAY(Text))


def _pairs(person: Any, word: Any, *where: ColumnElement[bool]) -> ColumnElement[list[str]]:
    return _listed(select(func.concat(person, BREAK, word)).where(*where))


def _reviewers(today: date) -> ColumnElement[list[str]]:
    """People whose live role can give a sign-off that a version of the proposal needs."""
    by_role = or_(
        (RoleGrant.role == Role.REVIEWER) & (RoleGrant.sign_off == SignOffNeeded.kind),
        (RoleGrant.role == Role.MONITORING_OFFICER) & (SignOffNeeded.kind == SignOffKind.LEGAL),
    )
    return _listed(
        select(func.concat(RoleGrant.person_id))
        .join(SignOffNeeded, by_role)
        .join(CaseVersion, CaseVersion.id == SignOffNeeded.case_version_id)
        .where(CaseVersion.proposal_id == Proposal.id, in_force(RoleGrant, today))
        .distinct()
    )


def facts_columns(today: date) -> tuple[ColumnElement[Any], ...]:
    """Columns to select from ``proposal`` for ``facts_of``."""
    mine = ProposalPerson.proposal_id == Proposal.id
    seats = (
        select(func.concat(Seat.person_id))
        .join(Round, Round.id == Seat.round_id)
        .where(Round.proposal_id == Proposal.id)
    )
    return (
        Proposal.id.label("f_id"),
        Proposal.ref.label("f_ref"),
        Proposal.stage.label("f_stage"),
        Proposal.status.label("f_status"),
        Proposal.restricted.label("f_restricted"),
        Proposal.directorate_id.label("f_directorate"),
        _pairs(ProposalPerson.person_id, ProposalPerson.part, mine, ProposalPerson.ended_at.is_(None)).label("f_parts"),
        _pairs(ProposalAct.person_id, ProposalAct.act, ProposalAct.proposal_id == Proposal.id).label("f_acts"),
        _listed(seats).label("f_seats"),
        _reviewers(today).label("f_reviewers"),
    )


def _split(pairs: Iterable[str]) -> Iterable[tuple[UUID, str]]:
    for pair in pairs:
        person, word = pair.split(BREAK)
        yield UUID(person), word


def facts_of(row: Row[Any]) -> ProposalFacts:
    """The facts from a row that has ``facts_columns``."""
    return ProposalFacts(
        id=row.f_id,
        ref=row.f_ref,
        stage=row.f_stage,
        status=row.f_status,
        restricted=row.f_restricted,
        directorate_id=row.f_directorate,
        parts=frozenset((person, Part(word)) for person, word in _split(row.f_parts)),
        acts=frozenset((Act(word), person) for person, word in _split(row.f_acts)),
        deciders=frozenset(UUID(person) for person in row.f_seats),
        reviewers=frozenset(UUID(person) for person in row.f_reviewers),
    )


def facts_statement(today: date, *where: ColumnElement[bool]) -> Select[Any]:
    """Select the facts of the proposals that match."""
    return select(*facts_columns(today)).select_from(Proposal).where(*where)
