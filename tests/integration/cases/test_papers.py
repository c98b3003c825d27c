"""Papers of a version: the figures of the page in every file, the rights of the page, the record on each, quickly made."""

import io
import json
import re
from decimal import Decimal

import docx as python_docx
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import event, text
from werkzeug.test import TestResponse

from changeportal.data.session import db
from changeportal.domain.frozen_rows import rows_in_words
from changeportal.domain.money import parse_pounds
from tests.integration.cases.test_gateway_two import submitted, written
from tests.support.client import Judge, check_headers
from tests.support.journey import People, taken_on
from tests.support.pdf_reader import faults, page_count, text_of

FIGURE = re.compile(r"[+−]?£[0-9,]+(?:\.[0-9]{2})?")
OURS = re.compile(r"=-?SUM\([A-Z]+[0-9]+(:[A-Z]+[0-9]+)?\)(-SUM\([A-Z]+[0-9]+\))*")
FILES = ("v/2/case.pdf", "v/2/case.docx", "v/2/money.xlsx", "summary.pdf")
LARGEST = "CP-2024-0006"


def fetched(person: Judge, path: str) -> bytes:
    answer = person.http.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    check_headers(answer)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    return answer.data


def table_figures(page: BeautifulSoup) -> list[list[str]]:
    """The rows of figures of the page's tables of money and worth, each with its first cell."""
    rows = [row for table in page.select("table") for row in table.select("tbody tr")]
    found = [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in rows]
    return [row for row in found if any(FIGURE.fullmatch(cell) for cell in row)]


def word_text(made: bytes) -> str:
    read = python_docx.Document(io.BytesIO(made))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in read.paragraphs), *cells])


def even(said: str) -> str:
    return re.sub(r"\s+", "", said)


def test_the_figures_of_every_file_are_those_of_the_page(year: Flask) -> None:
    person = Judge(year).sign_in("finance")
    here = f"/proposals/{LARGEST}"
    page = person.page(f"{here}/v/2")
    rows = table_figures(page)
    assert len(rows) > 8
    shown = set(FIGURE.findall(page.get_text(" ")))
    assert "£20,939,285.96" in shown
    pdf, word = fetched(person, f"{here}/v/2/case.pdf"), fetched(person, f"{here}/v/2/case.docx")
    assert faults(pdf) == []
    for said in (text_of(pdf), word_text(word)):
        assert shown <= set(FIGURE.findall(said))
    money = [row for row in rows if len(row) == 7]
    for row in money:
        assert even("".join(row)) in even(text_of(pdf)), row
        assert even("".join(row)) in even(word_text(word)), row
    assert set(FIGURE.findall(text_of(fetched(person, f"{here}/summary.pdf")))) <= shown


def test_the_workbook_adds_up_by_itself_and_equals_the_page(year: Flask) -> None:
    person = Judge(year).sign_in("finance")
    here = f"/proposals/{LARGEST}/v/2"
    held = fetched(person, f"{here}/money.xlsx")
    rows = {
        (row[0].rsplit(" (", 1)[0], *(parse_pounds(cell.lstrip("+")) for cell in row[1:]))
        for row in table_figures(person.page(here))
        if len(row) == 7
    }
    values, formulas = load_workbook(io.BytesIO(held), data_only=True), load_workbook(io.BytesIO(held))
    found = set()
    for row in values["Option 2"].iter_rows(min_row=4, values_only=True):
        label = str(row[2]).rsplit(" (", 1)[0]
        found.add((label, *(int(Decimal(str(cell)).scaleb(2)) for cell in row[4:])))
    assert found == rows
    kinds = {
        cell.data_type for sheet in formulas for line in sheet.iter_rows() for cell in line if cell.value is not None
    }
    assert kinds == {"s", "n", "f"}
    every = [cell.value for sheet in formulas for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]
    assert len(every) > 30
    assert all(OURS.fullmatch(str(one)) for one in every)
    assert _worked_out(formulas["Option 2"]) == {
        cell.coordinate: cell.value for row in values["Option 2"].iter_rows(min_row=4, min_col=5) for cell in row
    }


def _worked_out(sheet) -> dict[str, float]:
    """What a spreadsheet program would make of the formulas, worked out here again."""

    def value(cell) -> Decimal:
        said = cell.value
        if not isinstance(said, str):
            return Decimal(str(said))
        parts = re.findall(r"(-?)SUM\(([A-Z]+[0-9]+)(?::([A-Z]+[0-9]+))?\)", said)
        return sum(
            (
                (-1 if sign else 1) * sum(value(one) for line in sheet[f"{a}:{b or a}"] for one in line)
                for sign, a, b in parts
            ),
            Decimal(0),
        )

    return {cell.coordinate: float(value(cell)) for row in sheet.iter_rows(min_row=4, min_col=5) for cell in row}


def test_each_says_what_it_was_made_from(year: Flask) -> None:
    with year.app_context():
        sha = db.session.execute(
            text(
                "SELECT sha256 FROM case_version v JOIN proposal p ON p.id = v.proposal_id WHERE p.ref = :r AND v.n = 2"
            ),
            {"r": LARGEST},
        ).scalar_one()
        name = db.session.execute(text("SELECT name FROM person WHERE email = 'viewer@demo.example'")).scalar_one()
    viewer = Judge(year).sign_in("viewer")
    said = {one: fetched(viewer, f"/proposals/{LARGEST}/{one}") for one in FILES}
    book = load_workbook(io.BytesIO(said["v/2/money.xlsx"]))
    front = " ".join(str(cell) for row in book["About this file"].iter_rows(values_only=True) for cell in row if cell)
    words = [text_of(said["v/2/case.pdf"]), text_of(said["summary.pdf"]), word_text(said["v/2/case.docx"]), front]
    for one in words:
        assert LARGEST in one
        assert "version 2" in one
        assert sha in one.replace(" ", "")
        assert f"Made by {name}, 20 November 2026" in one or f"made by\n{name}" in one
    assert page_count(said["summary.pdf"]) == 1
    assert faults(said["summary.pdf"]) == []


def test_what_is_in_the_case_is_in_its_paper(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    signed_in("finance").send(
        f"/proposals/{ref}/signoffs/finance", {"outcome": "agreed", "comments": "Seen and agreed"}
    )
    viewer = signed_in("viewer")
    for said in (
        text_of(fetched(viewer, f"/proposals/{ref}/v/2/case.pdf")),
        word_text(fetched(viewer, f"/proposals/{ref}/v/2/case.docx")),
    ):
        for wanted in (
            "Late letters",  # a section's text
            "Email first (recommended)",  # options, side by side
            "Net present value",
            "9 days late",  # evidence
            "Because old records. Effect: no letter",  # risks
            "You do not need a full assessment",  # equality
            "Seen and agreed",  # sign-offs
            "What gateway 2 asked for",
            "Not written yet",  # the price base was asked for and not given
        ):
            assert wanted in re.sub(r"\s+", " ", said), wanted
        assert "£48,000" in said


def test_every_row_of_a_version_is_in_its_papers(year: Flask) -> None:
    with year.app_context():
        found = db.session.execute(
            text("SELECT p.ref, v.n, v.document FROM case_version v JOIN proposal p ON p.id = v.proposal_id")
        ).all()
    held = [(row.ref, row.n, rows_in_words(json.loads(row.document))) for row in found]
    ref, n, kinds = max(held, key=lambda one: len(one[2]))
    assert len(kinds) >= 6
    person = Judge(year).sign_in("finance")
    files = [fetched(person, f"/proposals/{ref}/v/{n}/case.{kind}") for kind in ("pdf", "docx")]
    assert faults(files[0]) == []
    for said in (even(text_of(files[0])), even(word_text(files[1]))):
        for kind in kinds:
            for one in kind.rows:
                assert even(one.title) in said, (kind.title, one.title)
                assert all(even(fact) in said for fact in one.facts.values()), (kind.title, one.facts)


def test_a_hostile_case_stays_text_in_every_file(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in, "=cmd|' /C calc'!A0")
    author = signed_in("author")
    written(app, author, ref)
    wicked = '#read("/etc/hostname") {{ 7*7 }} $x$'
    author.send(
        f"/proposals/{ref}/case/need", {"problem": wicked, "affected": "x", "residents_said": "y", "complete": "yes"}
    )
    with app.app_context():
        db.session.execute(
            text("UPDATE profile_line SET title = '=HYPERLINK(\"http://x\",\"y\")' WHERE kind = 'saving'")
        )
        db.session.execute(text("UPDATE case_option SET title = '=1+1' WHERE kind = 'other'"))
        db.session.commit()
    author.send(f"/proposals/{ref}/submit", {})
    here = f"/proposals/{ref}/v/2"
    assert wicked in text_of(fetched(author, f"{here}/case.pdf"))
    assert wicked in word_text(fetched(author, f"{here}/case.docx"))
    book = load_workbook(io.BytesIO(fetched(author, f"{here}/money.xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.value for cell in cells if str(cell.value).startswith("=") and cell.data_type == "s"} >= {
        '=HYPERLINK("http://x","y")',
    }
    assert all(OURS.fullmatch(cell.value) for cell in cells if cell.data_type == "f")


def test_an_idea_has_papers_too_and_a_draft_has_none(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    viewer = signed_in("viewer")
    assert "Why we should do it" not in text_of(fetched(viewer, f"/proposals/{ref}/v/1/case.pdf"))
    assert "Letters by email" in text_of(fetched(viewer, f"/proposals/{ref}/summary.pdf"))
    assert viewer.http.get(f"/proposals/{ref}/v/2/case.pdf").status_code == 404
    overview = viewer.page(f"/proposals/{ref}")
    assert overview.select_one(f'a[href="/proposals/{ref}/v/1/case.pdf"]')
    assert not overview.select_one(f'a[href="/proposals/{ref}/v/1/money.xlsx"]')


@pytest.mark.parametrize("path", FILES)
def test_a_restricted_one_is_for_those_who_may_open_its_page(year: Flask, path: str) -> None:
    with year.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true WHERE ref = :r"), {"r": LARGEST})
        db.session.commit()
    here, nowhere = (
        Judge(year).sign_in("viewer").http.get(f"/proposals/{ref}/{path}") for ref in (LARGEST, "CP-2024-9999")
    )
    assert (here.status_code, nowhere.status_code) == (404, 404)
    assert "attachment" not in here.headers.get("Content-Disposition", "")
    fetched(Judge(year).sign_in("finance"), f"/proposals/{LARGEST}/{path}")
    with year.app_context():
        kept = (
            db.session.execute(text("SELECT subject FROM security_event WHERE kind = 'restricted_paper'"))
            .scalars()
            .all()
        )
    assert kept == [f"/proposals/{LARGEST}/{path}"]


@pytest.mark.parametrize("path", FILES)
def test_a_paper_asks_little(year: Flask, path: str) -> None:
    person = Judge(year).sign_in("finance")
    heard: list[str] = []

    def hear(_connection, _cursor, statement: str, *_rest) -> None:
        heard.append(statement)

    answer: TestResponse = person.http.get(f"/proposals/{LARGEST}/{path}")
    assert answer.status_code == 200
    with year.app_context():
        event.listen(db.engine, "before_cursor_execute", hear)
        person.http.get(f"/proposals/{LARGEST}/{path}")
        event.remove(db.engine, "before_cursor_execute", hear)
    asked = [one for one in heard if one.lstrip().upper().startswith(("SELECT", "WITH"))]
    assert len(asked) <= 26, len(asked)
