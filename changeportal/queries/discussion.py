"""Questions and comments about a case, section by section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from changeportal.data.models.cases import Question
from changeportal.data.models.people import Person
from changeportal.data.session import db

MOST = 200


@dataclass(frozen=True, slots=True)
class Said:
    """A question or comment, and the answer to it; ``open`` while a question waits for one."""

    id: UUID
    section: str
    text: str
    by: str
    at: datetime
    needs_answer: bool
    answer: str
    answered_by: str
    answered_at: datetime | None

    @property
    def open(self) -> bool:
        """Whether somebody still waits for an answer."""
        return self.needs_answer and self.answered_at is None


def of_proposal(proposal_id: UUID, section: str = "") -> Sequence[Said]:
    """What was asked and said, of one section or of all: what waits first, the oldest first. One statement."""
    answering = aliased(Person)
    rows = db.session.execute(
        select(Question, Person.name, answering.name.label("answered_by"))
        .join(Person, Person.id == Question.by_id)
        .outerjoin(answering, answering.id == Question.answered_by_id)
        .where(Question.proposal_id == proposal_id, *([Question.section == section] if section else []))
        .order_by(Question.answered_at.is_not(None), Question.needs_answer.desc(), Question.at, Question.id)
        .limit(MOST)
    )
    return [
        Said(
            row.Question.id,
            row.Question.section,
            row.Question.text,
            row.name,
            row.Question.at,
            row.Question.needs_answer,
            row.Question.answer,
            row.answered_by or "",
            row.Question.answered_at,
        )
        for row in rows
    ]


def open_counts(proposal_id: UUID) -> Mapping[str, int]:
    """How many questions wait for an answer, by section."""
    rows = db.session.execute(
        select(Question.section, func.count())
        .where(Question.proposal_id == proposal_id, Question.needs_answer, Question.answered_at.is_(None))
        .group_by(Question.section)
    )
    return {row[0]: row[1] for row in rows}
