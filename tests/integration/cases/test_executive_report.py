"""The report to the Executive: the council's headings in their order, figures as on screen, and no blank section."""

import io
import re

import docx as python_docx
import pytest
from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.boards.test_meeting import at_approval
from tests.integration.cases.test_papers import FIGURE, fetched, word_text
from tests.support.client import Judge
from tests.support.journey import People
from tests.support.pdf_reader import faults, text_of

# Typed from a report of 12 January 2023 to the council's Executive, in its order.
# "Recommendation" is plural here, as the specification has it, and no borough is named.
COUNCIL = [
    "1 Synopsis",
    "2 Recommendations",
    "3 Background and context",
    "4 Implications",
    "4.1 Financial implications",
    "4.2 Legal implications",
    "4.3 Environmental implications and contribution to achieving a net zero carbon borough by 2030",
    "4.4 Equalities impact assessment",
    "5 Conclusion and reasons for recommendations",
    "Appendices",
    "Background papers",
    "Final report clearance",
]
FRONT = ["Report of", "Meeting of", "Date", "Ward(s)"]
AUTHORS = ["Report author", "Financial implications author", "Legal implications author"]


def headings(made: bytes) -> list[str]:
    read = python_docx.Document(io.BytesIO(made))
    return [one.text for one in read.paragraphs if one.style and one.style.name in {"Heading 1", "Heading 2"}]


def in_order(wanted: list[str], said: str) -> None:
    at = -1
    for one in wanted:
        found = said.find(one, at + 1)
        assert found > at, one
        at = found


def test_its_headings_are_the_councils(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in)
    viewer = signed_in("viewer")
    here = f"/proposals/{ref}/v/2"
    assert viewer.page(here).select_one(f'a[href="{here}/report.docx"]')
    word, pdf = fetched(viewer, f"{here}/report.docx"), fetched(viewer, f"{here}/report.pdf")
    assert [one for one in headings(word) if not re.match(r"3\.\d", one)] == COUNCIL
    assert faults(pdf) == []
    for said in (text_of(pdf), re.sub(r"\s+", " ", word_text(word))):
        in_order([f"{one}:" for one in FRONT], said)
        in_order(COUNCIL, said)
        in_order(AUTHORS, said)
        assert "Meeting of: Change Board" in said
        assert "Late letters" in said  # the need
        assert "View of finance Agreed." in said
        assert said.count("Not written yet") > 2
    first = python_docx.Document(io.BytesIO(word)).paragraphs[2]
    assert first.text.startswith("Report of: ")


def test_no_heading_stands_over_nothing(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in)
    read = python_docx.Document(io.BytesIO(fetched(signed_in("viewer"), f"/proposals/{ref}/v/2/report.docx")))
    last = read.element.body[-1]
    for one in read.paragraphs:
        if one.style and one.style.name == "Heading 2":
            after = one._p.getnext()
            assert after is not None
            assert after is not last
            assert "Heading2" not in after.xml
            assert "Heading1" not in after.xml


def test_its_figures_are_those_of_the_page(year: Flask) -> None:
    with year.app_context():
        ref, n = db.session.execute(
            text(
                "SELECT p.ref, v.n FROM gateway_round r JOIN case_version v ON v.id = r.case_version_id "
                "JOIN proposal p ON p.id = r.proposal_id WHERE r.gateway = 'G4' AND NOT p.restricted "
                "ORDER BY length(v.document) DESC LIMIT 1"
            )
        ).one()
    viewer, page = Judge(year).sign_in("viewer"), f"/proposals/{ref}/v/{n}"
    shown = set(FIGURE.findall(viewer.page(page).get_text(" ")))
    whole = set(FIGURE.findall(text_of(fetched(viewer, f"{page}/case.pdf"))))
    for ending in ("pdf", "docx"):
        made = fetched(viewer, f"{page}/report.{ending}")
        found = set(FIGURE.findall(text_of(made) if ending == "pdf" else word_text(made)))
        assert len(found & shown) > 10
        assert found <= whole  # the page has not every figure of the appraisal; the case as a paper has


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_only_what_went_to_gateway_four_has_one(app: Flask, signed_in: People, ending: str) -> None:
    ref = at_approval(app, signed_in)
    assert signed_in("viewer").http.get(f"/proposals/{ref}/v/1/report.{ending}").status_code == 404
