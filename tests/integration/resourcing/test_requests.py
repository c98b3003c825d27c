"""Asking a team for time: the answers, going over capacity, who may answer, a restricted proposal."""

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.ideas.test_triage import last_mail
from tests.support.client import Judge
from tests.support.journey import People, taken_on

ASK = {
    "pool": "developers",
    "share": "0.6",
    "start-month": "1",
    "start-year": "2027",
    "end-month": "3",
    "end-year": "2027",
    "why": "To build it",
}


def asked(app: Flask, author: Judge, ref: str) -> str:
    author.send(f"/proposals/{ref}/resources", ASK)
    with app.app_context():
        return str(db.session.execute(text("SELECT id FROM resource_request")).scalar_one())


def has(app: Flask, hundredths: int) -> None:
    with app.app_context():
        db.session.execute(
            text(
                "INSERT INTO pool_month (pool_id, month, capacity) SELECT id, m::date, :c FROM pool, "
                "generate_series(date '2027-01-01', date '2027-03-01', interval '1 month') m WHERE slug = 'developers'"
            ),
            {"c": hundredths},
        )
        db.session.commit()


def test_confirmed_within_capacity(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    request = asked(app, signed_in("author"), ref)
    has(app, 200)
    manager = signed_in("resource-manager")
    assert "30%" in manager.page(f"/resources/requests/{request}").get_text()
    manager.send(f"/resources/requests/{request}", {"answer": "confirmed"})
    assert "1 is confirmed" in signed_in("author").page(f"/proposals/{ref}/resources").get_text()
    assert "Developers: confirmed" in last_mail(app, "author")


def test_over_capacity_is_asked_about_and_needs_a_reason(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    request = asked(app, signed_in("author"), ref)
    has(app, 50)
    manager, path = signed_in("resource-manager"), f"/resources/requests/{request}"
    first = manager.send(path, {"answer": "confirmed"}, status=422)
    assert "This takes developers to 120% in January 2027. Confirm anyway?" in first.text
    second = manager.send(path, {"answer": "confirmed", "over_capacity_agreed": "yes"}, status=422)
    assert "This goes over capacity. Say why you confirm it anyway" in second.text
    manager.send(path, {"answer": "confirmed", "over_capacity_agreed": "yes", "reason": "A trainee helps"})
    with app.app_context():
        assert db.session.execute(text("SELECT confirmed FROM request_month")).scalars().all() == [60, 60, 60]


def test_months_in_the_wrong_order(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    answer = signed_in("author").send(f"/proposals/{ref}/resources", {**ASK, "end-year": "2026"}, status=422)
    assert "End month must be the same as or after the start month" in answer.text


def test_declining_needs_a_reason_and_another_can_not_answer(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    request = asked(app, signed_in("author"), ref)
    path = f"/resources/requests/{request}"
    refused = signed_in("resource-manager").send(path, {"answer": "declined"}, status=422)
    assert "Say why you decline" in refused.text
    stranger = signed_in("viewer")
    assert "Only the manager of this team can do this" in stranger.page(path).get_text()
    token = stranger.hidden(stranger.page("/ideas/new/name"), "/ideas/new/name")
    assert stranger.http.post(path, data={**token, "answer": "declined", "reason": "x"}).status_code == 403


def test_a_restricted_proposal_can_be_answered_without_knowing_it(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in, "Fewer posts in one team")
    request = asked(app, signed_in("author"), ref)
    signed_in("change-lead").send(f"/proposals/{ref}/restrict", {"because": "It names posts"})
    words = signed_in("resource-manager").page(f"/resources/requests/{request}").get_text()
    assert "A restricted proposal" in words
    assert "Fewer posts" not in words
    signed_in("viewer").page(f"/resources/requests/{request}", status=404)


def test_the_capacity_table_says_who_is_over(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    asked(app, signed_in("author"), ref)
    has(app, 50)
    page = signed_in("viewer").page("/resources/capacity")
    assert page.h1
    assert page.h1.get_text() == "Developers are over capacity from January 2027 to March 2027"
    file = signed_in("viewer").http.get("/resources/capacity?format=csv").data.decode("utf-8-sig")
    assert "Developers,2027-01-01,50,0,0,60" in file


def test_a_request_may_differ_by_month_and_goes_back_to_its_manager(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    request = asked(app, author, ref)
    has(app, 200)
    signed_in("resource-manager").send(f"/resources/requests/{request}", {"answer": "confirmed"})
    path = f"/proposals/{ref}/resources/{request}"
    bad = author.send(path, {"why": "To build it", "share-2027-01": "much"}, status=422)
    assert "Share, January 2027 must be a number" in bad.text
    assert 'value="much"' in bad.text
    author.send(path, {"why": "To build it", "share-2027-01": "0.2", "share-2027-02": "", "share-2027-03": "1"})
    with app.app_context():
        rows = db.session.execute(text("SELECT month, asked, confirmed FROM request_month ORDER BY 1"))
        assert [(row.month.isoformat(), row.asked, row.confirmed) for row in rows] == [
            ("2027-01-01", 20, 0),
            ("2027-03-01", 100, 0),
        ]
        assert db.session.execute(text("SELECT state FROM resource_request")).scalar() == "asked"
    manager = signed_in("resource-manager")
    token = manager.hidden(manager.page("/ideas/new/name"), "/ideas/new/name")
    assert manager.http.post(path, data={**token, "why": "x", "share-2027-01": "1"}).status_code == 403


def test_a_manager_says_what_the_team_has_and_nobody_else(app: Flask, signed_in: People) -> None:
    manager, path = signed_in("resource-manager"), "/resources/pools/developers"
    stale = manager.hidden(manager.page(path), path)
    manager.send(path, {"capacity-2026-12": "3.5", "leave-2026-12": "0.5", "committed-2026-12": "1"})
    with app.app_context():
        row = db.session.execute(text("SELECT capacity, leave, committed FROM pool_month WHERE month = '2026-12-01'"))
        assert tuple(row.one()) == (350, 50, 100)
    late = manager.http.post(path, data={**stale, "capacity-2026-12": "9"})
    assert late.status_code == 409
    assert 'value="9"' in late.text
    author = signed_in("author")
    assert "Only the manager of this team" in author.page(path).get_text()
    token = author.hidden(author.page("/ideas/new/name"), "/ideas/new/name")
    assert author.http.post(path, data={**token, "capacity-2026-12": "9"}).status_code == 403
