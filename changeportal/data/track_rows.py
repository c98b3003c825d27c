"""Closed savings of a proposal's sponsor, for the record of promise against delivery. Restricted proposals are left out, so
that everybody reads the same record."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, cast, func, select, true, union
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased
from sqlalchemy.types import Date

from changeportal.data.entry_rows import replaced
from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal, ProposalPerson
from changeportal.data.models.savings import Saving, SavingEntry, Verification
from changeportal.domain.terms import Part, Series, Stage

_closed = aliased(Proposal)
_over = cast(func.date_trunc("month", func.timezone("Europe/London", _closed.ended_at)), Date)


def closed_savings() -> ColumnElement[Any]:
    """Rows as JSON for each ``proposal`` of the statement around it: its sponsor's closed savings, in the months that were
    over when they were closed, approved and verified in pence."""
    mine = _of_person()
    one = func.jsonb_build_object(
        "who", Person.name, "ref", Saving.ref, "title", Saving.title, "proposal", _closed.ref, *_figures()
    )
    return (
        select(func.jsonb_agg(one, type_=JSONB))
        .select_from(ProposalPerson)
        .join(Person, Person.id == ProposalPerson.person_id)
        .join(mine, true())
        .join(Saving, Saving.id == mine.c.id)
        .join(_closed, and_(_closed.id == Saving.proposal_id, *_over_and_open()))
        .where(
            ProposalPerson.proposal_id == Proposal.id,
            ProposalPerson.part == Part.SPONSOR,
            ProposalPerson.ended_at.is_(None),
        )
        .correlate(Proposal)
        .scalar_subquery()
    )


def _over_and_open() -> tuple[ColumnElement[bool], ...]:
    return (_closed.stage == Stage.CLOSED, _closed.ended_at.is_not(None), ~_closed.restricted)


def _of_person() -> FromClause:
    """The savings that a person owns, or whose proposal they sponsor: found by the person, however many there are."""
    owned, sponsored, part = aliased(Saving), aliased(Saving), aliased(ProposalPerson)
    return union(
        select(owned.id).where(owned.owner_id == Person.id).correlate(Person),
        select(sponsored.id)
        .join(part, part.proposal_id == sponsored.proposal_id)
        .where(part.person_id == Person.id, part.part == Part.SPONSOR, part.ended_at.is_(None))
        .correlate(Person),
    ).lateral("mine")


def _figures() -> list[Any]:
    """Names and figures in turn: approved and verified, and the first month of each that is not nil."""
    promised = _sum(select(func.coalesce(func.sum(SavingEntry.pence), 0)), Series.APPROVED_PLAN)
    planned_from = _sum(select(func.min(SavingEntry.month)), Series.APPROVED_PLAN).where(SavingEntry.pence != 0)
    verified = _seen(select(func.coalesce(func.sum(Verification.pence), 0)))
    seen_from = _seen(select(func.min(SavingEntry.month))).where(Verification.pence != 0)
    found = {"promised": promised, "verified": verified, "planned_from": planned_from, "seen_from": seen_from}
    return [part for name, one in found.items() for part in (name, one.correlate(Saving, _closed).scalar_subquery())]


def _sum(start: Select[Any], series: Series) -> Select[Any]:
    return start.where(SavingEntry.saving_id == Saving.id, SavingEntry.series == series, SavingEntry.month < _over)


def _seen(start: Select[Any]) -> Select[Any]:
    """Verifications of actuals that still count: of those for the same month the newest."""
    joined = start.select_from(Verification).join(SavingEntry, SavingEntry.id == Verification.entry_id)
    return joined.where(Verification.saving_id == Saving.id, SavingEntry.month < _over, ~replaced())
