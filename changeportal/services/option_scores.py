"""Criteria of the options, with weights, and the score of each option on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.case_rows import OptionCriterion, OptionScore
from changeportal.data.models.cases import CaseOption
from changeportal.domain.errors import Invalid, NotFound, Refused, Stale
from changeportal.domain.option_scores import MOST_WEIGHT, USUAL_CRITERIA, USUAL_WEIGHT, Given, faults
from changeportal.services.case_parts import locked, written
from changeportal.services.cases import writable
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class SaveCriterion:
    """A criterion with its weight and what each option scores on it; without an id it is a new one."""

    ref: str
    title: str
    weight: int
    given: Mapping[UUID, Given]
    criterion_id: UUID | None = None
    expected_version: int | None = None


def save_criterion(ctx: Context, command: SaveCriterion) -> UUID:
    """Add or change a criterion and its scores; its id."""
    with transaction(ctx) as tx:
        held = writable(tx, command.ref)
        _check(tx, held.row.id, command)
        if command.criterion_id is None:
            row = OptionCriterion(
                proposal_id=held.row.id, title=command.title.strip(), weight=command.weight, version=1
            )
            tx.add(row)
        else:
            row = locked(tx, OptionCriterion, held.row.id, command.criterion_id)
            if row.version != command.expected_version:
                raise Stale("Someone changed this while you were working.")
            row.title, row.weight = command.title.strip(), command.weight
            row.version += 1
        tx.session.flush()
        _keep(tx, row.id, command.given)
        written(tx, held, "options", "criterion_saved", row.id)
        return row.id


def _check(tx: Transaction, proposal_id: UUID, command: SaveCriterion) -> None:
    wrong = {
        f"score_{option}": words for option, words in faults({str(k): v for k, v in command.given.items()}).items()
    }
    if not command.title.strip():
        wrong["title"] = "Enter a name for the criterion"
    if not 1 <= command.weight <= MOST_WEIGHT:
        wrong["weight"] = f"The weight must be between 1 and {MOST_WEIGHT}"
    if wrong:
        raise Invalid(wrong)
    mine = select(CaseOption.id).where(CaseOption.proposal_id == proposal_id, CaseOption.removed_at.is_(None))
    if set(command.given) - set(tx.session.execute(mine).scalars()):
        raise NotFound


def _keep(tx: Transaction, criterion_id: UUID, given: Mapping[UUID, Given]) -> None:
    for option_id, one in given.items():
        if one.score is None:
            tx.session.execute(
                delete(OptionScore).where(OptionScore.criterion_id == criterion_id, OptionScore.option_id == option_id)
            )
            continue
        values = {"score": one.score, "reason": one.reason.strip()}
        tx.session.execute(
            insert(OptionScore)
            .values(criterion_id=criterion_id, option_id=option_id, **values)
            .on_conflict_do_update(index_elements=[OptionScore.criterion_id, OptionScore.option_id], set_=values)
        )


def remove_criterion(ctx: Context, ref: str, criterion_id: UUID) -> None:
    """Take a criterion off the list; its row and scores are kept."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        locked(tx, OptionCriterion, held.row.id, criterion_id).removed_at = ctx.now
        written(tx, held, "options", "criterion_removed", criterion_id)


def use_usual_criteria(ctx: Context, ref: str) -> None:
    """Begin with the five critical success factors where a case has no criteria."""
    with transaction(ctx) as tx:
        held = writable(tx, ref)
        there = select(OptionCriterion.id).where(
            OptionCriterion.proposal_id == held.row.id, OptionCriterion.removed_at.is_(None)
        )
        if tx.session.execute(there.limit(1)).first():
            raise Refused("criteria_there", "This case has criteria already. Change or remove them one by one.")
        add_usual(tx, held.row.id)
        written(tx, held, "options", "criteria_begun", held.row.id)


def add_usual(tx: Transaction, proposal_id: UUID) -> list[OptionCriterion]:
    """The usual criteria, each with the same weight."""
    rows = [OptionCriterion(proposal_id=proposal_id, title=title, weight=USUAL_WEIGHT) for title in USUAL_CRITERIA]
    tx.add(*rows)
    return rows
