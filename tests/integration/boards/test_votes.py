"""Votes at a meeting through its pages: called, by seat, a casting vote, dissent, a later recusal, substitutes, roles."""

import re

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.boards.test_meeting import (
    MEETING,
    MEMBERS,
    RECORD,
    at_approval,
    declared,
    here,
    on_agenda,
    ready,
)
from tests.integration.ideas.test_triage import person_id, state
from tests.support.client import Judge
from tests.support.journey import People

ITEM = f"{MEETING}/items/1"
AGREED = {"outcome": "proceed", "reasons": "It pays", "resolution": "Agree option 2", "public": "yes"}


def called(signed_in: People) -> Judge:
    chair = signed_in("chair")
    chair.send(f"{ITEM}/call-vote", {}, form_at=ITEM)
    return chair


def vote(signed_in: People, **votes: str) -> None:
    for who, said in votes.items():
        signed_in(who.replace("_", "-")).send(f"{ITEM}/vote", {"vote": said}, form_at=ITEM)


def words_of(person: Judge, path: str = ITEM) -> str:
    return " ".join(person.page(path).get_text(" ").split())


def forced(person: Judge, path: str, answers: dict[str, str], status: int = 403) -> str:
    """A post that no page offers."""
    token = person.hidden_of(person.http.get("/account").text)
    answer = person.http.post(path, data={**token, **answers})
    assert answer.status_code == status, answer.text[:2000]
    return " ".join(answer.text.split())


def test_nobody_votes_before_a_vote_is_called(app: Flask, signed_in: People) -> None:
    ready(app, signed_in)
    member = signed_in("member-one")
    assert "No vote has been called on this item" in forced(member, f"{ITEM}/vote", {"vote": "for"})
    assert "Only the board" in forced(member, f"{ITEM}/call-vote", {})
    called(signed_in)
    assert "A vote has been called on this item already" in forced(signed_in("chair"), f"{ITEM}/call-vote", {})


def test_a_vote_by_seat_stands_in_the_record(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    called(signed_in)
    vote(signed_in, chair="for", member_one="for", member_two="against")
    assert "A vote was called. Not voted yet: Otis Barnaby" in words_of(secretary)
    assert "Not voted yet" in forced(secretary, f"{ITEM}/record", AGREED)
    vote(signed_in, member_three="abstain")
    assert "already been recorded" in forced(signed_in("member-one"), f"{ITEM}/vote", {"vote": "against"})
    signed_in("member-two").send(f"{ITEM}/dissent", {"person": person_id(app, "member-two"), "words": "Too early"})
    secretary.send(f"{ITEM}/record", AGREED)
    chair = signed_in("chair")
    made = chair.send(f"{ITEM}/confirm", {}, form_at=ITEM)
    assert state(app, ref) == ("benefits", "active")
    page = words_of(chair, made.location)
    assert "2 for, 1 against, 1 abstained" in page
    for said in ("Freya Considine Against", "Otis Barnaby Abstained", "Yasmin Tolliver Not present"):
        assert said in page
    assert "Dissent recorded: Freya Considine: Too early" in page


def test_equal_votes_wait_for_the_chair_who_has_the_casting_vote(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    called(signed_in)
    vote(signed_in, chair="against", member_one="for", member_two="against")
    early = forced(signed_in("chair"), f"{ITEM}/casting-vote", {"vote": "for"})
    assert "Not voted yet: Otis Barnaby" in early
    vote(signed_in, member_three="for")
    assert "Votes are equal: the chair has a casting vote" in words_of(secretary)
    assert "Only whoever chairs" in forced(signed_in("member-one"), f"{ITEM}/casting-vote", {"vote": "for"})
    assert "Votes are equal" in forced(secretary, f"{ITEM}/record", AGREED)
    chair = signed_in("chair")
    chair.send(f"{ITEM}/casting-vote", {"vote": "for"}, form_at=ITEM)
    secretary.send(f"{ITEM}/record", AGREED)
    made = chair.send(f"{ITEM}/confirm", {}, form_at=ITEM)
    assert "casting vote was for" in words_of(chair, made.location)
    assert state(app, ref)[0] == "benefits"


def test_what_is_recorded_is_what_was_carried(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    called(signed_in)
    vote(signed_in, chair="against", member_one="against", member_two="against", member_three="for")
    secretary.send(f"{ITEM}/record", AGREED)
    chair = signed_in("chair")
    refused = chair.send(f"{ITEM}/confirm", {}, form_at=ITEM, status=403)
    assert "The votes do not carry this: 1 for, 3 against" in refused.text
    secretary.send(f"{ITEM}/record", {**AGREED, "outcome": "decline", "resolution": "Do not take it forward"})
    chair.send(f"{ITEM}/confirm", {}, form_at=ITEM)
    assert state(app, ref) == ("approval", "declined")


def test_a_later_recusal_voids_the_vote_and_the_quorum_is_worked_out_again(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    called(signed_in)
    vote(signed_in, chair="for", member_one="for", member_two="for", member_three="for")
    secretary.send(f"{ITEM}/record", AGREED)
    interest = {"answer": "yes", "n": "1", "kind": "other", "what": "My sister bids", "will": "leave"}
    said = signed_in("member-three").send(f"{MEETING}/interests", interest)
    told = words_of(signed_in("member-three"), said.location)
    assert "For item 1 you do not have quorum" in words_of(secretary)
    assert told
    assert "1 vote no longer counted" in words_of(secretary)
    chair = signed_in("chair")
    assert not chair.page(ITEM).find("button", string="Confirm the decision")
    assert "For item 1 you do not have quorum" in forced(chair, f"{ITEM}/confirm", {})
    assert state(app, ref) == ("approval", "scheduled")
    with app.app_context():
        counts = db.session.execute(text("SELECT (SELECT count(*) FROM seat_vote), (SELECT count(*) FROM vote_void)"))
        assert tuple(counts.one()) == (4, 1)


def test_the_chair_rules_on_a_conflict(app: Flask, signed_in: People) -> None:
    _ref, secretary = ready(app, signed_in)
    stays = {"answer": "yes", "n": "1", "kind": "other", "what": "I know the supplier", "will": "take_part"}
    signed_in("member-three").send(f"{MEETING}/interests", stays)
    assert "Every check is given" in words_of(secretary)
    rule = f"{ITEM}/interests/{person_id(app, 'member-three')}"
    assert "Only the board" in forced(signed_in("member-one"), rule, {"rules": "leave"})
    signed_in("chair").send(rule, {"rules": "leave"}, form_at=ITEM)
    assert "For item 1 you do not have quorum" in words_of(secretary)
    signed_in("chair").send(rule, {"rules": "stay"}, form_at=ITEM)
    assert "Every check is given" in words_of(secretary)
    own = {"answer": "yes", "n": "1", "kind": "own_post", "what": "My post", "will": "take_part"}
    wrong = signed_in("member-two").send(f"{MEETING}/interests", own, status=422)
    assert "When your own post is in scope you take no part" in wrong.text


def test_a_substitute_fills_the_seat_declares_and_votes(app: Flask, signed_in: People) -> None:
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    on_agenda(secretary, ref)
    three, instead = [person_id(app, one) for one in MEMBERS[:3]], person_id(app, "hr")
    five = person_id(app, "member-five")
    sits = {"present": three, "apologies": [five], "substitute_1": instead, "for_1": five}
    both = secretary.send(f"{MEETING}/attendance", {**sits, "present": [*three, five], "apologies": []}, status=422)
    assert "Somebody sits in the place of a board member who is here" in both.text
    secretary.send(f"{MEETING}/attendance", sits)
    declared(signed_in, *MEMBERS[:3])
    page = words_of(secretary)
    assert "Beatriz Holloway in the place of Leopold Haverstock" in page
    assert "Not declared interests yet: Beatriz Holloway" in page
    signed_in("hr").send(f"{MEETING}/interests", {"answer": "no"})
    called(signed_in)
    vote(signed_in, chair="for", member_one="for", member_two="for", hr="against")
    assert "Only somebody with a seat" in forced(signed_in("member-five"), f"{ITEM}/vote", {"vote": "for"})
    secretary.send(f"{ITEM}/record", AGREED)
    made = signed_in("chair").send(f"{ITEM}/confirm", {}, form_at=ITEM)
    assert "Leopold Haverstock Beatriz Holloway sat in their place Against" in words_of(secretary, made.location)


def test_a_body_without_substitutes_refuses_them_also_by_sql(app: Flask, signed_in: People) -> None:
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    on_agenda(secretary, ref)
    with app.app_context():
        db.session.execute(text("UPDATE board SET kind = 'executive' WHERE slug = 'change-board'"))
        db.session.commit()
    assert not secretary.page(f"{MEETING}/attendance").select("#substitute_1")
    with app.app_context(), pytest.raises(DBAPIError, match="this body has no substitutes"):
        db.session.execute(
            text(
                "INSERT INTO attendance (meeting_id, person_id, state, here_from, in_place_of_id, entered_by_id) "
                "SELECT m.id, p.id, 'present', app_now(), q.id, p.id FROM meeting m, person p, person q "
                "WHERE p.email = 'hr@demo.example' AND q.email = 'member-one@demo.example'"
            )
        )


def test_a_role_that_must_be_there_is_frozen_with_the_round(app: Flask, signed_in: People) -> None:
    with app.app_context():
        db.session.execute(
            text("UPDATE board SET quorum_roles = '{\"roles\": [\"finance\"]}' WHERE slug = 'change-board'")
        )
        db.session.commit()
    _ref, secretary = ready(app, signed_in)
    assert "You need somebody from finance. 4 of 6 are here" in words_of(secretary)
    with app.app_context():
        db.session.execute(text("UPDATE board SET quorum_roles = '{}', quorum = 1 WHERE slug = 'change-board'"))
        db.session.commit()
    assert "You need somebody from finance" in words_of(secretary)
    away = [person_id(app, one) for one in MEMBERS[:3]]
    finance, three = person_id(app, "finance"), person_id(app, "member-three")
    secretary.send(f"{MEETING}/attendance", {"present": away, "substitute_1": finance, "for_1": three})
    signed_in("finance").send(f"{MEETING}/interests", {"answer": "no"})
    assert "Quorum: 4 of 6 board members are here, including finance" in words_of(secretary)
    with app.app_context(), pytest.raises(DBAPIError, match="what a round opened with stays"):
        db.session.execute(text("UPDATE gateway_round SET quorum = 1 WHERE board_id IS NOT NULL"))


def test_late_comers_and_leavers_are_kept_by_their_time(app: Flask, signed_in: People) -> None:
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    on_agenda(secretary, ref)
    here(app, secretary, *MEMBERS)
    three = [person_id(app, one) for one in MEMBERS[:3]]
    gone = secretary.send(f"{MEETING}/attendance", {"present": three, "since": "25:99"}, status=422)
    assert "Enter a time, like 14:10" in gone.text
    page = secretary.send(f"{MEETING}/attendance", {"present": three})
    assert "Attendance is saved. You need 1 more board member" in words_of(secretary, page.location)
    here(app, secretary, *MEMBERS)
    minutes = words_of(secretary, f"{MEETING}/minutes")
    time = r"9(:\d\d)?am"
    assert re.search(rf"Otis Barnaby Own seat from {time}, left {time}, from {time}", minutes), minutes


def test_record_needs_words_and_verbs_for_each_resolution(app: Flask, signed_in: People) -> None:
    _ref, secretary = ready(app, signed_in)
    form = secretary.page(f"{ITEM}/record")
    assert "Do minimum" in form.select_one("#options_considered").get_text()
    bare = secretary.send(f"{ITEM}/record", {**AGREED, "resolution_2": "Sign the contract"}, status=422)
    assert "Select what resolution 2 does" in bare.text
    against = {**AGREED, "verb_2": "refuse", "resolution_2": "Option 3"}
    assert "One resolution agrees and another refuses" in secretary.send(f"{ITEM}/record", against, status=422).text
    conditions = {**RECORD, "owner_1": person_id(app, "author")}
    secretary.send(f"{ITEM}/record", {**conditions, "verb_2": "delegate", "resolution_2": "The director signs"})
    made = signed_in("chair").send(f"{ITEM}/confirm", {}, form_at=ITEM)
    page = words_of(secretary, made.location)
    assert "Agree, with conditions : Agree option 2" in page
    assert "Delegate the final decision : The director signs" in page
    assert "Recommendation, as put Agree option 2" in page
