"""Two frozen versions of a case: texts word by word, figures with their differences, and what stayed the same.

Both arguments are documents as the case is frozen (sections with texts, options with lines and amounts in pence).
"""

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from changeportal.domain.case_sections import BY_CODE

Document = Mapping[str, Any]
_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and what became of them: same, added or removed."""

    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that differs, as one run of pieces."""

    section: str
    label: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """An amount that differs: pence before and after, nothing where the line or year was not there."""

    option: str
    line: str
    year: int
    before: int | None
    after: int | None

    @property
    def difference(self) -> int:
        """After less before."""
        return (self.after or 0) - (self.before or 0)


@dataclass(frozen=True, slots=True)
class HeldChange:
    """A file or a claim that is in one version alone; mark: added or removed."""

    what: str
    name: str
    mark: str


def text_changes(before: Document, after: Document) -> list[TextChange]:
    """Every text of the sections that differs, in the order of the task list."""
    return [
        TextChange(section.label, one.label, pieces(old, new))
        for code, section in BY_CODE.items()
        for one in section.fields
        for old, new in ((_text(before, code, one.code), _text(after, code, one.code)),)
        if old != new
    ]


def _text(document: Document, section: str, field: str) -> str:
    return str(document.get("sections", {}).get(section, {}).get(field, "") or "")


def unchanged_sections(before: Document, after: Document) -> list[str]:
    """Labels of sections with texts that are the same in both."""
    return [
        section.label
        for code, section in BY_CODE.items()
        if section.fields
        and all(_text(before, code, one.code) == _text(after, code, one.code) for one in section.fields)
    ]


def pieces(old: str, new: str) -> list[Piece]:
    """The words of both texts as one run, each same, removed or added. Joined without removals it is the new text."""
    first, second = _PIECES.findall(old), _PIECES.findall(new)
    found: list[Piece] = []
    for code, a, b, c, d in difflib.SequenceMatcher(a=first, b=second, autojunk=False).get_opcodes():
        if code == "equal":
            found.append(Piece("".join(first[a:b]), "same"))
            continue
        found += [
            Piece("".join(words), mark) for words, mark in ((first[a:b], "removed"), (second[c:d], "added")) if words
        ]
    return found


def figure_changes(before: Document, after: Document) -> list[FigureChange]:
    """Every amount of every option that differs, line by line and year by year."""
    old, new = dict(_amounts(before)), dict(_amounts(after))
    keys = sorted({*old, *new}, key=lambda key: (key[0], key[2], key[3]))
    return [
        FigureChange(_name(before, after, key[0]), key[2], key[3], old.get(key), new.get(key))
        for key in keys
        if old.get(key) != new.get(key)
    ]


def _amounts(document: Document) -> Iterator[tuple[tuple[str, str, str, int], int]]:
    for option in document.get("options", ()):
        for line in option["lines"]:
            for year, pence in line["amounts"].items():
                yield (option["id"], line["id"], line["title"], int(year)), pence


def held_changes(before: Document, after: Document) -> list[HeldChange]:
    """Files, posts and contracts that came or went, by what they are and their name. A changed file is another file."""
    old, new = dict(_held(before)), dict(_held(after))
    gone = [HeldChange(*old[key], "removed") for key in old if key not in new]
    return sorted(
        gone + [HeldChange(*new[key], "added") for key in new if key not in old], key=lambda one: (one.what, one.name)
    )


def _held(document: Document) -> Iterator[tuple[str, tuple[str, str]]]:
    for item in document.get("evidence", ()):
        for file in item.get("files", ()):
            yield f"{file['id']} {file['sha256']}", ("File", file["name"])
    for option in document.get("options", ()):
        for line in option["lines"]:
            for one in line.get("claims", ()):
                yield f"{line['id']} {one['id']}", (f"{one['thing'].capitalize()} of ‘{line['title']}’", one["number"])


def _name(before: Document, after: Document, option_id: str) -> str:
    names = {one["id"]: one["title"] for document in (before, after) for one in document.get("options", ())}
    return str(names[option_id])
