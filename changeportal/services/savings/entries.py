"""Entering forecasts, actuals and pressures by month. Entries are added, never changed; the newest for a month counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from changeportal.data.models.savings import Mitigation, SavingEntry, StatusOverride
from changeportal.domain.calendar import month_of
from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, require
from changeportal.domain.savings import Entry, by_month, check_entry
from changeportal.domain.terms import SavingStatus, Series
from changeportal.services.context import Context
from changeportal.services.savings.held import HeldSaving, changed, closed_months, entries_of, hold_saving, live
from changeportal.services.transaction import Transaction, transaction

PERMISSIONS = {
    Series.FORECAST: Permission.SAVING_FORECAST,
    Series.ACTUAL: Permission.SAVING_ENTER_ACTUAL,
    Series.PRESSURE: Permission.SAVING_ENTER_ACTUAL,
}


@dataclass(frozen=True, slots=True)
class EnterMonths:
    """Amounts of one series by month, in pence. ``about_month`` marks a late correction of a closed month."""

    ref: str
    series: Series
    months: Mapping[date, int]
    note: str = ""
    about_month: date | None = None
    expected_version: int | None = None


@dataclass(frozen=True, slots=True)
class AddMitigation:
    """What is done about a shortfall, and how much it covers in pence."""

    ref: str
    text: str
    due: date
    pence: int


@dataclass(frozen=True, slots=True)
class SetStatus:
    """A status beside the computed one, with a reason and its last day."""

    ref: str
    status: SavingStatus
    reason: str
    expires: date


def enter_months(ctx: Context, command: EnterMonths) -> int:
    """Add what is new or different; how many entries. Raises Closed for a closed month, Invalid for a future actual."""
    with transaction(ctx) as tx:
        saving = hold_saving(tx, command.ref, command.expected_version)
        said = require(ctx.actor, PERMISSIONS[command.series], saving.facts())
        live(saving)
        _check_months(ctx, command)
        before = entries_of(tx, saving.row.id)
        wanted = _different(command, before)
        closed = closed_months(tx)
        for month, pence in sorted(wanted.items()):
            row = _row(tx, saving, command, month, pence)
            row.on_behalf_of_id = said.acting_for
            _add(tx, row, before, closed)
        if wanted:
            payload = {month.isoformat(): pence for month, pence in sorted(wanted.items())}
            tx.audit(f"{command.series.value}_entered", "saving", saving.row.id, {"months": payload})
            changed(tx, saving)
        return len(wanted)


def _check_months(ctx: Context, command: EnterMonths) -> None:
    now = month_of(ctx.today)
    if command.series is not Series.FORECAST and any(month > now for month in command.months):
        raise Invalid({"months": "An actual can only be entered for a month that has begun"})
    if not command.months:
        raise Invalid({"months": "Enter at least one amount"})


def _different(command: EnterMonths, before: list[Entry]) -> dict[date, int]:
    """What would change nothing is not entered again; a correction always is."""
    if command.about_month is not None:
        return dict(command.months)
    held = by_month([one for one in before if one.about_month is None], command.series)
    return {month: pence for month, pence in command.months.items() if held.get(month) != pence}


def _row(tx: Transaction, saving: HeldSaving, command: EnterMonths, month: date, pence: int) -> SavingEntry:
    return SavingEntry(
        saving_id=saving.row.id,
        series=command.series,
        month=month,
        about_month=command.about_month,
        pence=pence,
        note=command.note.strip(),
        by_id=tx.ctx.actor.id,
        at=tx.ctx.now,
    )


def _add(tx: Transaction, row: SavingEntry, before: list[Entry], closed: frozenset[date]) -> None:
    check_entry(
        Entry(row.saving_id, row.series, row.month, row.pence, row.at, row.by_id, row.about_month), before, closed
    )
    tx.add(row)


def add_mitigation(ctx: Context, command: AddMitigation) -> None:
    """Say what is done about a shortfall; who says it owns it."""
    problems = {}
    if not command.text.strip():
        problems["text"] = "Say what will be done"
    if command.pence <= 0:
        problems["pence"] = "Enter how much it will cover, like £12,000"
    if command.due <= ctx.today:
        problems["due"] = "The date must be in the future"
    if problems:
        raise Invalid(problems)
    with transaction(ctx) as tx:
        saving = hold_saving(tx, command.ref)
        require(ctx.actor, Permission.SAVING_FORECAST, saving.facts())
        live(saving)
        made = Mitigation(
            saving_id=saving.row.id,
            text=command.text.strip(),
            owner_id=ctx.actor.id,
            due=command.due,
            pence=command.pence,
        )
        tx.add(made)
        tx.audit("mitigation_added", "saving", saving.row.id, {"pence": command.pence, "due": command.due})
        changed(tx, saving)


def set_status(ctx: Context, command: SetStatus) -> None:
    """Show another status beside the computed one until it expires."""
    if not command.reason.strip():
        raise Invalid({"reason": "Say why the computed status is not shown"})
    if command.expires <= ctx.today:
        raise Invalid({"expires": "The last day must be in the future"})
    with transaction(ctx) as tx:
        saving = hold_saving(tx, command.ref)
        require(ctx.actor, Permission.SAVING_OVERRIDE_STATUS, saving.facts())
        live(saving)
        tx.add(
            StatusOverride(
                saving_id=saving.row.id,
                status=command.status,
                reason=command.reason.strip(),
                expires=command.expires,
                by_id=ctx.actor.id,
                at=ctx.now,
            )
        )
        tx.audit("status_set", "saving", saving.row.id, {"status": command.status, "expires": command.expires})
        changed(tx, saving)
