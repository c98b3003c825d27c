"""Submitted again: checks carry over or lapse, versions are compared; drafts are offered again."""

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.cases.test_gateway_two import submitted
from tests.integration.ideas.test_triage import last_mail, state
from tests.support.client import at
from tests.support.journey import People, taken_on


def sent_back(app: Flask, signed_in: People) -> str:
    """A case that finance agreed and the change lead sent back."""
    ref = submitted(app, signed_in)
    signed_in("finance").send(f"/proposals/{ref}/signoffs/finance", {"outcome": "agreed"})
    signed_in("change-lead").send(f"/proposals/{ref}/decide/G2", {"outcome": "return", "reasons": "Say more"})
    return ref


def test_a_check_carries_over_when_its_part_has_not_changed(app: Flask, signed_in: People) -> None:
    ref, author = sent_back(app, signed_in), signed_in("author")
    author.send(f"/proposals/{ref}/case/fit", {"contribution": "More about the mission", "complete": "yes"})
    author.send(f"/proposals/{ref}/submit", {})
    signed_in("change-lead").send(f"/proposals/{ref}/decide/G2", {"outcome": "proceed", "reasons": "Good now"})
    assert state(app, ref) == ("resourcing", "in_review")
    with app.app_context():
        comments = db.session.execute(text("SELECT comments FROM sign_off ORDER BY id DESC LIMIT 1")).scalar_one()
        assert "Carried over from version 2" in comments


def test_a_check_lapses_when_the_figures_change_and_says_so(app: Flask, signed_in: People) -> None:
    ref, author = sent_back(app, signed_in), signed_in("author")
    with app.app_context():
        line = str(db.session.execute(text("SELECT id FROM profile_line WHERE title = 'Postage'")).scalar_one())
        option = str(db.session.execute(text("SELECT id FROM case_option WHERE preferred")).scalar_one())
    author.send(f"/proposals/{ref}/money?option={option}", {f"v-{line}-2027": "50,000"})
    author.send(f"/proposals/{ref}/submit", {})
    lead = signed_in("change-lead")
    refused = lead.send(f"/proposals/{ref}/decide/G2", {"outcome": "proceed", "reasons": "Good"}, status=403)
    assert "A sign-off is missing or has lapsed: finance" in refused.text
    lapsed = "Lapsed because ‘Enter savings and costs by year’ changed: 2027/28 saving ‘Postage’ (GF) £48,000 → £50,000"
    assert lapsed in last_mail(app, "finance")
    for path in ("case", "signoffs/finance", "submit", "decide/G2"):
        assert lapsed in " ".join(lead.page(f"/proposals/{ref}/{path}").get_text(" ").split()), path
    page = author.page(f"/proposals/{ref}/v/compare?from=2&to=3").get_text(" ")
    assert "£48,000" in page
    assert "+£2,000" in page


def test_a_draft_is_kept_for_its_writer_alone_and_offered_again(app: Flask, signed_in: People) -> None:
    ref, author = taken_on(app, signed_in), signed_in("author")
    path = f"/proposals/{ref}/case/need"
    token = author.hidden(author.page(path), path)
    kept = author.http.post(f"/drafts/proposals/{ref}/case/need", data={**token, "problem": "Half a sentence"})
    assert kept.status_code == 204
    assert "did not save it" in author.page(path).get_text()
    box = author.page(f"{path}?draft=use").select_one("textarea[name=problem]")
    assert box
    assert box.get_text(strip=True) == "Half a sentence"
    assert "did not save it" not in signed_in("viewer").page(path).get_text()
    author.send(path, {"problem": "Whole", "affected": "x", "residents_said": "y", "complete": "no"})
    assert "did not save it" not in author.page(path).get_text()


def test_a_draft_of_a_decision_comes_back_with_its_choices_and_its_version(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    lead, path = signed_in("change-lead"), f"/proposals/{ref}/decide/G2"
    token = lead.hidden(lead.page(path), path)
    typed = {**token, "outcome": "pause", "reasons": "Half a reason", "pause_until-day": "1"}
    assert lead.http.post(f"/drafts{path}", data=typed).status_code == 204
    assert "did not save it" in lead.page(path).get_text()
    again = lead.page(f"{path}?draft=use")
    assert again.select_one("input[name=outcome][value=pause][checked]")
    box = again.select_one("textarea[name=reasons]")
    assert box
    assert box.get_text(strip=True) == "Half a reason"
    assert at(again, "input[name=version]")["value"] == token["version"]
    gone = lead.http.post(f"/drafts{path}/discard", data={"csrf_token": token["csrf_token"]})
    assert gone.location == path
    assert "did not save it" not in lead.page(path).get_text()


def test_discarding_leads_nowhere_else(app: Flask, signed_in: People) -> None:
    lead = signed_in("change-lead")
    token = lead.hidden(lead.page("/ideas/new/name"), "/ideas/new/name")
    for place in ("/evil.example", "\\evil.example", "https:/evil.example"):
        answer = lead.http.post(f"/drafts/{place}/discard", data=token)
        led = answer.location.removeprefix("http://localhost")  # slashes in a row are put right first
        assert led.startswith("/")
        assert not led.startswith(("//", "/\\"))
