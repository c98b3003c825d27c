"""What the checks find in the plan of a case: milestones, consultations and the theory of change."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from changeportal.domain import consultations, milestones, theory
from changeportal.domain.consultations import Consultation
from changeportal.domain.found import Finding, Severity
from changeportal.domain.milestones import Milestone
from changeportal.domain.promised import Promised
from changeportal.domain.theory import NO_THEORY, Theory


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan as its rows say it; ``benefits`` are the measures that get better."""

    milestones: Sequence[Milestone] = ()
    consultations: Sequence[Consultation] = ()
    theory: Theory = NO_THEORY
    benefits: Sequence[Promised] = ()


NO_PLAN = PlanFacts()


def plan_findings(plan: PlanFacts, today: date, first_saving: date | None) -> list[Finding]:
    """Everything that was found; ``first_saving`` is the first month in which something is saved."""
    return [*_milestones(plan, today, first_saving), *_consultations(plan, today), *_theory(plan)]


def _milestones(plan: PlanFacts, today: date, first_saving: date | None) -> Iterator[Finding]:
    for one in milestones.passed(plan.milestones, today):
        yield Finding(
            f"milestone_passed:{one.key}", Severity.ADVICE, f"The date of milestone ‘{one.title}’ has passed",
            "Give it a new date, or remove it if it has been reached", "delivery",
        )  # fmt: skip
    first = min((one.due for one in plan.milestones), default=None)
    if first and first_saving and first_saving < first.replace(day=1):
        yield Finding(
            "saving_before_plan", Severity.ADVICE,
            f"Savings start in {first_saving:%B %Y}, before the first milestone in {first:%B %Y}",
            "Add what has to happen before the savings start, or start them later", "delivery",
        )  # fmt: skip


def _consultations(plan: PlanFacts, today: date) -> Iterator[Finding]:
    for one in plan.consultations:
        if consultations.is_short(one):
            yield Finding(
                f"short_consultation:{one.key}", Severity.ADVICE,
                f"‘{one.title}’ gives people {consultations.days(one)} days to answer",
                "Give people at least 4 weeks, or say why this is enough", "consultation",
            )  # fmt: skip
        if consultations.is_uncounted(one, today):
            yield Finding(
                f"uncounted:{one.key}", Severity.ADVICE, f"‘{one.title}’ has closed, and nobody has counted the answers",
                "Add how many answered, by group", "consultation",
            )  # fmt: skip
        if consultations.is_unanswered(one, today):
            yield Finding(
                f"unanswered:{one.key}", Severity.SERIOUS, f"Nothing says what came of the {one.answers:,} answers to ‘{one.title}’",
                "Add what people said and what you did about it", "consultation",
            )  # fmt: skip


def _theory(plan: PlanFacts) -> Iterator[Finding]:
    for step in theory.dead_ends(plan.theory):
        yield Finding(
            f"dead_end:{step.key}", Severity.ADVICE, f"In the theory of change, ‘{step.title}’ leads nowhere",
            "Link it to what it leads to, or remove it", "theory",
        )  # fmt: skip
    for step in theory.unexplained(plan.theory):
        yield Finding(
            f"unexplained:{step.key}", Severity.ADVICE, f"In the theory of change, nothing leads to ‘{step.title}’",
            "Link it to what brings it about, or remove it", "theory",
        )  # fmt: skip
