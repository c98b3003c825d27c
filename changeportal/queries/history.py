"""What happened to a proposal, and the rounds and decisions of its gateways."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from changeportal.data.models.boards import AgendaItem, Board, Meeting
from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.gateways import Condition, Decision, Round
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import ProposalEvent
from changeportal.data.session import db
from changeportal.domain.terms import Gateway, Outcome, Stage, Status


@dataclass(frozen=True, slots=True)
class Happened:
    """One event in plain words."""

    at: datetime
    who: str
    for_whom: str
    kind: str
    words: str
    reason: str
    to_stage: Stage
    to_status: Status


@dataclass(frozen=True, slots=True)
class GatewayRound:
    """A round of a gateway, with its decision where there is one."""

    gateway: Gateway
    body: str
    power: str
    why_this_body: str
    opened_at: datetime
    closed_at: datetime | None
    close_reason: str
    version: int | None
    meeting_on: datetime | None
    decision: str
    outcome: Outcome | None
    reasons: str
    decided_at: datetime | None
    conditions: int


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """A condition of a decision."""

    id: UUID
    text: str
    owner_id: UUID
    owner: str
    due: date
    blocks: str
    met_at: datetime | None
    met_by: str
    evidence: str
    decision: str
    version: int


def history(proposal_id: UUID) -> list[Happened]:
    """Everything that happened, newest first."""
    who, for_whom = aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(ProposalEvent, who.name.label("who"), for_whom.name.label("for_whom"))
        .join(who, who.id == ProposalEvent.actor_id)
        .outerjoin(for_whom, for_whom.id == ProposalEvent.on_behalf_of_id)
        .where(ProposalEvent.proposal_id == proposal_id)
        .order_by(ProposalEvent.n.desc())
    )
    return [
        Happened(
            row.ProposalEvent.at,
            row.who,
            row.for_whom or "",
            row.ProposalEvent.kind,
            row.ProposalEvent.words,
            str(row.ProposalEvent.payload.get("reason", "")),
            row.ProposalEvent.to_stage,
            row.ProposalEvent.to_status,
        )
        for row in rows
    ]


def rounds(proposal_id: UUID) -> list[GatewayRound]:
    """Every round, oldest first. One statement."""
    waiting = (
        select(Meeting.starts_at)
        .join(AgendaItem, AgendaItem.meeting_id == Meeting.id)
        .where(AgendaItem.round_id == Round.id, AgendaItem.result == "waiting")
        .limit(1)
        .scalar_subquery()
    )
    required = select(func.count()).select_from(Condition).where(Condition.decision_id == Decision.id).scalar_subquery()
    rows = db.session.execute(
        select(
            Round,
            Board.name.label("board"),
            CaseVersion.n.label("version"),
            waiting.label("meeting_on"),
            Decision,
            required.label("conditions"),
        )
        .outerjoin(Board, Board.id == Round.board_id)
        .outerjoin(CaseVersion, CaseVersion.id == Round.case_version_id)
        .outerjoin(Decision, Decision.round_id == Round.id)
        .where(Round.proposal_id == proposal_id)
        .order_by(Round.opened_at, Round.id)
    )
    return [
        GatewayRound(
            gateway=row.Round.gateway,
            body=(row.Decision.body_name if row.Decision else "") or row.board or "",
            power=row.Round.power,
            why_this_body=row.Round.why_this_body,
            opened_at=row.Round.opened_at,
            closed_at=row.Round.closed_at,
            close_reason=row.Round.close_reason or "",
            version=row.version,
            meeting_on=row.meeting_on,
            decision=row.Decision.number if row.Decision else "",
            outcome=row.Decision.outcome if row.Decision else None,
            reasons=row.Decision.reasons if row.Decision else "",
            decided_at=row.Decision.decided_at if row.Decision else None,
            conditions=row.conditions or 0,
        )
        for row in rows
    ]


def brought_in_decisions(proposal_id: UUID) -> Sequence[Decision]:
    """Decisions taken before this system, oldest first."""
    return (
        db.session.execute(
            select(Decision)
            .where(Decision.proposal_id == proposal_id, Decision.round_id.is_(None))
            .order_by(Decision.decided_at)
        )
        .scalars()
        .all()
    )


def conditions(proposal_id: UUID) -> list[ConditionRow]:
    """The conditions of a proposal, open ones first."""
    owner, met_by = aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(Condition, owner.name.label("owner"), met_by.name.label("met_by"), Decision.number)
        .join(owner, owner.id == Condition.owner_id)
        .join(Decision, Decision.id == Condition.decision_id)
        .outerjoin(met_by, met_by.id == Condition.met_by_id)
        .where(Condition.proposal_id == proposal_id)
        .order_by(Condition.met_at.is_(None).desc(), Condition.due)
    )
    return [
        ConditionRow(
            row.Condition.id,
            row.Condition.text,
            row.Condition.owner_id,
            row.owner,
            row.Condition.due,
            row.Condition.blocks,
            row.Condition.met_at,
            row.met_by or "",
            row.Condition.evidence,
            row.number,
            row.Condition.version,
        )
        for row in rows
    ]
