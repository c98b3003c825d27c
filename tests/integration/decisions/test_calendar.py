"""Steps dated backwards from a meeting, and pre-election periods on the forward plan and the agenda."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.boards.test_meeting import MEETING, at_approval, on_agenda
from tests.integration.decisions.test_lawful import at_approval as key_decision
from tests.integration.decisions.test_lawful import on, published
from tests.support.client import Judge
from tests.support.clock import move_on
from tests.support.journey import People

STEPS = {
    "step_1": "Leader’s group",
    "days_1": "5",
    "whose_1": "Leader’s office",
    "step_2": "Management board",
    "days_2": "20",
}


def test_steps_are_dated_backwards_and_short_ones_marked(app: Flask, signed_in: People) -> None:
    secretary = signed_in("secretary")
    path = "/deciders/change-board/steps"
    assert "Enter working days" in secretary.send(path, {"step_1": "A", "days_1": "x"}, status=422).text
    secretary.send(path, STEPS)
    on_agenda(secretary, at_approval(app, signed_in))
    ref = secretary.page(MEETING).select("td .app-note")[0].get_text()
    words = " ".join(signed_in("viewer").page(f"/proposals/{ref}/decisions").get_text(" ").split())
    # 8 December is a Tuesday: five working days before is 1 December; twenty before is 10 November.
    assert "Management board Not said 10 November 2026 Short: it came to this body later Overdue" in words
    assert "Leader’s group Leader’s office 1 December 2026 Due" in words
    assert "Only the board's secretary or the change lead" in signed_in("viewer").page(path).get_text(" ")


def rows(person: Judge) -> list[str]:
    found = person.page(MEETING).select("#clearance-caption ~ tbody tr")
    return [" ".join(one.get_text(" ").split()) for one in found]


def test_the_agenda_says_of_each_step_whose_it_is_and_whether_it_is_done(app: Flask, signed_in: People) -> None:
    secretary = signed_in("secretary")
    on_agenda(secretary, at_approval(app, signed_in))
    assert rows(secretary) == []
    secretary.send("/deciders/change-board/steps", STEPS)
    viewer = signed_in("viewer")
    item = "1 Letters by email"
    short = "10 November 2026 Short: it came to this body later"
    late, due = f"{item} Management board Not said {short}", f"{item} Leader’s group Leader’s office 1 December 2026"
    assert rows(viewer) == [f"{late} Overdue Its last day is over", f"{due} Due"]
    done = {"step": "Leader’s group", "done": "yes"}
    answer = secretary.send(f"{MEETING}/items/1/steps", done, form_at=MEETING)
    assert str(answer.location).endswith("#clearance-caption")
    assert rows(viewer)[1] == f"{due} Done 20 November 2026, {name_of(app, 'secretary')}"
    move_on(app, 12)  # 2 December: the last day of what is done may pass
    assert rows(signed_in("viewer"))[1].startswith(f"{due} Done")
    again = signed_in("secretary")
    assert "is done already" in again.send(f"{MEETING}/items/1/steps", done, form_at=MEETING, status=403).text
    again.send(f"{MEETING}/items/1/steps", done | {"done": "no"}, form_at=MEETING)
    assert rows(signed_in("viewer"))[1] == f"{due} Overdue Its last day is over"
    other = signed_in("member-one")
    token = other.hidden(other.page("/ideas/new/name"), "/ideas/new/name")
    assert other.http.post(f"{MEETING}/items/1/steps", data={**token, **done}).status_code == 403
    assert again.send(f"{MEETING}/items/1/steps", done | {"step": "Nothing"}, form_at=MEETING, status=404)
    with app.app_context(), pytest.raises(DBAPIError, match="permission denied"):
        db.session.execute(text("DELETE FROM clearance_mark"))


def name_of(app: Flask, who: str) -> str:
    with app.app_context():
        found = db.session.execute(text("SELECT name FROM person WHERE email = :e"), {"e": f"{who}@demo.example"})
        return str(found.scalar_one())


def test_a_pre_election_period_is_marked(app: Flask, signed_in: People) -> None:
    officer = signed_in("monitoring-officer")
    period = {"title": "Local elections", **on("starts", date(2026, 12, 1)), **on("ends", date(2026, 12, 20))}
    wrong = {**period, **on("ends", date(2026, 11, 1))}
    assert "must not be before" in officer.send("/pre-election-periods", wrong, status=422).text
    officer.send("/pre-election-periods", period)
    ref = key_decision(app, signed_in)
    published(signed_in("secretary"), ref)
    assert "Pre-election period: Local elections" in officer.page("/forward-plan").get_text(" ")
    viewer = signed_in("viewer")
    token = viewer.hidden(viewer.page("/ideas/new/name"), "/ideas/new/name")
    assert viewer.http.post("/pre-election-periods", data={**token, **period}).status_code == 403


def test_a_meeting_in_the_period_says_so(app: Flask, signed_in: People) -> None:
    officer = signed_in("monitoring-officer")
    period = {"title": "Local elections", **on("starts", date(2026, 12, 8)), **on("ends", date(2026, 12, 8))}
    officer.send("/pre-election-periods", period)
    on_agenda(signed_in("secretary"), at_approval(app, signed_in))
    assert "falls into a pre-election period: Local elections" in officer.page(MEETING).get_text(" ")
    officer.send(_remove(officer), {}, form_at="/pre-election-periods")
    assert "falls into" not in officer.page(MEETING).get_text(" ")


def _remove(officer: Judge) -> str:
    page = officer.page("/pre-election-periods")
    return str(page.select('form[action$="/remove"]')[0]["action"])
