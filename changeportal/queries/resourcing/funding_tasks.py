"""Requests for money that wait for whoever holds the pot."""

from collections.abc import Iterator

from sqlalchemy import false, or_, select

from changeportal.data.models.people import Person
from changeportal.data.models.pots import FundingRequest, Pot
from changeportal.data.models.proposals import Proposal
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.calendar import year_label
from changeportal.domain.funding_terms import FundingState
from changeportal.domain.people import Actor
from changeportal.domain.permission_facts import PotFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import ENDED_STATUSES
from changeportal.queries.resourcing.requests import HIDDEN_TITLE
from changeportal.queries.tasks import MOST, Task


def funding_tasks(actor: Actor) -> Iterator[Task]:
    """What this person may answer, for themselves or as a deputy. One statement."""
    people = [actor.id, *(one.id for one in actor.stands_in_for)]
    nobodys = Pot.holder_id.is_(None) if _may(actor, PotFacts()) else false()
    rows = db.session.execute(
        select(
            FundingRequest.id,
            FundingRequest.year,
            Pot.name,
            Pot.holder_id,
            Proposal.ref,
            Proposal.title,
            visible_to(actor).label("seen"),
            Person.name.label("asked_by"),
        )
        .join(Pot, Pot.id == FundingRequest.pot_id)
        .join(Proposal, Proposal.id == FundingRequest.proposal_id)
        .join(Person, Person.id == FundingRequest.asked_by_id)
        .where(
            FundingRequest.state == FundingState.ASKED,
            Proposal.status.not_in(ENDED_STATUSES),
            or_(Pot.holder_id.in_(people), nobodys),
        )
        .order_by(FundingRequest.asked_at, FundingRequest.id)
        .limit(MOST)
    )
    for row in rows:
        if not _may(actor, PotFacts(holder_id=row.holder_id)):
            continue
        what = f"Answer a request for money from {row.name}, {year_label(row.year)}"
        ref, title, asked_by = (row.ref, row.title, row.asked_by) if row.seen else ("", HIDDEN_TITLE, "")
        yield Task(what, ref, title, None, f"/resources/money/{row.id}", asked_by)


def _may(actor: Actor, pot: PotFacts) -> bool:
    return may(actor, Permission.FUNDING_ANSWER, pot).allowed
