"""Money for change: asking a pot, what it has left, capital receipts and their saving, two confirmations at one instant."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.boards.test_races import Send, at_once, posting
from tests.integration.cases.test_gateway_two import submitted, written
from tests.integration.ideas.test_triage import last_mail
from tests.support.client import Judge
from tests.support.journey import People, taken_on
from tests.support.stage import SAVING

ASK = {"pot": "reserve", "year": "2027", "amount": "100,000", "why": "The team that makes the change"}


def pot(app: Flask, slug: str, kind: str, available: int, year: int = 2027) -> None:
    with app.app_context():
        db.session.execute(
            text("INSERT INTO pot (id, slug, name, kind, fund_code) VALUES (:i, :s, :n, :k, 'GF')"),
            {"i": uuid4(), "s": slug, "n": slug.capitalize(), "k": kind},
        )
        db.session.execute(
            text("INSERT INTO pot_year (pot_id, year, available) SELECT id, :y, :a FROM pot WHERE slug = :s"),
            {"s": slug, "y": year, "a": available},
        )
        db.session.commit()


def asked(app: Flask, author: Judge, ref: str, **more: str) -> str:
    author.send(f"/proposals/{ref}/resources/money", {**ASK, **more})
    with app.app_context():
        return str(db.session.execute(text("SELECT id FROM funding_request ORDER BY id DESC LIMIT 1")).scalar_one())


def state(app: Flask, request: str) -> str:
    with app.app_context():
        return str(
            db.session.execute(text("SELECT state FROM funding_request WHERE id = :i"), {"i": request}).scalar_one()
        )


def test_a_pot_is_asked_and_answers(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    pot(app, "reserve", "transformation_reserve", 15_000_000)
    path = f"/resources/money/{asked(app, signed_in('author'), ref)}"
    assert "Left£150,000" in signed_in("s151").page(path).get_text().replace("\n", "").replace(" ", "").replace(
        "GeneralFund", ""
    )
    refused = signed_in("s151").send(path, {"answer": "declined"}, status=422, form_at=path)
    assert "Say why you decline" in refused.text
    stranger = signed_in("viewer")
    assert "Only the holder of this pot can do this" in stranger.page(path).get_text()
    token = stranger.hidden(stranger.page("/ideas/new/name"), "/ideas/new/name")
    assert stranger.http.post(path, data={**token, "answer": "confirmed"}).status_code == 403
    signed_in("s151").send(path, {"answer": "confirmed"})
    assert "Reserve, 2027/28: confirmed" in last_mail(app, "author")
    words = signed_in("viewer").page("/resources/pots").get_text(" ", strip=True)
    assert "£150,000 £100,000 £50,000 £0" in words


def test_no_more_is_confirmed_than_is_left(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    pot(app, "reserve", "transformation_reserve", 9_999_999)
    request = asked(app, signed_in("author"), ref)
    answer = signed_in("s151").send(f"/resources/money/{request}", {"answer": "confirmed"}, status=422)
    assert "The pot has £99,999.99 left in this year, and £100,000 is asked for" in answer.text
    with app.app_context(), pytest.raises(DBAPIError, match="less than that left"):
        db.session.execute(text("UPDATE funding_request SET state = 'confirmed'"))
    assert state(app, request) == "asked"


def test_what_is_confirmed_can_not_be_taken_out_of_the_pot(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    pot(app, "reserve", "transformation_reserve", 15_000_000)
    request = asked(app, signed_in("author"), ref)
    holder = signed_in("s151")
    holder.send(f"/resources/money/{request}", {"answer": "confirmed"})
    answer = holder.send("/resources/pots/reserve", {"y2027": "99,999"}, status=422)
    assert "More than that is already confirmed from the pot in this year" in answer.text
    assert 'value="99,999"' in answer.text
    holder.send("/resources/pots/reserve", {"y2027": "100,000", "y2028": "7"})


def test_two_confirmations_at_one_instant_keep_to_what_the_pot_has(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    pot(app, "reserve", "transformation_reserve", 15_000_000)
    author = signed_in("author")
    paths = [f"/resources/money/{asked(app, author, ref)}" for _ in range(2)]
    people = [signed_in("s151"), signed_in("finance")]
    tokens = [one.hidden(one.page(path), path) for one, path in zip(people, paths, strict=True)]
    sends: list[Send] = [
        posting(person, path, {**token, "answer": "confirmed"})
        for person, path, token in zip(people, paths, tokens, strict=True)
    ]
    assert at_once(*sends) == [302, 422]
    with app.app_context():
        total = db.session.execute(text("SELECT sum(pence) FROM funding_request WHERE state = 'confirmed'")).scalar()
    assert total == 10_000_000


def line(app: Flask, author: Judge, ref: str) -> str:
    author.send(f"/proposals/{ref}/options/new", {"title": "One team", "description": "One team answers"})
    author.send(f"/proposals/{ref}/money/lines/new", SAVING)
    with app.app_context():
        return str(db.session.execute(text("SELECT id FROM profile_line WHERE kind = 'saving'")).scalar_one())


def test_capital_receipts_name_the_ongoing_saving_and_keep_to_their_years(app: Flask, signed_in: People) -> None:
    ref, author = taken_on(app, signed_in), signed_in("author")
    pot(app, "receipts", "capital_receipts_flexible", 50_000_000)
    saving, path = line(app, author, ref), f"/proposals/{ref}/resources/money"
    bare = author.send(path, {**ASK, "pot": "receipts"}, status=422)
    assert "Select the ongoing saving that this spending brings" in bare.text
    assert "The team that makes the change" in bare.text
    late = author.send(path, {**ASK, "pot": "receipts", "saving": saving, "year": "2030"}, status=422)
    assert "from 2025/26 to 2029/30 only" in late.text
    request = asked(app, author, ref, pot="receipts", saving=saving)
    with app.app_context():
        for change in ("saving_line_id = NULL", "pence = 1, saving_line_id = NULL"):
            with pytest.raises(DBAPIError, match="ongoing saving"):
                db.session.execute(text(f"UPDATE funding_request SET {change}"))
            db.session.rollback()
        with pytest.raises(DBAPIError, match="2025/26"):
            db.session.execute(
                text(
                    "INSERT INTO funding_request (id, proposal_id, pot_id, year, pence, why, saving_line_id, asked_by_id, asked_at)"
                    " SELECT gen_random_uuid(), proposal_id, pot_id, 2030, 1, 'x', saving_line_id, asked_by_id, asked_at"
                    " FROM funding_request"
                )
            )
        db.session.rollback()
    holder = signed_in("s151")
    holder.send(f"/resources/money/{request}", {"answer": "confirmed"})
    holder.send(f"/resources/money/{request}/used", {"used": "25,000"}, form_at=f"/resources/money/{request}")
    words = signed_in("viewer").page("/resources/receipts").get_text(" ", strip=True)
    assert "Fewer repeat calls" in words
    assert "Confirmed £100,000 £25,000" in words


def test_the_case_and_its_requests_that_differ_are_found(app: Flask, signed_in: People) -> None:
    ref, author = taken_on(app, signed_in), signed_in("author")
    pot(app, "reserve", "transformation_reserve", 50_000_000)
    line(app, author, ref)
    with app.app_context():
        db.session.execute(text("UPDATE case_option SET preferred = title = 'One team'"))
        db.session.commit()
    asked(app, author, ref)
    words = author.page(f"/proposals/{ref}/findings").get_text(" ", strip=True)
    assert "In 2027/28 the case names £0 from reserves, and £100,000 is asked for from pots" in words


def test_a_restricted_proposal_is_answered_without_being_known(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in, "Fewer posts in one team")
    pot(app, "reserve", "transformation_reserve", 50_000_000)
    request = asked(app, signed_in("author"), ref)
    signed_in("change-lead").send(f"/proposals/{ref}/restrict", {"because": "It names posts"})
    stranger = signed_in("viewer")
    stranger.page(f"/resources/money/{request}", status=404)
    words = stranger.page("/resources/pots/reserve").get_text()
    assert "restricted" not in words
    assert "Nobody has asked this pot" in words


def test_a_request_waits_on_your_work_of_whoever_holds_the_pot(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    pot(app, "reserve", "transformation_reserve", 50_000_000)
    request = asked(app, signed_in("author"), ref)
    what = "Answer a request for money from Reserve, 2027/28"
    assert what in signed_in("s151").page("/").get_text()
    assert what in signed_in("finance").page("/").get_text()
    assert what not in signed_in("director").page("/").get_text()
    with app.app_context():
        holder = "UPDATE pot SET holder_id = (SELECT id FROM person WHERE email = 'director@demo.example')"
        db.session.execute(text(holder))
        db.session.commit()
    assert what not in signed_in("s151").page("/").get_text()
    signed_in("change-lead").send(f"/proposals/{ref}/restrict", {"because": "It names posts"})
    director = signed_in("director")
    row = next(one for one in director.page("/").select("tbody tr") if what in one.get_text())
    assert ref not in row.get_text()
    link = row.select_one("a")
    assert link
    assert link["href"] == f"/resources/money/{request}"
    director.send(f"/resources/money/{request}", {"answer": "confirmed"})
    assert what not in director.page("/").get_text()


def test_gateway_three_waits_for_the_answer_about_money(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    pot(app, "reserve", "transformation_reserve", 15_000_000)
    signed_in("finance").send(f"/proposals/{ref}/signoffs/finance", {"outcome": "agreed"})
    lead, path = signed_in("change-lead"), f"/proposals/{ref}/decide/G3"
    lead.send(f"/proposals/{ref}/decide/G2", {"outcome": "proceed", "reasons": "It pays for itself in a month"})
    request = asked(app, signed_in("author"), ref)
    assert "1 request has no answer yet" in lead.page(path).get_text()
    early = lead.send(path, {"outcome": "proceed", "reasons": "All is there"}, status=403)
    assert "Reserve, 2027/28" in early.text
    signed_in("s151").send(f"/resources/money/{request}", {"answer": "confirmed"})
    assert "Every request has an answer" in lead.page(path).get_text()
    lead.send(path, {"outcome": "proceed", "reasons": "All is there"})


def test_what_is_asked_is_frozen_with_the_case(app: Flask, signed_in: People) -> None:
    ref, author = taken_on(app, signed_in), signed_in("author")
    pot(app, "reserve", "transformation_reserve", 15_000_000)
    written(app, author, ref)
    asked(app, author, ref)
    author.send(f"/proposals/{ref}/submit", {})
    with app.app_context():
        frozen = db.session.execute(
            text("SELECT document::jsonb -> 'funding' FROM case_version ORDER BY n DESC LIMIT 1")
        ).scalar_one()
    assert [(one["pot"], one["year"], one["pence"]) for one in frozen] == [("reserve", 2027, 10_000_000)]
