"""Attacks: one person doing two acts that bar each other, by every path; and changing what was approved."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from changeportal.services.integrity import seals
from tests.integration.decisions.test_lawful import KEY, RESOLVED, at_approval, on, resolved, scalar
from tests.integration.ideas.test_triage import state
from tests.support.client import Judge
from tests.support.journey import People

OWN = "someone who proposed, wrote, entered figures for or sponsored"
BARRED = {"proposer": "proposed", "author": "wrote", "digital": "entered_figures", "sponsor": "sponsored"}
PLAIN = {**KEY, "key_decision": False, "call_in": False}
DECIDE = (
    "INSERT INTO decision (id, number, proposal_id, round_id, gateway, outcome, board_id, body_name, recommendation, "
    "reasons, options_considered, interests, dispensations, voting, rule_applied, key_decision, public, effective_from, "
    "decided_by_id, on_behalf_of_id, decided_at, detail, snapshot, snapshot_sha256) "
    "SELECT gen_random_uuid(), 'D-2026-9999', r.proposal_id, r.id, 'G4', 'proceed', r.board_id, 'x', '', 'x', '', '', '', "
    "'{}', '', false, true, app_now()::date, :by, :behalf, app_now(), '{}', '{}', repeat('0', 64) "
    "FROM gateway_round r WHERE r.closed_at IS NULL"
)
OFFICER = {**PLAIN, "bodies": [{"board": "director-of-homes", "power": "decide"}]}


@contextmanager
def refused(app: Flask, words: str) -> Iterator[None]:
    with app.app_context():
        with pytest.raises(DBAPIError, match=words):
            yield
        db.session.rollback()


def person(app: Flask, who: str) -> str:
    return str(scalar(app, f"SELECT id FROM person WHERE email = '{who}@demo.example'"))


def run(app: Flask, sql: str, **values: Any) -> None:
    with app.app_context():
        db.session.execute(text(sql), values)
        db.session.commit()


def granted(app: Flask, who: str, *roles: str) -> None:
    """Roles that came after the act."""
    for role in roles:
        run(
            app,
            "INSERT INTO role_grant (id, person_id, role, starts, sign_off) VALUES (gen_random_uuid(), :p, :role, "
            "'2026-11-01', :kind) ON CONFLICT DO NOTHING",
            p=person(app, who),
            role=role,
            kind="finance" if role == "reviewer" else None,
        )


def stands_in(app: Flask, deputy: str, for_whom: str) -> None:
    run(
        app,
        "INSERT INTO deputy (id, person_id, deputy_id, starts, ends) VALUES (gen_random_uuid(), :p, :d, '2026-11-01', "
        "'2027-12-31')",
        p=person(app, for_whom),
        d=person(app, deputy),
    )


def post(who: Judge, path: str, answers: dict[str, Any]) -> Any:
    token = who.hidden(who.page("/ideas/new/name"), "/ideas/new/name")
    return who.http.post(path, data={**token, **answers})


def acted(app: Flask, who: str) -> None:
    """The one whose only act is to have entered figures."""
    if who == "digital":
        run(
            app,
            "INSERT INTO proposal_act (proposal_id, person_id, act, at) SELECT id, :p, 'entered_figures', app_now() "
            "FROM proposal",
            p=person(app, who),
        )


@pytest.mark.parametrize("who", sorted(BARRED))
def test_each_act_bars_every_decision_by_page_and_sql(app: Flask, signed_in: People, who: str) -> None:
    ref = at_approval(app, signed_in, OFFICER)
    acted(app, who)
    assert scalar(
        app, f"SELECT count(*) FROM proposal_act WHERE person_id = '{person(app, who)}' AND act = '{BARRED[who]}'"
    )
    run(app, "UPDATE board SET officer_id = :p WHERE slug = 'director-of-homes'", p=person(app, who))
    granted(app, who, "section_151", "monitoring_officer", "finance_partner", "reviewer", "change_lead")
    me = signed_in(who)
    answer = post(me, f"/proposals/{ref}/decide/G4", {"outcome": "proceed", "reasons": "x"})
    assert answer.status_code == 403
    assert "so someone else must decide it" in answer.text
    mine = post(me, f"/proposals/{ref}/signoffs/finance", {"outcome": "agreed", "version": "1"})
    assert mine.status_code == 403
    for by, behalf in ((who, None), ("director", who)):
        values = {"by": person(app, by), "behalf": person(app, behalf) if behalf else None}
        with refused(app, OWN):
            db.session.execute(text(DECIDE), values)
    with refused(app, OWN):
        db.session.execute(
            text(
                "INSERT INTO sign_off (id, case_version_id, kind, outcome, comments, by_id, at) "
                "SELECT gen_random_uuid(), id, 'finance', 'agreed', '', :p, app_now() FROM case_version"
            ),
            {"p": person(app, who)},
        )
    assert state(app, ref) == ("approval", "in_review")


def test_no_deputy_gets_round_it_in_either_direction(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in, OFFICER)
    stands_in(app, "sponsor", "director")
    path, answers = f"/proposals/{ref}/decide/G4", {"outcome": "proceed", "reasons": "x"}
    answer = post(signed_in("sponsor"), path, answers)
    assert answer.status_code == 403
    assert "You sponsored this proposal" in answer.text
    run(app, "UPDATE board SET officer_id = :p WHERE slug = 'director-of-homes'", p=person(app, "sponsor"))
    stands_in(app, "auditor", "sponsor")
    answer = post(signed_in("auditor"), path, answers)
    assert answer.status_code == 403
    assert "You stand in for Helena Brightwater, who sponsored this proposal" in answer.text


def test_a_deputy_of_an_officer_without_acts_decides_and_both_names_stand(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in, OFFICER)
    with refused(app, "only the named officer decides this"):
        db.session.execute(text(DECIDE), {"by": person(app, "auditor"), "behalf": None})
    stands_in(app, "auditor", "director")
    answers = {"outcome": "proceed", "reasons": "x"}
    signed_in("auditor").send(f"/proposals/{ref}/decide/G4", answers)
    assert state(app, ref) == ("benefits", "active")
    assert str(scalar(app, "SELECT on_behalf_of_id FROM decision WHERE gateway = 'G4'")) == person(app, "director")


def test_an_act_stays_when_the_part_passes_to_somebody_else(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in, OFFICER)
    lead = signed_in("change-lead")
    for part in ("author", "sponsor"):
        lead.send(f"/proposals/{ref}/people", {"part": part, "person_id": person(app, "auditor"), "reason": "Leave"})
    for who in ("author", "sponsor", "auditor"):
        run(app, "UPDATE board SET officer_id = :p WHERE slug = 'director-of-homes'", p=person(app, who))
        answer = post(signed_in(who), f"/proposals/{ref}/decide/G4", {"outcome": "proceed", "reasons": "x"})
        assert answer.status_code == 403, who


def test_a_clerk_who_wrote_the_case_does_not_enter_the_resolution(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in, PLAIN)
    granted(app, "author", "secretary")
    answer = post(
        signed_in("author"), f"/proposals/{ref}/resolution", {**RESOLVED, **on("resolved_on", date(2026, 11, 20))}
    )
    assert answer.status_code == 403
    with refused(app, "entered as it was published"):
        db.session.execute(text(DECIDE), {"by": person(app, "monitoring-officer"), "behalf": None})
    with refused(app, "made since it opened"):
        db.session.execute(
            text(
                "INSERT INTO published_resolution (round_id, number, minute, link, resolved_on, in_private, by_id, at) "
                "SELECT id, '1', '1', '/x', '2020-01-01', false, opened_by_id, app_now() FROM gateway_round "
                "WHERE closed_at IS NULL"
            )
        )


def test_a_key_decision_without_notice_is_refused_by_sql(app: Flask, signed_in: People) -> None:
    at_approval(app, signed_in)
    run(
        app,
        "INSERT INTO published_resolution (round_id, number, minute, link, resolved_on, in_private, by_id, at) "
        "SELECT id, '1', '1', '/x', app_now()::date, false, opened_by_id, app_now() FROM gateway_round WHERE closed_at IS NULL",
    )
    with refused(app, "the notice of the key decision is missing"):
        db.session.execute(text(DECIDE), {"by": person(app, "monitoring-officer"), "behalf": None})


def test_who_owns_a_condition_does_not_close_it_and_a_partnership_does_not_decide(
    app: Flask, signed_in: People
) -> None:
    ref = at_approval(app, signed_in, PLAIN)
    more = {
        "outcome": "proceed_with_conditions",
        "condition": "Tell tenants",
        "condition_owner": person(app, "chair"),
        "condition_blocks": "implementation",
        **on("condition_due", date(2027, 2, 1)),
    }
    resolved(signed_in("secretary"), ref, date(2026, 11, 20), **more)
    one = scalar(app, "SELECT id FROM condition")
    answer = post(signed_in("chair"), f"/proposals/{ref}/conditions/{one}", {"evidence": "Done"})
    assert answer.status_code == 403
    for who, words in (("chair", "not_closed_by_its_owner"), ("author", OWN)):
        with refused(app, words):
            db.session.execute(
                text("UPDATE condition SET met_at = app_now(), met_by_id = :p, evidence = 'x'"), {"p": person(app, who)}
            )
    with refused(app, "a body of this kind does not decide"):
        db.session.execute(
            text(
                "INSERT INTO gateway_round (id, proposal_id, gateway, policy_version_id, board_id, opened_at, opened_by_id) "
                "SELECT gen_random_uuid(), r.proposal_id, 'G5', r.policy_version_id, b.id, app_now(), r.opened_by_id "
                "FROM gateway_round r, board b WHERE r.gateway = 'G4' AND b.kind = 'partnership_board'"
            )
        )


FROZEN = (
    "UPDATE decision SET reasons = 'x'",
    "UPDATE resolution SET text = 'x'",
    "DELETE FROM resolution",
    "UPDATE case_version SET document = '{}'",
    "UPDATE version_criterion SET met = true",
    "UPDATE sign_off SET comments = 'x'",
    "UPDATE plan_amount SET pence = 1",
    "DELETE FROM plan_amount",
    "UPDATE plan_line SET title = 'x'",
    "UPDATE published_resolution SET link = '/y'",
    "UPDATE decision_notice SET matter = 'x'",
    "UPDATE call_in_entry SET reason = 'x'",
    "UPDATE approval_fact SET evidence = 'x'",
    "INSERT INTO resolution (decision_id, n, verb, text) SELECT id, 9, 'agree', 'More' FROM decision",
    "INSERT INTO plan_amount (plan_line_id, year, pence) SELECT id, 2040, 1 FROM plan_line",
    (
        "INSERT INTO condition (id, proposal_id, decision_id, n, text, owner_id, due, blocks) SELECT gen_random_uuid(), "
        "proposal_id, id, 9, 'x', decided_by_id, '2027-01-01', 'nothing' FROM decision"
    ),
    (
        "INSERT INTO plan_line (id, proposal_id, decision_id, kind, title, fund_code, recurrence, at) SELECT "
        "gen_random_uuid(), proposal_id, id, 'cost', 'x', 'GF', 'one_off', app_now() FROM decision WHERE gateway = 'G4'"
    ),
    (
        "INSERT INTO version_criterion (case_version_id, code, question, mandatory, met, wanting, said) SELECT id, 'x', 'x', "
        "false, true, '', '' FROM case_version"
    ),
)
LIVE = (
    "UPDATE profile_amount SET pence = pence * 3",
    "UPDATE profile_line SET title = 'Changed', category = 'technical', cost_centre = '99999'",
    "UPDATE case_section SET body = '{}'",
    "UPDATE case_option SET title = 'Changed'",
    "UPDATE evidence SET shows = 'Changed'",
    "UPDATE risk SET title = 'Changed'",
    "UPDATE proposal SET title = 'Changed'",
)


def test_what_was_approved_still_reads_the_same(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in, PLAIN)
    address = resolved(signed_in("secretary"), ref, date(2026, 11, 20))
    reader, author = signed_in("viewer"), signed_in("author")
    frozen = f"/proposals/{ref}/v/1"
    version = reader.page(frozen).find("main").get_text(" ")  # type: ignore[union-attr]  # every page has one
    snapshot = scalar(app, "SELECT snapshot FROM decision WHERE gateway = 'G4'")
    plan = scalar(app, "SELECT string_agg(year || ':' || pence, ',' ORDER BY plan_line_id, year) FROM plan_amount")
    for sql in FROZEN:
        with app.app_context():
            with pytest.raises(DBAPIError, match=r"permission denied|only ever added|never changed|nothing is added"):
                db.session.execute(text(sql))
            db.session.rollback()
    for path in ("case/need", "options/new", "money/lines/new", "case/evidence/new", "case/risks/new", "case/equality"):
        assert post(author, f"/proposals/{ref}/{path}", {"title": "Changed"}).status_code in (403, 422), path
    for sql in LIVE:
        run(app, sql)
    assert reader.page(frozen).find("main").get_text(" ").split() == version.split()  # type: ignore[union-attr]  # as above
    assert scalar(app, "SELECT snapshot FROM decision WHERE gateway = 'G4'") == snapshot
    assert plan == scalar(
        app, "SELECT string_agg(year || ':' || pence, ',' ORDER BY plan_line_id, year) FROM plan_amount"
    )
    assert "This record has not changed since it was made" in reader.page(address).get_text(" ")
    with app.app_context():
        assert seals(db.session()) == []
