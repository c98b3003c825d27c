"""Theory of change: steps in five columns, links that lead forward, and the sentences that say the same as the diagram."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    """The columns of the diagram, from what is put in to what it is for."""

    INPUTS = "inputs"
    ACTIVITIES = "activities"
    OUTPUTS = "outputs"
    OUTCOMES = "outcomes"
    IMPACT = "impact"


COLUMN_LABELS = {
    Column.INPUTS: "Inputs",
    Column.ACTIVITIES: "Activities",
    Column.OUTPUTS: "Outputs",
    Column.OUTCOMES: "Outcomes",
    Column.IMPACT: "Impact",
}
COLUMN_HINTS = {
    Column.INPUTS: "What is put in: people, money, buildings",
    Column.ACTIVITIES: "What is done with it",
    Column.OUTPUTS: "What comes out of it and can be counted",
    Column.OUTCOMES: "What gets better for people",
    Column.IMPACT: "What it is all for",
}
_ORDER = {column: n for n, column in enumerate(Column)}


@dataclass(frozen=True, slots=True)
class Step:
    """A box of the diagram."""

    key: str
    column: Column
    title: str


@dataclass(frozen=True, slots=True)
class Link:
    """One step leads to another, if the assumption holds."""

    key: str
    start: str
    end: str
    assumption: str


@dataclass(frozen=True, slots=True)
class Theory:
    """The whole chain."""

    steps: Sequence[Step] = ()
    links: Sequence[Link] = ()

    def ordered(self) -> list[Link]:
        """The links in the order of the columns in which they start; diagram and sentences number them so."""
        place = {one.key: (_ORDER[one.column], n) for n, one in enumerate(self.steps)}
        return sorted(self.links, key=lambda link: (place[link.start], place[link.end]))


NO_THEORY = Theory()


def step_faults(step: Step, theory: Theory) -> dict[str, str]:
    """What stops a step from being taken: moved into a column from which its links would lead backwards."""
    columns = {one.key: one.column for one in theory.steps} | {step.key: step.column}
    titles = {one.key: one.title for one in theory.steps}
    for link in theory.links:
        if step.key in (link.start, link.end) and not _forward(columns, link):
            other = titles[link.end if link.start == step.key else link.start]
            return {"stands_in": f"The link with ‘{other}’ would lead backwards. Remove that link first"}
    return {}


def link_faults(link: Link, theory: Theory) -> dict[str, str]:
    """What stops a link from being taken: it leads backwards or to itself, or stands there already."""
    columns = {one.key: one.column for one in theory.steps}
    if not _forward(columns, link):
        return {"end_id": "Choose a step in a later column: the chain leads from inputs to impact"}
    same = [one for one in theory.links if (one.start, one.end) == (link.start, link.end) and one.key != link.key]
    return {"end_id": "There is a link between these two already. Change that one"} if same else {}


def _forward(columns: Mapping[str, Column], link: Link) -> bool:
    return _ORDER[columns[link.end]] > _ORDER[columns[link.start]]


def dead_ends(theory: Theory) -> list[Step]:
    """Steps before the impact that lead nowhere."""
    starts = {link.start for link in theory.links}
    return [one for one in theory.steps if one.column is not Column.IMPACT and one.key not in starts]


def unexplained(theory: Theory) -> list[Step]:
    """Steps after the inputs that nothing leads to."""
    ends = {link.end for link in theory.links}
    return [one for one in theory.steps if one.column is not Column.INPUTS and one.key not in ends]


def sentences(theory: Theory) -> list[str]:
    """What the diagram says in words: "A leads to B, if …", in the order of the columns."""
    titles = {one.key: one.title for one in theory.steps}
    return [f"{titles[one.start]} leads to {titles[one.end]}, if {one.assumption}" for one in theory.ordered()]
