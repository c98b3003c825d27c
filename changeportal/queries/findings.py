"""What the checks of a case found, with the answers, for its page and for the board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from changeportal.data import finding_rows
from changeportal.data.models.people import Person
from changeportal.data.session import db
from changeportal.domain.findings import findings
from changeportal.domain.found import Finding


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A finding and its newest answer; ``changed`` where it was answered and reads otherwise now."""

    finding: Finding
    answer: str
    by: str
    at: datetime | None
    changed: bool


def found_in(proposal_id: UUID, today: date) -> Sequence[FoundRow]:
    """Everything that was found, what must be answered first. Eleven statements."""
    found = findings(finding_rows.check_facts(db.session, proposal_id, today))
    said = finding_rows.answers(db.session, proposal_id)
    names = {
        row.id: row.name
        for row in db.session.execute(
            select(Person.id, Person.name).where(Person.id.in_({answer.by_id for answer in said.values()}))
        )
    }
    rows = []
    for one in found:
        answer = said.get(one.key)
        rows.append(
            FoundRow(
                one,
                answer.answer if answer else "",
                names.get(answer.by_id, "") if answer else "",
                answer.at if answer else None,
                answer is not None and answer.said_then != one.words,
            )
        )
    return rows
