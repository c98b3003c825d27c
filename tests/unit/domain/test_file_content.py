"""What a file is, by its bytes; names are held against it and cleaned for showing."""

import pytest

from changeportal.domain.errors import Invalid
from changeportal.domain.file_content import kind_of
from changeportal.domain.file_names import shown_name
from tests.support import files

MOST = 10 * 1024 * 1024
MACROS = '<Default Extension="bin" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
EXCEL = "spreadsheetml.sheet"
OFFICE = "application/vnd.openxmlformats-officedocument."
FULL = "".join(f'<c r="A{n}"><v>{n * 7919 % 100_003}</v></c>' for n in range(200_000)).encode()


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("report.PDF", files.PDF, "application/pdf"),
        ("a.docx", files.office(), f"{OFFICE}wordprocessingml.document"),
        ("a.xlsx", files.office(EXCEL), f"{OFFICE}spreadsheetml.sheet"),
        ("calls.csv", files.CSV, "text/csv; charset=utf-8"),
        ("notes.txt", "Größe £".encode("cp1252"), "text/plain; charset=utf-8"),
        ("map.png", files.PNG, "image/png"),
        ("photo.jpeg", files.JPEG, "image/jpeg"),
        (
            "chart.docx",
            files.with_part("word/embeddings/sheet.xlsx", files.office(EXCEL)),
            f"{OFFICE}wordprocessingml.document",
        ),
        ("bank.xlsx", files.office(EXCEL, **{"xl/sheet.xml": FULL}), f"{OFFICE}spreadsheetml.sheet"),
    ],
)
def test_what_is_taken(name: str, body: bytes, media_type: str) -> None:
    assert kind_of(name, body, MOST).media_type == media_type


BOMB = {f"word/{n}.xml": b"\0" * (30 * 1024 * 1024) for n in range(2)}
NASTY = {
    "empty": ("a.pdf", b"", "is empty"),
    "a renamed program": ("a.pdf", b"MZ\x90\x00" + b"\0" * 60, "must be a PDF"),
    "a program for Unix": ("a.txt", b"\x7fELF" + b"\0" * 60, "must be a PDF"),
    "a page": ("a.txt", b"\xef\xbb\xbf  <!DOCTYPE html><script>alert(1)</script>", "must be a PDF"),
    "a drawing": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "must be a PDF"),
    "text named as a picture": ("a.png", files.CSV, "must be a PDF"),
    "a picture named as a document": ("a.pdf", files.PNG, "is a PNG picture inside"),
    "a workbook named as a document": ("a.docx", files.office(EXCEL), "is an Excel workbook inside"),
    "a document without an ending": ("report", files.PDF, "is a PDF inside"),
    "PDF and archive in one": ("a.pdf", files.PDF + files.package({"x": b"y"}), "holds another file"),
    "picture and archive in one": ("a.jpg", files.JPEG + files.package({"x": b"y"}), "holds another file"),
    "something behind a picture": ("a.png", files.PNG + b"<script>", "hidden behind it"),
    "something behind a photograph": ("a.jpg", files.JPEG + b"<?php", "hidden behind it"),
    "half a PDF": ("a.pdf", files.PDF[:-8], "end is missing"),
    "a PDF with a password": ("a.pdf", files.PDF.replace(b"/Root", b"/Encrypt 2 0 R /Root"), "password"),
    "an old document": (
        "a.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "password protected, or in an old",
    ),
    "macros by name": ("a.docm", files.office(), "can hold macros"),
    "macros by part": ("a.docx", files.with_part("word/vbaProject.bin", b"x"), "macros or programs"),
    "macros by type": ("a.docx", files.office(more=MACROS), "macros or programs"),
    "an archive": ("a.docx", files.package({"a.txt": b"x"}), "is an archive"),
    "an archive in a document": (
        "a.docx",
        files.with_part("word/x.zip", files.package({"y": b"z"})),
        "other files inside",
    ),
    "a program in a document": ("a.docx", files.with_part("word/x.bin", b"MZ\x90"), "other files inside"),
    "an archive two deep": (
        "a.docx",
        files.with_part(
            "word/embeddings/1.docx", files.with_part("word/embeddings/2.docx", files.with_part("word/y.xml", b"x"))
        ),
        "other files inside",
    ),
    "a bomb": ("a.docx", files.office(**BOMB), "too large when it is unpacked"),
    "a bomb of many parts": ("a.docx", files.package({f"{n}.xml": b"" for n in range(2_001)}), "too large when"),
    "a part that lies about its size": ("a.docx", files.lying(), "is damaged"),
    "a way out": ("a.docx", files.with_part("../../etc/cron.xml", b"x"), "leads outside"),
    "an absolute way": ("a.docx", files.with_part("/etc/cron.xml", b"x"), "leads outside"),
    "a link": ("a.docx", files.with_link(), "leads outside"),
    "an entity": (
        "a.docx",
        files.with_part("word/x.xml", b"<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///z'>]>"),
        "refers to",
    ),
    "cut in half": ("a.docx", files.office()[:200], "is damaged"),
    "too big": ("a.txt", b"a" * (MOST + 1), "must be smaller than 10MB"),
}


@pytest.mark.parametrize("what", NASTY)
def test_what_is_refused(what: str) -> None:
    name, body, words = NASTY[what]
    with pytest.raises(Invalid) as refused:
        kind_of(name, body, MOST)
    assert words in refused.value.fields["file"]


def test_a_small_bomb_stays_small() -> None:
    assert len(NASTY["a bomb"][1]) < 100_000


@pytest.mark.parametrize(
    ("name", "title", "shown"),
    [
        ("../../etc/passwd.txt", "", "passwd.txt"),
        ("C:\\Users\\me\\Survey  2026.xlsx", "", "Survey 2026.xlsx"),
        ("invoice\u202efdp.docx", "", "invoicefdp.docx"),
        ("a\x00b\r\nSet-Cookie: x.pdf", "", "abSet-Cookie x.pdf"),
        ("x" * 300 + ".pdf", "", "x" * 96 + ".pdf"),
        (".pdf", "", "pdf"),
        ("...", "", "file"),
        (";rm -rf.csv", "", "rm -rf.csv"),
        ("scan0001.pdf", "Survey of tenants", "Survey of tenants.pdf"),
        ("scan0001.pdf", "Survey.pdf", "Survey.pdf"),
        ("scan0001.pdf", "../Survey/2026", "Survey 2026.pdf"),
        ("zero\u200bwidth\ufeff.png", "", "zerowidth.png"),
    ],
)
def test_names_are_cleaned_for_showing(name: str, title: str, shown: str) -> None:
    assert shown_name(name, title) == shown
