"""What an uploaded file is, read from its bytes. The name is only held against it: a file that says two things is refused."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from zipfile import is_zipfile

from changeportal.domain.errors import Invalid
from changeportal.domain.file_names import extension_of
from changeportal.domain.office_packages import OfficeKind, read_package

MB = 1024 * 1024
FIELD = "file"
TAKEN = "a PDF, Word (.docx), Excel (.xlsx), CSV, text, PNG or JPEG file"
ENDINGS = ("pdf", "docx", "xlsx", "csv", "txt", "png", "jpg", "jpeg")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PNG = b"\x89PNG\r\n\x1a\n"
_TAIL = 2048
_MARKUP = (b"<!doctype", b"<html", b"<svg", b"<script", b"<?xml", b"<?php", b"{\\rtf", b"#!")
_CONTROLS = frozenset(range(32)) - {9, 10, 12, 13}


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file that is taken: the endings of its names and the type that it is served as."""

    words: str
    endings: tuple[str, ...]
    media_type: str


PDF = FileKind("a PDF", ("pdf",), "application/pdf")
WORD = FileKind("a Word document", ("docx",), OfficeKind.WORD.media_type)
EXCEL = FileKind("an Excel workbook", ("xlsx",), OfficeKind.EXCEL.media_type)
PNG = FileKind("a PNG picture", ("png",), "image/png")
JPEG = FileKind("a JPEG picture", ("jpg", "jpeg"), "image/jpeg")
TEXT = FileKind("a text file", ("txt",), "text/plain; charset=utf-8")
CSV = FileKind("a CSV file", ("csv",), "text/csv; charset=utf-8")


def _no(words: str) -> Invalid:
    return Invalid({FIELD: words})


def kind_of(name: str, body: bytes, most_bytes: int) -> FileKind:
    """The kind of a file. Invalid names the field ``file`` and says what is wrong with it."""
    if not body:
        raise _no("The selected file is empty")
    if len(body) > most_bytes:
        raise _no(too_big(most_bytes))
    ending = extension_of(name)
    if ending in {"docm", "xlsm", "dotm", "xltm", "xlsb", "xlam"}:
        raise _no("The selected file can hold macros. Save it without macros, as .docx or .xlsx")
    kind = _read(body, ending)
    if ending not in kind.endings:
        raise _no(
            f"The selected file is {kind.words} inside, and its name ends in ‘.{ending[:12]}’. Give it its own ending"
        )
    return kind


def too_big(most_bytes: int) -> str:
    """What is said of a file over the limit."""
    return f"The selected file must be smaller than {most_bytes // MB}MB"


def _read(body: bytes, ending: str) -> FileKind:
    if body.startswith(_OLD_OFFICE):
        raise _no(
            "The selected file is password protected, or in an old format. Save it as .docx or .xlsx without a password"
        )
    if body.startswith(b"PK\x03\x04"):
        return WORD if read_package(body) is OfficeKind.WORD else EXCEL
    if is_zipfile(BytesIO(body)):
        raise _no(f"The selected file holds another file inside it. It must be {TAKEN}")
    for start, read in _BY_START.items():
        if body.startswith(start):
            return read(body)
    return _text(body, ending)


def _pdf(body: bytes) -> FileKind:
    if b"%%EOF" not in body[-_TAIL:]:
        raise _no("The selected file is a damaged PDF: its end is missing. Save it again")
    if b"/Encrypt" in body:
        raise _no("The selected file is password protected. Save it without a password")
    return PDF


def _png(body: bytes) -> FileKind:
    """Chunk by chunk to the end: nothing may stand behind the picture."""
    place = len(_PNG)
    names: list[bytes] = []
    while place + 8 <= len(body) and names[-1:] != [b"IEND"]:
        length, name = struct.unpack(">I4s", body[place : place + 8])
        names.append(name)
        place += 12 + length
    if names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"] or place != len(body):
        raise _no("The selected file is no whole picture, or something is hidden behind it. Save it again as PNG")
    return PNG


def _jpeg(body: bytes) -> FileKind:
    if not body.rstrip(b"\0\r\n").endswith(b"\xff\xd9"):
        raise _no("The selected file is no whole picture, or something is hidden behind it. Save it again as JPEG")
    return JPEG


def _text(body: bytes, ending: str) -> FileKind:
    """Text in UTF-8 or Windows letters, that no program would take for a page or a script."""
    head = body.removeprefix(b"\xef\xbb\xbf")[:_TAIL].lstrip().lower()
    words = f"The selected file must be {TAKEN}"
    if head.startswith(_MARKUP) or _CONTROLS & set(body):
        raise _no(words)
    try:
        body.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            body.decode("cp1252")
        except UnicodeDecodeError as fault:
            raise _no(words) from fault
    if ending not in {*CSV.endings, *TEXT.endings}:
        raise _no(words)
    return CSV if ending in CSV.endings else TEXT


_BY_START: dict[bytes, Callable[[bytes], FileKind]] = {b"%PDF-": _pdf, _PNG: _png, b"\xff\xd8\xff": _jpeg}
