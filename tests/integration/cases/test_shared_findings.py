"""Findings between cases on the pages: a benefit that two promise, a step that nobody has reached, growth avoided twice."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.boards.test_meeting import MEETING, at_approval, on_agenda
from tests.integration.cases.test_findings import claiming, load
from tests.integration.cases.test_returned import words
from tests.integration.ideas.test_triage import person_id
from tests.support.client import Judge
from tests.support.journey import People

BENEFIT = {
    "effect": "benefit",
    "title": "Letters answered in time",
    "unit": "%",
    "direction": "up",
    "baseline_value": "61",
    "target_value": "80",
    "target_on-day": "31",
    "target_on-month": "3",
    "target_on-year": "2028",
    "how_measured": "Counted each month",
    "commitment_id": "none",
}


def run(app: Flask, sql: str, **values: Any) -> None:
    with app.app_context():
        db.session.execute(text(sql), values)
        db.session.commit()


def measured(app: Flask, author: Judge, ref: str, **more: str) -> None:
    author.send(f"/proposals/{ref}/case/measures/new", {**BENEFIT, "owner_id": person_id(app, "author"), **more})


def test_a_benefit_that_two_cases_promise_is_found_answered_and_found_again(app: Flask, signed_in: People) -> None:
    first = claiming(app, signed_in, "Letters by email", "10,000")
    second = claiming(app, signed_in, "Fewer letters", "10,000")
    author = signed_in("author")
    measured(app, author, first)
    path, submit = f"/proposals/{second}/findings", f"/proposals/{second}/submit"
    measured(app, author, second, title="Letters  answered in TIME ", target_value="75")
    found = f"is also promised by {first}, 80 % by 31 March 2028"
    assert found in words(author, path)
    assert found in words(author, submit)
    key = author.page(path).select_one("input[name=finding][value^='same_benefit:']")
    assert key
    author.send(path, {"finding": str(key["value"]), "answer": "Theirs is for repairs alone"})
    assert found not in words(author, submit)
    run(app, "UPDATE case_measure SET target_value = 85 WHERE title = 'Letters answered in time'")
    assert "It reads otherwise now, so it needs a new answer" in words(author, path)
    assert "85 % by 31 March 2028" in words(author, submit)
    run(app, "UPDATE proposal SET restricted = true WHERE ref = :r", r=first)
    assert first not in words(author, path)


@pytest.mark.parametrize(
    "change", [{"unit": "letters"}, {"title": "Calls answered in time"}, {"effect": "disbenefit", "target_value": "50"}]
)
def test_other_benefits_are_not_the_same(app: Flask, signed_in: People, change: dict[str, str]) -> None:
    first = claiming(app, signed_in, "Letters by email", "10,000")
    second = claiming(app, signed_in, "Fewer letters", "10,000")
    author = signed_in("author")
    measured(app, author, first)
    measured(app, author, second, **change)
    assert "is also promised" not in words(author, f"/proposals/{second}/findings")


def closed(app: Flask, number: int, verified: int, *, restricted: bool = False) -> str:
    """A closed proposal whose saving brought so many pence in 2025/26, from a budget of £1,000."""
    ref, key = f"CP-2024-{number:04d}", UUID(int=number)
    run(
        app,
        "WITH made AS (INSERT INTO proposal (id, ref, title, stage, status, closing_outcome, ended_at, entered_status_at, created_at, "
        "created_by, brought_in, restricted, directorate_id) SELECT :k, :r, 'Older', 'closed', 'completed', 'realised', app_now(), "
        "app_now(), app_now(), created_by, true, :x, directorate_id FROM proposal WHERE directorate_id IS NOT NULL LIMIT 1 "
        "RETURNING id, created_by) INSERT INTO proposal_event (id, proposal_id, n, at, actor_id, kind, to_stage, to_status, words, "
        "payload) SELECT id, id, 1, app_now(), created_by, 'brought_in', 'closed', 'completed', 'x', '{}' FROM made",
        k=key, r=ref, x=restricted,
    )  # fmt: skip
    run(
        app,
        "INSERT INTO saving (id, ref, proposal_id, title, fund_code, saving_class, category, recurrence, full_year_pence, "
        "cost_centre, created_at) VALUES (:k, :r, :k, 'Older', 'GF', 'cash_releasing', 'property', 'ongoing', 1, '41300', app_now())",
        k=key, r=f"S-2024-{number:04d}",
    )  # fmt: skip
    run(
        app,
        "INSERT INTO saving_year (saving_id, year, key, plan, forecast, actual, verified, delivered, pressure) "
        "VALUES (:k, 2025, :t, 0, 0, 0, :v, 0, 0)",
        k=key, t=f"2025||GF|{number}", v=verified,
    )  # fmt: skip
    return ref


def test_a_step_that_no_similar_closed_proposal_reached(app: Flask, signed_in: People) -> None:
    load(signed_in, "Cost centre,Fund,Year,Budget\n41300,GF,2025/26,1000\n41207,GF,2027/28,60000\n")
    first = at_approval(app, signed_in)
    secretary, author = signed_in("secretary"), signed_in("author")
    on_agenda(secretary, first)
    item = f"{MEETING}/items/1"
    best = closed(app, 2, 250_00)
    closed(app, 1, 100_00)
    closed(app, 4, 900_00, restricted=True)
    assert "similar closed proposals" not in words(author, f"/proposals/{first}/findings")
    closed(app, 3, 0)
    found = (
        "It takes 80.0% of the budget of cost centre 41207 in 2027/28. The most that any of 3 similar closed proposals reached "
        f"is 25.0% ({best})"
    )
    assert found in words(author, f"/proposals/{first}/findings")
    assert found in words(secretary, item)
    run(app, "UPDATE proposal SET restricted = true WHERE ref = :r", r=best)
    assert best not in words(secretary, item)
    assert "similar closed proposals" not in words(secretary, item)


def published(app: Flask, number: int, on: str, pence: int) -> None:
    """An MTFS version with one growth line in 2027/28."""
    steps = (
        (
            "INSERT INTO mtfs_version (id, code, name, state, first_year, last_year, made_at) "
            "VALUES (:k, :c, 'x', 'draft', 2025, 2029, app_now())"
        ),
        (
            "INSERT INTO mtfs_line (id, version_id, code, fund_code, kind, title, position) "
            "VALUES (:k, :k, 'GF-P-03', 'GF', 'pressure', 'x', 1)"
        ),
        "INSERT INTO mtfs_amount (line_id, year, pence) VALUES (:k, 2027, :p)",
        (
            "UPDATE mtfs_version SET state = 'prepared', prepared_by_id = p.id, prepared_at = app_now() FROM person p "
            "WHERE p.email LIKE 'finance@%' AND mtfs_version.id = :k"
        ),
        (
            "UPDATE mtfs_version SET state = 'published', published_by_id = p.id, published_at = app_now(), published_on = :o, "
            "sha256 = 'x' FROM person p WHERE p.email LIKE 's151@%' AND mtfs_version.id = :k"
        ),
    )
    values = {"k": UUID(int=number), "c": f"M{number}", "p": pence, "o": on}
    for sql in steps:
        run(app, sql, **{name: value for name, value in values.items() if f":{name}" in sql})


def test_growth_that_is_avoided_twice(app: Flask, signed_in: People) -> None:
    first = claiming(app, signed_in, "Letters by email", "40,000")
    second = claiming(app, signed_in, "Fewer letters", "30,000")
    author, path = signed_in("author"), f"/proposals/{second}/findings"
    run(app, "UPDATE profile_line SET saving_class = 'cost_avoidance', growth_line = 'GF-P-03' WHERE kind = 'saving'")
    assert "The published MTFS has no growth line GF-P-03" in words(author, path)
    published(app, 9, "2026-10-01", 60_000_00)
    found = (
        f"In 2027/28 it avoids £30,000 of growth line GF-P-03 together with {first}: £10,000 more than the line holds"
    )
    assert found in words(author, path)
    assert found in words(author, f"/proposals/{second}/submit")
    published(app, 10, "2026-11-01", 70_000_00)
    assert "growth line" not in words(author, path)


def test_a_claim_on_a_post_is_never_kept_for_the_board(app: Flask, signed_in: People) -> None:
    first = at_approval(app, signed_in)
    secretary = signed_in("secretary")
    on_agenda(secretary, first)
    second = claiming(app, signed_in, "Fewer letters", "30,000")
    run(
        app,
        "WITH made AS (INSERT INTO post (id, number, title, fte_hundredths, vacant, pence, cost_centre, directorate_id, loaded_by_id, "
        "loaded_at) SELECT :k, 'P-1', 'Clerk', 100, false, 1, '41207', p.directorate_id, p.created_by, app_now() FROM proposal p "
        "LIMIT 1 RETURNING id) INSERT INTO claim_on_post (id, proposal_id, line_id, post_id, by_id, at) "
        "SELECT gen_random_uuid(), l.proposal_id, l.id, made.id, p.created_by, app_now() FROM made, profile_line l "
        "JOIN proposal p ON p.id = l.proposal_id WHERE l.kind = 'saving'",
        k=UUID(int=1),
    )
    item = f"{MEETING}/items/1"
    assert f"This post is also claimed by {second}: P-1, Clerk" in words(secretary, item)
    run(app, "UPDATE proposal SET restricted = true WHERE ref = :r", r=second)
    assert second not in words(secretary, item)
    assert "P-1" not in words(secretary, item)
