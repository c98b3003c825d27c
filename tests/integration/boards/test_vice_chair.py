"""Who confirms: the chair; the vice-chair while the chair is away from the item; never whoever left it or wrote the case."""

from typing import Any

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.boards.test_meeting import MEETING, MEMBERS, at_approval, declared, here, on_agenda, recorded
from tests.integration.boards.test_votes import ITEM, forced
from tests.integration.decisions.test_attacks import refused, run
from tests.integration.ideas.test_triage import person_id, state
from tests.support.client import Judge
from tests.support.journey import People
from tests.support.second_acts import DECIDE

OTHERS = ("member-two", "member-three", "member-four")
INTEREST = {"answer": "yes", "n": "1", "kind": "other", "what": "My sister bids", "will": "leave"}


def waiting(app: Flask, signed_in: People, *present: str) -> tuple[str, Judge]:
    """A record that waits to be confirmed, at a meeting of these people; member-one is the vice-chair."""
    run(app, "UPDATE membership SET office = 'vice_chair' WHERE person_id = :p", p=person_id(app, "member-one"))
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    on_agenda(secretary, ref)
    here(app, secretary, *present)
    declared(signed_in, *present)
    recorded(app, secretary)
    return ref, secretary


def by_sql(app: Flask, who: str) -> dict[str, Any]:
    return {"by": person_id(app, who), "behalf": None}


def test_the_vice_chair_confirms_while_the_chair_is_away(app: Flask, signed_in: People) -> None:
    ref, _secretary = waiting(app, signed_in, "member-one", *OTHERS)
    elsewhere = (
        "INSERT INTO meeting (id, board_id, slug, starts_at, place, papers_due) SELECT gen_random_uuid(), board_id, 'other', "
        "starts_at, place, papers_due FROM meeting"
    )
    run(app, elsewhere)
    run(
        app,
        "INSERT INTO attendance (meeting_id, person_id, state, entered_by_id) SELECT m.id, p.id, 'present', p.id FROM meeting m, "
        "person p WHERE m.slug = 'other' AND p.email = 'chair@demo.example'",
    )
    for who in ("member-two", "secretary"):
        assert "Only the board" in forced(signed_in(who), f"{ITEM}/confirm", {"version": "1"})
        with refused(app, "confirmed by whoever is in the chair"):
            db.session.execute(text(DECIDE), by_sql(app, who))
    vice = signed_in("member-one")
    tasks = vice.page("/")
    assert tasks.find("a", href=ITEM)
    assert "Confirm the decision" in tasks.get_text(" ")
    made = vice.send(f"{ITEM}/confirm", {}, form_at=ITEM)
    assert state(app, ref) == ("benefits", "active")
    assert "Samir Whitlock" in vice.page(made.location).get_text(" ")


def test_not_while_the_chair_is_there(app: Flask, signed_in: People) -> None:
    ref, _secretary = waiting(app, signed_in, *MEMBERS)
    vice = signed_in("member-one")
    assert not vice.page(ITEM).find("button", string="Confirm the decision")
    assert "Only the board" in forced(vice, f"{ITEM}/confirm", {"version": "1"})
    with refused(app, "confirmed by whoever is in the chair"):
        db.session.execute(text(DECIDE), by_sql(app, "member-one"))
    signed_in("chair").send(f"{ITEM}/confirm", {}, form_at=ITEM)
    assert state(app, ref) == ("benefits", "active")


def test_a_chair_who_left_the_item_does_not_confirm_and_the_vice_chair_does(app: Flask, signed_in: People) -> None:
    ref, _secretary = waiting(app, signed_in, *MEMBERS, "member-four")
    chair = signed_in("chair")
    chair.send(f"{MEETING}/interests", INTEREST)
    words = forced(chair, f"{ITEM}/confirm", {"version": "1"})
    assert "You left this item because of an interest, so you cannot confirm the decision" in words
    with refused(app, "a member who declared an interest takes no part"):
        db.session.execute(text(DECIDE), by_sql(app, "chair"))
    signed_in("member-one").send(f"{ITEM}/confirm", {}, form_at=ITEM)
    assert state(app, ref) == ("benefits", "active")


def test_a_chair_who_wrote_the_case_does_not_confirm_and_a_vice_chair_who_did_neither(
    app: Flask, signed_in: People
) -> None:
    waiting(app, signed_in, *MEMBERS)
    wrote = "INSERT INTO proposal_act (proposal_id, person_id, act, at) SELECT id, :p, 'wrote', app_now() FROM proposal"
    run(app, wrote, p=person_id(app, "chair"))
    assert "You wrote this case" in forced(signed_in("chair"), f"{ITEM}/confirm", {"version": "1"})
    vice = signed_in("member-one")
    assert vice.page(ITEM).find("button", string="Confirm the decision")
    run(app, wrote, p=person_id(app, "member-one"))
    assert "You wrote this case" in forced(vice, f"{ITEM}/confirm", {"version": "1"})
    with refused(app, "someone who proposed, wrote"):
        db.session.execute(text(DECIDE), by_sql(app, "member-one"))


def test_a_substitute_takes_the_seat_and_not_the_chair(app: Flask, signed_in: People) -> None:
    ref, secretary = waiting(app, signed_in, "member-one", *OTHERS)
    answers = {
        "present": [person_id(app, one) for one in ("member-one", *OTHERS)],
        "substitute_1": person_id(app, "director"),
        "for_1": person_id(app, "chair"),
    }
    secretary.send(f"{MEETING}/attendance", answers)
    declared(signed_in, "director")
    assert "Only the board" in forced(signed_in("director"), f"{ITEM}/confirm", {"version": "1"})
    signed_in("member-one").send(f"{ITEM}/confirm", {}, form_at=ITEM)
    assert state(app, ref) == ("benefits", "active")
