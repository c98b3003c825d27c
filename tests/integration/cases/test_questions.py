"""A question on a case and its answer; notices in the app."""

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.ideas.test_triage import last_mail
from tests.support.journey import People, taken_on


def test_a_question_is_asked_and_answered_once(app: Flask, signed_in: People) -> None:
    ref, viewer, author = taken_on(app, signed_in), signed_in("viewer"), signed_in("author")
    path = f"/proposals/{ref}/questions"
    empty = viewer.send(path, {"section": "need", "text": ""}, status=422)
    assert "Enter your question" in empty.text
    viewer.send(path, {"section": "need", "text": "How many letters?"})
    assert "How many letters?" in last_mail(app, "author")
    with app.app_context():
        key = str(db.session.execute(text("SELECT id FROM question")).scalar_one())
    token = viewer.hidden(viewer.page(path), path)
    assert viewer.http.post(f"{path}/{key}", data={**token, "answer": "Mine"}).status_code == 403
    blank = author.send(f"{path}/{key}", {"answer": ""}, form_at=path, status=422)
    assert "Enter your answer" in blank.text
    author.send(f"{path}/{key}", {"answer": "About 400 a week"}, form_at=path)
    assert "About 400 a week" in viewer.page(path).get_text()
    again = author.http.post(f"{path}/{key}", data={**author.hidden(author.page(path), path), "answer": "Other"})
    assert again.status_code == 403
    assert "Somebody has answered this question already" in again.text


def test_notices_are_new_until_they_are_read(app: Flask, signed_in: People) -> None:
    taken_on(app, signed_in)
    proposer = signed_in("proposer")
    page = proposer.page("/notices")
    assert page.select(".govuk-tag")
    proposer.send("/notices", {})
    assert not proposer.page("/notices").select("main .govuk-tag")
