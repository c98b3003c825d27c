"""Criteria of the options and their scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from changeportal.data.case_part_rows import live
from changeportal.data.models.case_rows import OptionCriterion, OptionScore
from changeportal.data.session import db
from changeportal.domain.errors import NotFound
from changeportal.domain.option_scores import Given


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion, its weight, and the scores by the id of the option."""

    id: UUID
    title: str
    weight: int
    version: int
    scores: Mapping[UUID, Given]


def criteria(proposal_id: UUID) -> Sequence[CriterionRow]:
    """The criteria, oldest first. Two statements."""
    rows = live(db.session, OptionCriterion, proposal_id)
    scores: dict[UUID, dict[UUID, Given]] = {}
    for one in db.session.execute(
        select(OptionScore)
        .join(OptionCriterion, OptionCriterion.id == OptionScore.criterion_id)
        .where(OptionCriterion.proposal_id == proposal_id)
    ).scalars():
        scores.setdefault(one.criterion_id, {})[one.option_id] = Given(one.score, one.reason)
    return [CriterionRow(row.id, row.title, row.weight, row.version, scores.get(row.id, {})) for row in rows]


def criterion(proposal_id: UUID, criterion_id: UUID) -> CriterionRow:
    """One of them. NotFound for another."""
    found = next((one for one in criteria(proposal_id) if one.id == criterion_id), None)
    if found is None:
        raise NotFound
    return found
