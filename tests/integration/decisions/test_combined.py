"""Gateways 2 to 4 decided together on the light route, where the policy says so: three rounds, one resolution."""

import json

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.boards.test_meeting import MEETING, MEMBERS, declared, here, on_agenda
from tests.integration.cases.test_gateway_two import submitted
from tests.integration.decisions.test_lawful import KEY, scalar, with_rules
from tests.integration.ideas.test_triage import state
from tests.support.journey import People

OFFICER = {
    **KEY,
    "key_decision": False,
    "call_in": False,
    "bodies": [{"board": "director-of-homes", "power": "decide"}],
}
BOARD = {**OFFICER, "bodies": [{"board": "change-board", "power": "decide"}]}


def together(app: Flask) -> None:
    """The gateway policy combines the light route."""
    with app.app_context():
        document = db.session.execute(text("SELECT document FROM policy_version WHERE kind = 'gateways'")).scalar_one()
        key = db.session.execute(
            text(
                "INSERT INTO policy_version (id, kind, number, document, example, effective_from, made_at) VALUES "
                "(gen_random_uuid(), 'gateways', 2, CAST(:doc AS jsonb), true, '2026-01-01', app_now()) RETURNING id"
            ),
            {"doc": json.dumps({**document, "combined_routes": ["light"]})},
        ).scalar_one()
        db.session.execute(
            text(
                "INSERT INTO policy_agreement (policy_version_id, agreed_by, agreed_at, note) SELECT :key, id, app_now(), "
                "'Agreed' FROM person WHERE email = 's151@demo.example'"
            ),
            {"key": key},
        )
        db.session.commit()


def decided(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        rows = db.session.execute(
            text(
                "SELECT d.gateway, d.outcome, r.text FROM decision d JOIN resolution r ON r.decision_id = d.id "
                "WHERE d.gateway <> 'G1' ORDER BY d.gateway"
            )
        ).all()
        return [(row.gateway, row.outcome, row.text) for row in rows]


def test_an_officer_ends_three_gateways_at_once(app: Flask, signed_in: People) -> None:
    together(app)
    with_rules(app, OFFICER)
    ref = submitted(app, signed_in)
    path = f"/proposals/{ref}/decide/G2"
    assert "Only the person or body" in signed_in("change-lead").page(path).get_text(" ")
    director = signed_in("director")
    answers = {"outcome": "proceed", "reasons": "Within my delegation"}
    refused = director.send(path, answers, status=403)
    assert "A sign-off is missing" in refused.text
    assert [row for row in decided(app) if row] == []
    signed_in("finance").send(f"/proposals/{ref}/signoffs/finance", {"outcome": "agreed"})
    director.send(path, answers)
    assert state(app, ref) == ("benefits", "active")
    found = decided(app)
    assert [row[0] for row in found] == ["G2", "G3", "G4"]
    assert len({row[2] for row in found[1:]}) == 1
    number = scalar(app, "SELECT number FROM decision WHERE gateway = 'G2'")
    assert found[1][2] == f"As resolved in decision {number}"
    assert scalar(app, "SELECT count(*) FROM gateway_round WHERE closed_at IS NULL") == 0
    assert scalar(app, "SELECT count(*) FROM saving") == 1


def test_a_board_ends_them_on_its_agenda(app: Flask, signed_in: People) -> None:
    together(app)
    with_rules(app, BOARD)
    ref, secretary = submitted(app, signed_in), signed_in("secretary")
    signed_in("finance").send(f"/proposals/{ref}/signoffs/finance", {"outcome": "agreed"})
    on_agenda(secretary, ref)
    here(app, secretary, *MEMBERS)
    declared(signed_in, *MEMBERS)
    record = {"outcome": "proceed", "reasons": "It pays", "resolution": "Agree option 2", "public": "yes"}
    secretary.send(f"{MEETING}/items/1/record", record)
    signed_in("chair").send(f"{MEETING}/items/1/confirm", {}, form_at=f"{MEETING}/items/1")
    assert state(app, ref) == ("benefits", "active")
    assert [row[0] for row in decided(app)] == ["G2", "G3", "G4"]


def test_without_the_policy_the_gateways_stay_apart(app: Flask, signed_in: People) -> None:
    with_rules(app, OFFICER)
    ref = submitted(app, signed_in)
    signed_in("finance").send(f"/proposals/{ref}/signoffs/finance", {"outcome": "agreed"})
    signed_in("change-lead").send(f"/proposals/{ref}/decide/G2", {"outcome": "proceed", "reasons": "It pays"})
    assert state(app, ref) == ("resourcing", "in_review")
