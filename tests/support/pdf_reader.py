"""What is in a PDF: its text, its structure, and whether it is accessible by PDF/UA-1."""

import io
import re
from collections.abc import Iterator
from typing import Any

import page
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

Node = dict[str, Any]


def faults(made: bytes) -> list[str]:
    """Every rule of PDF/UA-1 that it breaks, with what the house asks beside: title, language, headers of tables."""
    report = page.validate_pdf_bytes(made, profile=page.ValidationProfile.PDF_UA_1)
    return [one.rule_id for one in report.failures] + list(_missing(PdfReader(io.BytesIO(made))))


def _missing(read: PdfReader) -> Iterator[str]:
    root: Any = read.trailer["/Root"]
    if root.get("/Lang") != "en-GB":
        yield "language"
    if not (read.metadata and read.metadata.title):
        yield "title"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "title is not displayed"
    if "/StructTreeRoot" not in root:
        yield "tags"
        return
    for table in tables(read):
        if not list(parts(table, "/TH")):
            yield "a table without headers"


def tables(read: PdfReader) -> list[Any]:
    """The tables of its structure."""
    root: Any = read.trailer["/Root"]
    return list(parts(root["/StructTreeRoot"], "/Table"))


def parts(node: Any, kind: str) -> Iterator[Any]:
    """Every part of that kind in the structure below."""
    held = node.get_object()
    if isinstance(held, ArrayObject):
        for one in held:
            yield from parts(one, kind)
    elif isinstance(held, DictionaryObject):
        if held.get("/S") == kind:
            yield held
        if "/K" in held:
            yield from parts(held["/K"], kind)


def text_of(made: bytes) -> str:
    """Its words in order, spaces made even."""
    read = PdfReader(io.BytesIO(made))
    return re.sub(r"\s+", " ", " ".join(one.extract_text() for one in read.pages)).replace("\u200b", "")


def page_count(made: bytes) -> int:
    """How many pages it has."""
    return len(PdfReader(io.BytesIO(made)).pages)
