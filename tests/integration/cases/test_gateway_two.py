"""Gateway 2: what is missing stops a submission, the frozen version, the finance check, the decision."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.ideas.test_triage import last_mail, state
from tests.support.answers import TEXTS
from tests.support.client import Judge
from tests.support.journey import People, taken_on, with_lines, with_option

EVIDENCE = {
    "claim": "Letters are late",
    "kind": "data",
    "shows": "9 days late",
    "source": "Our log",
    "strength": "strong",
}
RISK = {
    "title": "No email",
    "cause": "old records",
    "effect": "no letter",
    "mitigation": "post it",
    "likelihood": "2",
    "impact": "3",
}
SCREENING = {
    "changes_anything": "yes",
    "effect_age": "better",
    "how_known": "Survey",
    "asked_people": "yes",
    "asked_words": "In May",
}


def written(app: Flask, author: Judge, ref: str) -> None:
    """A whole light case."""
    for section, texts in TEXTS.items():
        author.send(f"/proposals/{ref}/case/{section}", {**texts, "complete": "yes"})
    author.send(f"/proposals/{ref}/case/evidence/new", EVIDENCE)
    author.send(f"/proposals/{ref}/case/risks/new", RISK)
    author.send(f"/proposals/{ref}/case/equality", SCREENING)
    option = with_option(app, author, ref)
    lines = with_lines(app, author, ref, option)
    box = f"v-{lines['Postage']}"
    author.send(
        f"/proposals/{ref}/money?option={option}", {f"{box}-2027": "48,000", f"v-{lines['Set-up']}-2026": "1,000"}
    )
    with app.app_context():
        least = db.session.execute(text("SELECT id FROM case_option WHERE kind = 'do_minimum'")).scalar_one()
    author.send(f"/proposals/{ref}/options", {"preferred": option, "why": "Cheapest", f"why_not_{least}": "Dearer"})


def submitted(app: Flask, signed_in: People) -> str:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    written(app, author, ref)
    author.send(f"/proposals/{ref}/submit", {})
    return ref


def test_what_is_missing_stops_it_and_is_linked(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    page = author.page(f"/proposals/{ref}/submit")
    assert page.h1
    assert page.h1.get_text() == "This is not ready to submit"
    assert page.select_one(f'a[href="/proposals/{ref}/options"]')
    answer = author.send(f"/proposals/{ref}/submit", {}, status=403)
    assert "This is not ready to submit" in answer.text
    assert state(app, ref) == ("business_case", "draft")


def test_a_whole_light_case_goes_through_gateway_two(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    assert state(app, ref) == ("business_case", "in_review")
    author = signed_in("author")
    assert (
        "so someone else must sign it off" in author.page(f"/proposals/{ref}/signoffs/finance").get_text()
        or "Only" in author.page(f"/proposals/{ref}/signoffs/finance").get_text()
    )
    lead = signed_in("change-lead")
    decide = f"/proposals/{ref}/decide/G2"
    early = lead.send(decide, {"outcome": "proceed", "reasons": "Good"}, status=403)
    assert "A sign-off is missing or has lapsed: finance" in early.text
    signed_in("finance").send(f"/proposals/{ref}/signoffs/finance", {"outcome": "agreed"})
    lead.send(decide, {"outcome": "proceed", "reasons": "It pays for itself in a month"})
    assert state(app, ref) == ("resourcing", "in_review")
    assert "It pays for itself in a month" in last_mail(app, "proposer")
    lead.send(f"/proposals/{ref}/decide/G3", {"outcome": "proceed", "reasons": "Nobody is needed"})
    assert state(app, ref) == ("approval", "in_review")
    with app.app_context():
        rounds = db.session.execute(
            text(
                "SELECT r.gateway, b.slug, r.power FROM gateway_round r LEFT JOIN board b ON b.id = r.board_id WHERE closed_at IS NULL"
            )
        ).all()
        assert [tuple(row) for row in rounds] == [("G4", "change-board", "decide")]


def test_the_frozen_version_keeps_what_was_submitted(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    author = signed_in("author")
    words = author.page(f"/proposals/{ref}/v/2").get_text(" ")
    assert "This record has not changed since it was made" in words
    assert "£48,000" in words
    assert "What the options were worth when this was submitted" in words
    answer = author.http.post(
        f"/proposals/{ref}/case/need", data=_token(author, {"problem": "Other", "complete": "no", "version": "1"})
    )
    assert answer.status_code == 403
    assert "withdraw the submission first" in answer.text
    with app.app_context(), pytest.raises(DBAPIError, match="permission denied"):
        db.session.execute(text("UPDATE case_version SET document = '{}'"))


def test_nobody_is_asked_past_an_unmet_criterion_by_sql(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    assert "What gateway 2 asked for" in signed_in("author").page(f"/proposals/{ref}/v/2").get_text()
    again = (
        "INSERT INTO gateway_round (id, proposal_id, gateway, case_version_id, policy_version_id, opened_at, opened_by_id) "
        "SELECT gen_random_uuid(), proposal_id, gateway, {version}, policy_version_id, now(), opened_by_id "
        "FROM gateway_round WHERE gateway = 'G2'"
    )
    unmet = (
        "INSERT INTO version_criterion SELECT v.id, 'sections_complete', '?', true, false, 'no', '' "
        "FROM case_version v WHERE v.n = {n}"
    )
    copied = (
        "INSERT INTO case_version (id, proposal_id, n, gateway, document, sha256, policy_version_id, by_id, at) "
        "SELECT gen_random_uuid(), proposal_id, 3, gateway, document, sha256, policy_version_id, by_id, at "
        "FROM case_version WHERE n = 2"
    )
    first, third = (f"(SELECT id FROM case_version WHERE n = {n})" for n in (1, 3))
    for statements, words in (
        ([unmet.format(n=1)], "nothing is added to a case_version that was recorded before"),
        ([copied, unmet.format(n=3)], "ck_version_criterion_mandatory_is_met"),
        ([again.format(version=first)], "the case has no version for this gateway"),
        ([again.format(version="NULL")], "the case has no version for this gateway"),
        ([copied, again.format(version=third)], "a mandatory criterion of the gateway is not met"),
        (["UPDATE version_criterion SET met = true"], "permission denied"),
    ):
        *before, last = statements
        with app.app_context():
            for statement in before:
                db.session.execute(text(statement))
            with pytest.raises(DBAPIError, match=words):
                db.session.execute(text(last))
            db.session.rollback()


def test_whoever_entered_figures_may_not_sign_them_off(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    with app.app_context():
        db.session.execute(
            text(
                "INSERT INTO proposal_act SELECT p.id, x.id, 'entered_figures', now() "
                "FROM proposal p, person x WHERE x.email = 'finance@demo.example'"
            )
        )
        db.session.commit()
    finance = signed_in("finance")
    path = f"/proposals/{ref}/signoffs/finance"
    assert "You entered figures for this case, so someone else must sign it off" in finance.page(path).get_text()
    refused = finance.http.post(path, data=_token(finance, {"outcome": "agreed", "version": "2"}))
    assert refused.status_code == 403
    with app.app_context(), pytest.raises(DBAPIError, match="may not do this to it"):
        db.session.execute(
            text(
                "INSERT INTO sign_off (id, case_version_id, kind, outcome, comments, by_id, at) "
                "SELECT gen_random_uuid(), v.id, 'finance', 'agreed', '', x.id, now() FROM case_version v, person x "
                "WHERE v.n = 2 AND x.email = 'finance@demo.example'"
            )
        )


def test_sent_back_and_submitted_again_is_a_new_version(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    lead, author = signed_in("change-lead"), signed_in("author")
    lead.send(f"/proposals/{ref}/decide/G2", {"outcome": "return", "reasons": "Say more about cost"})
    assert state(app, ref) == ("business_case", "returned")
    author.send(f"/proposals/{ref}/case/fit", {"contribution": "More about cost", "complete": "yes"})
    answer = author.send(f"/proposals/{ref}/submit", {})
    assert answer.location.endswith("/v/3")
    assert state(app, ref) == ("business_case", "in_review")


def _token(person: Judge, answers: dict[str, Any]) -> dict[str, Any]:
    return {**person.hidden(person.page("/ideas/new/name"), "/ideas/new/name"), **answers}
