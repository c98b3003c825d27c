"""Draft minutes as a file: what the page says, by the rights of the page."""

import re

import pytest
from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.cases.test_papers import even, fetched, word_text
from tests.support.client import Judge
from tests.support.pdf_reader import faults, text_of

MINUTES = "/boards/change-board/2026-11-10/minutes"


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_the_file_says_what_the_page_says(year: Flask, ending: str) -> None:
    viewer = Judge(year).sign_in("viewer")
    page = viewer.page(MINUTES)
    assert page.select_one(f'a[href="{MINUTES}.{ending}"]')
    made = fetched(viewer, f"{MINUTES}.{ending}")
    said = even(text_of(made) if ending == "pdf" else word_text(made))
    if ending == "pdf":
        assert faults(made) == []
    titles = [one.get_text(" ", strip=True) for one in page.select("main h2") if "Item" in one.get_text()]
    assert titles
    for title in titles:
        assert even(title) in said
    for cell in page.select("main tbody td, main tbody th"):
        assert even(cell.get_text(" ", strip=True)) in said
    for number in re.findall(r"D-\d{4}-\d{4}", page.get_text(" ")):
        assert number in said


def test_a_restricted_item_is_not_in_the_file_of_a_stranger(year: Flask) -> None:
    viewer = Judge(year).sign_in("viewer")
    found = re.search(r"CP-\d{4}-\d{4}", viewer.page(MINUTES).get_text(" "))
    assert found
    ref = found.group(0)
    with year.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true WHERE ref = :r"), {"r": ref})
        db.session.commit()
    assert ref not in word_text(fetched(viewer, f"{MINUTES}.docx"))
    assert ref in word_text(fetched(Judge(year).sign_in("change-lead"), f"{MINUTES}.docx"))
