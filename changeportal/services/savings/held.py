"""Taking hold of a saving: its proposal first, then its row, and the facts that permissions are asked about."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.proposals import Proposal
from changeportal.data.models.savings import MonthClose, Saving, SavingEntry
from changeportal.domain.errors import NotFound, Refused, Stale
from changeportal.domain.permission_facts import SavingFacts, acts_of
from changeportal.domain.savings import Entry
from changeportal.domain.terms import Act
from changeportal.services.held import Held, hold
from changeportal.services.transaction import Transaction


@dataclass(frozen=True, slots=True)
class HeldSaving:
    """A locked saving, with its proposal where it has one."""

    row: Saving
    held: Held | None

    def facts(self, entry: SavingEntry | None = None) -> SavingFacts:
        """What a permission is asked about; ``entry`` is the actual that is to be verified."""
        acts = acts_of(Act.ENTERED_ACTUAL, entry.by_id, entry.on_behalf_of_id) if entry else frozenset()
        owners = frozenset({self.row.owner_id}) if self.row.owner_id else frozenset()
        return SavingFacts(
            proposal=self.held.facts if self.held else None,
            directorate_id=self.row.directorate_id,
            owners=owners,
            acts=acts,
        )


def hold_saving(tx: Transaction, ref: str, expected_version: int | None = None) -> HeldSaving:
    """The saving under lock. NotFound for one of a proposal that the actor may not know about; Stale when changed since."""
    proposal_ref = tx.session.execute(
        select(Proposal.ref).join(Saving, Saving.proposal_id == Proposal.id).where(Saving.ref == ref)
    ).scalar_one_or_none()
    held = hold(tx, proposal_ref) if proposal_ref else None
    row = tx.session.execute(
        select(Saving).where(Saving.ref == ref).with_for_update().execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    if expected_version is not None and row.version != expected_version:
        raise Stale("Someone changed this saving while you were working.")
    return HeldSaving(row, held)


def live(saving: HeldSaving) -> None:
    """Refuses what would add to a saving that was withdrawn or replaced."""
    if saving.row.state != "live":
        raise Refused("not_live", f"This saving was {saving.row.state}. Nothing more is entered for it.")


def changed(tx: Transaction, saving: HeldSaving) -> None:
    """The saving's version moves on and its totals are worked out again."""
    saving.row.version += 1
    tx.session.flush()
    tx.touch_saving(saving.row.id)


def entries_of(tx: Transaction, saving_id: UUID) -> list[Entry]:
    """Every entry, oldest first."""
    rows = tx.session.execute(
        select(SavingEntry).where(SavingEntry.saving_id == saving_id).order_by(SavingEntry.at, SavingEntry.id)
    ).scalars()
    return [Entry(row.id, row.series, row.month, row.pence, row.at, row.by_id, row.about_month) for row in rows]


def closed_months(tx: Transaction) -> frozenset[date]:
    """The months that finance has closed."""
    return frozenset(tx.session.execute(select(MonthClose.month).where(MonthClose.reopened_at.is_(None))).scalars())
