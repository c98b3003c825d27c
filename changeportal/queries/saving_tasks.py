"""What waits in the tracker: actuals to verify, forecasts to give."""

from collections.abc import Iterator

from sqlalchemy import exists, or_, select

from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.savings import MonthClose, Saving, SavingEntry, Verification
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.people import Actor
from changeportal.domain.terms import Role, SavingStatus, Series
from changeportal.queries.tasks import MOST, Task

FINANCE = frozenset({Role.FINANCE_PARTNER, Role.SECTION_151})
WANTS_FORECAST = (SavingStatus.AMBER, SavingStatus.RED)


def saving_tasks(actor: Actor) -> Iterator[Task]:
    """Two statements at most, each only for those it concerns."""
    if actor.roles & FINANCE:
        yield from _to_verify(actor)
    yield from _to_mend(actor)


def _to_verify(actor: Actor) -> Iterator[Task]:
    """Actuals of open months that somebody else entered and nobody has verified."""
    seen = exists().where(Verification.entry_id == SavingEntry.id)
    closed = exists().where(MonthClose.month == SavingEntry.month, MonthClose.reopened_at.is_(None))
    rows = db.session.execute(
        select(Saving.ref, Saving.title, SavingEntry.id, SavingEntry.month, Person.name)
        .join(SavingEntry, SavingEntry.saving_id == Saving.id)
        .join(Person, Person.id == SavingEntry.by_id)
        .outerjoin(Proposal, Proposal.id == Saving.proposal_id)
        .where(
            SavingEntry.series == Series.ACTUAL,
            SavingEntry.by_id != actor.id,
            SavingEntry.on_behalf_of_id.is_distinct_from(actor.id),
            ~seen,
            ~closed,
            Saving.state == "live",
            or_(Saving.proposal_id.is_(None), visible_to(actor)),
        )
        .order_by(SavingEntry.month, Saving.ref)
        .limit(MOST)
    )
    for row in rows:
        what = f"Verify the saving of {row.month:%B %Y}"
        yield Task(what, row.ref, row.title, None, f"/savings/{row.ref}/verify/{row.id}", row.name)


def _to_mend(actor: Actor) -> Iterator[Task]:
    """Savings of one's own that are at risk or will not deliver."""
    rows = db.session.execute(
        select(Saving.ref, Saving.title, Saving.status)
        .where(Saving.owner_id == actor.id, Saving.state == "live", Saving.status.in_(WANTS_FORECAST))
        .order_by(Saving.ref)
        .limit(MOST)
    )
    for row in rows:
        what = "Say what is done about a saving at risk" if row.status is SavingStatus.AMBER else "Mend a red saving"
        yield Task(what, row.ref, row.title, None, f"/savings/{row.ref}")
