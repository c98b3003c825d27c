"""Figures from a spreadsheet without JavaScript: looked at first, then used as a whole."""

import io

from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import text

from changeportal.data.session import db
from tests.support.journey import People, taken_on, with_lines, with_option


def amounts(app: Flask) -> list[tuple[str, int, int]]:
    with app.app_context():
        rows = db.session.execute(
            text(
                "SELECT l.title, a.year, a.pence FROM profile_amount a JOIN profile_line l ON l.id = a.line_id ORDER BY 1, 2"
            )
        )
        return [(row.title, row.year, row.pence) for row in rows]


def test_a_block_is_shown_then_used_and_a_bad_one_is_not(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    option = with_option(app, author, ref)
    with_lines(app, author, ref, option)
    path = f"/proposals/{ref}/money/paste?option={option}"
    block = "\t2026/27\t2027/28\nPostage\t£1,000\t2,500.50\nSet-up\t300\t"
    page = author.send(path, {"block": block, "then": "check", "unit": "pounds"}, status=200)
    assert "3 values would change" in page.text
    assert amounts(app) == []
    bad = author.send(path, {"block": block.replace("300", "TBC"), "then": "use"}, status=422)
    assert "TBC" in bad.text
    assert amounts(app) == []
    author.send(path, {"block": block, "then": "use", "unit": "pounds"})
    assert amounts(app) == [("Postage", 2026, 100_000), ("Postage", 2027, 250_050), ("Set-up", 2026, 30_000)]


def test_the_grid_as_a_file_comes_back_filled_in(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    option = with_option(app, author, ref)
    with_lines(app, author, ref, option)
    body = author.http.get(f"/proposals/{ref}/money?option={option}&format=xlsx").data
    book = load_workbook(io.BytesIO(body))
    sheet = book["Table"]
    cell = next(row for row in sheet.iter_rows() if row[0].value == "Postage")[1]
    cell.value = 480000
    out = io.BytesIO()
    book.save(out)
    path = f"/proposals/{ref}/money/paste?option={option}"
    token = author.hidden(author.page(path), path)
    answer = author.http.post(path, data={**token, "file": (io.BytesIO(out.getvalue()), "grid.xlsx"), "then": "check"})
    assert answer.status_code == 200, answer.text
    assert "£480,000" in answer.text
    refused = author.http.post(path, data={**token, "file": (io.BytesIO(b"x"), "grid.docx"), "then": "check"})
    assert refused.status_code == 422
    assert "Excel workbook" in refused.text


def test_a_reader_cannot_use_a_block(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    option = with_option(app, author, ref)
    with_lines(app, author, ref, option)
    reader = signed_in("viewer")
    token = reader.hidden(reader.page("/ideas/new/name"), "/ideas/new/name")
    path = f"/proposals/{ref}/money/paste?option={option}"
    sent = {**token, "block": "\t2026/27\nPostage\t5", "then": "use", "version": "0"}
    assert reader.http.post(path, data=sent).status_code == 403
    assert amounts(app) == []
