"""What triage looks at: ideas that wait, and one idea with its newest answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal, ProposalPerson, Triage
from changeportal.data.models.reference import BankHoliday, Directorate, Mission
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.people import Actor
from changeportal.domain.terms import Part, Reach, Route, Stage, Status


@dataclass(frozen=True, slots=True)
class WaitingIdea:
    """An idea that waits for triage."""

    ref: str
    title: str
    status: Status
    proposer: str
    created_at: datetime
    promised_on: date | None
    mission: str


@dataclass(frozen=True, slots=True)
class TriageNow:
    """The newest triage of an idea."""

    answers: Mapping[str, Any]
    reach: Reach
    route: Route
    reasons: Sequence[tuple[str, str]]
    override_reason: str


def waiting_ideas(actor: Actor) -> list[WaitingIdea]:
    """Ideas that were submitted or are being looked at, the oldest promise first."""
    rows = db.session.execute(
        select(
            Proposal.ref,
            Proposal.title,
            Proposal.status,
            Person.name,
            Proposal.created_at,
            Proposal.promised_on,
            Mission.name.label("mission"),
        )
        .join(ProposalPerson, (ProposalPerson.proposal_id == Proposal.id) & (ProposalPerson.part == Part.PROPOSER))
        .join(Person, Person.id == ProposalPerson.person_id)
        .outerjoin(Mission, Mission.id == Proposal.mission_id)
        .where(
            visible_to(actor), Proposal.stage == Stage.IDEA, Proposal.status.in_([Status.SUBMITTED, Status.IN_REVIEW])
        )
        .order_by(Proposal.promised_on, Proposal.created_at)
        .limit(200)
    )
    seen: dict[str, WaitingIdea] = {}
    for row in rows:
        seen.setdefault(row.ref, WaitingIdea(*row[:6], row.mission or "Not chosen"))
    return list(seen.values())


def triage_now(ref: str) -> TriageNow | None:
    """The newest triage, if there was one."""
    row = db.session.execute(
        select(Triage)
        .join(Proposal, Proposal.id == Triage.proposal_id)
        .where(Proposal.ref == ref)
        .order_by(Triage.at.desc())
        .limit(1)
    ).scalar_one_or_none()
    if row is None:
        return None
    reasons = [(answer, why) for answer, why in row.why.get("reasons", [])]
    return TriageNow(row.answers, row.reach, row.route, reasons, row.override_reason)


def directorate_choices() -> list[tuple[str, str]]:
    """Slug and name of each directorate."""
    rows = db.session.execute(
        select(Directorate.slug, Directorate.name).where(Directorate.ends.is_(None)).order_by(Directorate.name)
    )
    return [(row.slug, row.name) for row in rows]


def bank_holidays() -> frozenset[date]:
    """England's bank holidays."""
    return frozenset(db.session.execute(select(BankHoliday.day)).scalars())
