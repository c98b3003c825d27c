"""Stored totals, brought up to date in the transaction that changes what they add up.

Each proposal and saving keeps its own rows (``contribution``, ``saving_year``); totals move by the difference between
its old rows and its new ones, in key order, under the tail's lock.
"""

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, or_, select, update

from changeportal.data.models.proposals import Proposal
from changeportal.data.models.rollups import Contribution, GapYear, SavingTotal, SavingYear, StageCount
from changeportal.data.models.savings import Saving
from changeportal.data.rollup_rows import ProposalFacts, Rules, SavingFacts, proposals_of, rules_of, savings_of
from changeportal.data.session import AnySession
from changeportal.domain.calendar import london_date
from changeportal.services.rollup_deltas import add_up, apply
from changeportal.services.rollup_figures import contribution_rows, saving_rows, stage_key

BATCH = 2000


def refresh(session: AnySession, proposals: AbstractSet[UUID], savings: AbstractSet[UUID], now: datetime) -> None:
    """Work out again what the touched proposals and savings add to the stored totals."""
    if proposals or savings:
        _refresh(session, proposals, savings, rules_of(session, london_date(now)))


def rebuild(session: AnySession, now: datetime) -> int:
    """Work everything out again from nothing, in batches; how many proposals and savings. The caller holds the lock."""
    for table in (Contribution, GapYear, SavingYear, SavingTotal, StageCount):
        session.execute(delete(table))
    session.execute(update(Proposal).where(Proposal.counted_as != "").values(counted_as=""))
    session.expire_all()
    rules = rules_of(session, london_date(now))
    done = 0
    for ids in _batches(list(session.execute(select(Proposal.id).order_by(Proposal.id)).scalars())):
        _refresh(session, set(ids), set(), rules)
        done += len(ids)
    alone = select(Saving.id).where(Saving.proposal_id.is_(None)).order_by(Saving.id)
    for ids in _batches(list(session.execute(alone).scalars())):
        _refresh(session, set(), set(ids), rules)
        done += len(ids)
    return done


def _batches(ids: list[UUID]) -> Iterator[list[UUID]]:
    yield from (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


def _refresh(session: AnySession, proposals: Collection[UUID], savings: Collection[UUID], rules: Rules) -> None:
    known = savings_of(session, proposals, savings)
    owners = {one.row.proposal_id for one in known.values() if one.row.proposal_id is not None}
    held = proposals_of(session, {*proposals, *owners})
    if owners - set(proposals):
        known = savings_of(session, held, savings)
    years = [row for one in known.values() for row in saving_rows(one, _owner(held, one), rules)]
    _replace_years(session, list(known), years)
    _replace_contributions(session, list(held), list(known), contribution_rows(held, known, rules))
    _recount(session, held)


def _owner(held: Mapping[UUID, ProposalFacts], saving: SavingFacts) -> Proposal | None:
    return held[saving.row.proposal_id].row if saving.row.proposal_id else None


def _replace_years(session: AnySession, ids: list[UUID], new: list[dict[str, Any]]) -> None:
    old = _taken(session, SavingYear, SavingYear.saving_id.in_(ids))
    if new:
        session.execute(insert(SavingYear), [{k: v for k, v in row.items() if k in _YEAR_COLUMNS} for row in new])
    apply(session, SavingTotal, add_up(SavingTotal, new, 1), add_up(SavingTotal, old, -1))


_YEAR_COLUMNS = frozenset(column.key for column in SavingYear.__table__.columns)


def _replace_contributions(
    session: AnySession, proposals: list[UUID], savings: list[UUID], new: list[dict[str, Any]]
) -> None:
    mine = or_(Contribution.proposal_id.in_(proposals), Contribution.saving_id.in_(savings))
    old = _taken(session, Contribution, mine)
    if new:
        session.execute(insert(Contribution), new)
    apply(session, GapYear, add_up(GapYear, new, 1), add_up(GapYear, old, -1))


def _taken(session: AnySession, table: Any, mine: Any) -> list[dict[str, Any]]:
    """The rows as they stood, gone from the table."""
    rows = session.execute(delete(table).where(mine).returning(*table.__table__.columns))
    return [dict(row) for row in rows.mappings()]


def _recount(session: AnySession, held: Any) -> None:
    new, old = [], []
    for one in held.values():
        key, row = stage_key(one.row)
        if one.row.counted_as == key:
            continue
        new.append(row)
        if one.row.counted_as:
            old.append({"key": one.row.counted_as})
        one.row.counted_as = key
    session.flush()
    apply(session, StageCount, add_up(StageCount, new, 1), add_up(StageCount, old, -1))
