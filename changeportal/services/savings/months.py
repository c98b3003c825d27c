"""Closing a month, and opening a closed one again: it takes two people."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.rollups import SavingTotal
from changeportal.data.models.savings import MonthClose
from changeportal.domain.calendar import year_of, year_start
from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.permission_facts import MonthFacts, acts_of
from changeportal.domain.permissions import Permission, require
from changeportal.domain.savings import Reopening, check_close, check_reopen
from changeportal.domain.terms import Act
from changeportal.services.context import Context
from changeportal.services.savings.held import closed_months
from changeportal.services.transaction import Transaction, transaction


def close_month(ctx: Context, month: date, note: str = "") -> None:
    """Lock the month with the totals as they stood."""
    with transaction(ctx) as tx:
        said = require(ctx.actor, Permission.MONTH_CLOSE, None)
        closed = closed_months(tx)
        check_close(month, closed, min(closed, default=year_start(year_of(ctx.today))), ctx.today)
        before = tx.session.execute(select(func.count()).where(MonthClose.month == month)).scalar_one()
        made = MonthClose(
            month=month,
            n=before + 1,
            closed_by_id=ctx.actor.id,
            closed_for_id=said.acting_for,
            closed_at=ctx.now,
            note=note.strip(),
            snapshot=_totals(tx, year_of(month)),
        )
        tx.add(made)
        tx.audit("month_closed", "month", month.isoformat(), {"totals": made.snapshot})


def _totals(tx: Transaction, year: int) -> dict[str, Any]:
    figures = ("plan", "forecast", "actual", "verified", "delivered", "pressure")
    row = tx.session.execute(
        select(*(func.coalesce(func.sum(getattr(SavingTotal, name)), 0) for name in figures)).where(
            SavingTotal.year == year
        )
    ).one()
    return {name: int(value) for name, value in zip(figures, row, strict=True)}


def ask_to_reopen(ctx: Context, month: date, reason: str) -> None:
    """The first of two: why the month has to be opened again."""
    with transaction(ctx) as tx:
        said = require(ctx.actor, Permission.MONTH_CLOSE, None)
        row = _locked(tx, month)
        if not reason.strip():
            raise Invalid({"reason": "Say why the month has to be opened again"})
        row.reopen_asked_by_id, row.reopen_asked_for_id = ctx.actor.id, said.acting_for
        row.reopen_reason = reason.strip()
        tx.audit("reopen_asked", "month", month.isoformat(), {"reason": reason.strip()})


def reopen_month(ctx: Context, month: date) -> None:
    """The second agrees: somebody who neither asked nor closed it."""
    with transaction(ctx) as tx:
        row = _locked(tx, month)
        if row.reopen_asked_by_id is None:
            raise Refused("not_asked", "Nobody has asked for this month to be opened again.")
        facts = MonthFacts(acts=acts_of(Act.CLOSED_MONTH, row.closed_by_id, row.closed_for_id))
        said = require(ctx.actor, Permission.MONTH_REOPEN, facts)
        check_reopen(_reopening(month, row, ctx.actor.id, said.acting_for), closed_months(tx))
        row.reopened_by_id, row.reopened_for_id, row.reopened_at = ctx.actor.id, said.acting_for, ctx.now
        tx.audit("month_reopened", "month", month.isoformat(), {"asked_by": row.reopen_asked_by_id})


def _reopening(month: date, row: MonthClose, *agreed_by: UUID | None) -> Reopening:
    """Who did each step, themselves or through whoever stood in for them."""
    closed, asked = (row.closed_by_id, row.closed_for_id), (row.reopen_asked_by_id, row.reopen_asked_for_id)
    return Reopening(month, _people(closed), _people(asked), _people(agreed_by), row.reopen_reason)


def _people(them: Iterable[UUID | None]) -> frozenset[UUID]:
    return frozenset(one for one in them if one is not None)


def _locked(tx: Transaction, month: date) -> MonthClose:
    row = tx.session.execute(
        select(MonthClose).where(MonthClose.month == month, MonthClose.reopened_at.is_(None)).with_for_update()
    ).scalar_one_or_none()
    if row is None:
        raise Invalid({"month": "This month is not closed"})
    return row
