"""Triage: which answers make a proposal council-wide, and which ask for a full business case."""

from collections.abc import Iterator
from dataclasses import dataclass

from changeportal.domain.money import format_pounds
from changeportal.domain.terms import Reach, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class TriageAnswers:
    """What triage found. Money is pence over the whole life; scores of risk run from 1 to 5."""

    residents_affected: int = 0
    services_crossed: int = 1
    partners: int = 0
    specialist_skills: bool = False
    staff_affected: int = 0
    whole_life_pence: int = 0
    risk: int = 1
    new_technology: bool = False
    statutory_change: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteLimits:
    """Where the policy draws its lines; what stands on a line is still within it."""

    local_services: int = 1
    light_residents: int = 500
    light_staff: int = 5
    light_pence: int = 10_000_000
    light_risk: int = 2


@dataclass(frozen=True, slots=True)
class Reason:
    """The answer that counted, and what it led to."""

    answer: str
    why: str


@dataclass(frozen=True, slots=True)
class RouteResult:
    """Who leads, how much is asked for, and the answers that led there."""

    reach: Reach
    route: Route
    reasons: tuple[Reason, ...]


_WIDE = "so the change team supports it across the council"
_FULL = "so it needs a full business case"


def route_of(answers: TriageAnswers, limits: RouteLimits | None = None) -> RouteResult:
    """The route of a proposal with the answers that led there. A light local one says so too."""
    lines = limits or RouteLimits()
    wide, full = tuple(_wide(answers, lines)), tuple(_full(answers, lines))
    plain = (Reason("Nothing in the answers asks for more", "so the service leads it with a short case"),)
    return RouteResult(
        Reach.COUNCIL_WIDE if wide else Reach.LOCAL, Route.FULL if full else Route.LIGHT, wide + full or plain
    )


def _wide(answers: TriageAnswers, lines: RouteLimits) -> Iterator[Reason]:
    if answers.services_crossed > lines.local_services:
        yield Reason(f"It touches {answers.services_crossed} services", _WIDE)
    if answers.partners:
        yield Reason("It involves a partner outside the council", _WIDE)
    if answers.specialist_skills:
        yield Reason("It needs specialist skills", _WIDE)


def _full(answers: TriageAnswers, lines: RouteLimits) -> Iterator[Reason]:
    if answers.residents_affected > lines.light_residents:
        yield Reason(f"It affects about {answers.residents_affected:,} residents", _FULL)
    if answers.staff_affected > lines.light_staff:
        yield Reason(f"It affects {answers.staff_affected} members of staff", _FULL)
    if abs(answers.whole_life_pence) > lines.light_pence:
        yield Reason(f"It involves {format_pounds(abs(answers.whole_life_pence))} over its whole life", _FULL)
    if answers.risk > lines.light_risk:
        yield Reason(f"Its risk is scored {answers.risk} out of 5", _FULL)
    if answers.new_technology:
        yield Reason("It brings in new technology", _FULL)
    if answers.statutory_change:
        yield Reason("It changes a statutory service", _FULL)
