"""A whole meeting: agenda, papers, attendance, interests, quorum, record, confirmation, deferral, closing, conditions."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.cases.test_gateway_two import submitted
from tests.integration.ideas.test_triage import last_mail, person_id, state
from tests.support.client import Judge
from tests.support.clock import move_on
from tests.support.journey import People

MEETING = "/boards/change-board/2026-12-08"
MEMBERS = ("chair", "member-one", "member-two", "member-three")
RECORD = {
    "outcome": "proceed_with_conditions",
    "reasons": "It saves more than it costs",
    "resolution": "Agree option 2",
    "options_considered": "Do minimum: dearer",
    "public": "yes",
    "condition_1": "Tell tenants first",
    "due_1-day": "1",
    "due_1-month": "2",
    "due_1-year": "2027",
    "blocks_1": "implementation",
}


def at_approval(app: Flask, signed_in: People) -> str:
    """A light proposal that waits for the change board at gateway 4."""
    ref = submitted(app, signed_in)
    signed_in("finance").send(f"/proposals/{ref}/signoffs/finance", {"outcome": "agreed"})
    lead = signed_in("change-lead")
    lead.send(f"/proposals/{ref}/decide/G2", {"outcome": "proceed", "reasons": "It pays"})
    lead.send(f"/proposals/{ref}/decide/G3", {"outcome": "proceed", "reasons": "Nobody is needed"})
    return ref


def planned(secretary: Judge) -> None:
    secretary.send(
        "/boards/change-board/new-meeting",
        {
            "day-day": "8",
            "day-month": "12",
            "day-year": "2026",
            "starts": "14:00",
            "place": "Committee room 2",
            "papers_due-day": "1",
            "papers_due-month": "12",
            "papers_due-year": "2026",
        },
    )


def on_agenda(secretary: Judge, ref: str) -> None:
    planned(secretary)
    secretary.send(f"{MEETING}/add-item", {"ref": ref, "recommendation": "Agree option 2", "minutes": "15"})
    secretary.send(f"{MEETING}/publish", {}, form_at=MEETING)


def here(app: Flask, secretary: Judge, *who: str) -> None:
    secretary.send(f"{MEETING}/attendance", {"present": [person_id(app, one) for one in who]})


def declared(signed_in: People, *who: str) -> None:
    for one in who:
        signed_in(one).send(f"{MEETING}/interests", {"answer": "no"})


def recorded(app: Flask, secretary: Judge) -> None:
    secretary.send(f"{MEETING}/items/1/record", {**RECORD, "owner_1": person_id(app, "author")})


def condition_met(app: Flask, secretary: Judge, ref: str) -> None:
    """The condition that blocks the start is closed."""
    with app.app_context():
        one = str(db.session.execute(text("SELECT id FROM condition")).scalar_one())
    secretary.send(f"/proposals/{ref}/conditions/{one}", {"evidence": "Letter of 3 January"})


def ready(app: Flask, signed_in: People) -> tuple[str, Judge]:
    """A published meeting with quorum, everybody here has declared."""
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    on_agenda(secretary, ref)
    here(app, secretary, *MEMBERS)
    declared(signed_in, *MEMBERS)
    return ref, secretary


def test_a_meeting_from_agenda_to_decision(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    assert state(app, ref) == ("approval", "scheduled")
    words = secretary.page(MEETING).get_text(" ")
    assert "Quorum: 4 of 6 board members are here" in words
    rejected = secretary.page(f"{MEETING}/items/1/record").select_one("#options_considered")
    assert rejected
    assert rejected.get_text(strip=True) == "Do minimum: Dearer"
    recorded(app, secretary)
    assert "Recorded, waiting for the chair to confirm" in secretary.page(f"{MEETING}/items/1").get_text()
    assert state(app, ref) == ("approval", "scheduled")
    chair = signed_in("chair")
    answer = chair.send(f"{MEETING}/items/1/confirm", {}, form_at=f"{MEETING}/items/1")
    assert state(app, ref) == ("benefits", "active")
    page = chair.page(answer.location).get_text(" ")
    assert "It saves more than it costs" in page
    assert "Agree option 2" in page
    assert "Do minimum: dearer" in page
    assert "Agreed, as the chair summed up" in page
    assert "Lorcan Pemberley" in page
    assert "It saves more than it costs" in last_mail(app, "proposer")
    with app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM saving")).scalar_one() == 0
    assert "Condition not met: Tell tenants first" in chair.page(f"/proposals/{ref}/decisions").get_text(" ")
    condition_met(app, secretary, ref)
    with app.app_context():
        savings = db.session.execute(
            text("SELECT s.title, sum(e.pence) FROM saving s JOIN saving_entry e ON e.saving_id = s.id GROUP BY 1")
        ).all()
        assert [tuple(row) for row in savings] == [("Postage", 4_800_000)]


def test_the_record_counts_only_when_the_chair_confirms(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    token = secretary.hidden(secretary.page(MEETING), f"{MEETING}/close")
    refused = secretary.http.post(f"{MEETING}/items/1/confirm", data=token)
    assert refused.status_code == 403
    assert "Only the board" in refused.text
    assert state(app, ref) == ("approval", "scheduled")


def test_no_quorum_no_decision(app: Flask, signed_in: People) -> None:
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    on_agenda(secretary, ref)
    here(app, secretary, *MEMBERS[:3])
    declared(signed_in, *MEMBERS[:3])
    page = secretary.page(f"{MEETING}/items/1/record")
    assert "You need 1 more board member" in page.get_text(" ")
    assert not page.select("textarea")
    token = secretary.hidden(secretary.page(MEETING), f"{MEETING}/close")
    refused = secretary.http.post(
        f"{MEETING}/items/1/record", data={**token, **RECORD, "owner_1": person_id(app, "author")}
    )
    assert refused.status_code == 403
    assert "You need 1 more board member. 3 of 6 are here and quorum is 4" in " ".join(refused.text.split())


def test_who_is_here_has_to_declare_first(app: Flask, signed_in: People) -> None:
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    on_agenda(secretary, ref)
    here(app, secretary, *MEMBERS)
    declared(signed_in, *MEMBERS[:3])
    assert "Not declared interests yet: Otis Barnaby" in secretary.page(f"{MEETING}/items/1").get_text(" ")
    token = secretary.hidden(secretary.page(MEETING), f"{MEETING}/close")
    answers = {**token, **RECORD, "owner_1": person_id(app, "author")}
    assert secretary.http.post(f"{MEETING}/items/1/record", data=answers).status_code == 403


def test_an_interest_takes_somebody_out_of_the_quorum_of_the_item(app: Flask, signed_in: People) -> None:
    _ref, secretary = ready(app, signed_in)
    member = signed_in("member-three")
    interest = {"answer": "yes", "n": "1", "kind": "other", "what": "My own post", "will": "leave"}
    member.send(f"{MEETING}/interests", interest)
    words = secretary.page(f"{MEETING}/items/1").get_text(" ")
    assert "For item 1 you do not have quorum, because 1 board member left" in words
    assert "Otis Barnaby: My own post" in words
    token = member.hidden(member.page(f"{MEETING}/interests"), f"{MEETING}/interests")
    vote = member.http.post(f"{MEETING}/items/1/vote", data={**token, "vote": "for"})
    assert vote.status_code == 403
    assert "You left this item because of an interest, so you cannot vote on it" in vote.text


def test_a_second_confirmation_is_told_what_was_decided(app: Flask, signed_in: People) -> None:
    _ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    chair = signed_in("chair")
    token = chair.hidden(chair.page(f"{MEETING}/items/1"), f"{MEETING}/items/1/confirm")
    first = chair.http.post(f"{MEETING}/items/1/confirm", data=token)
    assert first.status_code == 302
    again = chair.http.post(f"{MEETING}/items/1/confirm", data=token)
    assert (again.status_code, again.location) == (302, first.location)
    other = {**token, "_key": "0192aa00-0000-7000-8000-000000000001"}
    refused = chair.http.post(f"{MEETING}/items/1/confirm", data=other)
    assert refused.status_code == 403
    assert "A decision has already been recorded here: D-2026-" in refused.text


def test_a_changed_record_has_to_be_read_again(app: Flask, signed_in: People) -> None:
    _ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    chair = signed_in("chair")
    token = chair.hidden(chair.page(f"{MEETING}/items/1"), f"{MEETING}/items/1/confirm")
    secretary.send(
        f"{MEETING}/items/1/record",
        {**RECORD, "reasons": "Other words", "owner_1": person_id(app, "author")},
    )
    answer = chair.http.post(f"{MEETING}/items/1/confirm", data=token)
    assert answer.status_code == 409


def test_putting_off_is_no_decision(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    until = {"until-day": "12", "until-month": "1", "until-year": "2027"}
    secretary.send(f"{MEETING}/items/1/put-off", {"reason": "No time", **until})
    assert state(app, ref) == ("approval", "in_review")
    assert "will look at it again on 12 January 2027" in last_mail(app, "proposer")
    with app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM decision WHERE gateway = 'G4'")).scalar_one() == 0
        assert db.session.execute(text("SELECT closed_at FROM gateway_round WHERE gateway = 'G4'")).scalar_one() is None


def test_a_meeting_is_closed_after_it_began_and_what_was_not_reached_waits_again(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    early = secretary.send(f"{MEETING}/close", {}, form_at=MEETING, status=403)
    assert "This meeting has not started yet" in early.text
    move_on(app, 20)
    secretary = signed_in("secretary")
    secretary.send(f"{MEETING}/close", {}, form_at=MEETING)
    assert state(app, ref) == ("approval", "in_review")
    assert "Not reached" in secretary.page(MEETING).get_text()


def test_an_author_can_not_decide_as_chair(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    with app.app_context():
        db.session.execute(
            text(
                "INSERT INTO proposal_act SELECT p.id, x.id, 'wrote', now() FROM proposal p, person x "
                "WHERE p.ref = :ref AND x.email = 'chair@demo.example'"
            ),
            {"ref": ref},
        )
        db.session.commit()
    chair = signed_in("chair")
    assert not chair.page(f"{MEETING}/items/1").find("button", string="Confirm the decision")
    token = chair.hidden(chair.page(f"{MEETING}/interests"), f"{MEETING}/interests")
    refused = chair.http.post(f"{MEETING}/items/1/confirm", data=token)
    assert refused.status_code == 403
    assert "You wrote this case, so someone else must" in refused.text
    assert state(app, ref) == ("approval", "scheduled")


def test_a_condition_is_closed_with_evidence_by_another(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    signed_in("chair").send(f"{MEETING}/items/1/confirm", {}, form_at=f"{MEETING}/items/1")
    with app.app_context():
        one = str(db.session.execute(text("SELECT id FROM condition")).scalar_one())
    path = f"/proposals/{ref}/conditions/{one}"
    assert "Tell tenants first" in secretary.page(f"/proposals/{ref}/decisions").get_text()
    empty = secretary.send(path, {"evidence": ""}, status=422)
    assert "Say what shows that the condition is met" in empty.text
    secretary.send(path, {"evidence": "Letter of 3 January"})
    assert "Letter of 3 January" in secretary.page(f"/proposals/{ref}/decisions").get_text()
    with app.app_context(), pytest.raises(DBAPIError, match="stays met"):
        db.session.execute(text("UPDATE condition SET met_at = NULL, met_by_id = NULL"))


def test_the_register_lists_and_corrects(app: Flask, signed_in: People) -> None:
    ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    made = signed_in("chair").send(f"{MEETING}/items/1/confirm", {}, form_at=f"{MEETING}/items/1").location
    page = secretary.page("/decisions?gateway=G4")
    assert "1 decision" in page.get_text(" ")
    assert ref in page.get_text()
    assert secretary.http.get("/decisions?format=csv").text.count(ref) == 4
    secretary.send(made, {"text": "The year should be 2027"})
    assert "The year should be 2027" in secretary.page(made).get_text()
    viewer = signed_in("viewer")
    assert viewer.http.post(made, data=_token(viewer)).status_code == 403


def _token(person: Judge) -> dict[str, str]:
    return {**person.hidden(person.page("/ideas/new/name"), "/ideas/new/name"), "text": "x"}
