"""A proposal on one page: what it is, what it costs and brings, what could go wrong, what was checked and decided."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from changeportal.domain.found import Severity
from changeportal.domain.money import parse_pounds
from changeportal.domain.signoffs import LABELS
from changeportal.domain.terms import STAGE_LABELS, STATUS_LABELS
from changeportal.domain.wording import day, plural, pounds
from changeportal.papers.blocks import NOT_WRITTEN, short, words
from changeportal.papers.case_figures import figure_of, in_short
from changeportal.papers.case_paper import stamped
from changeportal.papers.case_sections import screened
from changeportal.papers.stamp import Paper
from changeportal.queries.case_papers import CaseSource
from changeportal.queries.history import GatewayRound
from changeportal.queries.proposals import ProposalHeader
from changeportal.services.signoffs import WORDS

MOST_TEXT, MOST_LINE, MOST_RISKS, MOST_ROWS = 420, 160, 3, 9
_FACTS = frozenset({"Version", "Mission", "Commitment", "Directorate", "People"})


def case_summary(
    found: ProposalHeader, source: CaseSource, passed: Sequence[GatewayRound], made_by: str, made_at: datetime
) -> Paper:
    """The data of the template ``summary``."""
    document = source.version.document
    paper = stamped(found, source, made_by, made_at, "One-page summary")
    now = ["Now", f"{STAGE_LABELS[found.stage]}: {STATUS_LABELS[found.status].lower()}"]
    return {
        **paper,
        "facts": [now, *([name, short(text, MOST_LINE)] for name, text in paper["facts"] if name in _FACTS)],
        "blocks": [
            words("The problem", short(_problem(document), MOST_TEXT)),
            words("What would be done", short(_change(document), MOST_TEXT)),
            in_short(document, source.names.funds, MOST_ROWS),
            words("What it is worth", worth_in_short(document)),
            words("Greatest risks", "\n".join(greatest_risks(document))),
            words("Effects on equality", short(screened(document["equality"]).replace("\n", ". "), MOST_LINE * 2)),
            words("Sign-offs", _sign_offs(source)),
            words("Findings", _findings(source)),
            words("Decisions", _decisions(passed)),
        ],
    }


def _problem(document: Mapping[str, Any]) -> str:
    return str(document["sections"].get("need", {}).get("problem") or document.get("idea", {}).get("problem") or "")


def _chosen(options: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    return next((one for one in options if one["preferred"]), None)


def _change(document: Mapping[str, Any]) -> str:
    option = _chosen(document["options"])
    if option is None:
        return str(document.get("idea", {}).get("change") or "")
    return ". ".join(part.strip(". ") for part in (option["title"], option["description"], option["why"]) if part)


def worth_in_short(document: Mapping[str, Any]) -> str:
    """What the recommended option is worth, in a sentence."""
    held = _chosen(document.get("appraisal", {}).get("options", ()))
    if held is None:
        return ""
    npv, cost = (pounds(parse_pounds(held[name])) for name in ("npv", "whole_life_cost"))
    ratio = held["bcr"] or "None"
    years = document["appraisal"]["years"]
    low, high = (figure_of(held, name) for name in ("npv_low", "npv_high"))
    between = f", {low} to {high} with 8 chances in 10," if held.get("npv_low") else ""
    return f"Net present value {npv}{between} over {years} years; benefit to cost ratio {ratio}; whole-life cost {cost}"


def greatest_risks(document: Mapping[str, Any]) -> list[str]:
    """The three worst, each with what is done about it."""
    worst = sorted(document["risks"], key=lambda one: one["likelihood"] * one["impact"], reverse=True)
    return [
        f"{short(one['title'], MOST_LINE)} (likelihood {one['likelihood']}, impact {one['impact']}, of 5): "
        f"{short(one['mitigation'] or NOT_WRITTEN, MOST_LINE)}"
        for one in worst[:MOST_RISKS]
    ]


def _sign_offs(source: CaseSource) -> str:
    parts = [f"{LABELS[one.kind]}: {WORDS[one.outcome] if one.outcome else 'waiting'}" for one in source.checks]
    lapsed = [LABELS[one.kind] for one in source.checks if one.lapsed]
    said = "; ".join(parts) or "This version needs none"
    return f"{said}. Lapsed: {', '.join(lapsed)}" if lapsed else said


def _findings(source: CaseSource) -> str:
    serious = [one for one in source.found if one.finding.severity is Severity.SERIOUS]
    waiting = [one for one in serious if not one.answer or one.changed]
    if not source.found:
        return "The checks of the figures found nothing"
    return f"{plural(len(source.found), 'finding')}, {len(serious)} of them serious; {len(waiting)} of those wait for an answer"


def _decisions(passed: Sequence[GatewayRound]) -> str:
    made = [one for one in passed if one.decision and one.outcome]
    lines = [
        f"Gateway {one.gateway[1]}: {one.outcome.replace('_', ' ') if one.outcome else ''}, {day(one.decided_at)}, "
        f"by {one.body} ({one.decision})"
        for one in made[-MOST_RISKS:]
    ]
    return "\n".join(lines) or "None yet"
