"""Written procedure: answers seat by seat, quorum by answers, a deadline, a way out, and bodies that have none."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.boards.test_meeting import at_approval
from tests.integration.boards.test_votes import AGREED, forced, words_of
from tests.integration.ideas.test_triage import last_mail, state
from tests.support.client import Judge
from tests.support.clock import move_on
from tests.support.journey import People

BOARD = "/boards/change-board"
WRITTEN = f"{BOARD}/written-1"
ITEM = f"{WRITTEN}/items/1"
ALL = ("chair", "member-one", "member-two", "member-three", "member-four", "member-five")


def opened(app: Flask, signed_in: People) -> tuple[str, Judge]:
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    asked = {
        "ref": ref,
        "recommendation": "Agree option 2",
        "urgency": "The offer ends this month",
        "deadline-day": "27",
        "deadline-month": "11",
        "deadline-year": "2026",
        "until": "17:00",
    }
    bare = secretary.send(f"{BOARD}/written-procedure", {**asked, "urgency": ""}, status=422)
    assert "Say why it cannot wait for a meeting" in bare.text
    past = secretary.send(f"{BOARD}/written-procedure", {**asked, "deadline-month": "10"}, status=422)
    assert "The deadline must be in the future" in past.text
    led = secretary.send(f"{BOARD}/written-procedure", asked).location
    assert led == ITEM
    return ref, secretary


def answers(signed_in: People, said: str, *who: str) -> None:
    for one in who:
        signed_in(one).send(f"{WRITTEN}/answer", {"answer": said})


def test_a_decision_between_meetings(app: Flask, signed_in: People) -> None:
    ref, secretary = opened(app, signed_in)
    assert state(app, ref) == ("approval", "scheduled")
    assert "The offer ends this month" in last_mail(app, "member-five")
    assert "written procedure 1" in words_of(secretary, ITEM)
    assert "You need 4 more board members. 0 of 6 have answered and quorum is 4" in words_of(secretary, ITEM)
    answers(signed_in, "agree", "chair", "member-one", "member-two")
    answers(signed_in, "disagree", "member-three")
    assert "You have answered already" in forced(signed_in("member-one"), f"{WRITTEN}/answer", {"answer": "disagree"})
    assert "Only somebody with a seat" in forced(signed_in("viewer"), f"{WRITTEN}/answer", {"answer": "agree"})
    waiting = words_of(secretary, ITEM)
    assert "Quorum: 4 of 6 board members have answered" in waiting
    assert "Answers are waited for until 27 November 2026 at 17:00, from Leopold Haverstock, Yasmin Tolliver" in waiting
    assert "Answers are waited for" in forced(secretary, f"{ITEM}/record", AGREED)
    move_on(app, 8)
    late = forced(signed_in("member-four"), f"{WRITTEN}/answer", {"answer": "agree"})
    assert "The deadline for answers is over" in late
    signed_in("secretary").send(f"{ITEM}/record", AGREED)
    made = signed_in("chair").send(f"{ITEM}/confirm", {}, form_at=ITEM)
    assert state(app, ref) == ("benefits", "active")
    page = words_of(signed_in("viewer"), made.location)
    assert "3 for, 1 against, 0 abstained" in page
    assert "Yasmin Tolliver Not present" in page


def test_everybody_answered_needs_no_deadline_and_an_interest_is_an_answer(app: Flask, signed_in: People) -> None:
    ref, secretary = opened(app, signed_in)
    answers(signed_in, "agree", *ALL[:5])
    own = {"answer": "interest", "kind": "own_post", "interest": "My post"}
    signed_in("member-five").send(f"{WRITTEN}/answer", own)
    assert "Leopold Haverstock Took no part (interest)" in words_of(secretary, ITEM)
    secretary.send(f"{ITEM}/record", AGREED)
    signed_in("chair").send(f"{ITEM}/confirm", {}, form_at=ITEM)
    assert state(app, ref)[0] == "benefits"
    assert "Closed" in words_of(secretary, WRITTEN)


def test_one_who_wants_to_discuss_it_ends_it(app: Flask, signed_in: People) -> None:
    ref, secretary = opened(app, signed_in)
    answers(signed_in, "agree", "member-one")
    answers(signed_in, "discuss", "member-two")
    assert "Freya Considine asked to discuss it at a meeting" in words_of(secretary, ITEM)
    assert "asked to discuss it" in last_mail(app, "secretary")
    assert "asked to discuss it" in forced(signed_in("chair"), f"{WRITTEN}/answer", {"answer": "agree"})
    assert "asked to discuss it" in forced(secretary, f"{ITEM}/record", AGREED)
    secretary.send(f"{WRITTEN}/close", {}, form_at=WRITTEN)
    assert state(app, ref) == ("approval", "in_review")
    assert ref in words_of(secretary, BOARD)
    assert "Not reached. Freya Considine asked to discuss it" in words_of(secretary, f"{WRITTEN}/minutes")


def test_no_quorum_of_answers_no_decision(app: Flask, signed_in: People) -> None:
    ref, _secretary = opened(app, signed_in)
    answers(signed_in, "agree", *ALL[:3])
    move_on(app, 8)
    secretary = signed_in("secretary")
    assert "You need 1 more board member" in forced(secretary, f"{ITEM}/record", AGREED)
    secretary.send(f"{WRITTEN}/close", {}, form_at=WRITTEN)
    assert state(app, ref) == ("approval", "in_review")


@pytest.mark.parametrize("kind", ["executive", "full_council", "scrutiny", "executive_member", "partnership_board"])
def test_bodies_that_meet_have_none(app: Flask, signed_in: People, kind: str) -> None:
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    with app.app_context():
        db.session.execute(text("UPDATE board SET kind = :k WHERE slug = 'change-board'"), {"k": kind})
        db.session.commit()
    assert "decides at meetings alone" in words_of(secretary, f"{BOARD}/written-procedure")
    asked = {"ref": ref, "recommendation": "Agree", "urgency": "Now", "until": "17:00", "deadline-day": "27"}
    month = {"deadline-month": "11", "deadline-year": "2026"}
    assert "decides at meetings alone" in forced(secretary, f"{BOARD}/written-procedure", {**asked, **month})
    with app.app_context(), pytest.raises(DBAPIError, match="decides at meetings alone"):
        db.session.execute(
            text(
                "INSERT INTO meeting (id, board_id, slug, starts_at, place, papers_due, written, deadline, urgency) "
                "SELECT gen_random_uuid(), id, 'written-9', app_now(), '', '2026-11-20', true, app_now(), 'Now' "
                "FROM board WHERE slug = 'change-board'"
            )
        )
