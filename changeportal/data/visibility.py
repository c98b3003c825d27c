"""Which proposals an actor may know about, as SQL. Held to domain.permissions.may() by a parity test."""

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, true

from changeportal.data.models.cases import CaseVersion, SignOffNeeded
from changeportal.data.models.gateways import Round, Seat
from changeportal.data.models.proposals import Proposal, ProposalPerson
from changeportal.domain.people import Actor
from changeportal.domain.terms import Role, SignOffKind, Stage, Status

Yes = ColumnElement[bool]
READS_DRAFTS = frozenset({Role.CHANGE_TEAM, Role.TRIAGE_OFFICER})


def _any(*where: Yes) -> Yes:
    """Whether there is such a row, whatever tables the query around it names too."""
    return exists().where(*where).correlate(Proposal)


def _has_part(person: UUID) -> Yes:
    return _any(
        ProposalPerson.proposal_id == Proposal.id, ProposalPerson.person_id == person, ProposalPerson.ended_at.is_(None)
    )


def _reviews(place: Actor) -> Yes:
    kinds = {grant.sign_off for grant in place.grants if grant.role is Role.REVIEWER and grant.sign_off}
    if Role.MONITORING_OFFICER in place.roles:
        kinds.add(SignOffKind.LEGAL)
    if not kinds:
        return false()
    return _any(
        CaseVersion.proposal_id == Proposal.id,
        SignOffNeeded.case_version_id == CaseVersion.id,
        SignOffNeeded.kind.in_(sorted(kinds)),
    )


def _decides(person: UUID) -> Yes:
    return _any(Round.proposal_id == Proposal.id, Seat.round_id == Round.id, Seat.person_id == person)


def _finance(place: Actor) -> Yes:
    if Role.SECTION_151 in place.roles:
        return true()
    scopes = {grant.directorate_id for grant in place.grants if grant.role is Role.FINANCE_PARTNER}
    if None in scopes:
        return true()
    return or_(Proposal.directorate_id.in_(scopes), Proposal.directorate_id.is_(None)) if scopes else false()


def _sees(place: Actor) -> Yes:
    if Role.CHANGE_LEAD in place.roles:
        return true()
    draft_idea = and_(Proposal.stage == Stage.IDEA, Proposal.status == Status.DRAFT)
    open_to_all = (
        not_(Proposal.restricted) if place.roles & READS_DRAFTS else and_(not_(Proposal.restricted), not_(draft_idea))
    )
    restricted = and_(Proposal.restricted, not_(draft_idea), or_(_reviews(place), _decides(place.id), _finance(place)))
    return or_(open_to_all, _has_part(place.id), restricted)


def visible_to(actor: Actor) -> Yes:
    """A condition on ``proposal`` rows: those that the actor, or somebody they stand in for, may know about."""
    return or_(*(_sees(place) for place in (actor, *actor.stands_in_for)))
