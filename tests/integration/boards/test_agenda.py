"""The secretary's agenda: order, late papers with a reason, questions, reports that are noted, overdue conditions, minutes."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from changeportal.services.schedule import run_due
from tests.integration.boards.test_meeting import MEETING, RECORD, at_approval, on_agenda, planned, ready, recorded
from tests.integration.boards.test_votes import ITEM, forced, words_of
from tests.integration.ideas.test_triage import last_mail, person_id, state
from tests.support.client import Judge
from tests.support.clock import move_on
from tests.support.journey import People

REPORT = {"title": "Programme report", "recommendation": "Note it", "minutes": "5"}


def titles(person: Judge) -> list[str]:
    rows = person.page(MEETING).select("tr[id^=item-] td:nth-of-type(1) a")
    return [one.get_text() for one in rows]


def test_items_move_until_they_are_published_and_stay_afterwards(app: Flask, signed_in: People) -> None:
    secretary = signed_in("secretary")
    planned(secretary)
    for title in ("One", "Two", "Three"):
        secretary.send(f"{MEETING}/add-item", {**REPORT, "title": title})
    led = secretary.send(f"{MEETING}/items/3/move", {"to": "up"}, form_at=MEETING).location
    assert led.endswith("#item-2")
    secretary.send(f"{MEETING}/items/1/move", {"to": "down"}, form_at=MEETING)
    assert titles(secretary) == ["Three", "One", "Two"]
    assert "cannot be moved any further" in forced(secretary, f"{MEETING}/items/1/move", {"to": "up"})
    assert "Only the board" in forced(signed_in("chair"), f"{MEETING}/items/1/move", {"to": "down"})
    secretary.send(f"{MEETING}/publish", {}, form_at=MEETING)
    assert "every item keeps its number" in forced(secretary, f"{MEETING}/items/1/move", {"to": "down"})
    for statement, words in (
        ("UPDATE agenda_item SET n = 9 WHERE n = 1", "keeps its number"),
        ("UPDATE published_paper SET position = 9", "permission denied"),
        ("DELETE FROM published_paper", "permission denied"),
    ):
        with app.app_context(), pytest.raises(DBAPIError, match=words):
            db.session.execute(text(statement))


def test_a_late_paper_says_why_and_goes_on_from_the_last_number(app: Flask, signed_in: People) -> None:
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    on_agenda(secretary, ref)
    late = secretary.send(f"{MEETING}/add-item", {**REPORT, "late_reason": ""}, status=422)
    assert "Say why it comes after the papers were published" in late.text
    secretary.send(f"{MEETING}/add-item", {**REPORT, "late_reason": "The audit ended today"})
    page = words_of(signed_in("member-one"), MEETING)
    assert "Late paper, added 20 November 2026" in page
    assert "The audit ended today" in page
    mail = last_mail(app, "member-one")
    assert "Programme report" in mail
    assert "The audit ended today" in mail
    with app.app_context():
        rows = db.session.execute(
            text("SELECT position, version, title, late_reason FROM published_paper ORDER BY position")
        ).all()
    assert [tuple(row) for row in rows] == [
        (1, 1, "Letters by email", ""),
        (2, 1, "Programme report", "The audit ended today"),
    ]


def test_a_question_and_its_answer_stay_with_the_item(app: Flask, signed_in: People) -> None:
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    on_agenda(secretary, ref)
    asked = {"section": "need", "text": "How many letters are late?"}
    signed_in("member-one").send(f"{ITEM}/question", asked)
    assert "Not answered yet" in words_of(secretary)
    with app.app_context():
        one = db.session.execute(text("SELECT id::text FROM question WHERE item_id IS NOT NULL")).scalar_one()
    author = signed_in("author")
    author.send(
        f"/proposals/{ref}/questions/{one}", {"answer": "About 900 a week"}, form_at=f"/proposals/{ref}/questions"
    )
    page = words_of(signed_in("member-two"))
    assert "Samir Whitlock : How many letters are late? Answer: About 900 a week" in page
    assert "About 900 a week" in last_mail(app, "member-one")


def test_a_report_is_noted_with_what_the_board_said(app: Flask, signed_in: People) -> None:
    secretary = signed_in("secretary")
    planned(secretary)
    secretary.send(f"{MEETING}/add-item", REPORT)
    secretary.send(f"{MEETING}/publish", {}, form_at=MEETING)
    assert "Only the board" in forced(signed_in("member-one"), f"{ITEM}/note", {"words": "x"})
    secretary.send(f"{ITEM}/note", {"words": "They asked for dates"}, form_at=ITEM)
    assert "was noted already" in forced(secretary, f"{ITEM}/note", {"words": "Again"})
    page = words_of(secretary, f"{MEETING}/minutes")
    assert "Item 1: Programme report" in page
    assert "Noted. They asked for dates" in page


def overdue(app: Flask, signed_in: People) -> tuple[str, str]:
    """A decision with a condition that is due on 1 February 2027."""
    ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    signed_in("chair").send(f"{ITEM}/confirm", {}, form_at=ITEM)
    with app.app_context():
        return ref, str(db.session.execute(text("SELECT id FROM condition")).scalar_one())


def run(app: Flask, days: int) -> None:
    move_on(app, days)
    with app.app_context():
        run_due()


DAYS = {"day": ("16", "2", "2027"), "papers_due": ("16", "2", "2027")}


def test_an_overdue_condition_comes_to_the_next_agenda_by_itself(app: Flask, signed_in: People) -> None:
    ref, condition = overdue(app, signed_in)
    parts = {
        f"{name}-{part}": v for name, day in DAYS.items() for part, v in zip(("day", "month", "year"), day, strict=True)
    }
    parts |= {"day-month": "3", "papers_due-month": "3"}
    signed_in("secretary").send("/boards/change-board/new-meeting", {**parts, "starts": "14:00", "place": "Room 2"})
    march = "/boards/change-board/2027-03-16"
    run(app, 87)  # 15 February: fourteen days late goes to the owner alone
    assert "Overdue condition" not in words_of(signed_in("secretary"), march)
    run(app, 88)
    run(app, 89)
    page = words_of(signed_in("secretary"), march)
    assert page.count("Overdue condition: Tell tenants first") == 1
    assert "Note that this condition of decision D-2026-" in page
    refused = forced(signed_in("secretary"), f"{march}/items/1/remove", {})
    assert "comes to the board by itself" in refused
    signed_in("secretary").send(f"/proposals/{ref}/conditions/{condition}", {"evidence": "Letter of 3 January"})
    signed_in("secretary").send(f"{march}/items/1/note", {"words": ""}, form_at=f"{march}/items/1")
    run(app, 90)
    assert words_of(signed_in("secretary"), march).count("Overdue condition") == 1


def test_what_was_not_reached_goes_back_and_the_minutes_say_so(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    secretary.send(f"{MEETING}/add-item", {**REPORT, "late_reason": "It was asked for"})
    secretary.send(f"{MEETING}/items/2/note", {"words": ""}, form_at=f"{MEETING}/items/2")
    interest = {"answer": "yes", "n": "1", "kind": "other", "what": "My cousin bids", "will": "leave"}
    signed_in("member-one").send(f"{MEETING}/interests", interest)
    secretary.send(
        f"{MEETING}/attendance",
        {
            "present": [person_id(app, one) for one in ("chair", "member-two", "member-three")],
            "apologies": [person_id(app, "member-five")],
        },
    )
    move_on(app, 20)
    signed_in("secretary").send(f"{MEETING}/close", {}, form_at=MEETING)
    assert state(app, ref) == ("approval", "in_review")
    page = words_of(signed_in("viewer"), f"{MEETING}/minutes")
    assert "Apologies: Leopold Haverstock." in page
    assert "Samir Whitlock: My cousin bids (leaves for this item)" in page
    assert "Not reached. Not reached at the meeting" in page
    assert "Draft, made from what was recorded" in page
    assert RECORD["reasons"] not in page


def test_minutes_give_each_decision_in_full(app: Flask, signed_in: People) -> None:
    overdue(app, signed_in)
    page = words_of(signed_in("viewer"), f"{MEETING}/minutes")
    for words in (
        "Agreed, as the chair summed up",
        "Agree, with conditions : Agree option 2",
        "Reasons: It saves more than it costs",
        "Condition: Tell tenants first (Devan Osei, by 1 February 2027)",
        "Interests: none declared",
        "This meeting is not closed yet",
    ):
        assert words in page
