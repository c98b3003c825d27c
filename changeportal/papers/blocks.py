"""What papers are made of: texts, tables and records, as plain data that the PDF and the Word template show alike."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Block = dict[str, Any]
NOT_WRITTEN = "Not written yet"
NONE_ENTERED = "Nothing was entered"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its heading, its share of the width (0: as wide as its figures), and whether figures stand in it."""

    text: str
    width: int = 1
    numeric: bool = False


def words(label: str, text: str) -> Block:
    """A text under its label, by paragraphs; one that nobody wrote says so."""
    found = [one.strip() for one in text.splitlines() if one.strip()]
    return {"kind": "words", "label": label, "paragraphs": found or [NOT_WRITTEN], "missing": not found}


def short(text: str, most: int) -> str:
    """The text in one paragraph, cut at a word where it is longer than so many characters, and saying so."""
    joined = " ".join(text.split())
    if len(joined) <= most:
        return joined
    kept = joined[:most].rsplit(" ", 1)[0]
    return f"{kept}… (more in the business case)"


def note(text: str) -> Block:
    """A sentence of the paper's own."""
    return {"kind": "words", "label": "", "paragraphs": [text], "missing": False}


def table(
    caption: str,
    headings: Sequence[Heading],
    rows: Iterable[Sequence[str]],
    *,
    strong: Sequence[int] = (),
    empty: str = NONE_ENTERED,
) -> Block:
    """A table under its caption; ``strong`` rows are totals. Without rows its caption stands with what ``empty`` says."""
    cells = [list(row) for row in rows]
    if not cells:
        return {"kind": "words", "label": caption, "paragraphs": [empty], "missing": True}
    columns = [{"text": one.text, "width": one.width, "numeric": one.numeric} for one in headings]
    shown = [
        {
            "strong": n in strong,
            "cells": [{"text": text, "numeric": one.numeric} for one, text in zip(headings, row, strict=True)],
        }
        for n, row in enumerate(cells)
    ]
    return {"kind": "table", "caption": caption, "columns": columns, "rows": shown}


def section(title: str, *blocks: Block) -> Block:
    """A titled run of blocks."""
    return {"title": title, "blocks": list(blocks) or [words("", "")]}


def clean(held: Any) -> Any:
    """The same data without characters that no file can hold."""
    if isinstance(held, str):
        return _NOT_XML.sub("", held)
    if isinstance(held, dict):
        return {name: clean(value) for name, value in held.items()}
    return [clean(one) for one in held] if isinstance(held, list | tuple) else held
