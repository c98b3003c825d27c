"""Evidence and risks on their pages: one form page each, changed against the version that was seen, removed, read by all."""

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.cases.test_gateway_two import EVIDENCE, RISK
from tests.integration.cases.test_returned import words
from tests.integration.ideas.test_triage import person_id
from tests.support.client import Judge
from tests.support.journey import People, taken_on


def only(app: Flask, sql: str) -> str:
    with app.app_context():
        return str(db.session.execute(text(sql)).scalar_one())


def stale(author: Judge, path: str, **changed: str) -> Judge:
    """Two people open a row, both save it: the second is refused and keeps the words."""
    seen = author.hidden(author.page(path), path)
    author.send(path, {**changed, "source": "Ours", "title": "First"})
    late = author.http.post(path, data={**seen, **changed, "source": "Theirs", "title": "Second"})
    assert late.status_code == 409
    assert "Your words are below" in late.text
    assert "Theirs" in late.text or "Second" in late.text
    return author


def test_evidence_is_counted_dated_changed_and_removed(app: Flask, signed_in: People) -> None:
    ref, author = taken_on(app, signed_in), signed_in("author")
    page = f"/proposals/{ref}/case/evidence"
    assert "You have not added any evidence" in words(author, page)
    old = {"dated-day": "1", "dated-month": "3", "dated-year": "2019"}
    author.send(f"{page}/new", {**EVIDENCE, **old})
    author.send(f"{page}/new", {**EVIDENCE, "claim": "Residents like it", "strength": "none"})
    shown = words(author, page)
    assert "You make 2 claims. 1 has evidence. 1 has none." in shown
    assert "From 2019. More than 3 years old." in shown
    assert "No date is given." in shown
    row = only(app, "SELECT id FROM evidence WHERE dated IS NOT NULL")
    assert author.page(f"{page}/{row}").select_one("#dated-year[value='2019']")
    assert not author.page(f"{page}/{row}").select("#file")
    stale(author, f"{page}/{row}", **{**EVIDENCE, **old})
    assert only(app, "SELECT source FROM evidence WHERE dated IS NOT NULL") == "Ours"
    viewer = signed_in("viewer")
    assert EVIDENCE["claim"] in words(viewer, page)
    assert not viewer.page(page).select(f"main a[href^='{page}/']")
    assert viewer.http.post(f"{page}/{row}", data=viewer.hidden(viewer.page("/ideas/new/name"), "")).status_code in (
        403,
        422,
    )
    state = "SELECT state FROM case_section WHERE section = 'evidence'"
    assert only(app, state) == "complete"
    for one in (row, only(app, "SELECT id FROM evidence WHERE dated IS NULL")):
        author.send(f"{page}/{one}/take-off", {}, form_at=f"{page}/{one}")
    assert "You have not added any evidence" in words(author, page)
    assert only(app, state) == "in_progress"


def test_risks_say_who_looks_after_them_and_what_is_left(app: Flask, signed_in: People) -> None:
    ref, author = taken_on(app, signed_in), signed_in("author")
    page = f"/proposals/{ref}/case/risks"
    assert "The board will expect at least one" in words(author, page)
    given = {**RISK, "likelihood": "3", "impact": "4", "owner_id": person_id(app, "sponsor")}
    worse = author.send(f"{page}/new", {**given, "likelihood_after": "4"}, status=422)
    assert 'href="#likelihood_after"' in worse.text
    assert RISK["mitigation"] in worse.text
    author.send(f"{page}/new", {**given, "likelihood_after": "2"})
    assert "3 of 5, 4 of 5 2 of 5, 4 of 5 Helena Brightwater Not in money" in words(author, page)
    row = only(app, "SELECT id FROM risk")
    stale(author, f"{page}/{row}", **given)
    assert only(app, "SELECT title FROM risk") == "First"
    assert only(app, "SELECT likelihood_after FROM risk") == "3"
    author.send(f"{page}/{row}/take-off", {}, form_at=f"{page}/{row}")
    assert "The board will expect at least one" in words(author, page)


def test_what_was_typed_and_not_saved_is_offered_again(app: Flask, signed_in: People) -> None:
    ref, author = taken_on(app, signed_in), signed_in("author")
    path = f"proposals/{ref}/case/risks/new"
    token = author.hidden(author.page(f"/{path}"), f"/{path}")
    assert author.http.post(f"/drafts/{path}", data={**token, "title": "It floods", "owner_id": ""}).status_code == 204
    assert "You typed something here" in words(author, f"/{path}")
    assert "It floods" in author.page(f"/{path}?draft=use").select_one("#title")["value"]  # type: ignore[index]  # the box is there
