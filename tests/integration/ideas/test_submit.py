"""An idea, question by question, through the pages."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.support.client import Judge

ANSWERS = {
    "problem": {"problem": "Letters go out late every week"},
    "change": {"change": "Send them by email first"},
    "residents": {"residents": ["residents", "staff"], "residents_how": "They hear sooner"},
    "mission": {"mission": "EP"},
    "money": {"money": ["spend_less"], "money_guess": "to_10000"},
    "needs": {"needs": ["people"]},
    "service": {"service": "repairs", "touches": "Finance"},
    "affected": {"affected": ["no"]},
    "involvement": {"involvement": "help"},
}


def put_in(person: Judge, name: str = "Letters by email") -> str:
    """Type an idea through its ten questions and submit it; the reference."""
    answer = person.send("/ideas/new/name", {"name": name})
    ref = answer.location.split("/")[2]
    for question, answers in ANSWERS.items():
        person.send(f"/ideas/{ref}/{question}", answers)
    assert person.send(f"/ideas/{ref}/check", {}).location == f"/ideas/{ref}/submitted"
    return ref


def test_an_idea_is_submitted_with_a_promised_date(app: Flask, signed_in: Callable[[str], Judge]) -> None:
    person = signed_in("proposer")
    ref = put_in(person)
    page = person.page(f"/ideas/{ref}/submitted")
    # ten working days after Friday 20 November 2026
    assert "4 December 2026" in page.get_text()
    with app.app_context():
        row = db.session.execute(
            text("SELECT stage, status, promised_on::text FROM proposal WHERE ref = :r"), {"r": ref}
        ).one()
        assert tuple(row) == ("idea", "submitted", "2026-12-04")
        frozen = db.session.execute(text("SELECT n, gateway, length(sha256) FROM case_version")).all()
        assert [tuple(one) for one in frozen] == [(1, "G1", 64)]
        mails = db.session.execute(text("SELECT payload->>'subject' FROM outbox")).scalars().all()
        assert mails == [f"{ref}: ‘Letters by email’ was received"]


def test_a_missing_answer_is_named_and_linked(signed_in: Callable[[str], Judge]) -> None:
    person = signed_in("proposer")
    ref = person.send("/ideas/new/name", {"name": "Half an idea"}).location.split("/")[2]
    answer = person.send(f"/ideas/{ref}/check", {}, status=422)
    assert "Tell us what the problem is now" in answer.text
    assert f'href="/ideas/{ref}/problem?change=yes"' in answer.text


def test_what_was_typed_stays_when_it_is_refused(signed_in: Callable[[str], Judge]) -> None:
    person = signed_in("proposer")
    ref = person.send("/ideas/new/name", {"name": "Long words"}).location.split("/")[2]
    long = "word " * 201
    answer = person.send(f"/ideas/{ref}/problem", {"problem": long}, status=422)
    assert "Your answer must be 200 words or less" in answer.text
    assert long.strip() in answer.text


def test_a_stranger_can_not_know_of_a_draft(signed_in: Callable[[str], Judge]) -> None:
    ref = signed_in("proposer").send("/ideas/new/name", {"name": "Mine alone"}).location.split("/")[2]
    stranger = signed_in("viewer")
    stranger.page(f"/ideas/{ref}/problem", status=404)
    stranger.page(f"/ideas/{ref}/check", status=404)


def test_the_same_form_sent_twice_makes_one_idea(app: Flask, signed_in: Callable[[str], Judge]) -> None:
    person = signed_in("proposer")
    hidden = person.hidden(person.page("/ideas/new/name"), "/ideas/new/name")
    first, second = (person.http.post("/ideas/new/name", data={**hidden, "name": "Once"}) for _ in range(2))
    assert first.location == second.location
    with app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM proposal")).scalar() == 1
