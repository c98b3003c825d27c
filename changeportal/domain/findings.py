"""What experts check in a case: each check is one rule with its severity, its place and its mend. People answer findings.

Amounts are whole pence; years are integer start years.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from changeportal.domain.calendar import add_months, month_of, year_label, year_of
from changeportal.domain.claims import Thing, ThingClaim, clashes, most_ending
from changeportal.domain.found import Finding, Severity
from changeportal.domain.money import format_pounds
from changeportal.domain.plan_findings import NO_PLAN, PlanFacts, plan_findings
from changeportal.domain.pots import FUNDING_LABELS, FundingOf, differences
from changeportal.domain.profile import MoneyLine, Recurrence, amount
from changeportal.domain.resourcing import format_fte
from changeportal.domain.terms import CostKind, FundingKind, LineKind, SavingClass

_SAVES = frozenset({LineKind.SAVING, LineKind.INCOME})
_ONE_OFF = frozenset({CostKind.ONE_OFF, CostKind.REDUNDANCY, CostKind.PENSION_STRAIN, CostKind.CAPITAL})
MANY_POSTS, VERY_MANY_POSTS = 20, 100
_SOONEST_MONTHS = 3


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A money line of the recommended option with the budget that it names."""

    money: MoneyLine
    cost_centre: str = ""
    subjective: str = ""
    start_month: date | None = None
    counted_team: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What another live proposal takes from a budget in a year."""

    ref: str
    cost_centre: str
    subjective: str
    year: int
    pence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFacts:
    """Everything that the checks look at. ``budgets`` by cost centre, subjective and year; ``posts`` as the case says."""

    today: date
    lines: Sequence[CheckedLine]
    posts: int = 0
    evidence: int = 0
    claims: Sequence[Claim] = ()
    things: Sequence[ThingClaim] = ()
    budgets: Mapping[tuple[str, str, int], int]
    worth_more: str = ""
    plan: PlanFacts = NO_PLAN
    funding: Sequence[FundingOf] = ()


Check = Callable[[CheckFacts], Iterator[Finding]]


def _saving(facts: CheckFacts) -> list[CheckedLine]:
    return [line for line in facts.lines if line.money.kind in _SAVES]


def _no_cost(facts: CheckFacts) -> Iterator[Finding]:
    if _saving(facts) and not any(line.money.kind in (LineKind.COST, LineKind.CAPITAL) for line in facts.lines):
        yield Finding(
            "no_cost", Severity.ADVICE, "There are savings, and no cost to achieve them",
            "Add what it costs to make the change, or say why it costs nothing", "money",
        )  # fmt: skip


def _too_soon(facts: CheckFacts) -> Iterator[Finding]:
    soonest = add_months(month_of(facts.today), _SOONEST_MONTHS)
    for line in _saving(facts):
        started = line.start_month
        if started is None:
            years = [year for year, pence in line.money.stated.items() if pence]
            early = bool(years) and min(years) < year_of(facts.today)
        else:
            early = started < soonest
        if early:
            yield Finding(
                f"too_soon:{line.money.line_id}", Severity.SERIOUS,
                f"‘{line.money.title}’ starts before the proposal could be approved",
                f"Start it in {soonest:%B %Y} or later, or say what has been agreed already", "money",
            )  # fmt: skip


def _uncounted(facts: CheckFacts) -> Iterator[Finding]:
    for line in _saving(facts):
        if line.money.saving_class is SavingClass.COST_AVOIDANCE and not line.money.growth_line:
            yield Finding(
                f"no_growth_line:{line.money.line_id}", Severity.SERIOUS,
                f"‘{line.money.title}’ avoids a cost, and names no growth line of the MTFS",
                "Name the growth line: without it the saving does not count towards the gap", "money",
            )  # fmt: skip


def _not_ongoing(facts: CheckFacts) -> Iterator[Finding]:
    for line in _saving(facts):
        years = sorted(line.money.stated)
        if line.money.recurrence is not Recurrence.ONGOING or not years:
            continue
        if sum(1 for year in years if line.money.stated[year]) == 1 and not line.money.stated[years[-1]]:
            yield Finding(
                f"not_ongoing:{line.money.line_id}", Severity.SERIOUS,
                f"‘{line.money.title}’ is said to be ongoing, and has an amount in one year only",
                "Enter it for every year, or call it one-off", "money",
            )  # fmt: skip


def _unfunded(facts: CheckFacts) -> Iterator[Finding]:
    years = sorted({year for line in facts.lines for year in line.money.stated})
    for year in years:
        spent = sum(amount(line.money, year) for line in facts.lines if line.money.cost_kind in _ONE_OFF)
        paid = sum(amount(line.money, year) for line in facts.lines if line.money.kind is LineKind.FUNDING)
        if spent > paid:
            yield Finding(
                f"unfunded:{year}", Severity.ADVICE,
                f"One-off costs of {year_label(year)} are {format_pounds(spent - paid)} more than the money named for them",
                "Name what pays for them: a reserve, capital receipts, a grant, borrowing or the base budget", "money",
            )  # fmt: skip


def _overlaps(facts: CheckFacts) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for line in _saving(facts):
        place = (line.cost_centre, line.subjective)
        if not line.cost_centre or place in seen:
            continue
        seen.add(place)
        refs = sorted({one.ref for one in facts.claims if (one.cost_centre, one.subjective) == place})
        if refs:
            yield Finding(
                f"same_budget:{line.cost_centre}:{line.subjective}", Severity.ADVICE,
                f"{', '.join(refs)} {'takes' if len(refs) == 1 else 'take'} from the same budget: {_named(place)}",
                "Agree with them which saving is whose, and say so here", "savings", names_others=True,
            )  # fmt: skip


def _named(place: tuple[str, str]) -> str:
    return f"cost centre {place[0]}{f', subjective {place[1]}' if place[1] else ''}"


def _beyond_budget(facts: CheckFacts) -> Iterator[Finding]:
    for (cost_centre, subjective, year), budget in sorted(facts.budgets.items()):
        place = (cost_centre, subjective)
        mine = sum(amount(one.money, year) for one in _saving(facts) if (one.cost_centre, one.subjective) == place)
        others = [one for one in facts.claims if (one.cost_centre, one.subjective, one.year) == (*place, year)]
        taken = mine + sum(one.pence for one in others)
        if not mine or taken <= budget:
            continue
        with_whom = f" together with {', '.join(sorted({one.ref for one in others}))}" if others else ""
        yield Finding(
            f"beyond_budget:{cost_centre}:{subjective}:{year}", Severity.SERIOUS,
            f"In {year_label(year)} it takes {format_pounds(taken)}{with_whom} from {_named(place)}, "
            f"whose budget is {format_pounds(budget)}",
            "Lower the saving, name another budget, or agree who takes what", "savings", names_others=bool(others),
        )  # fmt: skip


def _claimed_twice(facts: CheckFacts) -> Iterator[Finding]:
    for one in clashes(facts.things):
        others = ", ".join(one.refs)
        where = f"in the approved plan of {others}" if one.agreed else f"by {others}"
        yield Finding(
            f"claimed_twice:{one.mine.thing}:{one.mine.number}", Severity.SERIOUS,
            f"This {one.mine.thing} is also claimed {where}: {one.mine.number}, {one.mine.title}",
            "Take it off this case: only one plan can hold it" if one.agreed
            else "Agree with them whose saving it is, and take it off one of them: only one plan can hold it", "money",
        )  # fmt: skip


def _posts(facts: CheckFacts) -> Iterator[Finding]:
    """Posts that are claimed are counted with those of others in any 90 days; without claims the case's own number counts."""
    claimed = [one for one in facts.things if one.mine and one.thing is Thing.POST]
    ending = most_ending(facts.things)
    posts = ending.posts if claimed else facts.posts
    if posts >= MANY_POSTS:
        days = 45 if posts >= VERY_MANY_POSTS else 30
        others = f", together with {', '.join(ending.refs)}" if ending.refs else ""
        full = f" ({format_fte(ending.fte_hundredths)} full-time equivalent)"
        words = f"filled posts{full} end within 90 days{others}" if claimed else "posts end"
        yield Finding(
            "posts", Severity.SERIOUS, f"{posts} {words}: consultation takes at least {days} days",
            "Put the consultation into the milestones, and start savings after it", "touches",
        )  # fmt: skip


def _posts_said(facts: CheckFacts) -> Iterator[Finding]:
    claimed = len({one.number for one in facts.things if one.mine and one.thing is Thing.POST})
    if claimed and claimed != facts.posts:
        yield Finding(
            "posts_said", Severity.SERIOUS if claimed > facts.posts else Severity.ADVICE,
            f"The savings claim {claimed} {'post' if claimed == 1 else 'posts'}, and the case says that {facts.posts} "
            f"{'ends' if facts.posts == 1 else 'end'}",
            "Make both the same: the checks of HR and of consultation follow what the case says", "touches",
        )  # fmt: skip


def _people_twice(facts: CheckFacts) -> Iterator[Finding]:
    """A typed cost that names a team which the case counts already, in the same fund and a year of both."""
    for counted in (line for line in facts.lines if line.counted_team):
        for line in facts.lines:
            both = sorted(year for year, pence in line.money.stated.items() if pence and counted.money.stated.get(year))
            named = counted.counted_team.casefold() in line.money.title.casefold()
            same = line.money.kind is LineKind.COST and line.money.fund == counted.money.fund
            if both and named and same and not line.counted_team:
                yield Finding(
                    f"people_twice:{line.money.line_id}", Severity.SERIOUS,
                    f"‘{line.money.title}’ may be the same money as ‘{counted.money.title}’ in {year_label(both[0])}",
                    "Take one of them out, or say what each of them pays for", "money",
                )  # fmt: skip


def _borrowing(facts: CheckFacts) -> Iterator[Finding]:
    borrowed = any(line.money.funding_kind is FundingKind.BORROWING for line in facts.lines)
    if borrowed and not any(line.money.cost_kind is CostKind.FINANCING for line in facts.lines):
        yield Finding(
            "financing", Severity.SERIOUS, "It borrows, and has no line for interest and repayment",
            "Add what the borrowing costs each year: the results page works it out", "money",
        )  # fmt: skip


def _worth_less(facts: CheckFacts) -> Iterator[Finding]:
    if facts.worth_more:
        yield Finding(
            "worth_less", Severity.SERIOUS, f"‘{facts.worth_more}’ has a higher net present value than what is recommended",
            "Say why it is not recommended", "options",
        )  # fmt: skip


def _no_evidence(facts: CheckFacts) -> Iterator[Finding]:
    if not facts.evidence:
        yield Finding(
            "no_evidence", Severity.ADVICE, "Nothing backs what the case claims",
            "Add at least one item of evidence, even if it is weak", "evidence",
        )  # fmt: skip


def _other_money(facts: CheckFacts) -> Iterator[Finding]:
    if not facts.funding:
        return
    for kind, year, named, asked in differences([line.money for line in facts.lines], facts.funding):
        yield Finding(
            f"funding:{kind}:{year}", Severity.ADVICE,
            f"In {year_label(year)} the case names {format_pounds(named)} from {FUNDING_LABELS[kind]}, "
            f"and {format_pounds(asked)} is asked for from pots",
            "Make the funding lines and the requests for money say the same", "money",
        )  # fmt: skip


CHECKS: tuple[Check, ...] = (
    _claimed_twice, _beyond_budget, _overlaps, _too_soon, _uncounted, _not_ongoing, _borrowing, _worth_less, _posts,
    _people_twice, _posts_said, _unfunded, _other_money, _no_cost, _no_evidence,
)  # fmt: skip


def findings(facts: CheckFacts) -> list[Finding]:
    """Everything that was found, what must be answered first."""
    starts = [line.start_month for line in _saving(facts) if line.start_month]
    found = [one for check in CHECKS for one in check(facts)]
    found += plan_findings(facts.plan, facts.today, min(starts, default=None))
    return sorted(found, key=lambda one: one.severity is not Severity.SERIOUS)


def names_others(key: str) -> bool:
    """Whether the words of a finding name other proposals, so that they are never kept for later."""
    return key.startswith(("beyond_budget:", "same_budget:"))


def budget_findings(facts: CheckFacts) -> list[Finding]:
    """What is found between this case, other proposals and the budgets alone."""
    return [*_beyond_budget(facts), *_overlaps(facts)]


def unanswered(found: Sequence[Finding], answers: Mapping[str, str]) -> list[Finding]:
    """Serious ones without an answer to them as they read now; ``answers`` hold the words answered, by key."""
    return [one for one in found if one.severity is Severity.SERIOUS and answers.get(one.key) != one.words]
