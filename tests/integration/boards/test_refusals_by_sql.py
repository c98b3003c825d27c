"""What the database refuses the app's own role: a decision without an agenda, without quorum, a second one, a changed one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.models.gateways import Decision
from changeportal.data.session import db
from changeportal.domain.terms import Gateway, Outcome
from tests.integration.boards.test_meeting import MEETING, ready, recorded
from tests.support.journey import People


@contextmanager
def refused(app: Flask, words: str) -> Iterator[None]:
    with app.app_context():
        with pytest.raises(DBAPIError, match=words):
            yield
        db.session.rollback()


def decision(**given: Any) -> Decision:
    """A decision of the open board round, put in by hand."""
    row = db.session.execute(
        text(
            "SELECT r.id, r.proposal_id, r.board_id, r.policy_version_id, a.id AS item FROM gateway_round r "
            "JOIN agenda_item a ON a.round_id = r.id"
        )
    ).one()
    chair = db.session.execute(text("SELECT id FROM person WHERE email = 'chair@demo.example'")).scalar_one()
    values = {
        "number": "D-2026-9999",
        "proposal_id": row.proposal_id,
        "round_id": row.id,
        "gateway": Gateway.G4,
        "outcome": Outcome.PROCEED,
        "board_id": row.board_id,
        "body_name": "Change Board",
        "agenda_item_id": row.item,
        "recommendation": "Agree",
        "reasons": "By hand",
        "options_considered": "",
        "interests": "",
        "dispensations": "",
        "voting": {},
        "rule_applied": "",
        "key_decision": False,
        "public": True,
        "decided_by_id": chair,
        "decided_at": db.session.execute(text("SELECT app_now()")).scalar_one(),
        "effective_from": db.session.execute(text("SELECT app_now()::date")).scalar_one(),
        "detail": {},
        "snapshot": "{}",
        "snapshot_sha256": "0" * 64,
        "policy_version_id": row.policy_version_id,
    }
    return Decision(**{**values, **given})


def insert(**given: Any) -> None:
    db.session.add(decision(**given))
    db.session.flush()


def test_a_board_decides_on_its_agenda_and_with_quorum_alone(app: Flask, signed_in: People) -> None:
    ready(app, signed_in)
    with refused(app, "a board decides on an item of its agenda"):
        insert(agenda_item_id=None)
    with refused(app, "there is no quorum for this item"):
        db.session.execute(
            text("UPDATE attendance SET state = 'absent' WHERE person_id IN (SELECT person_id FROM attendance LIMIT 2)")
        )
        insert()
    with app.app_context():
        insert()
        db.session.rollback()


def test_a_second_decision_and_a_change_of_the_first_are_refused(app: Flask, signed_in: People) -> None:
    _ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    signed_in("chair").send(f"{MEETING}/items/1/confirm", {}, form_at=f"{MEETING}/items/1")
    with refused(app, "the round is not open"):
        insert()
    for statement in (
        "UPDATE decision SET reasons = 'Other'",
        "DELETE FROM audit_event",
        "UPDATE audit_event SET seq = seq",
    ):
        with refused(app, "permission denied"):
            db.session.execute(text(statement))
    for change in ("recommendation = 'Other'", "result = 'waiting'"):
        with refused(app, "an item that was decided stays as it was"):
            db.session.execute(text(f"UPDATE agenda_item SET {change}"))
    assert "no quorum" not in secretary.page(f"{MEETING}/items/1").get_text()


CAST = (
    "INSERT INTO seat_vote (id, seat_id, round_id, vote, casting, by_id, at) "
    "SELECT gen_random_uuid(), s.id, s.round_id, :vote, :casting, p.id, app_now() FROM seat s "
    "JOIN person q ON q.id = s.person_id AND q.email = :seat || '@demo.example' "
    "JOIN gateway_round r ON r.id = s.round_id AND r.closed_at IS NULL "
    "JOIN person p ON p.email = :by || '@demo.example'"
)


def cast(seat: str, vote: str = "for", *, by: str = "", casting: bool = False) -> None:
    values = {"seat": seat, "vote": vote, "by": by or seat, "casting": casting}
    db.session.execute(text(CAST), values)


def test_votes_are_held_to_the_rules_also_by_sql(app: Flask, signed_in: People) -> None:
    ready(app, signed_in)
    with refused(app, "no vote can be cast here"):
        cast("member-one")
    item = f"{MEETING}/items/1"
    signed_in("chair").send(f"{item}/call-vote", {}, form_at=item)
    with refused(app, "a vote is cast by whoever fills the seat"):
        cast("member-one", by="member-two")
    with refused(app, "a vote is cast by whoever fills the seat"):
        cast("member-five")
    with app.app_context():
        for seat, vote in (("chair", "for"), ("member-one", "against"), ("member-two", "for")):
            cast(seat, vote)
        db.session.commit()
    with refused(app, "uq_seat_vote_seat_id_casting"):
        cast("member-one")
    with refused(app, "a casting vote is for equal votes alone"):
        cast("chair", casting=True)
    with app.app_context():
        cast("member-three", "against")
        db.session.commit()
    with refused(app, "a casting vote is for whoever chairs"):
        cast("member-one", casting=True)
    with refused(app, "a casting vote is for whoever chairs"):
        cast("chair", "abstain", casting=True)
    with app.app_context():
        db.session.execute(
            text(
                "INSERT INTO interest (item_id, person_id, kind, what, will, at) SELECT a.id, p.id, 'other', 'x', "
                "'leave', app_now() FROM agenda_item a, person p WHERE p.email = 'chair@demo.example'"
            )
        )
        db.session.commit()
    with refused(app, "a member who declared an interest takes no part"):
        cast("chair", casting=True)
    with refused(app, "ck_interest_own_post_leaves"):
        db.session.execute(text("UPDATE interest SET kind = 'own_post', will = 'take_part'"))
