"""The record and the notice of a decision, and the forward plan, as papers: what the pages say, by the rights of the pages."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.cases.test_papers import even, fetched, word_text
from tests.integration.decisions.test_lawful import at_approval, on, published, resolved
from tests.support.client import Judge
from tests.support.clock import move_on
from tests.support.journey import People
from tests.support.pdf_reader import faults, text_of

NUMBER = "D-2026-0001"
PAPERS = ("record.pdf", "record.docx", "notice.pdf", "notice.docx")


def said_in(made: bytes, ending: str) -> str:
    return text_of(made) if ending == "pdf" else re.sub(r"\s+", " ", word_text(made))


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_what_the_page_says(year: Flask, name: str) -> None:
    viewer = Judge(year).sign_in("viewer")
    page = viewer.page(f"/decisions/{NUMBER}")
    made = fetched(viewer, f"/decisions/{NUMBER}/{name}")
    said = even(said_in(made, name.rsplit(".", 1)[1]))
    if name.endswith("pdf"):
        assert faults(made) == []
    wanted = ("Made", "Who decided", "Reasons", "Recommendation, as put", "Takes effect", "Interests declared")
    for row in page.select(".govuk-summary-list__row"):
        key, value = (row.select_one(one) for one in ("dt", "dd"))
        assert key
        assert value
        if key.get_text(strip=True) in wanted:
            shown = value.find(string=True, recursive=False) or value.get_text(" ", strip=True)
            assert even(str(shown)) in said, key
    for one in page.select("main ol li"):
        assert even(one.get_text(" ", strip=True).split(": ", 1)[-1]) in said
    links = {link["href"] for link in page.select("a[download]")}
    assert f"/decisions/{NUMBER}/{name}" in links


def _in_private(app: Flask, signed_in: People) -> str:
    """A decision of the Executive in private, with every notice that it needs."""
    ref = at_approval(app, signed_in)
    clerk = signed_in("secretary")
    published(clerk, ref)
    private = {"paragraph": "3", "public_interest": "It would show what a bidder pays"}
    published(clerk, ref, kind="private_meeting", **private)
    move_on(app, 25)
    later = {**private, **on("published_on", date(2026, 12, 15)), **on("decision_on", date(2027, 1, 11))}
    published(clerk, ref, date(2026, 12, 15), kind="private_final", **later)
    move_on(app, 52)
    return resolved(clerk, ref, date(2027, 1, 11), in_private="yes").rsplit("/", 1)[-1]


def test_an_exempt_decision_keeps_public_and_exempt_apart(app: Flask, signed_in: People) -> None:
    number = _in_private(app, signed_in)
    viewer = signed_in("viewer")
    for ending in ("pdf", "docx"):
        record = said_in(fetched(viewer, f"/decisions/{number}/record.{ending}"), ending)
        notice = said_in(fetched(viewer, f"/decisions/{number}/notice.{ending}"), ending)
        for kept in ("That option 2 be agreed", "It saves more than it costs"):
            assert kept in record
            assert kept not in notice
        for words in (record, notice):
            assert "Paragraph 3 of part 1 of Schedule 12A" in words
            assert "It would show what a bidder pays" in words
            assert "This is a key decision." in words
        assert ("Exempt" in record) is (ending == "pdf")  # in Word it stands in the head of each page
        assert "A part of this decision is exempt" in notice


@pytest.mark.parametrize("name", PAPERS)
def test_a_restricted_one_is_for_those_who_may_open_its_page(year: Flask, name: str) -> None:
    with year.app_context():
        title = db.session.execute(
            text(
                "UPDATE proposal p SET restricted = true FROM decision d "
                "WHERE d.proposal_id = p.id AND d.number = :n RETURNING p.title"
            ),
            {"n": NUMBER},
        ).scalar_one()
        db.session.commit()
    assert Judge(year).sign_in("viewer").http.get(f"/decisions/{NUMBER}/{name}").status_code == 404
    made = fetched(Judge(year).sign_in("finance"), f"/decisions/{NUMBER}/{name}")
    said = said_in(made, name.rsplit(".", 1)[1])
    assert (title in said) is name.startswith("record")
    with year.app_context():
        kept = db.session.execute(
            text("SELECT count(*) FROM security_event WHERE kind = 'restricted_paper'")
        ).scalar_one()
    assert kept == (1 if name.startswith("record") else 0)


def test_a_correction_stands_beside_the_record(year: Flask) -> None:
    secretary = Judge(year).sign_in("secretary")
    secretary.send(f"/decisions/{NUMBER}", {"text": "The minute number is 12, not 21"}, form_at=f"/decisions/{NUMBER}")
    for name in PAPERS:
        said = said_in(fetched(secretary, f"/decisions/{NUMBER}/{name}"), name.rsplit(".", 1)[1])
        assert "The minute number is 12, not 21" in said


def test_the_forward_plan_as_a_paper_has_the_rows_of_the_page(year: Flask) -> None:
    viewer = Judge(year).sign_in("viewer")
    page = viewer.page("/forward-plan")
    assert page.select_one('a[href="/forward-plan.pdf"]')
    made = fetched(viewer, "/forward-plan.pdf")
    assert faults(made) == []
    said = text_of(made)
    refs = set(re.findall(r"CP-\d{4}-\d{4}", page.get_text(" ")))
    assert refs
    assert set(re.findall(r"CP-\d{4}-\d{4}", said)) == refs
