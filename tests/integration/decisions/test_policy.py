"""The delegation policy on screen: a draft by one person, its effect on live proposals, agreement by another."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.cases.test_gateway_two import submitted
from tests.integration.decisions.test_lawful import KEY, at_approval, on, scalar
from tests.support.client import Judge
from tests.support.journey import People

PATH = "/admin/policies/delegation"


def table(person: Judge) -> dict[str, str]:
    """The cells of the table as the page shows them."""
    page = person.page(f"{PATH}/new")
    cells = {
        str(one["name"]): str(one.get("value", "")) for one in page.find_all("input") if _cell(str(one.get("name")))
    }
    for one in page.find_all("select"):
        chosen = one.find("option", selected=True) or one.find("option")
        if chosen is not None and _cell(str(one["name"])):
            cells[str(one["name"])] = str(chosen["value"])
    return cells


def _cell(name: str) -> bool:
    return re.fullmatch(r"\d+-\w+", name) is not None


def test_the_table_unchanged_gives_the_same_rules(app: Flask, signed_in: People) -> None:
    lead = signed_in("change-lead")
    lead.send(f"{PATH}/new", {**table(lead), **on("effective_from", date(2026, 12, 1))})
    with app.app_context():
        old, new = db.session.execute(
            text("SELECT document FROM policy_version WHERE kind = 'delegation' ORDER BY number")
        ).scalars()
    for before, after in zip(old["rules"], new["rules"], strict=True):
        same = {name: value for name, value in after.items() if name != "notice_counted"}
        for rule in (same, before):
            if "any_of" in rule.get("when", {}):
                rule["when"]["any_of"].sort(key=str)
        assert same == before


def test_wrong_cells_are_named_and_nothing_typed_is_lost(app: Flask, signed_in: People) -> None:
    lead = signed_in("change-lead")
    wrong = {**table(lead), "0-capital_over": "lots", "1-body_2": "scrutiny", "1-power_2": "decide", "2-title": ""}
    answer = lead.send(f"{PATH}/new", {**wrong, **on("effective_from", date(2026, 12, 1))}, status=422)
    page = BeautifulSoup(answer.text, "html.parser")
    assert {str(one["href"]) for one in page.select(".govuk-error-summary a")} == {
        "#0-capital_over",
        "#1-body_2",
        "#2-title",
    }
    assert "can only advise or recommend" in answer.text
    assert page.find(id="0-capital_over")["value"] == "lots"  # type: ignore[index]  # it is there
    last = {**table(lead), "3-whole_life_over": "1,000"}
    refused = lead.send(f"{PATH}/new", {**last, **on("effective_from", date(2026, 12, 1))}, status=422)
    assert "The last rule must fit everything" in refused.text


def test_two_people_see_what_changes_and_agree(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    lead = signed_in("change-lead")
    assert "rule DEL-4 would apply" in lead.page(f"/proposals/{ref}/decisions").get_text(" ")
    cells = {**table(lead), "1-whole_life_over": "", "1-annual_saving_over": "40,000"}
    lead.send(f"{PATH}/new", {**cells, **on("effective_from", date(2026, 11, 20))})
    shown = lead.page(f"{PATH}/2").get_text(" ")
    assert ref in shown
    assert "the yearly saving of £48,000 is over £40,000" in shown
    assert "Only the monitoring officer or the Section 151 officer" in shown
    with app.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true"))
        db.session.commit()
    assert ref not in signed_in("monitoring-officer").page(f"{PATH}/2").get_text(" ")
    officer = signed_in("s151")
    assert ref in officer.page(f"{PATH}/2").get_text(" ")
    assert "DEL-4" in officer.page(f"/proposals/{ref}/decisions").get_text(" ")
    officer.send(f"{PATH}/2", {"note": "Read against the constitution"})
    assert "rule DEL-2 would apply" in officer.page(f"/proposals/{ref}/decisions").get_text(" ")


def test_nobody_agrees_their_own_version_by_role_deputy_or_sql(app: Flask, signed_in: People) -> None:
    lead = signed_in("change-lead")
    lead.send(f"{PATH}/new", {**table(lead), **on("effective_from", date(2026, 12, 1))})
    with app.app_context():
        db.session.execute(
            text(
                "INSERT INTO role_grant (id, person_id, role, starts) SELECT gen_random_uuid(), id, 'monitoring_officer', "
                "'2026-11-01' FROM person WHERE email = 'change-lead@demo.example'"
            )
        )
        db.session.execute(
            text(
                "INSERT INTO deputy (id, person_id, deputy_id, starts, ends) SELECT gen_random_uuid(), a.id, b.id, "
                "'2026-11-01', '2026-12-31' FROM person a, person b WHERE a.email = 's151@demo.example' "
                "AND b.email = 'change-lead@demo.example'"
            )
        )
        db.session.commit()
    assert "You made this policy version, so someone else must agree it" in lead.page(f"{PATH}/2").get_text(" ")
    token = lead.hidden(lead.page("/ideas/new/name"), "/ideas/new/name")
    assert lead.http.post(f"{PATH}/2", data={**token, "note": "Fine"}).status_code == 403
    with app.app_context(), pytest.raises(DBAPIError, match="may not agree it"):
        db.session.execute(
            text(
                "INSERT INTO policy_agreement (policy_version_id, agreed_by, agreed_at, note) "
                "SELECT id, made_by, app_now(), 'x' FROM policy_version WHERE number = 2 AND kind = 'delegation'"
            )
        )


def test_figures_that_rise_go_to_another_decider(app: Flask, signed_in: People) -> None:
    small = {
        **KEY,
        "key_decision": False,
        "call_in": False,
        "bodies": [{"board": "director-of-homes", "power": "decide"}],
    }
    large = {**small, "code": "T-0", "when": {"annual_saving_over": 6_000_000}, "bodies": KEY["bodies"]}
    ref = at_approval(app, signed_in, large, small)
    director, author = signed_in("director"), signed_in("author")
    director.send(f"/proposals/{ref}/decide/G4", {"outcome": "return", "reasons": "Look at the saving again"})
    line, option = (
        scalar(app, "SELECT id FROM profile_line WHERE kind = 'saving'"),
        scalar(app, "SELECT id FROM case_option WHERE kind = 'other'"),
    )
    author.send(f"/proposals/{ref}/money?option={option}", {f"v-{line}-2027": "80,000"})
    author.send(f"/proposals/{ref}/submit", {})
    words = author.page(f"/proposals/{ref}/decisions").get_text(" ")
    assert "the yearly saving of £80,000 is over £60,000" in words
    assert scalar(app, "SELECT rule_applied FROM gateway_round WHERE closed_at IS NULL") == "T-0"
    refused = director.http.get(f"/proposals/{ref}/decide/G4")
    assert "Only the person or body" in refused.text
