"""Confirmed people in the case's costs, by figures worked out by hand.

Developers are asked for 0.6 of a post in January, February and March 2027, all in 2026/27. A day costs £400 and a year has
220 days, so a full post costs £88,000 a year, and a month of 0.6 of it £88,000 × 0.6 ÷ 12 = £4,400: £13,200 for three.
0.2 of it is £1,466.666… a month, half up £1,466.67: £4,400.01 for three.
"""

import json

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.cases.test_gateway_two import written
from tests.integration.resourcing.test_requests import asked, has
from tests.support.client import Judge
from tests.support.journey import COST, People, taken_on

TITLE = "Developers, from people confirmed"
SIXTY, TWENTY = [("GF", 2026, 1_320_000)], [("GF", 2026, 440_001)]
COUNT = {"count": "yes", "fund": "GF"}


def lines(app: Flask) -> list[tuple[str, int, int]]:
    """What the counted line of the preferred option holds: fund, year, pence."""
    with app.app_context():
        rows = db.session.execute(
            text(
                "SELECT l.fund_code, a.year, a.pence FROM profile_line l JOIN profile_amount a ON a.line_id = l.id "
                "JOIN case_option o ON o.id = l.option_id WHERE l.counted_pool_id IS NOT NULL AND l.removed_at IS NULL "
                "AND o.preferred ORDER BY a.year"
            )
        )
        return [(row[0], row[1], row[2]) for row in rows]


def on_the_ladder(app: Flask, ref: str) -> dict[int, int]:
    """What the proposal puts on the ladder of the General Fund by year."""
    with app.app_context():
        rows = db.session.execute(
            text(
                "SELECT year, sum(pence) AS pence FROM contribution c JOIN proposal p ON p.id = c.proposal_id "
                "WHERE p.ref = :r AND fund_code = 'GF' GROUP BY year"
            ),
            {"r": ref},
        )
        return {row.year: int(row.pence) for row in rows}


def confirmed(app: Flask, signed_in: People) -> tuple[str, str, Judge]:
    """A whole case with developers confirmed at a known rate: its reference, the request's address, its author."""
    ref, author = taken_on(app, signed_in), signed_in("author")
    written(app, author, ref)
    has(app, 200)
    with app.app_context():
        db.session.execute(
            text(
                "INSERT INTO pool_rate (pool_id, starts, day_pence) "
                "SELECT id, '2026-04-01', 40000 FROM pool WHERE slug = 'developers'"
            )
        )
        db.session.commit()
    path = f"/resources/requests/{asked(app, author, ref)}"
    signed_in("resource-manager").send(path, {"answer": "confirmed"})
    return ref, path, author


def test_the_case_counts_confirmed_people_until_it_is_frozen(app: Flask, signed_in: People) -> None:
    ref, path, author = confirmed(app, signed_in)
    page = f"/proposals/{ref}/resources/costs"
    assert "Not counted" in author.page(page).get_text()
    before = on_the_ladder(app, ref)
    bare = author.send(f"{page}/developers", {"count": "yes", "fund": ""}, status=422)
    assert "Select the fund" in bare.text
    author.send(f"{page}/developers", COUNT)
    assert lines(app) == SIXTY
    after = on_the_ladder(app, ref)
    assert {year: after[year] - before.get(year, 0) for year in after} == {
        year: 1_320_000 if year == 2026 else 0 for year in after
    }
    # £1,000 of set-up is typed for 2026/27, and £13,200 comes to it
    assert "14,200" in author.page(f"/proposals/{ref}/results").get_text()
    assert author.page(f"/proposals/{ref}/money").select("input[readonly]")
    manager = signed_in("resource-manager")
    manager.send(path, {"answer": "part_confirmed", "share": "0.2", "reason": "A holiday"})
    assert lines(app) == TWENTY
    author.send(f"/proposals/{ref}/submit", {})
    manager.send(path, {"answer": "declined", "reason": "Too busy"})
    assert lines(app) == TWENTY
    waits = author.page(page)
    assert "keeps the figures that it was submitted with" in waits.get_text(" ")
    assert waits.find("a", href=f"/proposals/{ref}/withdraw_submission", string="withdraw the submission")
    assert "The case holds £4,400.01 in 2026/27" in author.page(page).get_text(" ", strip=True)
    with app.app_context():
        newest = text("SELECT document FROM case_version ORDER BY n DESC LIMIT 1")
        kept = json.loads(db.session.execute(newest).scalar_one())
        frozen = [one for option in kept["options"] for one in option["lines"] if one["title"] == TITLE]
        assert [(one["kind"], one["cost_kind"], one["amounts"]) for one in frozen] == [
            ("cost", "one_off", {"2026": 440_001})
        ]
        assert (
            db.session.execute(text("SELECT count(*) FROM audit_event WHERE action = 'people_counted'")).scalar() == 1
        )
    signed_in("change-lead").send(f"/proposals/{ref}/decide/G2", {"outcome": "return", "reasons": "Say more"})
    author.send(f"/proposals/{ref}/submit", {})
    assert lines(app) == []


def test_nobody_types_over_it_and_it_can_be_taken_out(app: Flask, signed_in: People) -> None:
    ref, _path, author = confirmed(app, signed_in)
    page = f"/proposals/{ref}/resources/costs/developers"
    stranger = signed_in("viewer")
    assert "Only" in stranger.page(page).get_text()
    token = stranger.hidden(stranger.page("/ideas/new/name"), "/ideas/new/name")
    assert stranger.http.post(page, data={**token, **COUNT}).status_code == 403
    stale = author.hidden(author.page(page), page)
    author.send(page, COUNT)
    assert author.http.post(page, data={**stale, "count": "no"}).status_code == 409
    with app.app_context():
        line = db.session.execute(text("SELECT id::text FROM profile_line WHERE counted_pool_id IS NOT NULL")).scalar()
    money = f"/proposals/{ref}/money"
    wrong = author.send(money, {f"v-{line}-2026": "1"}, status=422)
    assert f"{TITLE}, 2026/27 is worked out from people confirmed: it cannot be typed over" in wrong.text
    token = author.hidden(author.page("/ideas/new/name"), "/ideas/new/name")
    assert author.http.post(f"{money}/lines/{line}", data={**token, **COST}).status_code == 403
    assert author.http.post(f"{money}/lines/{line}/remove", data=token).status_code == 403
    assert lines(app) == SIXTY
    for change, words in (
        (
            (
                "INSERT INTO profile_month (line_id, month, year, pence) SELECT id, '2026-04-01', 2026, 1 "
                "FROM profile_line WHERE counted_pool_id IS NOT NULL"
            ),
            "what people cost is worked out",
        ),
        (
            "UPDATE profile_line SET counted_pool_id = (SELECT id FROM pool WHERE slug = 'developers') WHERE title = 'Postage'",
            "counted_is_a_one_off_cost",
        ),
        (
            "UPDATE profile_line SET counted_pool_id = (SELECT id FROM pool WHERE slug = 'developers') WHERE title = 'Set-up'",
            "uq_profile_line_counted_once",
        ),
    ):
        with app.app_context(), pytest.raises(DBAPIError, match=words):
            db.session.execute(text(change))
    author.send(page, {"count": "no"})
    assert lines(app) == []
    assert "Not counted" in author.page(f"/proposals/{ref}/resources/costs").get_text()


def test_it_follows_the_option_that_is_recommended(app: Flask, signed_in: People) -> None:
    ref, _path, author = confirmed(app, signed_in)
    author.send(f"/proposals/{ref}/resources/costs/developers", COUNT)
    with app.app_context():
        found = db.session.execute(text("SELECT id::text, kind FROM case_option ORDER BY kind")).all()
    least, other = (row.id for row in found)
    author.send(f"/proposals/{ref}/options", {"preferred": least, "why": "Least", f"why_not_{other}": "Dearer"})
    assert lines(app) == SIXTY


def test_a_typed_line_for_the_same_people_is_found(app: Flask, signed_in: People) -> None:
    ref, _path, author = confirmed(app, signed_in)
    author.send(f"/proposals/{ref}/resources/costs/developers", COUNT)
    with app.app_context():
        option = db.session.execute(text("SELECT id FROM case_option WHERE preferred")).scalar_one()
    author.send(f"/proposals/{ref}/money/lines/new?option={option}", {**COST, "title": "Two developers"})
    with app.app_context():
        line = db.session.execute(text("SELECT id FROM profile_line WHERE title = 'Two developers'")).scalar_one()
    words = f"‘Two developers’ may be the same money as ‘{TITLE}’ in 2026/27"
    author.send(f"/proposals/{ref}/money", {f"v-{line}-2027": "9,000"})
    assert words not in author.page(f"/proposals/{ref}/findings").get_text()
    author.send(f"/proposals/{ref}/money", {f"v-{line}-2026": "9,000"})
    assert words in author.page(f"/proposals/{ref}/findings").get_text()
