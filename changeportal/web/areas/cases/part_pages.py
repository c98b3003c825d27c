"""The lists of rows that stand on the page of a section, and the table of the options' scores."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from changeportal.domain.measures import DIRECTION_LABELS, Effect, amount_words
from changeportal.domain.option_scores import total
from changeportal.domain.theory import COLUMN_LABELS, dead_ends, sentences
from changeportal.queries import case_parts as reads
from changeportal.queries.cases import OptionRow
from changeportal.queries.option_scores import CriterionRow
from changeportal.web.formatting import day, number

EFFECTS = {Effect.BENEFIT: "Benefit", Effect.DISBENEFIT: "Disbenefit"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A list of rows: its table, what stands there when it is empty, and where to add one."""

    part: str
    title: str
    caption: str
    add: str
    empty: str
    columns: Sequence[dict[str, Any]]
    rows: Sequence[Sequence[Any]]


Make = Callable[[str, UUID], list[Block]]


def blocks(ref: str, section: str, proposal_id: UUID) -> list[Block]:
    """The lists of a section; none where it has none. Without a reference their rows lead nowhere, as for a reader."""
    return MAKES[section](ref, proposal_id) if section in MAKES else []


def row_link(ref: str, part: str, row_id: object, words: str, note: str = "") -> dict[str, str]:
    """The heading of a row; whoever may write the case goes from it to the row's form."""
    href = url_for("cases.row", ref=ref, part=part, row_id=row_id) if ref else ""
    return {"text": words, "href": href, "note": note}


def columns(*words: str, numeric: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The headings of a list."""
    return [{"text": one, "numeric": one in numeric} for one in words]


def _measures(ref: str, proposal_id: UUID) -> list[Block]:
    rows = [
        [
            row_link(ref, "measures", one.id, one.title, f"{EFFECTS[one.effect]}. {DIRECTION_LABELS[one.direction]}"),
            amount_words(one.baseline, one.baseline_text, one.unit),
            amount_words(one.target, one.target_text, one.unit),
            day(one.target_on),
            {"text": one.how_measured, "note": f"By group: {one.groups}" if one.groups else ""},
            one.owner,
            one.commitment or "None",
        ]
        for one in reads.measures(proposal_id)
    ]
    return [
        Block(
            part="measures",
            title="What is measured",
            caption="Benefits and disbenefits that are not money",
            add="Add a measure",
            empty="No measures yet. Start with what residents would notice first.",
            columns=columns("Measure", "Now", "Target", "By", "How it is measured", "Owner", "Commitment"),
            rows=rows,
        )
    ]


def _milestones(ref: str, proposal_id: UUID) -> list[Block]:
    rows = [
        [row_link(ref, "milestones", one.id, one.title), day(one.due), one.lead, one.after or "Nothing"]
        for one in reads.milestones(proposal_id)
    ]
    return [
        Block(
            part="milestones",
            title="Milestones",
            caption="Milestones by date",
            add="Add a milestone",
            empty="No milestones yet. Start with the date on which people notice a difference.",
            columns=columns("Milestone", "By", "Who leads", "Comes after"),
            rows=rows,
        )
    ]


def _consultation(ref: str, proposal_id: UUID) -> list[Block]:
    held = [
        [
            row_link(ref, "consultations", one.id, one.title, one.how),
            day(one.opened),
            day(one.closed),
            number(one.answers),
        ]
        for one in reads.consultations(proposal_id)
    ]
    first = Block(
        part="consultations",
        title="Consultations",
        caption="Consultations by the day on which they opened",
        add="Add a consultation",
        empty="No consultation yet.",
        columns=columns("Consultation", "Opens", "Closes", "Answers counted", numeric=("Answers counted",)),
        rows=held,
    )
    return [first, *_outcome(ref, proposal_id)] if held else [first]


def _outcome(ref: str, proposal_id: UUID) -> list[Block]:
    answers = [
        [row_link(ref, "answers", one.id, one.group), one.consultation, number(one.number)]
        for one in reads.answers(proposal_id)
    ]
    changes = [
        [row_link(ref, "changes", one.id, one.said), one.did, one.consultation] for one in reads.changes(proposal_id)
    ]
    return [
        Block(
            part="answers",
            title="Who answered",
            caption="Answers by group",
            add="Add a number of answers",
            empty="Nobody has counted the answers yet.",
            columns=columns("Group", "Consultation", "Answers", numeric=("Answers",)),
            rows=answers,
        ),
        Block(
            part="changes",
            title="You said, we did",
            caption="What people said and what was done about it",
            add="Add what people said and what you did",
            empty="Nothing yet. Say it also where you changed nothing, and why.",
            columns=columns("You said", "We did", "Consultation"),
            rows=changes,
        ),
    ]


def _theory(ref: str, proposal_id: UUID) -> list[Block]:
    chain = reads.theory(proposal_id)
    nowhere = {one.key for one in dead_ends(chain)}
    titles = {one.key: one.title for one in chain.steps}
    steps = [
        [
            row_link(ref, "steps", one.key, one.title, "Leads nowhere yet" if one.key in nowhere else ""),
            COLUMN_LABELS[one.column],
        ]
        for one in chain.steps
    ]
    links = [
        [row_link(ref, "links", one.key, f"{n}. {titles[one.start]}"), titles[one.end], one.assumption]
        for n, one in enumerate(chain.ordered(), start=1)
    ]
    found = [
        Block(
            part="steps",
            title="Steps",
            caption="Steps by column",
            add="Add a step",
            empty="No steps yet. Start with the impact, then work backwards.",
            columns=columns("Step", "Column"),
            rows=steps,
        ),
        Block(
            part="links",
            title="Links",
            caption="What leads to what",
            add="Add a link",
            empty="No links yet.",
            columns=columns("This", "Leads to", "If"),
            rows=links,
        ),
    ]
    return found if len(steps) > 1 else found[:1]


MAKES: dict[str, Make] = {
    "measures": _measures,
    "delivery": _milestones,
    "consultation": _consultation,
    "theory": _theory,
}


def theory_words(proposal_id: UUID) -> list[str]:
    """The diagram in words; nothing while there is nothing to draw."""
    chain = reads.theory(proposal_id)
    return sentences(chain) if chain.links else []


def score_table(ref: str, criteria: Sequence[CriterionRow], options: Sequence[OptionRow]) -> dict[str, Any]:
    """Criteria down the side, options across, each score with its reason; the last row is the weighted totals."""
    weights = [(str(one.id), one.title, one.weight) for one in criteria]
    rows: list[list[Any]] = []
    for one in criteria:
        cells = [one.scores.get(option.id) for option in options]
        said = [{"text": str(cell.score), "note": cell.reason} if cell else "Not scored yet" for cell in cells]
        rows.append([row_link(ref, "criteria", one.id, one.title), str(one.weight), *said])
    totals = [
        total(weights, {str(one.id): one.scores[option.id].score or 0 for one in criteria if option.id in one.scores})
        for option in options
    ]
    if criteria:
        rows.append(
            [
                "Weighted total, out of 100",
                "",
                *("Not all scored yet" if one.share is None else str(one.share) for one in totals),
            ]
        )
    names = [one.title + (" (recommended)" if one.preferred else "") for one in options]
    return {"score_rows": rows, "score_columns": columns("Criterion", "Weight", *names)}
