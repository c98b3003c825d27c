"""Commitments to choose from, and those that a proposal serves."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.proposals import ProposalCommitment
from changeportal.data.models.reference import Commitment, Mission
from changeportal.data.session import db


@dataclass(frozen=True, slots=True)
class ServedRow:
    """A commitment that a proposal serves, and what it adds to its target."""

    code: str
    title: str
    measure: str
    target: str
    due: str
    lead: bool
    contribution: str


def choices() -> list[tuple[str, str]]:
    """Code and words of every commitment, by mission."""
    rows = db.session.execute(
        select(Commitment.code, Commitment.title, Mission.name)
        .join(Mission, Mission.id == Commitment.mission_id)
        .order_by(Mission.position, Commitment.code)
    )
    return [(row.code, f"{row.code} {row.title} ({row.name})") for row in rows]


def served(proposal_id: UUID) -> Sequence[ServedRow]:
    """The commitments of a proposal, the leading one first."""
    rows = db.session.execute(
        select(Commitment, ProposalCommitment.lead, ProposalCommitment.contribution)
        .join(ProposalCommitment, ProposalCommitment.commitment_id == Commitment.id)
        .where(ProposalCommitment.proposal_id == proposal_id)
        .order_by(ProposalCommitment.lead.desc(), Commitment.code)
    )
    return [
        ServedRow(
            one.code,
            one.title,
            one.measure,
            one.target_text or (f"{one.target_value.normalize():f} {one.unit}" if one.target_value is not None else ""),
            one.due,
            lead,
            contribution,
        )
        for one, lead, contribution in rows
    ]
