"""The page that stands before each item's papers in a pack: what a board needs to decide, as the item's screen has it."""

from collections.abc import Iterator, Sequence

from changeportal.domain.effect_words import HEADINGS, NOTHING, FundEffect, effect_rows, of_item
from changeportal.domain.frozen_rows import KINDS
from changeportal.domain.packs import PackKind
from changeportal.domain.realisation import record_words
from changeportal.domain.resourcing import format_fte
from changeportal.domain.signoffs import LABELS
from changeportal.domain.terms import SignOffKind
from changeportal.domain.wording import day, plural
from changeportal.papers.blocks import Block, Heading, short, table, words
from changeportal.papers.case_figures import WORTH, figure_of, in_short, option_title
from changeportal.papers.case_sections import screened
from changeportal.papers.case_summary import greatest_risks, worth_in_short
from changeportal.queries.packs import ItemCase, PackItem
from changeportal.services.signoffs import WORDS
from changeportal.services.telling import outcome_words

MOST_TEXT, MOST_SAID, MOST_ROWS, MOST_OPTIONS, MOST_LINES = 320, 160, 9, 4, 4
SHOWN = ("npv", "bcr", "whole_life_cost")
# A public pack does not count what is exempt: its figure could be told from the difference.
TOGETHER = {PackKind.PUBLIC: "All papers of this pack", PackKind.EXEMPT: "Whole agenda"}
POWERS = {"advise": "to advise", "recommend": "to recommend", "decide": "to decide"}


def first_page(item: PackItem) -> list[Block]:
    """Its blocks, each short enough for all of them to stand on one page."""
    asked = words("What is asked", item.paper.recommendation)
    return [asked, *_of_case(item, item.case)] if item.case else [asked]


def facts(item: PackItem) -> list[list[str]]:
    """What the item is: mission, gateway and power, version, lateness."""
    paper, held = item.paper, item.case
    late = [["Late paper", paper.late_reason]] if paper.late_reason else []
    if held is None:
        return [["Kind", "A report to note"], *late]
    about = held.case.version.document["proposal"]
    asked = f"Gateway {paper.gateway.value[1]}, {POWERS.get(paper.power, paper.power)}" if paper.gateway else "To note"
    exempt = [["Exempt", paper.exempt.words]] if paper.exempt else []
    return [
        ["The board is asked", asked],
        ["Mission", held.case.names.missions.get(about["mission"] or "", "Not chosen yet")],
        ["Directorate", about["directorate"] or "Not chosen yet"],
        ["Case", f"{paper.ref}, version {paper.case_version}"],
        *exempt,
        *late,
    ]


def _of_case(item: PackItem, held: ItemCase) -> Iterator[Block]:
    document = held.case.version.document
    yield _options(held)
    yield words("What it is worth", worth_in_short(document))
    yield in_short(document, held.case.names.funds, MOST_ROWS)
    if held.effects is not None:
        yield from _gap(held.effects, TOGETHER[item.paper.kind])
    yield words("The sponsor’s record of promise against delivery", "\n".join(record_words(held.record)))
    yield words("People’s time asked for", _time(held))
    yield words("Greatest risks", "\n".join(greatest_risks(document)))
    yield words("Effects on equality", short(screened(document["equality"]).replace("\n", ". "), MOST_TEXT))
    yield words("Consultation", _consultation(held))
    yield words("View of finance", _finance(held))
    yield words("Findings of the checks, and the answers", "\n".join(_findings(held)))
    if item.questions:
        yield words("Questions before the meeting", "\n".join(_questions(item.questions)))
    yield words("Conditions from earlier gateways", "\n".join(_conditions(held)))
    yield words("Earlier decisions", "\n".join(_decisions(held)))


def _options(held: ItemCase) -> Block:
    frozen = {one["title"]: one for one in held.case.version.document.get("appraisal", {}).get("options", ())}
    labels = {name: label for label, name in WORTH}
    rows = [
        [
            option_title(one) + (", do minimum" if one["kind"] == "do_minimum" else ""),
            *(figure_of(frozen[one["title"]], name) if one["title"] in frozen else "Not worked out" for name in SHOWN),
        ]
        for one in held.case.version.document["options"]
    ]
    headings = [Heading("Option", 6), *(Heading(labels[name], 3, numeric=True) for name in SHOWN)]
    return table(
        "Options, do minimum included: £, real prices", headings, rows[:MOST_OPTIONS], empty="No option was entered"
    )


def _gap(effects: Sequence[FundEffect], together: str) -> Iterator[Block]:
    """What the item, and the papers of this pack together, do to the gap, as the item's screen shows it before the vote."""
    said = [f"{one}." for one in of_item(effects)]
    yield words("What it does to the gap", "\n".join(said or [NOTHING]))
    if effects:
        headings = [
            Heading(HEADINGS[0], 5),
            Heading(HEADINGS[1], 3),
            *(Heading(one, 3, numeric=True) for one in HEADINGS[2:]),
        ]
        yield table(
            "Still to find, or met from a fund’s own balance: plus is a gap", headings, effect_rows(effects, together)
        )


def _time(held: ItemCase) -> str:
    lines = [
        f"{held.case.names.pools.get(one['pool'], one['pool'])}: up to {format_fte(max(one['months'].values()))} full-time "
        f"posts in {plural(len(one['months']), 'month')}"
        for one in held.case.version.document["requests"]
        if one["months"]
    ]
    return "; ".join(lines[:MOST_LINES]) or "None is asked for"


def _consultation(held: ItemCase) -> str:
    document = held.case.version.document
    told = [
        f"{one.title}: " + "; ".join(f"{name.lower()} {said}" for name, said in one.facts.items() if said)
        for one in (KINDS["consultations"][1](document, row) for row in document.get("consultations", ()))
    ]
    asked = str(document["sections"].get("need", {}).get("residents_said") or "")
    return short("\n".join(told) or asked, MOST_TEXT)


def _finance(held: ItemCase) -> str:
    check = next((one for one in held.case.checks if one.kind is SignOffKind.FINANCE), None)
    if check is None:
        return f"No sign-off of {LABELS[SignOffKind.FINANCE].lower()} was asked for"
    if check.outcome is None:
        return "Waiting for it"
    return short(f"{WORDS[check.outcome].capitalize()}. {check.comments} {check.by}, {day(check.at)}", MOST_TEXT)


def _findings(held: ItemCase) -> list[str]:
    brief = held.brief
    if not brief.findings:
        return ["The checks found nothing" if brief.kept else "This version is older than the checks"]
    counted = f"{plural(len(brief.serious), 'serious finding')}, {len(brief.findings) - len(brief.serious)} for advice"
    told = [f"{_ended(one.words)} Answer: {short(one.answer or 'none yet', MOST_SAID)}" for one in brief.serious]
    return [counted, *told[:MOST_LINES]]


def _ended(said: str) -> str:
    """A sentence in short, with the mark that ends it."""
    told = short(said, MOST_SAID)
    return told if told[-1:] in {".", "?", "!", ")"} else f"{told}."


def _questions(asked: Sequence[tuple[str, str, str]]) -> list[str]:
    return [
        f"{who}: {_ended(said)} Answer: {short(answer or 'none yet', MOST_SAID)}"
        for who, said, answer in asked[-MOST_LINES:]
    ]


def _conditions(held: ItemCase) -> list[str]:
    rows = [
        f"{short(one.text, MOST_SAID)} ({one.owner}, by {day(one.due)}; {'met' if one.met_at else 'open'})"
        for one in held.conditions
    ]
    return rows[:MOST_LINES] or ["None"]


def _decisions(held: ItemCase) -> list[str]:
    made = [
        f"Gateway {one.gateway.value[1]}: {outcome_words(one.outcome)}, {day(one.decided_at)}, {one.decision}"
        for one in held.rounds
        if one.outcome and one.decision
    ]
    return made[-MOST_LINES:] or ["None yet"]
