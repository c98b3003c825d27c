"""What a case touches asks for sections and checks; a criterion that a role says is met, by somebody else."""

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.cases.test_gateway_two import written
from tests.integration.ideas.test_triage import last_mail
from tests.support.answers import TEXTS
from tests.support.client import at
from tests.support.journey import People, taken_on

TOUCHES = {**TEXTS["touches"], "posts": "2", "technology": "yes", "contract": "40,000", "complete": "yes"}


def test_answers_ask_for_sections_and_checks_with_their_reasons(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    assert "Say what changes for staff" not in author.page(f"/proposals/{ref}/case").get_text()
    author.send(f"/proposals/{ref}/case/touches", TOUCHES)
    tasks = author.page(f"/proposals/{ref}/case").get_text()
    assert "Say what changes for staff" in tasks
    assert "Say what changes in technology" in tasks
    assert "Say what changes in buildings" not in tasks
    again = author.page(f"/proposals/{ref}/case/touches")
    assert at(again, "#posts")["value"] == "2"
    assert at(again, "#contract")["value"] == "40000"
    written(app, author, ref)
    author.send(f"/proposals/{ref}/case/touches", {**TOUCHES, "technology": "no"})
    ready = author.page(f"/proposals/{ref}/submit").get_text()
    assert "2 sections are not complete" in ready
    author.send(f"/proposals/{ref}/case/hr", {"staff": "Two empty posts end", "complete": "yes"})
    asked = dict.fromkeys(("early", "information", "time", "considered"), "Yes")
    author.send(f"/proposals/{ref}/case/consultation", {**asked, "complete": "yes"})
    author.send(f"/proposals/{ref}/submit", {})
    with app.app_context():
        rows = db.session.execute(text("SELECT kind, why FROM sign_off_needed"))
        why = {row.kind: row.why for row in rows}
    assert set(why) == {"finance", "hr", "consultation", "procurement"}
    assert why["hr"] == "2 posts end"
    assert why["procurement"] == "A contract of £40,000 is over £25,000"


def test_bad_answers_are_kept_and_named(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    refused = signed_in("author").send(f"/proposals/{ref}/case/touches", {**TOUCHES, "posts": "two"}, status=422)
    assert "must be a whole number" in refused.text
    assert 'value="two"' in refused.text


def test_a_full_case_waits_for_finance_to_say_that_it_is_good_value(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    with app.app_context():
        db.session.execute(text("UPDATE proposal SET route = 'full'"))
        db.session.commit()
    path = f"/proposals/{ref}/criteria/value_for_money"
    assert "Only the role" in author.page(path).get_text()
    token = author.hidden(author.page("/ideas/new/name"), "/ideas/new/name")
    own = author.http.post(path, data={**token, "met": "yes", "note": "It is"})
    assert own.status_code == 403
    submit = f"/proposals/{ref}/submit"
    author.http.post(f"{path}/ask", data=author.hidden(author.page(submit), submit))
    assert "Is the case affordable" in last_mail(app, "finance")
    finance = signed_in("finance")
    assert "Say why" in finance.send(path, {"met": "yes", "note": ""}, status=422).text
    finance.send(path, {"met": "no", "note": "Payback is too long"})
    assert "Nobody has said so yet" in author.page(submit).get_text()
    finance.send(path, {"met": "yes", "note": "Payback in 2 years"})
    page = author.page(submit).get_text()
    assert "Payback in 2 years" in page
    with app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM asserted_criterion")).scalar() == 2
