"""What sponsors promised before, and what finance verified of it: of closed proposals that are not restricted."""

from uuid import UUID

from sqlalchemy import Integer, and_, cast, func, select
from sqlalchemy.orm import aliased

from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal, ProposalPerson
from changeportal.data.models.rollups import SavingYear
from changeportal.data.models.savings import Saving, Verification
from changeportal.data.session import db
from changeportal.domain.realisation import Promise, record_words, track_record
from changeportal.domain.terms import Part, Stage

MONTHS = 12


def sponsor_record(proposal_id: UUID) -> list[str]:
    """One sentence for each sponsor of the proposal. A saving counts in the last full year before its proposal closed,
    the year that it was settled at. One statement."""
    mine, before = aliased(ProposalPerson), aliased(ProposalPerson)
    ended = func.timezone("Europe/London", Proposal.ended_at)
    settled = func.extract("year", ended - func.make_interval(0, 3)) - 1
    first = (
        select(func.min(Verification.month))
        .where(Verification.saving_id == Saving.id, Verification.pence > 0)
        .scalar_subquery()
    )
    late = func.age(first, Saving.start_month)
    rows = db.session.execute(
        select(
            Person.name,
            Proposal.id,
            Saving.ref,
            SavingYear.plan,
            SavingYear.verified,
            cast(func.extract("year", late) * MONTHS + func.extract("month", late), Integer),
        )
        .select_from(mine)
        .join(Person, Person.id == mine.person_id)
        .outerjoin(before, and_(before.person_id == mine.person_id, before.part == Part.SPONSOR))
        .outerjoin(
            Proposal,
            and_(
                Proposal.id == before.proposal_id,
                Proposal.id != proposal_id,
                Proposal.stage == Stage.CLOSED,
                ~Proposal.restricted,
            ),
        )
        .outerjoin(Saving, and_(Saving.proposal_id == Proposal.id, Saving.state == "live", ~Saving.restricted))
        .outerjoin(SavingYear, and_(SavingYear.saving_id == Saving.id, SavingYear.year == settled))
        .where(mine.proposal_id == proposal_id, mine.part == Part.SPONSOR, mine.ended_at.is_(None))
        .order_by(Person.name, Saving.ref)
        .distinct()
    ).all()
    found = []
    for name in dict.fromkeys(row[0] for row in rows):
        known = [row for row in rows if row[0] == name and row[3] is not None]
        record = track_record(
            [Promise(row[2], row[3], row[4]) for row in known], [row[5] for row in known if row[5] is not None]
        )
        found.append(record_words(name, len({row[1] for row in known}), record))
    return found
