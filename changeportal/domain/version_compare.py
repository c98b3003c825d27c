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
Key = tuple[str, str, str]
_PIECES = re.compile(r"\s+|[^\s]+")
_ROWS: tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "options",
        "options",
        "title",
        (
            ("title", "name"),
            ("description", "what would be done"),
            ("preferred", "recommended"),
            ("why", "why, or why not"),
        ),
    ),
    (
        "evidence",
        "evidence",
        "claim",
        (("claim", "claim"), ("shows", "what it shows"), ("source", "source"), ("strength", "strength")),
    ),
    (
        "risks",
        "risks",
        "title",
        (
            ("title", "risk"),
            ("cause", "cause"),
            ("effect", "effect"),
            ("mitigation", "what is done about it"),
            ("likelihood", "likelihood, 1 to 5"),
            ("impact", "impact, 1 to 5"),
        ),
    ),
    ("requests", "resources", "pool", (("pool", "team"), ("why", "why"))),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and what became of them: same, added or removed."""

    words: str
    mark: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text that differs, as one run of pieces. ``code`` is the section's."""

    section: str
    label: str
    pieces: Sequence[Piece]
    code: str = ""


@dataclass(frozen=True, slots=True)
class HeldChange:
    """A file or a claim that is in one version alone; mark: added or removed."""

    what: str
    name: str
    mark: str


def text_changes(before: Document, after: Document) -> list[TextChange]:
    """Every text that differs: of the sections in the order of the task list, then of options, evidence and risks."""
    old, new = dict(_texts(before)), dict(_texts(after))
    keys = list(dict.fromkeys([*new, *old]))
    places = {code: n for n, code in enumerate(BY_CODE)}
    found = []
    for key in sorted(keys, key=lambda one: places[one[0]]):
        (_label, first), (_other, second) = old.get(key, ("", "")), new.get(key, ("", ""))
        label = new.get(key, old.get(key, ("", "")))[0]
        if first != second:
            found.append(TextChange(BY_CODE[key[0]].label, label, pieces(first, second), key[0]))
    return found


def _texts(document: Document) -> Iterator[tuple[Key, tuple[str, str]]]:
    """Each text by its section, row and field, with its label."""
    for code, section in BY_CODE.items():
        for one in section.fields:
            yield (code, "", one.code), (one.label, _text(document, code, one.code))
    for part, code, name, fields in _ROWS:
        for row in document.get(part, ()):
            for field, label in fields:
                if field in row:
                    words = {True: "yes", False: "no", None: ""}.get(row[field], row[field])
                    yield (code, str(row["id"]), field), (f"{row[name]}: {label}", str(words))


def _text(document: Document, section: str, field: str) -> str:
    return str(document.get("sections", {}).get(section, {}).get(field, "") or "")


def unchanged_codes(before: Document, after: Document) -> list[str]:
    """The sections with texts that are the same in both."""
    changed = {one.code for one in text_changes(before, after)}
    return [code for code, section in BY_CODE.items() if section.fields and code not in changed]


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
