"""The sections of a frozen case as blocks of a paper: its texts, and the rows of those that hold rows."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from changeportal.domain import equality, evidence
from changeportal.domain.business_case import Section, fields_asked, said
from changeportal.domain.frozen_rows import rows_in_words
from changeportal.domain.idea_form import ASKED, Question, shown
from changeportal.domain.resourcing import format_fte
from changeportal.domain.terms import Route
from changeportal.domain.wording import day, pounds
from changeportal.papers.blocks import NOT_WRITTEN, Block, Heading, table, words
from changeportal.papers.case_figures import in_short, option_title, terms, worth
from changeportal.queries.case_papers import CaseSource, Names

Document = Mapping[str, Any]


def blocks_of(section: Section, source: CaseSource, route: Route) -> list[Block]:
    """Rows first, then every text that is asked for or was written."""
    document = source.version.document
    rows = ROWS.get(section.code)
    found = rows(document, source.names) if rows else []
    return [
        *found,
        *_kept_rows(document, section.code),
        *texts(section, document["sections"].get(section.code, {}), route),
    ]


def _kept_rows(document: Document, code: str) -> Iterator[Block]:
    """The rows that belong to a section, a table for each kind, as the version on screen has them."""
    for kind in rows_in_words(document, KEPT.get(code, ())):
        rows = [
            [one.title, "; ".join(f"{name}: {said}" for name, said in one.facts.items() if said)] for one in kind.rows
        ]
        yield table(kind.title, [Heading("Name", 4), Heading("What it says", 8)], rows)


def texts(section: Section, held: Mapping[str, Any], route: Route) -> Iterator[Block]:
    """Each text under its question; one that need not be answered only where it was."""
    wanted = [field for field in fields_asked(section, route) if not field.optional]
    for field in section.fields:
        text = str(held.get(field.code) or "")
        if text or (field in wanted and not field.optional):
            yield words(field.label, said(field, text))


def idea(document: Document, names: Names) -> list[Block]:
    """The answers of the idea, a question each."""
    found = []
    for question, asked in ASKED.items():
        lines = shown(question, document.get("idea", {}))
        if question is Question.MISSION:
            lines = [names.missions.get(one, one) for one in lines]
        found.append(words(asked.short, "\n".join(lines)))
    return found


def _options(document: Document, _names: Names) -> list[Block]:
    found = [
        words(option_title(one), "\n".join(part for part in (one["description"], one["why"]) if part))
        for one in document["options"]
    ]
    return [*found, *worth(document)]


def _fit(document: Document, names: Names) -> list[Block]:
    rows = [
        [f"{code} {names.commitments.get(code, '')}".strip(), "Yes" if lead else "No", said_of or NOT_WRITTEN]
        for code, lead, said_of in document["proposal"]["commitments"]
    ]
    headings = [Heading("Commitment", 5), Heading("Main one", 2), Heading("What it brings", 5)]
    return [table("Commitments it serves", headings, rows)]


def _evidence(document: Document, _names: Names) -> list[Block]:
    rows = [
        [
            one["claim"],
            one["shows"],
            evidence.KIND_LABELS.get(one["kind"], one["kind"]),
            one["strength"].capitalize(),
            ", ".join(part for part in (one["source"], one["link"], _dated(one["dated"])) if part) or NOT_WRITTEN,
        ]
        for one in document["evidence"]
    ]
    headings = [
        Heading("Claim", 5),
        Heading("What it shows", 5),
        Heading("Kind", 3),
        Heading("Strength", 3),
        Heading("Source", 4),
    ]
    return [table("Evidence", headings, rows)]


def _dated(text: str | None) -> str:
    return day(date.fromisoformat(text)) if text else ""


def _risks(document: Document, _names: Names) -> list[Block]:
    rows = [
        [
            one["title"],
            f"Because {one['cause']}. Effect: {one['effect']}",
            one["mitigation"] or NOT_WRITTEN,
            f"{one['likelihood']} and {one['impact']}",
            _after(one),
            "Not given" if one["money_pence"] is None else pounds(one["money_pence"]),
        ]
        for one in document["risks"]
    ]
    headings = [
        Heading("Risk", 4),
        Heading("Why, and what it would do", 5),
        Heading("What is done about it", 4),
        Heading("Likelihood and impact, of 5", 3),
        Heading("The same afterwards", 3),
        Heading("Money, £", 3, numeric=True),
    ]
    return [table("Risks", headings, rows)]


def _after(risk: Mapping[str, Any]) -> str:
    after = risk["likelihood_after"], risk["impact_after"]
    return "Not given" if None in after else f"{after[0]} and {after[1]}"


def _requests(document: Document, names: Names) -> list[Block]:
    rows = [
        [
            names.pools.get(one["pool"], one["pool"]),
            one["why"] or NOT_WRITTEN,
            ", ".join(
                f"{date.fromisoformat(month):%b %Y} {format_fte(asked)}" for month, asked in one["months"].items()
            ),
        ]
        for one in document["requests"]
    ]
    headings = [Heading("Team", 3), Heading("What for", 4), Heading("Full-time posts asked for, by month", 6)]
    return [table("People’s time asked for", headings, rows)]


def _equality(document: Document, _names: Names) -> list[Block]:
    held = document["equality"]
    asked = equality.screening_from(held)
    rows = [[one.label, equality.EFFECT_LABELS[one.effect]] for one in asked.groups if one.effect]
    known = held.get("how_known") or asked.why_no_one or asked.why_no_change
    answer = {True: "Yes", False: "No", None: ""}[asked.asked_people]
    headings = [Heading("Group", 3), Heading("How", 3)]
    return [
        words("Result of the screening", screened(held)),
        table("Groups that could be affected differently", headings, rows, empty="No group was named"),
        words("How this is known", known),
        *_action(asked),
        words("Were the people affected asked?", "\n".join([answer, asked.asked_words])),
    ]


def _action(asked: equality.Screening) -> list[Block]:
    """What is done about it, where a group could be worse off or something was said."""
    said = next((one.action for one in asked.groups if one.action), "")
    worse = any(one.effect in equality.HARMFUL for one in asked.groups)
    return [words("What is done about it", said)] if worse or said else []


def screened(held: Mapping[str, Any]) -> str:
    """The result as it was kept, or by the rule from the answers that were."""
    if not held:
        return ""
    if held.get("result"):
        return "\n".join([held["result"], *held.get("reasons", ())])
    result = equality.screen(equality.screening_from(held))
    return "\n".join([result.headline, *result.reasons])


def _money(document: Document, names: Names) -> list[Block]:
    return [in_short(document, names.funds), *terms(document)]


ROWS: dict[str, Callable[[Document, Names], list[Block]]] = {
    "fit": _fit,
    "options": _options,
    "money": _money,
    "evidence": _evidence,
    "risks": _risks,
    "resources": _requests,
    "equality": _equality,
}
KEPT = {
    "options": ("criteria",),
    "measures": ("measures",),
    "delivery": ("milestones",),
    "consultation": ("consultations", "consultation_answers", "consultation_changes"),
    "theory": ("theory_steps", "theory_links"),
}
