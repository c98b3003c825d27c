"""How good the record is: of one case, and by directorate; only what the reader may know about is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from changeportal.data.models.case_rows import CaseQuality
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Directorate
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.people import Actor
from changeportal.domain.quality import Part, Reason
from changeportal.domain.terms import ENDED_STATUSES, Stage

WORST = 20


@dataclass(frozen=True, slots=True)
class QualityRow:
    """The score of a case when it was last written, and why points are missing."""

    scores: Mapping[Part, int]
    reasons: Sequence[Reason]
    at: datetime


@dataclass(frozen=True, slots=True)
class DirectorateRow:
    """The cases of a directorate: how many, how many have a score, and the means of their scores."""

    directorate: str
    slug: str
    cases: int
    scored: int
    scores: Mapping[Part, int]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with its score."""

    ref: str
    title: str
    restricted: bool
    scores: Mapping[Part, int]


def of_case(proposal_id: UUID) -> QualityRow | None:
    """The score of a case; nothing while it was never written. One statement."""
    row = db.session.get(CaseQuality, proposal_id)
    if row is None:
        return None
    reasons = [Reason(Part(part), words, section) for part, words, section in row.detail["reasons"]]
    return QualityRow(_scores(row), reasons, row.at)


def _scores(row: Any) -> dict[Part, int]:
    return {part: int(getattr(row, part.value) or 0) for part in Part}


def _live(actor: Actor) -> list[ColumnElement[bool]]:
    return [
        visible_to(actor),
        Proposal.stage.not_in([Stage.IDEA, Stage.CLOSED]),
        Proposal.status.not_in(ENDED_STATUSES),
    ]


def by_directorate(actor: Actor) -> Sequence[DirectorateRow]:
    """Every directorate with a live case that the actor may know about. One statement."""
    means = [func.round(func.avg(getattr(CaseQuality, part.value))).label(part.value) for part in Part]
    rows = db.session.execute(
        select(
            func.coalesce(Directorate.name, "No directorate yet").label("name"),
            func.coalesce(Directorate.slug, "").label("slug"),
            func.count(Proposal.id).label("cases"),
            func.count(CaseQuality.proposal_id).label("scored"),
            *means,
        )
        .select_from(Proposal)
        .outerjoin(Directorate, Directorate.id == Proposal.directorate_id)
        .outerjoin(CaseQuality, CaseQuality.proposal_id == Proposal.id)
        .where(*_live(actor))
        .group_by(Directorate.name, Directorate.slug)
        .order_by(Directorate.name.nulls_last())
    )
    return [DirectorateRow(row.name, row.slug, row.cases, row.scored, _scores(row)) for row in rows]


def weakest(actor: Actor) -> Sequence[CaseRow]:
    """The live cases with the lowest scores in sum, the lowest first. One statement."""
    columns = [getattr(CaseQuality, part.value) for part in Part]
    rows = db.session.execute(
        select(Proposal.ref, Proposal.title, Proposal.restricted, *columns)
        .join(CaseQuality, CaseQuality.proposal_id == Proposal.id)
        .where(*_live(actor))
        .order_by(sum(columns[1:], columns[0]), Proposal.ref)
        .limit(WORST)
    )
    return [CaseRow(row.ref, row.title, row.restricted, _scores(row)) for row in rows]
