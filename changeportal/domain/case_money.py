"""The money of a frozen case, by option, fund and year: what its page, its papers and its spreadsheet show alike.

Reads a document as a version freezes it. Amounts are whole pence, positive in their own kind; nothing is added up across
funds; only ``net`` has a sign, and plus raises the fund's budget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from changeportal.domain.profile import Basis, MoneyLine, Recurrence, amount, net_by_fund, sign
from changeportal.domain.terms import CostKind, FundingKind, LineKind, SavingClass

Document = Mapping[str, Any]

CLASS_LABELS = {
    SavingClass.CASH_RELEASING: "Cash-releasing: the budget goes down",
    SavingClass.INCOME: "Income: more money comes in",
    SavingClass.COST_AVOIDANCE: "Cost avoidance: growth that will not be needed",
    SavingClass.FUNDING_SWITCH: "Funding switch: another fund pays",
    SavingClass.NON_CASH_RELEASING: "Not cash-releasing: time or quality",
    SavingClass.OTHER_PUBLIC_BODY: "Another public body saves",
    SavingClass.SOCIETY: "Residents or society save",
}
COST_LABELS = {
    CostKind.ONE_OFF: "One-off",
    CostKind.RUNNING: "Running, each year",
    CostKind.CAPITAL: "Capital",
    CostKind.REDUNDANCY: "Redundancy",
    CostKind.PENSION_STRAIN: "Pension strain",
    CostKind.FINANCING: "Interest and repayment of borrowing",
}
FUNDING_LABELS = {
    FundingKind.BASE: "Base budget",
    FundingKind.RESERVE: "Reserve",
    FundingKind.CAPITAL_RECEIPTS_FLEXIBLE: "Flexible use of capital receipts",
    FundingKind.GRANT: "Grant",
    FundingKind.BORROWING: "Borrowing",
    FundingKind.EXTERNAL: "Someone outside the council",
}


class Group(StrEnum):
    """What a line does to the net budget of its fund."""

    SAVINGS = "savings"
    COSTS = "costs"
    FUNDING = "funding"
    OUTSIDE = "outside"


GROUP_LABELS = {
    Group.SAVINGS: "Savings and income",
    Group.COSTS: "Costs",
    Group.FUNDING: "Money that pays for costs",
    Group.OUTSIDE: "Capital, borrowing and base budget (not in the net effect)",
}
TOTAL_LABELS = {
    Group.SAVINGS: "All savings and income",
    Group.COSTS: "All costs",
    Group.FUNDING: "All money that pays for costs",
    Group.OUTSIDE: "All that is not in the net effect",
}
NET_LABEL = "Net effect on the budget (plus raises it)"


@dataclass(frozen=True, slots=True)
class LineYears:
    """A line's pence in each year, and what kind of money it is in words."""

    title: str
    kind: str
    by_year: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class GroupYears:
    """The lines of one group, with what they add up to in each year."""

    group: Group
    lines: Sequence[LineYears]

    @property
    def by_year(self) -> tuple[int, ...]:
        """The sum of the lines, year by year."""
        return tuple(sum(pence) for pence in zip(*(line.by_year for line in self.lines), strict=True))


@dataclass(frozen=True, slots=True)
class FundYears:
    """One fund of an option: its groups, and the net effect on its budget in each year."""

    fund: str
    groups: Sequence[GroupYears]
    net: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class OptionMoney:
    """An option's money; no funds where no line was entered."""

    title: str
    preferred: bool
    funds: Sequence[FundYears]


def years_of(document: Document) -> tuple[int, ...]:
    """Every year from the first to the last that a line of any option names."""
    named = [
        int(year) for option in document.get("options", ()) for line in option["lines"] for year in line["amounts"]
    ]
    return tuple(range(min(named), max(named) + 1)) if named else ()


def money_of(document: Document) -> list[OptionMoney]:
    """The options in their order. A line that goes on keeps its last amount, as it does wherever it is counted."""
    years = years_of(document)
    return [
        OptionMoney(one["title"], one["preferred"], _funds([_line(line) for line in one["lines"]], years))
        for one in document.get("options", ())
    ]


def _line(held: Mapping[str, Any]) -> MoneyLine:
    return MoneyLine(
        line_id=held["id"],
        kind=LineKind(held["kind"]),
        title=held["title"],
        fund=held["fund_code"],
        saving_class=SavingClass(held["saving_class"]) if held["saving_class"] else None,
        cost_kind=CostKind(held["cost_kind"]) if held["cost_kind"] else None,
        funding_kind=FundingKind(held["funding_kind"]) if held["funding_kind"] else None,
        basis=Basis.STATED,
        recurrence=Recurrence(held["recurrence"]),
        last_year=held["last_year"],
        stated={int(year): pence for year, pence in held["amounts"].items()},
        pays_for_capital=held["pays_for_capital"],
    )


def _funds(lines: Sequence[MoneyLine], years: Sequence[int]) -> list[FundYears]:
    net = net_by_fund(lines, years)
    return [FundYears(fund, _groups([one for one in lines if one.fund == fund], years), net[fund]) for fund in net]


def _groups(lines: Sequence[MoneyLine], years: Sequence[int]) -> list[GroupYears]:
    return [
        GroupYears(group, [_years(one, years) for one in lines if group_of(one) is group])
        for group in Group
        if any(group_of(one) is group for one in lines)
    ]


def _years(line: MoneyLine, years: Sequence[int]) -> LineYears:
    return LineYears(line.title, kind_words(line), tuple(amount(line, year) for year in years))


def group_of(line: MoneyLine) -> Group:
    """The group whose total has this line's sign in the net effect."""
    if sign(line) == 0:
        return Group.OUTSIDE
    if line.kind is LineKind.FUNDING:
        return Group.FUNDING
    return Group.SAVINGS if sign(line) < 0 else Group.COSTS


def kind_words(line: MoneyLine) -> str:
    """What kind of money it is: its class, its kind of cost, or where it comes from."""
    if line.saving_class is not None:
        return CLASS_LABELS[line.saving_class]
    if line.cost_kind is not None:
        return COST_LABELS[line.cost_kind]
    return FUNDING_LABELS[line.funding_kind] if line.funding_kind else line.kind.value.capitalize()
