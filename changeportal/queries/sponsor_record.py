"""What sponsors promised before, and what finance verified of it: of closed proposals that are not restricted."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, and_, cast, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import aliased

from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal, ProposalPerson
from changeportal.data.models.rollups import SavingYear
from changeportal.data.models.savings import Saving, Verification
from changeportal.domain.realisation import Promise, record_words, track_record
from changeportal.domain.terms import Part, Stage

MONTHS = 12


def sponsor_rows(proposal_id: UUID) -> Any:
    """Each sponsor of the proposal with what they promised before, as one JSON value. A saving counts in the last full year
    before its proposal closed, the year that it was settled at."""
    mine, before = aliased(ProposalPerson), aliased(ProposalPerson)
    ended = func.timezone("Europe/London", Proposal.ended_at)
    settled = func.extract("year", ended - func.make_interval(0, 3)) - 1
    first = (
        select(func.min(Verification.month))
        .where(Verification.saving_id == Saving.id, Verification.pence > 0)
        .scalar_subquery()
    )
    late = func.age(first, Saving.start_month)
    found = (
        select(
            Person.name,
            Proposal.ref,
            Saving.ref.label("saving"),
            SavingYear.plan,
            SavingYear.verified,
            cast(func.extract("year", late) * MONTHS + func.extract("month", late), Integer).label("late"),
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
        .distinct()
        .subquery()
    )
    one = func.json_build_array(*found.c)
    return select(func.json_agg(aggregate_order_by(one, found.c.name, found.c.saving))).scalar_subquery()


def records(rows: Sequence[Sequence[Any]] | None) -> list[str]:
    """One sentence for each sponsor."""
    rows = rows or ()
    found = []
    for name in dict.fromkeys(row[0] for row in rows):
        known = [row for row in rows if row[0] == name and row[3] is not None]
        record = track_record(
            [Promise(row[2], row[3], row[4]) for row in known], [row[5] for row in known if row[5] is not None]
        )
        found.append(record_words(name, len({row[1] for row in known}), record))
    return found
