"""Actuals of a month that wait to be verified, whether this person may, and what was verified of the month already."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from changeportal.data.entry_rows import replaced
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.savings import MonthClose, Saving, SavingEntry, Verification
from changeportal.data.proposal_facts import facts_of, facts_statement
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.people import Actor
from changeportal.domain.permission_facts import ProposalFacts, SavingFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.profile import Recurrence
from changeportal.domain.terms import Act, Series
from changeportal.domain.verification import EvidenceRule, evidence_for

MOST = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """An actual that waits; ``why_not`` says why this person may not verify it ("" when they may)."""

    entry_id: UUID
    ref: str
    title: str
    proposal_ref: str
    month: date
    about_month: date | None
    pence: int
    by: str
    by_id: UUID
    note: str
    rule: EvidenceRule
    why_not: str


@dataclass(frozen=True, slots=True)
class Seen:
    """An actual of the month that was verified."""

    ref: str
    title: str
    pence: int
    by: str
    at: datetime
    evidence: str
    reference: str


def months_waiting(actor: Actor) -> list[tuple[date, int]]:
    """Open months with how many actuals wait in each, the newest first. One statement."""
    rows = db.session.execute(
        _joined(select(SavingEntry.month, func.count()))
        .where(*_waits(actor))
        .group_by(SavingEntry.month)
        .order_by(SavingEntry.month.desc())
    )
    return [(row[0], int(row[1])) for row in rows]


def waiting_in(actor: Actor, month: date, also: Collection[UUID], today: date) -> list[Waiting]:
    """Actuals of the month that wait, and those named ``also`` whatever became of them since. Two statements."""
    wanted = or_(and_(*_waits(actor), SavingEntry.month == month), SavingEntry.id.in_(also))
    rows = db.session.execute(
        _joined(select(Saving, SavingEntry, Person.name, Proposal.ref))
        .where(wanted, SavingEntry.series == Series.ACTUAL, _visible(actor))
        .order_by(Saving.ref, SavingEntry.at)
        .limit(MOST)
    ).all()
    facts = _facts({row.Saving.proposal_id for row in rows if row.Saving.proposal_id}, today)
    return [_row(actor, row, facts) for row in rows]


def _row(actor: Actor, row: Any, facts: dict[UUID, ProposalFacts]) -> Waiting:
    saving: Saving = row.Saving
    entry: SavingEntry = row.SavingEntry
    asked = SavingFacts(
        proposal=facts.get(saving.proposal_id) if saving.proposal_id else None,
        directorate_id=saving.directorate_id,
        owners=frozenset({saving.owner_id} if saving.owner_id else ()),
        acts=frozenset({(Act.ENTERED_ACTUAL, entry.by_id)}),
    )
    answer = may(actor, Permission.SAVING_VERIFY, asked)
    return Waiting(
        entry.id,
        saving.ref,
        saving.title,
        row.ref or "",
        entry.month,
        entry.about_month,
        entry.pence,
        row.name,
        entry.by_id,
        entry.note,
        evidence_for(saving.saving_class, saving.category, Recurrence(saving.recurrence)),
        "" if answer.allowed else answer.reason,
    )


def seen_in(actor: Actor, month: date) -> Sequence[Seen]:
    """What was verified of the month, the newest first. One statement."""
    rows = db.session.execute(
        select(
            Saving.ref,
            Saving.title,
            Verification.pence,
            Person.name,
            Verification.at,
            Verification.evidence,
            Verification.reference,
        )
        .join(Saving, Saving.id == Verification.saving_id)
        .join(Person, Person.id == Verification.by_id)
        .outerjoin(Proposal, Proposal.id == Saving.proposal_id)
        .where(Verification.month == month, _visible(actor))
        .order_by(Verification.at.desc(), Saving.ref)
        .limit(MOST)
    )
    return [Seen(*row) for row in rows]


def _joined(start: Any) -> Any:
    return (
        start.select_from(SavingEntry)
        .join(Saving, Saving.id == SavingEntry.saving_id)
        .join(Person, Person.id == SavingEntry.by_id)
        .outerjoin(Proposal, Proposal.id == Saving.proposal_id)
    )


def _visible(actor: Actor) -> ColumnElement[bool]:
    return or_(Saving.proposal_id.is_(None), visible_to(actor))


def _waits(actor: Actor) -> list[ColumnElement[bool]]:
    """Of a live saving, in an open month, not replaced and not verified."""
    return [
        SavingEntry.series == Series.ACTUAL,
        Saving.state == "live",
        ~exists().where(Verification.entry_id == SavingEntry.id),
        ~exists().where(MonthClose.month == SavingEntry.month, MonthClose.reopened_at.is_(None)),
        ~replaced(),
        _visible(actor),
    ]


def _facts(ids: Collection[UUID], today: date) -> dict[UUID, ProposalFacts]:
    if not ids:
        return {}
    rows = db.session.execute(facts_statement(today, Proposal.id.in_(ids)))
    return {row.f_id: facts_of(row) for row in rows}
