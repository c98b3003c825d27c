"""What the checks find in the money of a case: cash that is none, years that do not fit, costs that nothing pays for."""

from collections.abc import Callable, Iterator

from changeportal.domain.calendar import year_label, year_of
from changeportal.domain.check_facts import CheckedLine, CheckFacts
from changeportal.domain.found import Finding, Severity
from changeportal.domain.money import format_pounds
from changeportal.domain.pots import FUNDING_LABELS, differences
from changeportal.domain.profile import MoneyLine, Recurrence, amount
from changeportal.domain.terms import Category, CostKind, FundingKind, LineKind, SavingClass
from changeportal.domain.wording import listed

_ONE_OFF = frozenset({CostKind.ONE_OFF, CostKind.REDUNDANCY, CostKind.PENSION_STRAIN, CostKind.CAPITAL})
_EVERY_YEAR = frozenset({CostKind.RUNNING, CostKind.FINANCING})
_CASH = frozenset({SavingClass.CASH_RELEASING, SavingClass.INCOME})


def no_cost(facts: CheckFacts) -> Iterator[Finding]:
    """Savings that come by themselves."""
    if facts.saving and not any(line.money.kind in (LineKind.COST, LineKind.CAPITAL) for line in facts.lines):
        yield Finding(
            "no_cost", Severity.ADVICE, "There are savings, and no cost to achieve them",
            "Add what it costs to make the change, or say why it costs nothing", "money",
        )  # fmt: skip


def too_soon(facts: CheckFacts) -> Iterator[Finding]:
    """Savings that start, or have an amount in a year that is over, before the proposal can be approved."""
    for line in facts.saving:
        years = [year for year, pence in line.money.stated.items() if pence]
        past = bool(years) and min(years) < year_of(facts.soonest)
        if past or (line.start_month is not None and line.start_month < facts.soonest):
            yield Finding(
                f"too_soon:{line.money.line_id}", Severity.SERIOUS,
                f"‘{line.money.title}’ starts before the proposal "
                f"{'was approved' if facts.approved else 'could be approved'}",
                f"Start it in {facts.soonest:%B %Y} or later, or say what has been agreed already", "money",
            )  # fmt: skip


def avoids_nothing(facts: CheckFacts) -> Iterator[Finding]:
    """Cost avoidance that names no growth."""
    for line in facts.saving:
        if line.money.saving_class is SavingClass.COST_AVOIDANCE and not line.money.growth_line:
            yield Finding(
                f"no_growth_line:{line.money.line_id}", Severity.SERIOUS,
                f"‘{line.money.title}’ avoids a cost, and names no growth line of the MTFS",
                "Name the growth line: without it the saving does not count towards the gap", "money",
            )  # fmt: skip


def no_cash(facts: CheckFacts) -> Iterator[Finding]:
    """Counted as cash, and no budget changes; a reason makes it advice, which the board reads."""
    bare = [line for line in facts.saving if line.money.saving_class in _CASH and not line.cost_centre]
    if bare:
        why = listed(dict.fromkeys(line.no_code_reason.strip() for line in bare if line.no_code_reason.strip()))
        count = "counts as cash, and names" if len(bare) == 1 else "count as cash, and name"
        yield Finding(
            "no_cash", Severity.ADVICE if all(line.no_code_reason.strip() for line in bare) else Severity.SERIOUS,
            f"{listed(f'‘{line.money.title}’' for line in bare)} {count} no budget that changes{f' ({why})' if why else ''}",
            "Name the cost centre, or say in the line that it releases no cash", "savings",
        )  # fmt: skip


def time_as_cash(facts: CheckFacts) -> Iterator[Finding]:
    """Staff time counted as cash while no post ends."""
    if facts.posts or facts.posts_claimed:
        return
    for line in facts.saving:
        if line.category is Category.WORKFORCE and line.money.saving_class is SavingClass.CASH_RELEASING:
            yield Finding(
                f"no_post:{line.money.line_id}", Severity.SERIOUS,
                f"‘{line.money.title}’ counts people’s time as cash, and no post ends",
                "Claim the posts that end, or say in the line that it releases no cash", "money",
            )  # fmt: skip


def not_ongoing(facts: CheckFacts) -> Iterator[Finding]:
    """Said to go on, and it ends or falls to less than half."""
    for line in facts.saving:
        words = _ends(line.money) if line.money.recurrence is Recurrence.ONGOING else ""
        falls = _falls(line.money) if line.money.recurrence is Recurrence.ONGOING and not words else ""
        if words or falls:
            yield Finding(
                f"not_ongoing:{line.money.line_id}", Severity.SERIOUS if words else Severity.ADVICE,
                f"‘{line.money.title}’ is said to be ongoing, and {words or falls}",
                "Enter it for every year, or call it one-off or time-limited", "money",
            )  # fmt: skip


def _ends(line: MoneyLine) -> str:
    paid = sorted(year for year, pence in line.stated.items() if pence)
    if not paid or line.stated[max(line.stated)]:
        return ""
    return "has an amount in one year only" if len(paid) == 1 else f"ends after {year_label(paid[-1])}"


def _falls(line: MoneyLine) -> str:
    if not line.stated:
        return ""
    last = max(line.stated)
    most = max(line.stated, key=lambda year: (line.stated[year], -year))
    if line.stated[last] * 2 >= line.stated[most]:
        return ""
    pounds = (format_pounds(line.stated[most]), format_pounds(line.stated[last]))
    return f"falls from {pounds[0]} in {year_label(most)} to {pounds[1]} in {year_label(last)}"


def unfunded(facts: CheckFacts) -> Iterator[Finding]:
    """Costs of a year that nothing pays for, fund by fund: one-off ones by funding, then yearly ones by what is saved too."""
    funds = sorted({line.money.fund for line in facts.lines})
    for fund in funds:
        lines = [line.money for line in facts.lines if line.money.fund == fund]
        where = f" in fund {fund}" if len(funds) > 1 else ""
        for year in sorted({year for line in lines for year in line.stated}):
            yield from _short(lines, year, where, f"{fund}:{year}")


def _short(lines: list[MoneyLine], year: int, where: str, key: str) -> Iterator[Finding]:
    once = sum(amount(line, year) for line in lines if line.cost_kind in _ONE_OFF)
    paid = sum(amount(line, year) for line in lines if line.kind is LineKind.FUNDING)
    running = sum(amount(line, year) for line in lines if line.cost_kind in _EVERY_YEAR)
    saved = sum(amount(line, year) for line in lines if _pays(line))
    if once > paid:
        yield Finding(
            f"unfunded:{key}", Severity.ADVICE,
            f"One-off costs of {year_label(year)}{where} are {format_pounds(once - paid)} more than the money named for them",
            "Name what pays for them: a reserve, capital receipts, a grant, borrowing or the base budget", "money",
        )  # fmt: skip
    short = running - saved - max(paid - once, 0)
    if short > 0:
        yield Finding(
            f"running:{key}", Severity.ADVICE,
            f"Running costs of {year_label(year)}{where} are {format_pounds(short)} more than what is saved and named for them",
            "Name what pays for them until the savings do, or start them later", "money",
        )  # fmt: skip


def _pays(line: MoneyLine) -> bool:
    """Money that can pay for a cost; avoided growth can where it names the growth."""
    avoids = line.saving_class is SavingClass.COST_AVOIDANCE and bool(line.growth_line)
    return line.saving_class in _CASH or line.saving_class is SavingClass.FUNDING_SWITCH or avoids


def borrowing(facts: CheckFacts) -> Iterator[Finding]:
    """Borrowing without what it costs."""
    borrowed = any(line.money.funding_kind is FundingKind.BORROWING for line in facts.lines)
    if borrowed and not any(line.money.cost_kind is CostKind.FINANCING for line in facts.lines):
        yield Finding(
            "financing", Severity.SERIOUS, "It borrows, and has no line for interest and repayment",
            "Add what the borrowing costs each year: the results page works it out", "money",
        )  # fmt: skip


def people_twice(facts: CheckFacts) -> Iterator[Finding]:
    """A typed cost that names a team which the case counts already, in the same fund and a year of both."""
    for counted in (line for line in facts.lines if line.counted_team):
        for line in facts.lines:
            both = _years_of_both(line, counted)
            named = counted.counted_team.casefold() in line.money.title.casefold()
            same = line.money.kind is LineKind.COST and line.money.fund == counted.money.fund
            if both and named and same and not line.counted_team:
                yield Finding(
                    f"people_twice:{line.money.line_id}", Severity.SERIOUS,
                    f"‘{line.money.title}’ may be the same money as ‘{counted.money.title}’ in {year_label(both[0])}",
                    "Take one of them out, or say what each of them pays for", "money",
                )  # fmt: skip


def _years_of_both(line: CheckedLine, counted: CheckedLine) -> list[int]:
    return sorted(year for year, pence in line.money.stated.items() if pence and counted.money.stated.get(year))


def other_money(facts: CheckFacts) -> Iterator[Finding]:
    """Funding lines and requests of pots that differ."""
    if not facts.funding:
        return
    for kind, year, named, asked in differences([line.money for line in facts.lines], facts.funding):
        yield Finding(
            f"funding:{kind}:{year}", Severity.ADVICE,
            f"In {year_label(year)} the case names {format_pounds(named)} from {FUNDING_LABELS[kind]}, "
            f"and {format_pounds(asked)} is asked for from pots",
            "Make the funding lines and the requests for money say the same", "money",
        )  # fmt: skip


OF_MONEY: tuple[Callable[[CheckFacts], Iterator[Finding]], ...] = (
    too_soon, avoids_nothing, no_cash, time_as_cash, not_ongoing, borrowing, people_twice, unfunded, other_money, no_cost,
)  # fmt: skip
