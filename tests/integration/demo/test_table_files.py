"""Tables of pages as files: the same cells, for those who may see the page alone."""

import csv
import io

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.support.client import Judge

TABLES = [
    ("finance", "/mtfs/versions", "versions-caption"),
    ("viewer", "/boards", "boards-caption"),
    ("viewer", "/missions", "missions-caption"),
    ("viewer", "/proposals/CP-2025-0028/decisions", "rounds-caption"),
    ("secretary", "/boards/change-board/2026-12-08", "agenda-caption"),
    ("finance", "/savings/months", "months-caption"),
]


@pytest.mark.parametrize(("who", "path", "caption"), TABLES)
def test_a_file_has_the_rows_of_the_page(year: Flask, who: str, path: str, caption: str) -> None:
    person = Judge(year).sign_in(who)
    rows = person.page(path).select(f"table:has(#{caption}) tr")
    answer = person.http.get(f"{path}?table={caption}&format=csv")
    assert answer.mimetype == "text/csv"
    read = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(read) == len(rows) > 1
    book = load_workbook(io.BytesIO(person.http.get(f"{path}?table={caption}&format=xlsx").data))
    assert book.sheetnames == ["About this file", "Table"]


def test_a_page_that_is_refused_gives_no_file(year: Flask) -> None:
    assert Judge(year).sign_in("viewer").http.get("/admin/security?table=security-caption&format=csv").status_code in {
        403,
        404,
    }
