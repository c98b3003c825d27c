"""What experts check in a case: each check is one rule with its severity, its place and its mend. People answer findings."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from changeportal.domain.check_facts import CheckFacts
from changeportal.domain.found import Finding, Severity
from changeportal.domain.money_findings import OF_MONEY
from changeportal.domain.plan_findings import plan_findings
from changeportal.domain.shared_findings import SHARED, posts_end

Check = Callable[[CheckFacts], Iterator[Finding]]


def _posts(facts: CheckFacts) -> Iterator[Finding]:
    """Posts that end by this case alone; with those of others they are a shared finding."""
    yield from posts_end(facts, with_others=False)


def _posts_said(facts: CheckFacts) -> Iterator[Finding]:
    claimed = len(facts.posts_claimed)
    if claimed and claimed != facts.posts:
        yield Finding(
            "posts_said", Severity.SERIOUS if claimed > facts.posts else Severity.ADVICE,
            f"The savings claim {claimed} {'post' if claimed == 1 else 'posts'}, and the case says that {facts.posts} "
            f"{'ends' if facts.posts == 1 else 'end'}",
            "Make both the same: the checks of HR and of consultation follow what the case says", "touches",
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


CHECKS: tuple[Check, ...] = (*SHARED, _worth_less, _posts, _posts_said, *OF_MONEY, _no_evidence)


def findings(facts: CheckFacts) -> list[Finding]:
    """Everything that was found, what must be answered first."""
    starts = [line.start_month for line in facts.saving if line.start_month]
    found = [one for check in CHECKS for one in check(facts)]
    found += plan_findings(facts.plan, facts.today, min(starts, default=None))
    return sorted(found, key=lambda one: one.severity is not Severity.SERIOUS)


def unanswered(found: Sequence[Finding], answers: Mapping[str, str]) -> list[Finding]:
    """Serious ones without an answer to them as they read now; ``answers`` hold the words answered, by key."""
    return [one for one in found if one.severity is Severity.SERIOUS and answers.get(one.key) != one.words]
