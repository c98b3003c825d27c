"""Recording that Council has voted a year: nothing in it is still to find, and what it contains is in a budget."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from changeportal.data.models.mtfs import SetYear
from changeportal.data.models.savings import SavingEntry
from changeportal.domain.calendar import year_label
from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, require
from changeportal.domain.savings import Entry, by_month, current_plan
from changeportal.domain.terms import Series
from changeportal.services import approval
from changeportal.services.context import Context
from changeportal.services.savings.held import HeldSaving, changed, entries_of, hold_saving
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class VoteYear:
    """Council's vote on a fund's year, and the approved savings that its budget contains, by reference."""

    fund_code: str
    year: int
    voted_on: date
    evidence: str
    savings: Collection[str] = ()


def vote_year(ctx: Context, command: VoteYear) -> int:
    """Set the year and put the chosen savings into a budget, each with its budget plan; how many savings."""
    problems = {}
    if not command.evidence.strip():
        problems["evidence"] = "Enter the minute or report that records the vote"
    if command.voted_on > ctx.today:
        problems["voted_on"] = "The day of the vote must be today or earlier"
    if problems:
        raise Invalid(problems)
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.MTFS_PUBLISH, None)
        if tx.session.get(SetYear, (command.fund_code, command.year)):
            raise Invalid({"year": f"{year_label(command.year)} is already set for this fund"})
        for ref in sorted(command.savings):
            _into_budget(tx, hold_saving(tx, ref), command)
        tx.add(
            SetYear(
                fund_code=command.fund_code,
                year=command.year,
                voted_on=command.voted_on,
                evidence=command.evidence.strip(),
            )
        )
        facts = {"fund": command.fund_code, "year": command.year, "savings": sorted(command.savings)}
        tx.audit("year_set", "mtfs", f"{command.fund_code}/{command.year}", facts)
        return len(command.savings)


def _into_budget(tx: Transaction, saving: HeldSaving, command: VoteYear) -> None:
    """What Council voted: the plan as it stands, copied month by month; the approved plan stays as it was."""
    saving.row.in_budget_from = saving.row.in_budget_from or command.year
    entries = entries_of(tx, saving.row.id)
    if not by_month(entries, Series.BUDGET_PLAN):
        tx.session.add_all(
            SavingEntry(
                saving_id=saving.row.id,
                series=Series.BUDGET_PLAN,
                month=month,
                pence=pence,
                source="budget",
                note=command.evidence.strip(),
                by_id=tx.ctx.actor.id,
                at=tx.ctx.now,
            )
            for month, pence in sorted(current_plan(_approved(entries)).items())
        )
    if saving.held is not None:
        approval.fact(tx, saving.held.row.id, "agreed_in_budget", command.voted_on, command.evidence.strip())
        tx.touch_proposal(saving.held.row.id)
    changed(tx, saving)


def _approved(entries: list[Entry]) -> list[Entry]:
    """The approved plan alone: changes go on adding to the budget plan."""
    return [one for one in entries if one.series is Series.APPROVED_PLAN]
