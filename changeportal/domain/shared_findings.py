"""What the checks find between a case and everything outside it: budgets, posts, growth, benefits and what others reached."""

from collections.abc import Callable, Iterator, Sequence

from changeportal.domain.calendar import year_label
from changeportal.domain.check_facts import CheckedLine, CheckFacts, Place
from changeportal.domain.claims import clashes, most_ending
from changeportal.domain.found import Finding, Severity
from changeportal.domain.money import format_pounds
from changeportal.domain.profile import amount
from changeportal.domain.promised import Promised, twice
from changeportal.domain.resourcing import format_fte
from changeportal.domain.savings import growth_excess
from changeportal.domain.step_changes import best_of, share
from changeportal.domain.terms import LineKind, SavingClass
from changeportal.domain.wording import day, per_cent

# findings whose words name other proposals: they are never kept for later
NAME_OTHERS = (
    "beyond_budget:", "same_budget:", "claimed_twice:", "growth:", "posts_together", "same_benefit:", "step_change:",
)  # fmt: skip
MANY_POSTS, VERY_MANY_POSTS = 20, 100


def claimed_twice(facts: CheckFacts) -> Iterator[Finding]:
    """One post or contract that others claim too."""
    for one in clashes(facts.others.things):
        others = ", ".join(one.refs)
        where = f"in the approved plan of {others}" if one.agreed else f"by {others}"
        yield Finding(
            f"claimed_twice:{one.mine.thing}:{one.mine.number}", Severity.SERIOUS,
            f"This {one.mine.thing} is also claimed {where}: {one.mine.number}, {one.mine.title}",
            "Take it off this case: only one plan can hold it" if one.agreed
            else "Agree with them whose saving it is, and take it off one of them: only one plan can hold it", "money",
            names_others=True,
        )  # fmt: skip


def overlaps(facts: CheckFacts) -> Iterator[Finding]:
    """Others that take from the same budget."""
    for place in _places(facts):
        refs = sorted({one.ref for one in facts.others.claims if (one.cost_centre, one.subjective) == place})
        if refs:
            yield Finding(
                f"same_budget:{place[0]}:{place[1]}", Severity.ADVICE,
                f"{', '.join(refs)} {'takes' if len(refs) == 1 else 'take'} from the same budget: {_named(place)}",
                "Agree with them which saving is whose, and say so here", "savings", names_others=True,
            )  # fmt: skip


def _places(facts: CheckFacts) -> list[Place]:
    return list(dict.fromkeys(line.place for line in facts.saving if line.cost_centre))


def _named(place: Place) -> str:
    return f"cost centre {place[0]}{f', subjective {place[1]}' if place[1] else ''}"


def beyond_budget(facts: CheckFacts) -> Iterator[Finding]:
    """More than there is in the budget, alone or together with others."""
    for (cost_centre, subjective, year), budget in sorted(facts.others.budgets.items()):
        place = (cost_centre, subjective)
        mine = sum(amount(one.money, year) for one in facts.saving if one.place == place)
        others = [one for one in facts.others.claims if (one.cost_centre, one.subjective, one.year) == (*place, year)]
        taken = mine + sum(one.pence for one in others)
        if not mine or taken <= budget:
            continue
        yield Finding(
            f"beyond_budget:{cost_centre}:{subjective}:{year}", Severity.SERIOUS,
            f"In {year_label(year)} it takes {format_pounds(taken)}{_with(one.ref for one in others)} from {_named(place)}, "
            f"whose budget is {format_pounds(budget)}",
            "Lower the saving, name another budget, or agree who takes what", "savings", names_others=bool(others),
        )  # fmt: skip


def _with(refs: Iterator[str]) -> str:
    named = sorted({ref for ref in refs if ref})
    return f" together with {', '.join(named)}" if named else ""


def growth_taken(facts: CheckFacts) -> Iterator[Finding]:
    """Cost avoidance against a growth line that is not there, or beyond what it holds."""
    lines = [one.money for one in facts.saving if one.money.saving_class is SavingClass.COST_AVOIDANCE]
    for code in dict.fromkeys(one.growth_line for one in lines if one.growth_line):
        held = facts.others.growth.get(code)
        if held is None:
            yield Finding(
                f"growth:{code}", Severity.SERIOUS, f"The published MTFS has no growth line {code}",
                "Name a growth line that it has: without it the saving does not count towards the gap", "money",
            )  # fmt: skip
            continue
        mine = {year: sum(amount(one, year) for one in lines if one.growth_line == code) for year in held}
        others = [one for one in facts.others.growth_claims if one.growth_line == code]
        excess = growth_excess(held, [mine, *({one.year: one.pence} for one in others)], [y for y in held if mine[y]])
        for year, pence in sorted(excess.items())[:1]:
            yield Finding(
                f"growth:{code}", Severity.SERIOUS,
                f"In {year_label(year)} it avoids {format_pounds(mine[year])} of growth line {code}"
                f"{_with(one.ref for one in others if one.year == year)}: {format_pounds(pence)} more than the line holds",
                "Lower what is avoided, or agree who takes what: together they can take no more than the line", "money",
                names_others=True,
            )  # fmt: skip


def same_benefit(facts: CheckFacts) -> Iterator[Finding]:
    """A benefit that is no money and that another live proposal promises too."""
    for mine, others in twice(facts.plan.benefits, facts.others.promised):
        yield Finding(
            f"same_benefit:{mine.key}", Severity.SERIOUS,
            f"‘{mine.title}’ is also promised by {'; by '.join(_promise(one) for one in others)}",
            "Agree with them whose benefit it is, and say here how it is counted once", "measures", names_others=True,
        )  # fmt: skip


def _promise(one: Promised) -> str:
    return f"{one.ref}, {one.target} by {day(one.ends)}"


def step_change(facts: CheckFacts) -> Iterator[Finding]:
    """A larger part of a budget than any similar past proposal reached."""
    for place in _places(facts):
        lines = [one for one in facts.saving if one.place == place and one.money.kind is LineKind.SAVING]
        best = best_of(facts.others.reached, {one.category.value for one in lines if one.category})
        asked = _largest_share(facts, place, lines)
        if best is None or asked is None or asked[0] <= best.permille:
            continue
        yield Finding(
            f"step_change:{place[0]}:{place[1]}", Severity.SERIOUS,
            f"It takes {per_cent(asked[0])} of the budget of {_named(place)} in {year_label(asked[1])}. The most that any of "
            f"{best.of} similar closed proposals reached is {per_cent(best.permille)} ({best.ref})",
            "Say what is different this time and what shows that it can be done, or lower the saving", "savings",
            names_others=True,
        )  # fmt: skip


def _largest_share(facts: CheckFacts, place: Place, lines: Sequence[CheckedLine]) -> tuple[int, int] | None:
    """In thousandths, with its year; the first of equal ones."""
    shares = [
        (share(sum(amount(one.money, year) for one in lines), budget), year)
        for (cost_centre, subjective, year), budget in facts.others.budgets.items()
        if (cost_centre, subjective) == place and budget > 0
    ]
    return max(shares, key=lambda one: (one[0], -one[1]), default=None)


def posts_end(facts: CheckFacts, *, with_others: bool) -> Iterator[Finding]:
    """Posts that are claimed are counted with those of others in any 90 days; without claims the case's own number counts."""
    claimed, ending = bool(facts.posts_claimed), most_ending(facts.others.things)
    posts = ending.posts if claimed else facts.posts
    if posts < MANY_POSTS or bool(ending.refs) is not with_others:
        return
    days = 45 if posts >= VERY_MANY_POSTS else 30
    others = f", together with {', '.join(ending.refs)}" if ending.refs else ""
    full = f" ({format_fte(ending.fte_hundredths)} full-time equivalent)"
    words = f"filled posts{full} end within 90 days{others}" if claimed else "posts end"
    yield Finding(
        "posts_together" if with_others else "posts", Severity.SERIOUS,
        f"{posts} {words}: consultation takes at least {days} days",
        "Put the consultation into the milestones, and start savings after it", "touches", names_others=with_others,
    )  # fmt: skip


def posts_together(facts: CheckFacts) -> Iterator[Finding]:
    """Posts that end together with those of others."""
    yield from posts_end(facts, with_others=True)


SHARED: tuple[Callable[[CheckFacts], Iterator[Finding]], ...] = (
    claimed_twice, beyond_budget, overlaps, growth_taken, same_benefit, step_change, posts_together,
)  # fmt: skip


def shared_findings(facts: CheckFacts) -> list[Finding]:
    """What is found between this case and what stands outside it alone."""
    return [one for check in SHARED for one in check(facts)]


def names_others(key: str) -> bool:
    """Whether the words of a finding name other proposals, so that they are never kept for later."""
    return key.startswith(NAME_OTHERS)
