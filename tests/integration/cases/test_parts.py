"""Rows of a case through the pages: added, changed, removed, refused with their mend, frozen and compared."""

import json
import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.cases.test_gateway_two import written
from tests.integration.ideas.test_triage import person_id
from tests.support.client import Judge, at
from tests.support.journey import People, taken_on


def words(judge: Judge, path: str) -> str:
    return " ".join(judge.page(path).get_text(" ").split())


def day(name: str, on: str) -> dict[str, str]:
    year, month, number = on.split("-")
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}


def measure(app: Flask, **other: str) -> dict[str, str]:
    return {
        "effect": "benefit",
        "title": "Weeks waited for a letter",
        "unit": "weeks",
        "direction": "down",
        "baseline_value": "6.5",
        "target_value": "2",
        **day("target_on", "2028-03-31"),
        "how_measured": "Counted each month by the post room",
        "owner_id": person_id(app, "sponsor"),
        "commitment_id": "none",
        **other,
    }


def only(app: Flask, sql: str, **values: Any) -> Any:
    with app.app_context():
        return db.session.execute(text(sql), values).scalar_one()


def test_a_measure_is_added_changed_and_removed_one_form_at_a_time(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author, section = signed_in("author"), f"/proposals/{ref}/case/measures"
    assert "No measures yet" in words(author, section)
    wrong = author.send(f"{section}/new", measure(app, target_value="7"), status=422)
    assert "The target must be better than the starting point" in wrong.text
    assert "Counted each month by the post room" in wrong.text
    author.send(f"{section}/new", measure(app))
    shown = words(author, section)
    assert "6.5 weeks" in shown
    assert "Benefit. Less is better" in shown
    row = only(app, "SELECT id::text FROM case_measure")
    author.send(f"{section}/{row}", measure(app, target_value="", target_text="As soon as they are written"))
    assert "As soon as they are written" in words(author, section)
    assert only(app, "SELECT version FROM case_measure") == 2
    assert only(app, "SELECT state FROM case_section WHERE section = 'measures'") == "in_progress"
    author.send(f"{section}/{row}/take-off", {}, form_at=f"{section}/{row}")
    assert "No measures yet" in words(author, section)
    assert author.page(f"{section}/{row}", status=404)


def test_a_row_that_somebody_else_changed_is_not_overwritten_unseen(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    one, two, section = signed_in("author"), signed_in("author"), f"/proposals/{ref}/case/measures"
    one.send(f"{section}/new", measure(app))
    path = f"{section}/{only(app, 'SELECT id::text FROM case_measure')}"
    seen = two.hidden(two.page(path), path)
    one.send(path, measure(app, title="Days waited"))
    late = two.http.post(path, data={**seen, **measure(app, title="Hours waited")})
    assert late.status_code == 409
    assert "Someone changed this while you were working" in late.text
    assert "Hours waited" in late.text
    assert only(app, "SELECT title FROM case_measure") == "Days waited"


def test_milestones_keep_their_order(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author, new = signed_in("author"), f"/proposals/{ref}/case/milestones/new"
    lead = person_id(app, "author")
    author.send(new, {"title": "Agreed", **day("due", "2027-03-01"), "lead_id": lead})
    first = only(app, "SELECT id::text FROM milestone")
    soon = {"title": "Open", **day("due", "2027-02-01"), "lead_id": lead, "after_id": first}
    refused = author.send(new, soon, status=422)
    assert "The date must be on or after 1 March 2027, when ‘Agreed’ is due" in refused.text
    author.send(new, soon | day("due", "2027-06-01"))
    assert "Open 1 June 2027" in words(author, f"/proposals/{ref}/case/delivery")


def test_a_row_cannot_point_into_another_case(app: Flask, signed_in: People) -> None:
    mine, other = taken_on(app, signed_in), taken_on(app, signed_in, "Fewer letters")
    author, lead = signed_in("author"), person_id(app, "author")
    author.send(
        f"/proposals/{other}/case/milestones/new", {"title": "Theirs", **day("due", "2027-03-01"), "lead_id": lead}
    )
    theirs = only(app, "SELECT id::text FROM milestone")
    row = {"title": "Mine", **day("due", "2027-06-01"), "lead_id": lead, "after_id": theirs}
    assert "choose from the list" in author.send(f"/proposals/{mine}/case/milestones/new", row, status=422).text
    assert author.page(f"/proposals/{mine}/case/milestones/{theirs}", status=404)


def test_a_consultation_with_its_answers_and_what_came_of_them(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author, case = signed_in("author"), f"/proposals/{ref}/case"
    held = {"title": "Letters", "how": "A form and two meetings"}
    dates = {**day("opened", "2026-06-01"), **day("closed", "2026-08-10")}
    wrong = author.send(f"{case}/consultations/new", {**held, **dates, **day("closed", "2026-05-31")}, status=422)
    assert "It must close after the day on which it opens" in wrong.text
    author.send(f"{case}/consultations/new", {**held, **dates})
    consultation = only(app, "SELECT id::text FROM consultation")
    answers = {"consultation_id": consultation, "group_name": "Disabled people", "number": "41"}
    author.send(f"{case}/answers/new", answers)
    again = author.send(f"{case}/answers/new", {**answers, "group_name": "disabled people"}, status=422)
    assert "This group is counted already" in again.text
    assert "Nothing says what came of the 41 answers" in words(author, f"/proposals/{ref}/findings")
    author.send(f"{case}/changes/new", {"consultation_id": consultation, "said": "Keep paper", "did": "We keep paper"})
    assert "Nothing says what came" not in words(author, f"/proposals/{ref}/findings")
    shown = words(author, f"{case}/consultation")
    assert "Keep paper We keep paper" in shown
    author.send(f"{case}/consultations/{consultation}/take-off", {}, form_at=f"{case}/consultations/{consultation}")
    assert only(app, "SELECT count(*) FROM consultation_answer WHERE removed_at IS NULL") == 0


def test_the_theory_of_change_is_drawn_and_said(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author, case = signed_in("author"), f"/proposals/{ref}/case"
    for column, title in (("inputs", "Two trainers"), ("impact", "Fewer falls")):
        author.send(f"{case}/steps/new", {"stands_in": column, "title": title})
    with app.app_context():
        rows = db.session.execute(text("SELECT title, id::text FROM theory_step"))
        ids = {row.title: row.id for row in rows}
    assert "‘Two trainers’ leads nowhere" in words(author, f"/proposals/{ref}/findings")
    back = {"start_id": ids["Fewer falls"], "end_id": ids["Two trainers"], "assumption": "x"}
    assert "Choose a step in a later column" in author.send(f"{case}/links/new", back, status=422).text
    forth = {"start_id": ids["Two trainers"], "end_id": ids["Fewer falls"], "assumption": "staff have time"}
    author.send(f"{case}/links/new", forth)
    page = author.page(f"{case}/theory")
    assert "Two trainers leads to Fewer falls, if staff have time" in page.get_text()
    image = page.select_one('img[src$="theory.svg"]')
    assert image
    assert image["alt"]
    drawn = author.http.get(str(image["src"]))
    assert drawn.mimetype == "image/svg+xml"
    assert "Two trainers" in drawn.text
    assert "leads nowhere" not in words(author, f"/proposals/{ref}/findings")


def test_options_are_scored_by_weight_and_moved_with_the_focus(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author, path = signed_in("author"), f"/proposals/{ref}/options"
    author.send(f"{path}/new", {"title": "Email first", "description": "Send letters by email"})
    with app.app_context():
        options = {row.kind: row.id for row in db.session.execute(text("SELECT kind, id::text FROM case_option"))}
        criteria = db.session.execute(text("SELECT id::text FROM option_criterion ORDER BY id")).scalars().all()
    assert len(criteria) == 5
    least, other = options["do_minimum"], options["other"]
    for n, key in enumerate(criteria):
        row = {
            "title": f"Criterion {n}",
            "weight": "30" if n == 0 else "20",
            f"score_{other}": "5",
            f"score_{least}": "0",
        }
        form = f"/proposals/{ref}/case/criteria/{key}"
        refused = author.send(form, row, status=422)
        assert "Say why it has this score" in refused.text
        reasons = {f"reason_{other}": "It helps", f"reason_{least}": "It does not"}
        author.send(form, {**row, **reasons, f"score_{least}": "5" if n == 0 else "0"})
    # do minimum: 30 * 5 of 110 * 5 = 27.3 in a hundred
    assert "Weighted total, out of 100 27 100" in words(author, path)
    order = [one.get_text(" ", strip=True) for one in author.page(path).select("li.app-question strong")]
    assert order == ["Do minimum", "Email first"]
    moved = author.send(f"{path}/{other}/move/up", {}, form_at=path)
    assert str(moved.location).endswith(f"#up-{other}")
    page = author.page(path)
    assert page.select_one(f"button#up-{other}")
    assert [one.get_text(" ", strip=True) for one in page.select("li.app-question strong")] == [
        "Email first",
        "Do minimum",
    ]


def test_rows_are_frozen_with_the_version_and_compared(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author, case = signed_in("author"), f"/proposals/{ref}/case"
    written(app, author, ref)
    author.send(f"{case}/measures/new", measure(app))
    author.send(f"/proposals/{ref}/submit", {})
    assert "Weeks waited for a letter" in words(author, f"/proposals/{ref}/v/2")
    token = author.hidden(author.page("/ideas/new/name"), "/ideas/new/name")
    locked = author.http.post(f"{case}/measures/new", data={**token, **measure(app)})
    assert locked.status_code in (403, 423)
    decide = signed_in("change-lead").page(f"/proposals/{ref}/decide/G2")
    assert "Do minimum: Dearer" in at(decide, "#options_considered").get_text()
    author.send(f"/proposals/{ref}/withdraw_submission", {"reason": "One more measure"})
    row = only(app, "SELECT id::text FROM case_measure")
    author.send(f"{case}/measures/{row}", measure(app, target_value="1"))
    author.send(f"/proposals/{ref}/submit", {})
    assert "2 weeks 1 weeks" in words(author, f"/proposals/{ref}/v/compare?from=2&to=3")
    frozen = json.loads(only(app, "SELECT document FROM case_version ORDER BY n DESC LIMIT 1"))
    assert frozen["measures"][0]["target_value"] == "1"
    assert len(frozen["criteria"]) == 5


def test_readers_read_and_strangers_to_a_restricted_case_see_nothing(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author, viewer, case = signed_in("author"), signed_in("viewer"), f"/proposals/{ref}/case"
    author.send(f"{case}/measures/new", measure(app))
    row = only(app, "SELECT id::text FROM case_measure")
    page = viewer.page(f"{case}/measures")
    assert "Weeks waited" in page.get_text()
    assert not page.select_one(f'a[href*="{row}"]')
    assert "Only the author or a contributor" in words(viewer, f"{case}/measures/{row}")
    token = viewer.hidden(viewer.page("/ideas/new/name"), "/ideas/new/name")
    assert viewer.http.post(f"{case}/measures/new", data={**token, **measure(app)}).status_code == 403
    assert ref in words(viewer, "/proposals/quality")
    with app.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true WHERE ref = :r"), {"r": ref})
        db.session.commit()
    for path in (f"{case}/measures/{row}", f"{case}/measures/new", f"{case}/theory.svg", f"/proposals/{ref}/quality"):
        assert viewer.http.get(path).status_code == 404, path
    assert ref not in words(viewer, "/proposals/quality")
    assert ref in words(author, "/proposals/quality")


def test_the_quality_of_the_record_moves_with_what_is_written(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author, path = signed_in("author"), f"/proposals/{ref}/quality"
    assert "There is no score yet" in words(author, path)
    author.send(
        f"/proposals/{ref}/case/need",
        {"problem": "Late", "affected": "Many", "residents_said": "Yes", "complete": "yes"},
    )
    before = only(app, "SELECT completeness FROM case_quality")
    assert before > 0
    page = author.page(path)
    assert "No claim has evidence yet" in page.get_text()
    assert page.select_one(f'a[href="/proposals/{ref}/case/evidence"]')
    evidence = {"claim": "Late", "kind": "data", "shows": "9 days", "source": "Our log", "strength": "weak"}
    author.send(f"/proposals/{ref}/case/evidence/new", evidence)
    assert only(app, "SELECT coverage FROM case_quality") == 50
    assert only(app, "SELECT completeness FROM case_quality") > before
    listed = " ".join(author.page(f"/proposals/{ref}/case").get_text(" ").split())
    assert re.search(r"How good the record is : completeness \d+", listed)
    assert "evidence coverage 50" in listed


MEASURE = """
INSERT INTO case_measure (id, proposal_id, effect, title, unit, direction, target_on, how_measured, owner_id, target_text)
SELECT gen_random_uuid(), id, 'benefit', 'x', 'x', 'up', '2027-01-01', 'x', created_by, 'x' FROM proposal
"""
SCORE = """
INSERT INTO option_score (criterion_id, option_id, score, reason)
SELECT c.id, o.id, {}, '{}' FROM option_criterion c, case_option o LIMIT 1
"""
CONSULTATION = """
INSERT INTO consultation (id, proposal_id, title, how, opened, closed)
SELECT gen_random_uuid(), id, 'x', 'x', '2027-01-01', '2027-01-01' FROM proposal
"""
REFUSED = {
    "baseline_given": MEASURE,
    "score_0_to_5": SCORE.format(6, "x"),
    "reason_given": SCORE.format(5, ""),
    "closes_after_it_opens": CONSULTATION,
    "weight_1_to_100": "UPDATE option_criterion SET weight = 0",
}


@pytest.mark.parametrize("constraint", REFUSED)
def test_the_database_refuses_the_same(app: Flask, signed_in: People, constraint: str) -> None:
    taken_on(app, signed_in)
    with app.app_context(), pytest.raises(DBAPIError, match=constraint):
        db.session.execute(text(REFUSED[constraint]))
