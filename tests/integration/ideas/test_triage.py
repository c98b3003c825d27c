"""Gateway 1: taking up, the route, every outcome, and what the proposer hears."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.ideas.test_submit import put_in
from tests.support.answers import TRIAGE
from tests.support.client import Judge

PAST = {"day": "1", "month": "6", "year": "2027"}


def person_id(app: Flask, who: str) -> str:
    with app.app_context():
        found = db.session.execute(
            text("SELECT id FROM person WHERE email = :e"), {"e": f"{who}@demo.example"}
        ).scalar_one()
        return str(found)


def date_fields(name: str) -> dict[str, str]:
    return {f"{name}-{part}": value for part, value in PAST.items()}


def triaged(triage: Judge, ref: str) -> None:
    triage.send(f"/triage/{ref}/take-up", {}, form_at=f"/triage/{ref}")
    assert triage.send(f"/triage/{ref}", TRIAGE).location == f"/triage/{ref}/decide"


def state(app: Flask, ref: str) -> tuple[str, str]:
    with app.app_context():
        row = db.session.execute(text("SELECT stage, status FROM proposal WHERE ref = :r"), {"r": ref}).one()
        return row.stage, row.status


def last_mail(app: Flask, who: str) -> str:
    with app.app_context():
        return db.session.execute(
            text(
                "SELECT o.payload->>'body' FROM outbox o JOIN person p ON p.id = o.person_id "
                "WHERE p.email = :e ORDER BY o.id DESC LIMIT 1"
            ),
            {"e": f"{who}@demo.example"},
        ).scalar_one()


def test_taken_forward_with_an_author_and_a_sponsor(app: Flask, signed_in: Callable[[str], Judge]) -> None:
    ref = put_in(signed_in("proposer"))
    triage = signed_in("triage")
    triaged(triage, ref)
    page = triage.page(f"/triage/{ref}/decide")
    assert "It touches 2 services" in page.get_text()
    answers = {
        "outcome": "proceed",
        "reasons": "Residents hear sooner and it costs little",
        "author_id": person_id(app, "author"),
        "sponsor_id": person_id(app, "sponsor"),
        "directorate": "homes-and-neighbourhoods",
        "mission": "EP",
        "wards": "No ward",
    }
    triage.send(f"/triage/{ref}/decide", answers)
    assert state(app, ref) == ("business_case", "draft")
    assert "Why: Residents hear sooner and it costs little" in last_mail(app, "proposer")
    with app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM decision")).scalar() == 1
        assert db.session.execute(text("SELECT kind FROM case_option")).scalars().all() == ["do_minimum"]
        acts = db.session.execute(text("SELECT act FROM proposal_act ORDER BY act")).scalars().all()
        assert acts == ["proposed", "sponsored"]
        route = db.session.execute(text("SELECT route, reach FROM proposal")).one()
        assert tuple(route) == ("light", "council_wide")


@pytest.mark.parametrize(
    ("outcome", "extra", "ends"),
    [
        ("return", {}, ("idea", "returned")),
        ("pause", date_fields("pause_until"), ("idea", "paused")),
        ("test", date_fields("test_until"), ("business_case", "in_test")),
        ("business_as_usual", {}, ("idea", "business_as_usual")),
        ("decline", {"would_change": "A service that wants it"}, ("idea", "declined")),
    ],
)
def test_every_other_outcome(
    app: Flask, signed_in: Callable[[str], Judge], outcome: str, extra: dict[str, str], ends: tuple[str, str]
) -> None:
    ref = put_in(signed_in("proposer"))
    triage = signed_in("triage")
    triaged(triage, ref)
    triage.send(f"/triage/{ref}/decide", {"outcome": outcome, "reasons": "Because of this", **extra})
    assert state(app, ref) == ends
    assert "Because of this" in last_mail(app, "proposer")


def test_joined_to_another(app: Flask, signed_in: Callable[[str], Judge]) -> None:
    first, second = put_in(signed_in("proposer"), "Pay quickly"), put_in(signed_in("viewer"), "Pay quicker")
    triage = signed_in("triage")
    triaged(triage, second)
    triage.send(
        f"/triage/{second}/decide", {"outcome": "merge", "reasons": "The same idea", "target_ref": first.lower()}
    )
    assert state(app, second) == ("idea", "merged")
    with app.app_context():
        named = db.session.execute(
            text(
                "SELECT count(*) FROM proposal_person pp JOIN proposal p ON p.id = pp.proposal_id "
                "WHERE p.ref = :r AND pp.part = 'proposer'"
            ),
            {"r": first},
        ).scalar()
        assert named == 2


def test_nobody_decides_on_their_own_idea(app: Flask, signed_in: Callable[[str], Judge]) -> None:
    triage = signed_in("triage")
    ref = put_in(triage, "My own idea")
    triaged(triage, ref)
    answer = triage.send(
        f"/triage/{ref}/decide", {"outcome": "decline", "reasons": "x", "would_change": "y"}, status=403
    )
    assert "You proposed this idea, so someone else must decide it" in answer.text
    assert state(app, ref) == ("idea", "in_review")


def test_the_database_refuses_it_too(app: Flask, signed_in: Callable[[str], Judge]) -> None:
    ref = put_in(signed_in("proposer"))
    triaged(signed_in("triage"), ref)
    mine = person_id(app, "proposer")
    with app.app_context(), pytest.raises(DBAPIError, match="may not do this to it"):
        db.session.execute(
            text(
                "INSERT INTO decision (id, number, proposal_id, round_id, gateway, outcome, body_name, recommendation, reasons,"
                " options_considered, interests, dispensations, voting, rule_applied, key_decision, public, effective_from,"
                " decided_by_id, decided_at, detail, snapshot, snapshot_sha256) "
                "SELECT gen_random_uuid(), 'D-2026-9999', p.id, r.id, 'G1', 'proceed', 'me', '', 'because', '', '', '', '{}', '',"
                " false, true, current_date, CAST(:me AS uuid), now(), '{}', '', repeat('0', 64) "
                "FROM proposal p JOIN gateway_round r ON r.proposal_id = p.id WHERE p.ref = :r"
            ),
            {"me": mine, "r": ref},
        )


def test_a_stranger_can_not_triage(app: Flask, signed_in: Callable[[str], Judge]) -> None:
    ref = put_in(signed_in("proposer"))
    stranger = signed_in("viewer")
    stranger.page("/triage", status=403)
    answer = stranger.http.post(f"/triage/{ref}/decide", data={"outcome": "proceed"})
    assert answer.status_code in {400, 403}
    assert state(app, ref) == ("idea", "submitted")


def test_a_decision_from_a_stale_page_is_refused(app: Flask, signed_in: Callable[[str], Judge]) -> None:
    ref = put_in(signed_in("proposer"))
    one, two = signed_in("triage"), signed_in("triage")
    triaged(one, ref)
    path = f"/triage/{ref}/decide"
    stale = two.hidden(two.page(path), path)
    one.send(path, {"outcome": "return", "reasons": "Say more"})
    late = two.http.post(path, data={**stale, "outcome": "decline", "reasons": "No", "would_change": "Nothing"})
    assert late.status_code == 409
    assert state(app, ref) == ("idea", "returned")
