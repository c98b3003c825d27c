"""Every pair of acts that one person may not do both of (specification 15.4), walked from the rule's own table.

Each pair is tried by page with a role that came after the act, through a deputy in both directions, after the parts of
the proposal passed to other people, and by SQL as the app's own role, in one's own name and in that of somebody else.
"""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from changeportal.domain.permission_facts import PROPOSAL_ACTS
from changeportal.domain.permission_table import TO_DO
from changeportal.domain.permissions import BARS, Permission
from changeportal.domain.terms import Act
from tests.integration.boards.test_meeting import MEETING, MEMBERS, declared, ready
from tests.integration.decisions.test_attacks import granted, person, post, refused, stands_in
from tests.integration.decisions.test_lawful import on, scalar
from tests.integration.decisions.test_policy import PATH, table
from tests.integration.savings.test_tracker import ACTUAL, APRIL, SEEN, entry
from tests.support.answers import TEXTS
from tests.support.journey import People, taken_on
from tests.support.second_acts import ITEM, OWN, SECONDS, Attack, approved, publishing, run, voting

DEPUTY = "auditor"
OF_CASE = {
    Act.PROPOSED: "proposer",
    Act.WROTE: "author",
    Act.ENTERED_FIGURES: "digital",
    Act.SPONSORED: "sponsor",
}
PAIRS = {(act, permission) for act, permissions in BARS.items() for permission in permissions}


def doers(attack: Attack, permission: Permission) -> Iterator[tuple[Act, str]]:
    """Everybody whose act bars the second one, by the rule's table; fails for an act that nobody here has done."""
    for act in sorted(act for act, barred in PAIRS if barred is permission):
        names = OF_CASE[act] if act in PROPOSAL_ACTS else attack.first[act.value]
        yield from ((act, who) for who in names.split())


def test_every_pair_of_the_table_has_its_case() -> None:
    assert {permission for _act, permission in PAIRS} == set(SECONDS)
    assert set(OF_CASE) == PROPOSAL_ACTS
    assert len(PAIRS) == 4 * 8 + 5


def of_the_case(app: Flask) -> None:
    """The four acts stand; the parts have passed to others since."""
    for act, who in OF_CASE.items():
        run(
            app,
            "INSERT INTO proposal_act (proposal_id, person_id, act, at) SELECT id, :p, :act, app_now() FROM proposal "
            "ON CONFLICT DO NOTHING",
            p=person(app, who),
            act=act.value,
        )
    run(app, "UPDATE proposal_person SET ended_at = app_now() WHERE ended_at IS NULL AND part <> 'proposer'")


@pytest.mark.parametrize("permission", sorted(SECONDS))
def test_no_second_act_by_whoever_did_the_first(app: Flask, signed_in: People, permission: Permission) -> None:
    attack = SECONDS[permission](app, signed_in)
    of_the_case(app)
    words = f"so someone else must {TO_DO[permission]}"

    def tried(who: str, why: str) -> None:
        answer = post(signed_in(who), attack.path, attack.answers)
        assert answer.status_code == 403, (why, who, answer.text[:3000])
        assert words in answer.text, (why, who, " ".join(answer.text.split())[-2500:])

    for _act, who in doers(attack, permission):
        stands_in(app, who, attack.may)
        tried(who, "as deputy of somebody who may")
        granted(app, who, *attack.roles)
        tried(who, "with a role that came later")
        stands_in(app, DEPUTY, who)
        tried(DEPUTY, "through a deputy of one's own")
        for by, behalf in ((who, None), (attack.may, who)):
            values = {"by": person(app, by), "behalf": person(app, behalf) if behalf else None}
            with refused(app, attack.words):
                db.session.execute(text(attack.sql), values)
    allowed = post(signed_in(attack.may), attack.path, attack.answers)
    assert allowed.status_code == 302, " ".join(allowed.text.split())[-2500:]


def test_a_condition_does_not_change_its_owner_and_is_not_born_met(app: Flask, signed_in: People) -> None:
    SECONDS[Permission.CONDITION_CLOSE](app, signed_in)
    for change in (
        "owner_id = (SELECT id FROM person WHERE email = 'chair@demo.example')",
        "text = 'x'",
        "blocks = 'nothing'",
        "due = '2030-01-01'",
    ):
        with refused(app, "what a decision requires is never changed"):
            db.session.execute(text(f"UPDATE condition SET {change}"))


def test_a_saving_does_not_leave_its_proposal_to_be_verified(app: Flask, signed_in: People) -> None:
    SECONDS[Permission.SAVING_VERIFY](app, signed_in)
    with refused(app, "a saving stays with its proposal"):
        db.session.execute(text("UPDATE saving SET proposal_id = NULL"))


def test_a_version_is_published_as_it_was_prepared(app: Flask, signed_in: People) -> None:
    publishing(app, signed_in)
    for statement, words in (
        (
            "UPDATE mtfs_version SET prepared_by_id = (SELECT id FROM person WHERE email = 's151@demo.example')",
            "published as it was prepared",
        ),
        (
            (
                "INSERT INTO mtfs_version (id, code, name, first_year, last_year, made_at, state, prepared_by_id) "
                "SELECT gen_random_uuid(), 'M8', 'x', 2026, 2030, app_now(), 'prepared', id FROM person LIMIT 1"
            ),
            "a version begins as a draft",
        ),
        ("DELETE FROM mtfs_preparer", "permission denied"),
    ):
        with refused(app, words):
            db.session.execute(text(statement))


def test_a_policy_that_nobody_made_or_agrees_does_not_hold(app: Flask) -> None:
    for maker, agrees in (("NULL", "id"), ("id", "NULL")):
        with refused(app, "made by one person and agreed by another"):
            db.session.execute(
                text(
                    "WITH v AS (INSERT INTO policy_version (id, kind, number, document, example, effective_from, made_by, "
                    f"made_at) SELECT gen_random_uuid(), 'delegation', 7, '{{}}', false, '2027-01-01', {maker}, app_now() "
                    "FROM person WHERE email = 'change-lead@demo.example' RETURNING id) SELECT 1"
                )
            )
            db.session.execute(
                text(
                    "INSERT INTO policy_agreement (policy_version_id, agreed_by, agreed_at, note) SELECT v.id, "
                    f"{agrees.replace('id', 'p.id')}, app_now(), 'x' FROM policy_version v, person p "
                    "WHERE v.number = 7 AND p.email = 's151@demo.example'"
                )
            )


def test_a_month_opens_again_by_two_also_by_sql(app: Flask, signed_in: People) -> None:
    signed_in("finance").send("/savings/months", {"month-month": "4", "month-year": "2026"})
    two = person(app, "finance-two")
    for change, words in (
        ("reopened_by_id = :p, reopened_at = app_now()", "reopened_when_asked"),
        (
            "reopened_by_id = :p, reopened_at = app_now(), reopen_asked_by_id = closed_by_id, reopen_reason = 'x'",
            "one person asks and another agrees",
        ),
        ("closed_for_id = :p", "only ever reopened"),
    ):
        with refused(app, words):
            db.session.execute(text(f"UPDATE month_close SET {change}"), {"p": two})


def test_what_a_deputy_wrote_bars_the_author_too(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    stands_in(app, DEPUTY, "author")
    signed_in(DEPUTY).send(f"/proposals/{ref}/case/need", {**TEXTS["need"], "complete": "yes"})
    wrote = "SELECT count(*) FROM proposal_act WHERE act = 'wrote' AND person_id IN ('{}', '{}')"
    assert scalar(app, wrote.format(person(app, DEPUTY), person(app, "author"))) == 2


def test_an_actual_that_a_deputy_entered_is_not_verified_by_whom_they_stood_in_for(
    app: Flask, signed_in: People
) -> None:
    approved(app, signed_in)
    stands_in(app, DEPUTY, "finance")
    signed_in(DEPUTY).send("/savings/S-2026-0001/actual", ACTUAL)
    for who in ("finance", DEPUTY):
        answer = post(signed_in(who), f"/savings/S-2026-0001/verify/{entry(app)}", SEEN)
        assert answer.status_code == 403
        assert "so someone else must verify the saving" in answer.text
    with refused(app, "whoever entered an actual may not verify it"):
        db.session.execute(
            text(
                "INSERT INTO verification (id, entry_id, saving_id, month, pence, evidence_kind, evidence, reference, by_id, "
                "at) SELECT gen_random_uuid(), e.id, e.saving_id, e.month, e.pence, 'ledger', 'x', 'x', e.on_behalf_of_id, "
                "app_now() FROM saving_entry e WHERE series = 'actual'"
            )
        )
    stands_in(app, "viewer", "finance-two")
    assert post(signed_in("viewer"), f"/savings/S-2026-0001/verify/{entry(app)}", SEEN).status_code == 302


def test_a_month_that_a_deputy_closed_or_asked_for_is_not_opened_by_whom_they_stood_in_for(
    app: Flask, signed_in: People
) -> None:
    approved(app, signed_in)
    stands_in(app, DEPUTY, "finance")
    stands_in(app, "viewer", "finance-two")
    signed_in(DEPUTY).send("/savings/months", APRIL)
    signed_in("viewer").send("/savings/months/2027-04-01", {"reason": "An invoice came late"})
    path = "/savings/months/2027-04-01/agree"
    for who in ("finance", DEPUTY, "finance-two", "viewer"):
        assert post(signed_in(who), path, {}).status_code == 403, who
    for who in ("finance", "finance-two"):
        with refused(app, "reopened_by_two"):
            db.session.execute(
                text("UPDATE month_close SET reopened_by_id = :p, reopened_at = app_now()"), {"p": person(app, who)}
            )
    assert post(signed_in("s151"), path, {}).status_code == 302


def test_a_policy_that_a_deputy_made_is_not_agreed_by_whom_they_stood_in_for(app: Flask, signed_in: People) -> None:
    stands_in(app, DEPUTY, "change-lead")
    deputy = signed_in(DEPUTY)
    deputy.send(f"{PATH}/new", {**table(deputy), **on("effective_from", date(2026, 12, 1))})
    granted(app, "change-lead", "section_151")
    answer = post(signed_in("change-lead"), f"{PATH}/2", {"note": "Fine"})
    assert answer.status_code == 403
    assert "so someone else must agree it" in answer.text
    assert post(signed_in("monitoring-officer"), f"{PATH}/2", {"note": "Read"}).status_code == 302


def test_a_version_that_a_deputy_prepared_is_not_published_by_whom_they_stood_in_for(
    app: Flask, signed_in: People
) -> None:
    publishing(app, signed_in)
    run(app, "UPDATE mtfs_version SET state = 'draft', prepared_by_id = NULL WHERE code = 'M9'")
    line = {"code": "GF-P-01", "fund_code": "GF", "kind": "pressure", "title": "Demand"}
    run(
        app,
        "INSERT INTO mtfs_line (id, version_id, code, fund_code, kind, title, position) SELECT gen_random_uuid(), id, :code, "
        ":fund_code, :kind, :title, 1 FROM mtfs_version WHERE code = 'M9'",
        **line,
    )
    granted(app, "s151", "finance_partner")
    stands_in(app, DEPUTY, "s151")
    signed_in(DEPUTY).send("/mtfs/M9/prepare", {}, form_at="/mtfs/M9")
    answer = post(signed_in("s151"), "/mtfs/M9/publish", {})
    assert answer.status_code == 403
    assert "You prepared this version" in answer.text


def test_nobody_votes_in_the_place_of_whoever_wrote_the_case(app: Flask, signed_in: People) -> None:
    voting(app, signed_in)
    people = [person(app, one) for one in (*MEMBERS, "proposer", "digital", "sponsor")]
    answers = {"present": people, "substitute_1": person(app, "climate"), "for_1": person(app, "author")}
    signed_in("secretary").send(f"{MEETING}/attendance", answers)
    declared(signed_in, "climate")
    answer = post(signed_in("climate"), f"{ITEM}/vote", {"vote": "for"})
    assert answer.status_code == 403
    assert "You sit in the place of somebody who entered figures for this case" in answer.text


def test_a_check_by_somebody_who_wrote_since_lapses_and_stops_no_submission(app: Flask, signed_in: People) -> None:
    attack = SECONDS[Permission.SIGNOFF_GIVE](app, signed_in)
    signed_in("finance").send(attack.path, {"outcome": "agreed"})
    ref = attack.path.split("/")[2]
    run(
        app,
        "INSERT INTO proposal_act (proposal_id, person_id, act, at) SELECT id, :p, 'wrote', app_now() FROM proposal",
        p=person(app, "finance"),
    )
    signed_in("change-lead").send(f"/proposals/{ref}/decide/G2", {"outcome": "return", "reasons": "Say more"})
    signed_in("author").send(f"/proposals/{ref}/submit", {})
    assert "has written, figured or sponsored" in scalar(app, "SELECT because FROM sign_off_lapse")


def test_what_is_brought_in_comes_with_its_proposal_alone(app: Flask, signed_in: People) -> None:
    """Acting for old decisions skips no guard on a live proposal."""
    ready(app, signed_in)
    old = (
        "INSERT INTO decision (id, number, proposal_id, round_id, gateway, outcome, body_name, recommendation, reasons, "
        "options_considered, interests, dispensations, voting, rule_applied, key_decision, public, effective_from, "
        "decided_by_id, decided_at, detail, snapshot, snapshot_sha256, brought_in) SELECT gen_random_uuid(), "
        "'D-2020-9999', p.id, {round}, 'G4', 'proceed', 'x', '', 'x', '', '', '', '{{}}', '', false, true, '2020-01-01', "
        "{by}, app_now(), '{{}}', '{{}}', repeat('0', 64), true FROM proposal p"
    )
    chair = f"'{person(app, 'chair')}'"
    for where, by in (
        ("NULL", chair),
        ("NULL", "NULL"),
        ("(SELECT id FROM gateway_round WHERE closed_at IS NULL)", chair),
    ):
        with refused(app, "what is brought in comes with its proposal"):
            db.session.execute(text(old.format(round=where, by=by)))
    with refused(app, "what is brought in comes with its proposal"):
        db.session.execute(text("UPDATE proposal SET version = version + 1"))
        db.session.execute(text(old.format(round="NULL", by=chair)))
    with refused(app, "what is brought in comes with its proposal"):
        db.session.execute(
            text(
                "INSERT INTO case_version (id, proposal_id, n, gateway, document, sha256, policy_version_id, by_id, at, "
                "brought_in) SELECT gen_random_uuid(), proposal_id, 9, 'G2', '{}', repeat('0', 64), policy_version_id, "
                "by_id, app_now(), true FROM case_version WHERE n = 1"
            )
        )


OLD_DECISION = (
    "INSERT INTO decision (id, number, proposal_id, gateway, outcome, body_name, recommendation, reasons, "
    "options_considered, interests, dispensations, voting, rule_applied, key_decision, public, effective_from, decided_by_id, "
    "decided_at, detail, snapshot, snapshot_sha256, brought_in) SELECT gen_random_uuid(), 'D-2020-0001', id, 'G4', 'proceed', "
    "'Executive', '', 'x', '', '', '', '{}', '', false, true, '2020-01-01', NULL /* by */, '2020-01-01', '{}', '{}', "
    "repeat('0', 64), true FROM proposal"
)


def test_what_comes_with_its_proposal_is_taken(app: Flask) -> None:
    """The way of an import: the proposal, its one event and its old decision in one transaction."""
    with app.app_context():
        db.session.execute(
            text(
                "WITH p AS (INSERT INTO proposal (id, ref, title, stage, status, entered_status_at, created_at, created_by, "
                "brought_in) SELECT gen_random_uuid(), 'CP-2026-9001', 'Old', 'benefits', 'active', app_now(), app_now(), "
                "id, true FROM person WHERE email = 'change-lead@demo.example' RETURNING *) "
                "INSERT INTO proposal_event (id, proposal_id, n, at, actor_id, kind, to_stage, to_status, words, payload) "
                "SELECT gen_random_uuid(), id, 1, app_now(), created_by, 'brought_in', stage, status, 'Brought in', '{}' FROM p"
            )
        )
        db.session.execute(text(OLD_DECISION))
        db.session.execute(
            text(
                "INSERT INTO proposal_act (proposal_id, person_id, act, at) SELECT id, created_by, 'wrote', app_now() FROM proposal"
            )
        )
        own = OLD_DECISION.replace("NULL /* by */", "created_by").replace("0001", "0002")
        nested = db.session.begin_nested()
        with pytest.raises(DBAPIError, match=OWN):
            db.session.execute(text(own))
        nested.rollback()
        db.session.commit()
    assert scalar(app, "SELECT count(*) FROM decision WHERE brought_in") == 1
