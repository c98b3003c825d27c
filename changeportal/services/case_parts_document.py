"""Rows of a case as a version freezes them: scores of options, measures, milestones, consultations, the theory of change."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data.case_part_rows import live
from changeportal.data.models import case_rows as tables
from changeportal.data.models.cases import CaseOption
from changeportal.data.models.people import Person
from changeportal.data.models.reference import Commitment
from changeportal.services.transaction import Transaction

Row = dict[str, Any]
COLUMNS: Mapping[str, tuple[Any, Sequence[str]]] = {
    "criteria": (tables.OptionCriterion, ("title", "weight")),
    "measures": (
        tables.CaseMeasure,
        (
            "effect",
            "title",
            "unit",
            "direction",
            "baseline_value",
            "baseline_text",
            "baseline_on",
            "target_value",
            "target_text",
            "target_on",
            "how_measured",
            "groups",
            "owner_id",
            "commitment_id",
        ),
    ),
    "milestones": (tables.Milestone, ("title", "due", "lead_id", "after_id")),
    "consultations": (tables.Consultation, ("title", "how", "opened", "closed")),
    "consultation_answers": (tables.ConsultationAnswer, ("consultation_id", "group_name", "number")),
    "consultation_changes": (tables.ConsultationChange, ("consultation_id", "said", "did")),
    "theory_steps": (tables.TheoryStep, ("stands_in", "title")),
    "theory_links": (tables.TheoryLink, ("start_id", "end_id", "assumption")),
}


def build(tx: Transaction, proposal_id: UUID) -> dict[str, list[Row]]:
    """Every kind of row, oldest first; people by name and commitments by code, as a reader knows them."""
    found = {
        name: [
            {"id": row.id} | {column: getattr(row, column) for column in columns}
            for row in live(tx.session, model, proposal_id)
        ]
        for name, (model, columns) in COLUMNS.items()
    }
    for row in found["criteria"]:
        row["scores"] = []
    by_id = {row["id"]: row for row in found["criteria"]}
    for score in _scores(tx, proposal_id):
        if score.criterion_id in by_id:
            by_id[score.criterion_id]["scores"].append([str(score.option_id), score.score, score.reason])
    _named(tx, found)
    return {name: [_plain(row) for row in rows] for name, rows in found.items()}


def _scores(tx: Transaction, proposal_id: UUID) -> Sequence[tables.OptionScore]:
    return (
        tx.session.execute(
            select(tables.OptionScore)
            .join(CaseOption, CaseOption.id == tables.OptionScore.option_id)
            .where(CaseOption.proposal_id == proposal_id, CaseOption.removed_at.is_(None))
            .order_by(CaseOption.position, CaseOption.id)
        )
        .scalars()
        .all()
    )


def _named(tx: Transaction, found: Mapping[str, list[Row]]) -> None:
    people = {row["owner_id"] for row in found["measures"]} | {row["lead_id"] for row in found["milestones"]}
    names = {
        row.id: row.name for row in tx.session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    }
    served = {row["commitment_id"] for row in found["measures"]}
    codes = {
        row.id: row.code
        for row in tx.session.execute(select(Commitment.id, Commitment.code).where(Commitment.id.in_(served)))
    }
    for row in found["measures"]:
        row["owner"], row["commitment"] = names[row.pop("owner_id")], codes.get(row.pop("commitment_id"), "")
    for row in found["milestones"]:
        row["lead"] = names[row.pop("lead_id")]


def _plain(row: Row) -> Row:
    """Numbers and lists as they are; keys, dates and decimals as text."""
    return {
        name: value if value is None or isinstance(value, str | int | list) else _text(value)
        for name, value in row.items()
    }


def _text(value: Any) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
