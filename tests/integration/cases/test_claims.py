"""One post or contract, two proposals: found on the pages, and refused to the second approved plan however it comes."""

import io
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from changeportal.data.session import db
from tests.integration.boards.test_meeting import MEETING, recorded
from tests.integration.boards.test_meeting import ready as at_meeting
from tests.integration.cases import test_gateway_two
from tests.integration.cases.test_findings import claiming
from tests.integration.decisions import test_lawful as lawful
from tests.support.answers import SAVING
from tests.support.client import Judge
from tests.support.clock import move_on
from tests.support.journey import People

HOMES = "Homes and Neighbourhoods"
POSTS = (
    "Post number,Title,Directorate,Cost centre,FTE,State,Yearly cost\n"
    f"P-1,Clerk,{HOMES},41207,1,filled,31000\nP-2,Clerk,{HOMES},41207,0.6,vacant,18600\nP-3,Head,{HOMES},99,1,filled,60000\n"
)
CONTRACTS = (
    "Reference,Title,Supplier,Start,End,Yearly value,Directorate,Cost centre\n"
    f"C-1,Franking,Example Ltd,2024-04-01,2027-03-31,12000,{HOMES},41207\n"
)


def loaded(person: Judge, what: str, body: str, status: int = 302, **more: str) -> str:
    path = f"/mtfs/{what}"
    token = person.hidden(person.page(path), path)
    answer = person.http.post(path, data={**token, **more, "file": (io.BytesIO(body.encode()), f"{what}.csv")})
    assert answer.status_code == status, answer.text[:3000]
    return str(answer.text)


@pytest.fixture
def registers(signed_in: People) -> None:
    finance = signed_in("finance")
    loaded(finance, "posts", POSTS)
    loaded(finance, "contracts", CONTRACTS)


def page_of(app: Flask, ref: str) -> str:
    with app.app_context():
        line = db.session.execute(
            text(
                "SELECT l.id FROM profile_line l JOIN proposal p ON p.id = l.proposal_id "
                "WHERE p.ref = :r AND l.kind = 'saving'"
            ),
            {"r": ref},
        ).scalar_one()
    return f"/proposals/{ref}/money/lines/{line}/claims"


def sql(app: Flask, statement: str, **values: Any) -> Any:
    with app.app_context():
        found = db.session.execute(text(statement), values)
        rows = found.all() if found.returns_rows else None
        db.session.commit()
        return rows


def test_registers_are_loaded_whole_looked_at_first_and_by_finance_alone(app: Flask, signed_in: People) -> None:
    finance = signed_in("finance")
    said = loaded(finance, "posts", POSTS, 200, then="check")
    assert "3 posts: 3 new, 0 changed, 0 as before" in said
    assert sql(app, "SELECT count(*) FROM post") == [(0,)]
    loaded(finance, "posts", POSTS)
    bad = loaded(finance, "posts", POSTS.replace("0.6", "6").replace("vacant", "away"), 422)
    assert "row 3: 6 is no FTE between 0.01 and 1" in bad
    assert "row 3: away is no state" in bad
    changed = loaded(finance, "posts", POSTS.replace("31000", "32000"), 200, then="check")
    assert "3 posts: 0 new, 1 changed, 2 as before" in changed
    assert "49,600" not in finance.page("/mtfs/posts").get_text()
    loaded(finance, "contracts", CONTRACTS)
    assert "Franking" in finance.page("/mtfs/contracts").get_text()
    author = signed_in("author")
    hidden = author.hidden(author.page("/ideas/new/name"), "/ideas/new/name")
    for what in ("posts", "contracts"):
        body = {**hidden, "file": (io.BytesIO(POSTS.encode()), "a.csv")}
        assert author.http.post(f"/mtfs/{what}", data=body).status_code == 403


def test_what_was_looked_at_is_loaded_as_it_was(app: Flask, signed_in: People) -> None:
    finance = signed_in("finance")
    page = BeautifulSoup(loaded(finance, "posts", POSTS, 200, then="check"), "html5lib")
    hidden = Judge.hidden(page, "")
    assert finance.http.post("/mtfs/posts", data=hidden).status_code == 302
    assert sql(app, "SELECT number, pence FROM post ORDER BY number") == [
        ("P-1", 3_100_000),
        ("P-2", 1_860_000),
        ("P-3", 6_000_000),
    ]
    assert finance.http.post("/mtfs/posts", data={**hidden, "block": "[[1"}).status_code == 422


@pytest.mark.usefixtures("registers")
def test_a_post_that_two_cases_claim_is_found_on_both(app: Flask, signed_in: People) -> None:
    first, second = (
        claiming(app, signed_in, "Letters by email", "40,000"),
        claiming(app, signed_in, "Fewer letters", "30,000"),
    )
    author = signed_in("author")
    one, two = page_of(app, first), page_of(app, second)
    assert "P-9 is no post of the establishment" in author.send(one, {"posts": "P-1, P-9"}, status=422).text
    author.send(one, {"near": ["post:P-1", "contract:C-1"], "posts": "P-3"})
    assert "3 claims: 2 FTE, £103,000 a year" in author.page(one).get_text()
    author.send(two, {"posts": "P-1\nP-2", "contracts": "C-1"})
    words = author.page(f"/proposals/{second}/findings").get_text()
    assert f"This post is also claimed by {first}: P-1, Clerk" in words
    assert f"This contract is also claimed by {first}: C-1, Franking" in words
    assert "The savings claim 2 posts, and the case says that 0 end" in words
    assert f"also claimed by {second}: P-1" in author.page(f"/proposals/{first}/findings").get_text()
    assert f"also claimed by {first}" in author.page(f"/proposals/{second}/submit").get_text()
    sql(app, "UPDATE proposal SET restricted = true WHERE ref = :r", r=first)
    assert first not in author.page(f"/proposals/{second}/findings").get_text()
    assert second in author.page(f"/proposals/{first}/findings").get_text()
    viewer = signed_in("viewer")
    assert viewer.http.get(one).status_code == 404
    assert "P-2, Clerk" in viewer.page(two).get_text()
    token = viewer.hidden(viewer.page("/ideas/new/name"), "/ideas/new/name")
    assert viewer.http.post(two, data={**token, "posts": "P-3"}).status_code == 403
    claim = sql(
        app, "SELECT c.id FROM claim_on_contract c JOIN proposal p ON p.id = c.proposal_id WHERE p.ref = :r", r=second
    )
    author.send(f"{two}/contract/{claim[0][0]}/remove", {}, form_at=two)
    assert "also claimed by" not in author.page(f"/proposals/{second}/findings").get_text()


@pytest.mark.usefixtures("registers")
def test_one_option_claims_a_thing_once(app: Flask, signed_in: People) -> None:
    ref = claiming(app, signed_in, "Letters by email", "40,000")
    author, page = signed_in("author"), page_of(app, ref)
    author.send(page, {"posts": "P-1"})
    author.send(page, {"posts": "P-1, P-1"})
    assert sql(app, "SELECT count(*) FROM claim_on_post") == [(1,)]
    option = sql(app, "SELECT option_id FROM profile_line LIMIT 1")[0][0]
    answers = {
        "title": "Paper", "kind": "saving", "saving_class": "cash_releasing", "fund_code": "GF", "cost_centre": "41207",
        "recurrence": "ongoing", "confidence": "high",
    }  # fmt: skip
    author.send(f"/proposals/{ref}/money/lines/new?option={option}", answers)
    other = sql(app, "SELECT id FROM profile_line WHERE title = 'Paper'")[0][0]
    said = author.send(f"/proposals/{ref}/money/lines/{other}/claims", {"posts": "P-1"}, status=422).text
    assert "P-1 is already claimed by ‘Postage’ of this option" in said
    cost = sql(app, "SELECT id FROM profile_line WHERE title = 'Set-up'")[0][0]
    assert "Only a saving can claim" in author.page(f"/proposals/{ref}/money/lines/{cost}/claims").get_text()


AGREED = "UPDATE claim_on_post SET agreed_at = app_now() WHERE proposal_id = (SELECT id FROM proposal WHERE ref = :r)"


@pytest.fixture
def twice(app: Flask, signed_in: People, registers: None) -> tuple[str, str]:
    """Two cases that claim one post."""
    refs = claiming(app, signed_in, "Letters by email", "40,000"), claiming(app, signed_in, "Fewer letters", "30,000")
    for ref in refs:
        signed_in("author").send(page_of(app, ref), {"posts": "P-1"})
    return refs


def test_the_database_refuses_a_second_live_claim(app: Flask, twice: tuple[str, str]) -> None:
    first, second = twice
    sql(app, AGREED, r=first)
    with pytest.raises(IntegrityError, match="uq_claim_on_post_live"):
        sql(app, AGREED, r=second)
    sql(app, "UPDATE claim_on_post SET live = false")
    assert sql(app, "SELECT count(*) FROM claim_on_post WHERE live") == [(1,)]
    for statement in (
        "UPDATE claim_on_post SET agreed_at = NULL WHERE agreed_at IS NOT NULL",
        "UPDATE claim_on_post SET removed_at = app_now() WHERE agreed_at IS NOT NULL",
        "UPDATE claim_on_post SET post_id = (SELECT id FROM post WHERE number = 'P-3')",
        "DELETE FROM claim_on_post",
    ):
        with pytest.raises(DBAPIError, match=r"never changed|agreed_stays|permission denied"):
            sql(app, statement)


def test_a_plan_that_is_given_up_frees_its_claims(app: Flask, twice: tuple[str, str], servers: Any) -> None:
    first, second = twice
    sql(app, AGREED, r=first)
    name = app.config["SQLALCHEMY_DATABASE_URI"].split("@/")[1].split("?")[0]
    move = "ALTER TABLE proposal DISABLE TRIGGER guard_event_beside; UPDATE proposal SET status = '{}', ended_at = {} WHERE ref = '{}'"
    servers.sql(move.format("withdrawn", "app_now()", first), name)
    sql(app, AGREED, r=second)
    with pytest.raises(Exception, match="uq_claim_on_post_live"):
        servers.sql(move.format("draft", "NULL", first), name)


def test_two_sessions_at_one_instant_make_one_live_claim(app: Flask, twice: tuple[str, str]) -> None:
    engine, barrier, said = create_engine(app.config["SQLALCHEMY_DATABASE_URI"]), Barrier(2), []

    def agree(ref: str) -> None:
        with engine.connect() as connection:
            barrier.wait()
            try:
                connection.execute(text(AGREED), {"r": ref})
                connection.commit()
                said.append("agreed")
            except IntegrityError:
                said.append("refused")

    threads = [Thread(target=agree, args=(ref,)) for ref in twice]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    engine.dispose()
    assert sorted(said) == ["agreed", "refused"]
    assert sql(app, "SELECT count(*) FROM claim_on_post WHERE live") == [(1,)]


@pytest.mark.usefixtures("registers")
def test_an_approval_takes_the_claims_of_its_version_or_is_refused(
    app: Flask, signed_in: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = test_gateway_two.written

    def with_claim(app: Flask, author: Judge, ref: str) -> None:
        written(app, author, ref)
        author.send(page_of(app, ref), {"contracts": "C-1"})

    monkeypatch.setattr(test_gateway_two, "written", with_claim)
    ref, secretary = at_meeting(app, signed_in)
    recorded(app, secretary)
    assert "C-1, Franking" in signed_in("viewer").page(f"/proposals/{ref}/v/2").get_text()
    other = claiming_contract(app, signed_in)
    chair = signed_in("chair")
    token = chair.hidden(chair.page(f"{MEETING}/items/1"), f"{MEETING}/items/1/confirm")
    refused = chair.http.post(f"{MEETING}/items/1/confirm", data=token)
    assert refused.status_code == 403
    assert "stands in another approved plan already" in refused.text
    assert other not in refused.text
    assert sql(app, "SELECT count(*) FROM plan_line") == [(0,)]
    sql(app, "UPDATE claim_on_contract SET live = live")
    assert sql(app, "SELECT count(*) FROM claim_on_contract WHERE live") == [(1,)]


def claiming_contract(app: Flask, signed_in: People) -> str:
    """Another proposal whose plan holds the contract already."""
    ref = claiming(app, signed_in, "Fewer letters", "30,000")
    signed_in("author").send(page_of(app, ref), {"contracts": "C-1"})
    sql(app, AGREED.replace("claim_on_post", "claim_on_contract"), r=ref)
    return ref


@pytest.mark.usefixtures("registers")
def test_a_plan_that_is_replaced_frees_what_its_successor_does_not_claim(
    app: Flask, signed_in: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Called in, referred back and decided again on another saving: the post of the first plan is free, the contract of
    the second is held. Another plan may then hold the post, and never both."""
    before = test_gateway_two.written

    def with_claims(app: Flask, author: Judge, ref: str) -> None:
        before(app, author, ref)
        author.send(page_of(app, ref), {"posts": "P-1"})

    monkeypatch.setattr(test_gateway_two, "written", with_claims)
    ref, clerk, number = lawful.approved(app, signed_in)
    assert sql(app, "SELECT live FROM claim_on_post") == [(True,)]
    lawful.called(clerk, number, "called_in")
    move_on(app, 60)
    lawful.called(clerk, number, "referred_back")
    assert sql(app, "SELECT live FROM claim_on_post") == [(True,)]
    lawful.resolved(clerk, ref, date(2027, 1, 19), outcome="return", number="EX-19")
    _another_saving(app, signed_in, ref)
    lawful.resolved(clerk, ref, date(2027, 1, 19), number="EX-20")
    assert sql(app, "SELECT live FROM claim_on_post") == [(False,)]
    assert sql(app, "SELECT live FROM claim_on_contract") == [(True,)]
    sql(app, "UPDATE claim_on_post SET live = true")
    assert sql(app, "SELECT live FROM claim_on_post") == [(False,)]
    other = claiming(app, signed_in, "Fewer letters", "30,000")
    signed_in("author").send(page_of(app, other), {"posts": "P-1", "contracts": "C-1"})
    sql(app, AGREED, r=other)
    assert sql(app, "SELECT count(*) FROM claim_on_post WHERE live") == [(1,)]
    with pytest.raises(IntegrityError, match="uq_claim_on_contract_live"):
        sql(app, AGREED.replace("claim_on_post", "claim_on_contract"), r=other)


def _another_saving(app: Flask, signed_in: People, ref: str) -> None:
    """The author replaces the saving by another, which claims the contract, and submits the case again."""
    author = signed_in("author")
    line, option = sql(app, "SELECT id, option_id FROM profile_line WHERE kind = 'saving'")[0]
    author.send(f"/proposals/{ref}/money/lines/{line}/remove", {}, form_at=f"/proposals/{ref}/money/lines/{line}")
    author.send(f"/proposals/{ref}/money/lines/new?option={option}", {**SAVING, "title": "Franking"})
    new = sql(app, "SELECT id FROM profile_line WHERE title = 'Franking'")[0][0]
    author.send(f"/proposals/{ref}/money?option={option}", {f"v-{new}-2027": "48,000"})
    author.send(f"/proposals/{ref}/money/lines/{new}/claims", {"contracts": "C-1"})
    author.send(f"/proposals/{ref}/submit", {})
    checks = {"finance": "finance", "legal": "legal", "equality": "equality", "environment": "climate"}
    for kind, who in checks.items():
        signed_in(who).send(f"/proposals/{ref}/signoffs/{kind}", {"outcome": "agreed"})
