"""A returned case: what is asked per section, what was done, and both in front of whoever reads the next version."""

import re

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.boards.test_meeting import MEETING, ready
from tests.integration.cases.test_gateway_two import submitted
from tests.integration.ideas.test_triage import state
from tests.support.client import Judge, at
from tests.support.journey import People

ASKS = {
    "outcome": "return",
    "reasons": "Say more",
    "ask_section_1": "need",
    "ask_text_1": "Say how many of them are tenants",
    "ask_section_2": "money",
    "ask_text_2": "Count the postage of 2028/29",
}


def returned(app: Flask, signed_in: People) -> str:
    """A case that the change lead sent back with two things to do."""
    ref = submitted(app, signed_in)
    signed_in("change-lead").send(f"/proposals/{ref}/decide/G2", ASKS)
    return ref


def done(author: Judge, ref: str, answer: str = "We counted 1,900 tenants") -> None:
    """Answer everything that waits, each beside its section."""
    page = author.page(f"/proposals/{ref}/asked")
    for form in page.select(f"form[action^='/proposals/{ref}/asked/']"):
        author.send(str(form["action"]), {"answer": answer}, form_at=f"/proposals/{ref}/asked")


def words(person: Judge, path: str) -> str:
    return " ".join(person.page(path).get_text(" ").split())


def test_the_decision_names_what_is_asked_and_each_section_shows_it(app: Flask, signed_in: People) -> None:
    ref, author = returned(app, signed_in), signed_in("author")
    listed = words(author, f"/proposals/{ref}/case")
    assert "The case was sent back with 2 things to do" in listed
    assert "1 thing asked for and not answered" in listed
    assert "Say how many of them are tenants" in words(author, f"/proposals/{ref}/case/need")
    assert "Count the postage of 2028/29" in words(author, f"/proposals/{ref}/money")
    assert "Say how many" not in words(author, f"/proposals/{ref}/case/fit")
    number = re.search(r"D-\d{4}-\d{4}", words(author, f"/proposals/{ref}/asked"))
    assert number
    assert "Say how many of them are tenants" in words(author, f"/decisions/{number.group(0)}")


def test_it_cannot_be_submitted_again_before_each_is_answered(app: Flask, signed_in: People) -> None:
    ref, author = returned(app, signed_in), signed_in("author")
    page = author.page(f"/proposals/{ref}/submit")
    assert "Say what was done about what was asked: ‘Describe the problem" in " ".join(page.get_text(" ").split())
    assert page.select_one(f'a[href="/proposals/{ref}/asked"]')
    assert "2 sections are not complete" in page.get_text(" ")
    refused = author.send(f"/proposals/{ref}/submit", {}, status=403)
    assert "This is not ready to submit" in refused.text
    done(author, ref)
    author.send(f"/proposals/{ref}/submit", {})
    assert state(app, ref) == ("business_case", "in_review")
    reviewer = signed_in("finance")
    for path in ("v/3", "signoffs/finance"):
        read = words(reviewer, f"/proposals/{ref}/{path}")
        assert "Say how many of them are tenants" in read, path
        assert "We counted 1,900 tenants" in read, path


def test_an_empty_answer_keeps_what_others_typed_and_names_its_box(app: Flask, signed_in: People) -> None:
    ref, author = returned(app, signed_in), signed_in("author")
    path = f"/proposals/{ref}/asked"
    action = str(at(author.page(path), f"form[action^='{path}/']")["action"])
    wrong = author.send(action, {"answer": " "}, form_at=path, status=422)
    assert "Say what was done about it" in wrong.text
    author.send(action, {"answer": "First"}, form_at=path)
    author.send(action, {"answer": "Better said"}, form_at=path)
    assert "Better said" in words(author, path)
    reader = signed_in("viewer")
    assert not reader.page(path).select("main form")
    token = reader.hidden(reader.page("/ideas/new/name"), "/ideas/new/name")
    assert reader.http.post(action, data={**token, "answer": "Mine"}).status_code == 403
    other = action.rsplit("/", 1)[0] + "/00000000-0000-0000-0000-000000000000"
    assert author.http.post(other, data={**author.hidden(author.page(path), path), "answer": "x"}).status_code == 404


def test_one_more_place_without_javascript_and_half_an_ask_is_named(app: Flask, signed_in: People) -> None:
    ref, lead = submitted(app, signed_in), signed_in("change-lead")
    path = f"/proposals/{ref}/decide/G2"
    assert not lead.page(path).select("#ask_text_3")
    more = lead.send(path, {**ASKS, "add": "ask"}, status=200)
    assert 'id="ask_text_3"' in more.text
    assert "Count the postage of 2028/29" in more.text
    assert state(app, ref) == ("business_case", "in_review")
    half = lead.send(path, {**ASKS, "ask_section_2": ""}, status=422)
    assert "Select the section that thing 2 is about" in half.text
    assert "Count the postage of 2028/29" in half.text
    third = {**ASKS, "ask_section_3": "risks", "ask_text_3": "Name the owner of each risk"}
    lead.send(path, third)
    assert "Name the owner of each risk" in words(signed_in("author"), f"/proposals/{ref}/case/risks")


def test_asks_stand_for_ever_and_with_a_return_alone_also_by_sql(app: Flask, signed_in: People) -> None:
    ref, author = returned(app, signed_in), signed_in("author")
    done(author, ref)
    for statement in (
        "UPDATE asked_item SET text = 'Less'",
        "DELETE FROM asked_item",
        "UPDATE asked_answer SET answer = 'More'",
        "DELETE FROM asked_answer",
    ):
        with app.app_context(), pytest.raises(DBAPIError, match="permission denied"):
            db.session.execute(text(statement))
    with app.app_context(), pytest.raises(DBAPIError, match="only a decision that returns this case"):
        db.session.execute(
            text(
                "INSERT INTO asked_item (id, proposal_id, decision_id, n, section, text) "
                "SELECT gen_random_uuid(), d.proposal_id, d.id, 1, 'need', 'x' FROM decision d "
                "WHERE d.outcome = 'proceed' LIMIT 1"
            )
        )
    with app.app_context(), pytest.raises(DBAPIError, match="only a decision that returns this case"):
        db.session.execute(
            text(
                "INSERT INTO asked_item (id, proposal_id, decision_id, n, section, text) "
                "SELECT gen_random_uuid(), gen_random_uuid(), d.id, 9, 'need', 'x' FROM decision d "
                "WHERE d.outcome = 'return' LIMIT 1"
            )
        )


def test_a_board_that_sends_it_back_asks_through_its_record(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    item = f"{MEETING}/items/1"
    record = {**ASKS, "public": "yes"}
    more = secretary.send(f"{item}/record", {**record, "add": "ask"}, status=200)
    assert 'id="ask_text_3"' in more.text
    secretary.send(f"{item}/record", record)
    assert "2 things" in words(secretary, item)
    box = secretary.page(f"{item}/record").select_one("#ask_text_2")
    assert box
    assert box.get_text(strip=True) == "Count the postage of 2028/29"
    signed_in("chair").send(f"{item}/confirm", {}, form_at=item)
    assert "Change Board" in words(signed_in("author"), f"/proposals/{ref}/asked")
    assert "Say how many of them are tenants" in words(signed_in("author"), f"/proposals/{ref}/case/need")
