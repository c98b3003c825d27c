"""Rows of a frozen case in words, and what differs between the rows of two versions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from changeportal.domain.line_terms import NOTHING, net_words, range_words, terms_in
from changeportal.domain.measures import DIRECTION_LABELS, Direction
from changeportal.domain.option_scores import Total, total
from changeportal.domain.theory import COLUMN_LABELS, Column

Document = Mapping[str, Any]
Facts = dict[str, str]


@dataclass(frozen=True, slots=True)
class FrozenRow:
    """A row: its name, and what it says under which heading."""

    key: str
    title: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class FrozenRows:
    """All rows of a kind."""

    title: str
    rows: Sequence[FrozenRow]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, removed or changed; ``facts`` are heading, before and after."""

    kind: str
    title: str
    mark: str
    facts: Sequence[tuple[str, str, str]]


def _day(text: str | None) -> str:
    if not text:
        return ""
    on = date.fromisoformat(text)
    return f"{on.day} {on:%B %Y}"


def _title_of(document: Document, kind: str, key: str | None) -> str:
    return next((str(one["title"]) for one in document.get(kind, ()) if one["id"] == key), "")


def _criterion(document: Document, row: Document) -> FrozenRow:
    scores = {
        f"Score of ‘{_title_of(document, 'options', option)}’": f"{score}: {reason}"
        for option, score, reason in row["scores"]
    }
    return FrozenRow(row["id"], row["title"], {"Weight": str(row["weight"]), **scores})


def _value(row: Document, name: str) -> str:
    figure = f"{row[f'{name}_value']} {row['unit']}" if row[f"{name}_value"] is not None else ""
    return ", ".join(one for one in (figure, row[f"{name}_text"]) if one)


def _measure(_document: Document, row: Document) -> FrozenRow:
    facts = {
        "Kind": str(row["effect"]).capitalize(),
        "Direction": DIRECTION_LABELS[Direction(row["direction"])],
        "Now": _value(row, "baseline"),
        "On": _day(row["baseline_on"]),
        "Target": _value(row, "target"),
        "By": _day(row["target_on"]),
        "How it is measured": row["how_measured"],
        "By group": row["groups"],
        "Owner": row["owner"],
        "Commitment": row["commitment"] or "None",
    }
    return FrozenRow(row["id"], row["title"], facts)


def _milestone(document: Document, row: Document) -> FrozenRow:
    after = _title_of(document, "milestones", row["after_id"])
    return FrozenRow(row["id"], row["title"], {"By": _day(row["due"]), "Who leads": row["lead"], "Comes after": after})


def _consultation(_document: Document, row: Document) -> FrozenRow:
    facts = {"Who was asked": row["how"], "Opens": _day(row["opened"]), "Closes": _day(row["closed"])}
    return FrozenRow(row["id"], row["title"], facts)


def _answer(document: Document, row: Document) -> FrozenRow:
    facts = {
        "Answers": f"{row['number']:,}",
        "Consultation": _title_of(document, "consultations", row["consultation_id"]),
    }
    return FrozenRow(row["id"], row["group_name"], facts)


def _said(document: Document, row: Document) -> FrozenRow:
    facts = {"We did": row["did"], "Consultation": _title_of(document, "consultations", row["consultation_id"])}
    return FrozenRow(row["id"], row["said"], facts)


def _step(_document: Document, row: Document) -> FrozenRow:
    return FrozenRow(row["id"], row["title"], {"Column": COLUMN_LABELS[Column(row["stands_in"])]})


def _link(document: Document, row: Document) -> FrozenRow:
    start, end = (_title_of(document, "theory_steps", row[name]) for name in ("start_id", "end_id"))
    return FrozenRow(row["id"], start, {"Leads to": end, "If": row["assumption"]})


def _terms(_document: Document, row: Document) -> FrozenRow:
    terms = terms_in(row)
    facts = {
        "Option": row["option"],
        "Range": range_words(terms) if terms.has_range else "",
        "Why that much": terms.range_reason,
        "Taken off and added": net_words(terms) if terms.says_net else "",
        "How it is known": terms.net_reason,
    }
    return FrozenRow(row["id"], row["title"], facts)


TERMS = "Ranges and net benefits of money lines"
KINDS: Mapping[str, tuple[str, Callable[[Document, Document], FrozenRow]]] = {
    "terms": (TERMS, _terms),
    "criteria": ("Criteria and scores of the options", _criterion),
    "measures": ("What is measured", _measure),
    "milestones": ("Milestones", _milestone),
    "consultations": ("Consultations", _consultation),
    "consultation_answers": ("Who answered", _answer),
    "consultation_changes": ("You said, we did", _said),
    "theory_steps": ("Steps of the theory of change", _step),
    "theory_links": ("Links of the theory of change", _link),
}


def rows_of(document: Document, kind: str) -> list[Document]:
    """The rows of a kind; of money lines those that say a range or how much of a benefit is down to the proposal."""
    if kind != "terms":
        return list(document.get(kind, ()))
    return [
        {**line, "option": option["title"]}
        for option in document.get("options", ())
        for line in option.get("lines", ())
        if terms_in(line) != NOTHING
    ]


def rows_in_words(document: Document, kinds: Iterable[str] = KINDS) -> list[FrozenRows]:
    """Each of the ``kinds`` of which there are rows; a version frozen before there were any has none."""
    found = [
        FrozenRows(KINDS[kind][0], [KINDS[kind][1](document, row) for row in rows_of(document, kind)]) for kind in kinds
    ]
    return [one for one in found if one.rows]


def weighted_totals(document: Document) -> list[tuple[str, Total]]:
    """The weighted total of each option as it stood in that version; none where it had no criteria."""
    criteria = document.get("criteria", ())
    if not criteria:
        return []
    weights = [(one["id"], one["title"], one["weight"]) for one in criteria]
    scores: dict[str, dict[str, int]] = {}
    for one in criteria:
        for option, score, _reason in one["scores"]:
            scores.setdefault(option, {})[one["id"]] = score
    return [(one["title"], total(weights, scores.get(one["id"], {}))) for one in document.get("options", ())]


def row_changes(before: Document, after: Document) -> list[RowChange]:
    """Every row that was added, removed or changed, kind by kind."""
    return [
        change
        for kind, (title, make) in KINDS.items()
        for change in _changes(
            title,
            {one["id"]: make(before, one) for one in rows_of(before, kind)},
            {one["id"]: make(after, one) for one in rows_of(after, kind)},
        )
    ]


def _changes(kind: str, old: Mapping[str, FrozenRow], new: Mapping[str, FrozenRow]) -> list[RowChange]:
    found = []
    for key in [*old, *(key for key in new if key not in old)]:
        a, b = old.get(key), new.get(key)
        shown = b or a
        assert shown is not None
        if a == b:
            continue
        mark = "changed" if a and b else "added" if b else "removed"
        found.append(RowChange(kind, shown.title, mark, _facts(a, b)))
    return found


def _facts(old: FrozenRow | None, new: FrozenRow | None) -> list[tuple[str, str, str]]:
    a, b = ({"Name": one.title, **one.facts} if one else {} for one in (old, new))
    names = [*a, *(name for name in b if name not in a)]
    return [(name, a.get(name, ""), b.get(name, "")) for name in names if a.get(name, "") != b.get(name, "")]
