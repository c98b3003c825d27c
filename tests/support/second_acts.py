"""The second act of each pair that one person may not do both of: where it waits, how a page and how SQL would do it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from changeportal.domain.permissions import Permission
from tests.integration.boards.test_meeting import MEETING, MEMBERS, condition_met, declared, here, ready, recorded
from tests.integration.cases.test_gateway_two import submitted, written
from tests.integration.ideas.test_submit import put_in
from tests.integration.ideas.test_triage import person_id, triaged
from tests.integration.savings.test_tracker import ACTUAL, SEEN, entry
from tests.support.clock import move_on
from tests.support.journey import People, taken_on

ITEM = f"{MEETING}/items/1"
OWN = "someone who proposed, wrote, entered figures for or sponsored"
DECIDE = (
    "INSERT INTO decision (id, number, proposal_id, round_id, gateway, outcome, board_id, agenda_item_id, body_name, "
    "recommendation, reasons, options_considered, interests, dispensations, voting, rule_applied, key_decision, public, "
    "effective_from, decided_by_id, on_behalf_of_id, decided_at, detail, snapshot, snapshot_sha256) "
    "SELECT gen_random_uuid(), 'D-2026-9999', r.proposal_id, r.id, r.gateway, 'proceed', r.board_id, "
    "(SELECT a.id FROM agenda_item a WHERE a.round_id = r.id LIMIT 1), 'x', '', 'x', '', '', '', '{}', '', false, true, "
    "app_now()::date, :by, CAST(:behalf AS uuid), app_now(), '{}', '{}', repeat('0', 64) "
    "FROM gateway_round r WHERE r.closed_at IS NULL"
)
VOTE = (
    "INSERT INTO seat_vote (id, seat_id, round_id, vote, by_id, at) SELECT gen_random_uuid(), s.id, s.round_id, 'for', :by, "
    "app_now() FROM seat s JOIN gateway_round r ON r.id = s.round_id AND r.closed_at IS NULL "
    "WHERE s.person_id = coalesce(CAST(:behalf AS uuid), :by)"
)
SIGN = (
    "INSERT INTO sign_off (id, case_version_id, kind, outcome, comments, by_id, on_behalf_of_id, at) "
    "SELECT gen_random_uuid(), id, 'finance', 'agreed', '', :by, CAST(:behalf AS uuid), app_now() FROM case_version "
    "ORDER BY n DESC LIMIT 1"
)
SAY = (
    "INSERT INTO asserted_criterion (id, proposal_id, gateway, code, met, note, by_id, on_behalf_of_id, at) "
    "SELECT gen_random_uuid(), id, 'G2', 'value_for_money', true, 'x', :by, CAST(:behalf AS uuid), app_now() FROM proposal"
)
MEET = (
    "UPDATE condition SET met_at = app_now(), met_by_id = :by, met_for_id = CAST(:behalf AS uuid), evidence = 'x' "
    "WHERE met_at IS NULL"
)
VERIFY = (
    "INSERT INTO verification (id, entry_id, saving_id, month, pence, evidence_kind, evidence, reference, by_id, "
    "on_behalf_of_id, at) SELECT gen_random_uuid(), e.id, e.saving_id, e.month, e.pence, 'ledger', 'x', 'x', :by, "
    "CAST(:behalf AS uuid), app_now() FROM saving_entry e WHERE series = 'actual'"
)
PUBLISH = (
    "UPDATE mtfs_version SET state = 'published', published_by_id = :by, published_for_id = CAST(:behalf AS uuid), "
    "published_at = app_now(), published_on = app_now()::date, sha256 = repeat('0', 64) WHERE code = 'M9'"
)
AGREE = (
    "INSERT INTO policy_agreement (policy_version_id, agreed_by, agreed_for_id, agreed_at, note) SELECT id, :by, "
    "CAST(:behalf AS uuid), app_now(), 'x' FROM policy_version WHERE kind = 'delegation' AND number = 2"
)
REOPEN = "UPDATE month_close SET reopened_by_id = :by, reopened_for_id = CAST(:behalf AS uuid), reopened_at = app_now()"
PREPARED = "UPDATE mtfs_version SET state = 'prepared', prepared_by_id = :p, prepared_at = app_now() WHERE code = 'M9'"


@dataclass(frozen=True)
class Attack:
    """A second act that waits: its page, who may do it without an act of their own, what entitles to it, and its SQL."""

    path: str
    answers: dict[str, Any]
    may: str
    roles: tuple[str, ...]
    sql: str
    words: str = OWN
    first: dict[str, str] = field(default_factory=dict)


def run(app: Flask, sql: str, **values: Any) -> None:
    """A statement of the app's own role."""
    with app.app_context():
        db.session.execute(text(sql), values)
        db.session.commit()


def _one(app: Flask, sql: str) -> str:
    with app.app_context():
        return str(db.session.execute(text(sql)).scalar_one())


def triage(app: Flask, signed_in: People) -> Attack:
    """An idea that triage looks at."""
    ref = put_in(signed_in("proposer"))
    triaged(signed_in("triage"), ref)
    answers = {
        "outcome": "proceed",
        "reasons": "It helps",
        "author_id": person_id(app, "viewer"),
        "sponsor_id": person_id(app, "director"),
        "directorate": "homes-and-neighbourhoods",
        "mission": "EP",
        "wards": "No ward",
    }
    return Attack(f"/triage/{ref}/decide", answers, "triage", ("triage_officer",), DECIDE)


def gateway(app: Flask, signed_in: People) -> Attack:
    """A light case that waits for the change lead at gateway 2."""
    ref = submitted(app, signed_in)
    signed_in("finance").send(f"/proposals/{ref}/signoffs/finance", {"outcome": "agreed"})
    answers = {"outcome": "proceed", "reasons": "It pays"}
    return Attack(f"/proposals/{ref}/decide/G2", answers, "change-lead", ("change_lead",), DECIDE)


def confirming(app: Flask, signed_in: People) -> Attack:
    """A board's record that waits for the chair."""
    _ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    return Attack(f"{ITEM}/confirm", {"version": "1"}, "chair", ("chair",), DECIDE)


def voting(app: Flask, signed_in: People) -> Attack:
    """A vote that was called, with people of the case among the members of the board."""
    more = ("proposer", "author", "digital", "sponsor")
    for who in more:
        run(
            app,
            "INSERT INTO membership (id, board_id, person_id, office, voting, starts) SELECT gen_random_uuid(), b.id, :p, "
            "'member', true, '2026-01-01' FROM board b WHERE b.slug = 'change-board'",
            p=person_id(app, who),
        )
    _ref, secretary = ready(app, signed_in)
    here(app, secretary, *MEMBERS, *more)
    declared(signed_in, *more)
    signed_in("chair").send(f"{ITEM}/call-vote", {}, form_at=ITEM)
    return Attack(f"{ITEM}/vote", {"vote": "for"}, "member-one", ("board_member",), VOTE)


def condition(app: Flask, signed_in: People) -> Attack:
    """An approved proposal with a condition that the policy officer owns."""
    ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    run(
        app,
        "UPDATE decision_draft SET body = jsonb_set(body, '{conditions,0,owner}', to_jsonb(CAST(:p AS text)))",
        p=person_id(app, "viewer"),
    )
    signed_in("chair").send(f"{ITEM}/confirm", {}, form_at=ITEM)
    path = f"/proposals/{ref}/conditions/{_one(app, 'SELECT id FROM condition')}"
    words = f"{OWN}|not_closed_by_its_owner|not_closed_for_its_owner"
    first = {"owns_condition": "viewer"}
    return Attack(path, {"evidence": "Letter"}, "change-team", ("change_team",), MEET, words, first)


def approved(app: Flask, signed_in: People) -> str:
    """A proposal in delivery, in May 2027."""
    ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    signed_in("chair").send(f"{ITEM}/confirm", {}, form_at=ITEM)
    condition_met(app, secretary, ref)
    move_on(app, 170)
    return ref


def verifying(app: Flask, signed_in: People) -> Attack:
    """An actual that finance entered."""
    approved(app, signed_in)
    signed_in("finance").send("/savings/S-2026-0001/actual", ACTUAL)
    path = f"/savings/S-2026-0001/verify/{entry(app)}"
    words = f"{OWN}|whoever entered an actual may not verify it"
    first = {"entered_actual": "finance"}
    return Attack(path, SEEN, "finance-two", ("finance_partner",), VERIFY, words, first)


def signing(app: Flask, signed_in: People) -> Attack:
    """A case that waits for finance's check."""
    ref = submitted(app, signed_in)
    answers = {"outcome": "agreed", "version": "2"}
    return Attack(f"/proposals/{ref}/signoffs/finance", answers, "finance", ("reviewer",), SIGN)


def saying(app: Flask, signed_in: People) -> Attack:
    """A full case whose criterion of value for money waits for finance."""
    ref = taken_on(app, signed_in)
    written(app, signed_in("author"), ref)
    run(app, "UPDATE proposal SET route = 'full'")
    answers = {"met": "yes", "note": "Payback in 2 years"}
    roles = ("finance_partner", "section_151")
    return Attack(f"/proposals/{ref}/criteria/value_for_money", answers, "finance", roles, SAY)


def publishing(app: Flask, signed_in: People) -> Attack:
    """A version that one person prepared, that went back to draft, and that another prepared again."""
    run(
        app,
        "INSERT INTO mtfs_version (id, code, name, first_year, last_year, made_at) "
        "VALUES (gen_random_uuid(), 'M9', 'Ninth', 2026, 2030, app_now())",
    )
    run(app, PREPARED, p=person_id(app, "finance-two"))
    run(app, "UPDATE mtfs_version SET state = 'draft', prepared_by_id = NULL WHERE code = 'M9'")
    run(app, PREPARED, p=person_id(app, "finance"))
    words = "may not publish it|published_by_another"
    first = {"prepared_version": "finance finance-two"}
    return Attack("/mtfs/M9/publish", {}, "s151", ("section_151",), PUBLISH, words, first)


def agreeing(app: Flask, signed_in: People) -> Attack:
    """A version of the delegation policy that the change lead made."""
    run(
        app,
        "INSERT INTO policy_version (id, kind, number, document, example, effective_from, made_by, made_at) "
        "SELECT gen_random_uuid(), kind, 2, document, false, '2026-12-01', :p, app_now() FROM policy_version "
        "WHERE kind = 'delegation'",
        p=person_id(app, "change-lead"),
    )
    words = "may not agree it"
    first = {"made_policy": "change-lead"}
    path = "/admin/policies/delegation/2"
    return Attack(path, {"note": "Read"}, "monitoring-officer", ("section_151",), AGREE, words, first)


def reopening(app: Flask, signed_in: People) -> Attack:
    """A month that finance closed, and that the Section 151 officer asks to open again."""
    signed_in("finance").send("/savings/months", {"month-month": "4", "month-year": "2026"})
    month = "/savings/months/2026-04-01"
    signed_in("s151").send(month, {"reason": "An invoice came late"})
    words = "not_reopened_by_its_closer|reopened_by_two"
    first = {"closed_month": "finance"}
    return Attack(f"{month}/agree", {}, "finance-two", ("section_151",), REOPEN, words, first)


SECONDS: dict[Permission, Callable[[Flask, People], Attack]] = {
    Permission.TRIAGE_DECIDE: triage,
    Permission.GATEWAY_DECIDE: gateway,
    Permission.DECISION_CONFIRM: confirming,
    Permission.VOTE_CAST: voting,
    Permission.CONDITION_CLOSE: condition,
    Permission.SAVING_VERIFY: verifying,
    Permission.SIGNOFF_GIVE: signing,
    Permission.CRITERION_ASSERT: saying,
    Permission.MTFS_PUBLISH: publishing,
    Permission.POLICY_AGREE: agreeing,
    Permission.MONTH_REOPEN: reopening,
}
