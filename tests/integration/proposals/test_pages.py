"""The list, the page of a proposal, its history, and changing course."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.integration.ideas.test_submit import put_in
from tests.integration.ideas.test_triage import date_fields, state, triaged
from tests.support.client import Judge

People = Callable[[str], Judge]


def test_the_list_says_how_many_and_keeps_its_filters(signed_in: People) -> None:
    first, second = put_in(signed_in("proposer"), "Letters by email"), put_in(signed_in("viewer"), "Bins on estates")
    reader = signed_in("auditor")
    page = reader.page("/proposals")
    assert "2 proposals" in page.get_text()
    found = reader.page("/proposals?q=bins&stage=idea").get_text()
    assert second in found
    assert first not in found
    assert "Remove Words: bins" in " ".join(found.split())


def test_an_empty_list_says_what_to_do(signed_in: People) -> None:
    assert "Be the first: submit an idea." in signed_in("viewer").page("/proposals").get_text()
    assert "Remove a filter" in signed_in("viewer").page("/proposals?stage=closed").get_text()


def test_the_list_downloads_with_its_filters(signed_in: People) -> None:
    put_in(signed_in("proposer"), "=HYPERLINK(1)")
    put_in(signed_in("viewer"), "Bins on estates")
    answer = signed_in("auditor").http.get("/proposals?format=csv&q=hyperlink")
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Reference,Title,Stage")
    assert len(lines) == 2
    assert "'=HYPERLINK(1)" in lines[1]
    assert answer.headers["Content-Disposition"] == 'attachment; filename="proposals-2026-11-20-1-rows.csv"'


def test_a_proposal_page_shows_steps_thread_and_reasons(signed_in: People) -> None:
    ref = put_in(signed_in("proposer"))
    text = " ".join(signed_in("viewer").page(f"/proposals/{ref}").get_text().split())
    assert "Gateway 1: Idea You are here" in text
    assert "No preferred option yet" in text
    assert "Only the proposer, the author or the sponsor can do this" in text


def test_history_in_plain_words(signed_in: People) -> None:
    ref = put_in(signed_in("proposer"))
    text = signed_in("viewer").page(f"/proposals/{ref}/history").get_text()
    assert "Started an idea" in text
    assert "Submitted the idea ‘Letters by email’" in text


def test_withdrawing_needs_a_reason_and_ends_it(app: Flask, signed_in: People) -> None:
    person = signed_in("proposer")
    ref = put_in(person)
    refused = person.send(f"/proposals/{ref}/withdraw", {"reason": ""}, status=422)
    assert "Say why" in refused.text
    person.send(f"/proposals/{ref}/withdraw", {"reason": "Someone else does it"})
    assert state(app, ref) == ("idea", "withdrawn")
    person.page(f"/triage/{ref}", status=403)


def test_taking_back_a_submission(app: Flask, signed_in: People) -> None:
    person = signed_in("proposer")
    ref = put_in(person)
    person.send(f"/proposals/{ref}/withdraw_submission", {})
    assert state(app, ref) == ("idea", "draft")
    person.send(f"/ideas/{ref}/check", {})
    assert state(app, ref) == ("idea", "submitted")


def test_pause_resume_and_reopen(app: Flask, signed_in: People) -> None:
    ref = put_in(signed_in("proposer"))
    lead, triage = signed_in("change-lead"), signed_in("triage")
    triaged(triage, ref)
    lead.send(f"/proposals/{ref}/pause", {"reason": "Wait for the survey", **date_fields("until")})
    assert state(app, ref) == ("idea", "paused")
    lead.send(f"/proposals/{ref}/resume", {})
    assert state(app, ref) == ("idea", "in_review")
    triage.send(f"/triage/{ref}/decide", {"outcome": "decline", "reasons": "No", "would_change": "A budget"})
    lead.send(f"/proposals/{ref}/reopen", {"reason": "There is a budget now"})
    assert state(app, ref) == ("idea", "draft")


@pytest.mark.parametrize("course", ["withdraw", "pause", "resume", "reopen"])
def test_a_stranger_is_refused_by_page_and_by_post(app: Flask, signed_in: People, course: str) -> None:
    ref = put_in(signed_in("proposer"))
    stranger = signed_in("auditor")
    text = stranger.page(f"/proposals/{ref}/{course}").get_text()
    assert "can do this" in text
    token = stranger.hidden(stranger.page("/ideas/new/name"), "/ideas/new/name")
    answer = stranger.http.post(f"/proposals/{ref}/{course}", data={**token, "reason": "x", **date_fields("until")})
    assert answer.status_code == 403
    assert state(app, ref) == ("idea", "submitted")


def test_a_restricted_proposal_is_as_if_it_were_not(app: Flask, signed_in: People) -> None:
    ref = put_in(signed_in("proposer"), "Fewer posts")
    signed_in("change-lead").send(f"/proposals/{ref}/restrict", {"because": "It names posts"})
    stranger = signed_in("viewer")
    hidden, never = (stranger.page(f"/proposals/{one}", status=404).get_text() for one in (ref, "CP-2026-9999"))
    assert hidden.replace(ref, "what was asked") == never.replace("CP-2026-9999", "what was asked")
    stranger.page(f"/proposals/{ref}/history", status=404)
    assert "Fewer posts" not in stranger.page("/proposals").get_text()
    assert "Fewer posts" not in stranger.http.get("/proposals?format=csv").text
    assert "Fewer posts" in signed_in("s151").page("/proposals").get_text()


def test_following(signed_in: People) -> None:
    ref = put_in(signed_in("proposer"))
    reader = signed_in("viewer")
    reader.send(f"/proposals/{ref}/follow", {"then": "follow"}, form_at=f"/proposals/{ref}")
    assert "Stop following" in reader.page(f"/proposals/{ref}").get_text()


def test_paused_by_a_decision_it_resumes_with_a_round_of_its_own(app: Flask, signed_in: People) -> None:
    ref = put_in(signed_in("proposer"))
    lead, triage = signed_in("change-lead"), signed_in("triage")
    triaged(triage, ref)
    triage.send(f"/triage/{ref}/decide", {"outcome": "pause", "reasons": "Wait", **date_fields("pause_until")})
    lead.send(f"/proposals/{ref}/resume", {})
    triage.send(f"/triage/{ref}/decide", {"outcome": "return", "reasons": "Say more"})
    assert state(app, ref) == ("idea", "returned")


def test_a_reference_goes_straight_there_and_words_to_the_list(signed_in: People) -> None:
    ref = put_in(signed_in("proposer"))
    reader = signed_in("viewer")
    assert reader.http.get(f"/search?q={ref.lower()}").location == f"/proposals/{ref}"
    assert reader.http.get("/search?q=letters").location == "/proposals?q=letters"
