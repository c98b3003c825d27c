"""A case with a row of every kind, decided by a board at a meeting with a vote, an interest and dissent, and in delivery."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from changeportal.jobs import tasks
from tests.integration.boards.test_meeting import MEETING, MEMBERS, RECORD, at_approval, declared, here, on_agenda
from tests.integration.cases import test_gateway_two
from tests.integration.cases.test_files import send
from tests.integration.ideas.test_triage import person_id
from tests.support import files
from tests.support.client import Judge
from tests.support.clock import move_on
from tests.support.journey import People

ITEM = f"{MEETING}/items/1"
INTEREST = {"answer": "yes", "n": "1", "kind": "other", "what": "My sister bids", "will": "leave"}
OF = "FROM proposal c, person q WHERE q.email = 'author@demo.example'"
LINE = "(SELECT id FROM profile_line WHERE kind = 'saving')"
ROWS = (
    (
        "INSERT INTO case_measure (id, proposal_id, effect, title, unit, direction, baseline_value, target_value, target_on, "
        "how_measured, owner_id) SELECT gen_random_uuid(), c.id, 'benefit', 'Weeks waited', 'weeks', 'down', 6, 2, "
        f"'2028-03-31', 'Counted', q.id {OF}"
    ),
    (
        "INSERT INTO milestone (id, proposal_id, title, due, lead_id) SELECT gen_random_uuid(), c.id, 'Letters stop', "
        f"'2027-04-01', q.id {OF}"
    ),
    (
        "INSERT INTO consultation (id, proposal_id, title, how, opened, closed) SELECT gen_random_uuid(), c.id, 'Tenants', "
        f"'By post', '2026-09-01', '2026-10-01' {OF}"
    ),
    (
        "INSERT INTO consultation_answer (id, proposal_id, consultation_id, group_name, number) SELECT gen_random_uuid(), "
        "proposal_id, id, 'Over 65', 40 FROM consultation"
    ),
    (
        "INSERT INTO consultation_change (id, proposal_id, consultation_id, said, did) SELECT gen_random_uuid(), proposal_id, "
        "id, 'Keep paper', 'Paper on request' FROM consultation"
    ),
    (
        "INSERT INTO theory_step (id, proposal_id, stands_in, title) SELECT gen_random_uuid(), c.id, w.at, w.at FROM proposal c, "
        "(VALUES ('inputs'), ('activities')) w (at)"
    ),
    (
        "INSERT INTO theory_link (id, proposal_id, start_id, end_id, assumption) SELECT gen_random_uuid(), a.proposal_id, a.id, "
        "b.id, 'They have email' FROM theory_step a, theory_step b WHERE a.stands_in = 'inputs' AND b.stands_in = 'activities'"
    ),
    f"INSERT INTO option_criterion (id, proposal_id, title, weight) SELECT gen_random_uuid(), c.id, 'Fit', 10 {OF}",
    (
        "INSERT INTO option_score (criterion_id, option_id, score, reason) SELECT k.id, o.id, 3, 'It fits' "
        "FROM option_criterion k, case_option o"
    ),
    (
        "INSERT INTO question (id, proposal_id, section, text, needs_answer, by_id, at) SELECT gen_random_uuid(), c.id, 'need', "
        f"'How many?', false, q.id, app_now() {OF}"
    ),
    (
        "INSERT INTO proposal_commitment (proposal_id, commitment_id, lead, contribution) SELECT c.id, k.id, false, 'Sooner' "
        "FROM proposal c, (SELECT id FROM commitment LIMIT 1) k ON CONFLICT DO NOTHING"
    ),
    (
        f"INSERT INTO profile_month (line_id, month, year, pence) SELECT {LINE}, m, 2027, 400000 "
        "FROM generate_series(date '2027-04-01', date '2028-03-01', interval '1 month') m"
    ),
    (
        "INSERT INTO post (id, number, title, directorate_id, cost_centre, fte_hundredths, vacant, pence, loaded_by_id, "
        "loaded_at) SELECT gen_random_uuid(), 'P-1', 'Clerk', d.id, '41207', 100, false, 3100000, q.id, app_now() "
        "FROM directorate d, person q WHERE q.email = 'finance@demo.example' LIMIT 1"
    ),
    (
        "INSERT INTO contract (id, reference, title, supplier, starts, pence, directorate_id, cost_centre, loaded_by_id, "
        "loaded_at) SELECT gen_random_uuid(), 'C-1', 'Franking', 'Example Ltd', '2024-04-01', 1200000, directorate_id, '41207', "
        "loaded_by_id, app_now() FROM post"
    ),
    *(
        (
            f"INSERT INTO claim_on_{thing} (id, proposal_id, line_id, {thing}_id, by_id, at) SELECT gen_random_uuid(), c.id, "
            f"{LINE}, t.id, q.id, app_now() FROM {thing} t, proposal c, person q WHERE q.email = 'author@demo.example'"
        )
        for thing in ("post", "contract")
    ),
    (
        "INSERT INTO resource_request (id, proposal_id, pool_id, why, wanted, state, asked_by_id, asked_at) "
        "SELECT gen_random_uuid(), c.id, (SELECT id FROM pool WHERE slug = 'developers'), 'To build it', '', 'confirmed', q.id, "
        f"app_now() {OF}"
    ),
    "INSERT INTO request_month (request_id, month, asked, confirmed) SELECT id, '2027-01-01', 60, 60 FROM resource_request",
    (
        "INSERT INTO pot (id, slug, name, kind, fund_code) VALUES (gen_random_uuid(), 'pot-one', 'Pot one', "
        "'transformation_reserve', 'GF')"
    ),
    "INSERT INTO pot_year (pot_id, year, available) SELECT id, 2026, 9000000 FROM pot WHERE slug = 'pot-one'",
    (
        "INSERT INTO funding_request (id, proposal_id, pot_id, year, pence, why, state, asked_by_id, asked_at) "
        "SELECT gen_random_uuid(), c.id, (SELECT id FROM pot WHERE slug = 'pot-one'), 2026, 100000, 'Set-up', 'confirmed', q.id, "
        f"app_now() {OF}"
    ),
)
AFTER = (
    (
        "INSERT INTO mitigation (id, saving_id, text, owner_id, due, pence) SELECT gen_random_uuid(), s.id, 'Chase', "
        "s.owner_id, '2027-06-01', 100 FROM saving s"
    ),
    (
        "INSERT INTO status_override (id, saving_id, status, reason, expires, by_id, at) SELECT gen_random_uuid(), s.id, "
        "s.status, 'Seen', '2027-06-01', s.owner_id, app_now() FROM saving s"
    ),
    (
        "INSERT INTO mtfs_version (id, code, name, first_year, last_year, made_at) VALUES (gen_random_uuid(), 'M9', 'Ninth', "
        "2026, 2030, app_now())"
    ),
    (
        "INSERT INTO mtfs_line (id, version_id, code, fund_code, kind, title, position) SELECT gen_random_uuid(), id, 'GF-1', "
        "'GF', 'pressure', 'Demand', 1 FROM mtfs_version"
    ),
    "INSERT INTO mtfs_amount (line_id, year, pence) SELECT id, 2027, 100 FROM mtfs_line",
    (
        "UPDATE mtfs_version SET state = 'prepared', prepared_at = app_now(), prepared_by_id = (SELECT id FROM person WHERE "
        "email = 'finance@demo.example')"
    ),
    (
        "UPDATE mtfs_version SET state = 'published', published_at = app_now(), published_on = app_now()::date, sha256 = "
        "encode(sha256('{}'::bytea), 'hex'), document = '{}', published_by_id = (SELECT id FROM person WHERE "
        "email = 's151@demo.example')"
    ),
    (
        "INSERT INTO month_close (id, month, n, closed_by_id, closed_at, snapshot) SELECT gen_random_uuid(), '2026-04-01', 1, "
        "id, app_now(), '{}' FROM person WHERE email = 'finance@demo.example'"
    ),
)


def run(app: Flask, *statements: str) -> None:
    """Statements of the app's own role."""
    with app.app_context():
        for one in statements:
            db.session.execute(text(one))
        db.session.commit()


def _written(app: Flask, author: Judge, ref: str, usual: Any) -> None:
    usual(app, author, ref)
    run(app, *ROWS)
    with app.app_context():
        item = db.session.execute(text("SELECT id FROM evidence LIMIT 1")).scalar_one()
    send(author, f"/proposals/{ref}/case/evidence/{item}/files", "survey.pdf", files.PDF)
    with app.app_context():
        tasks.scan_files()


def decided(app: Flask, signed_in: People) -> tuple[str, str, str]:
    """The case's reference, the decision's address and the pack's, once the meeting is over."""
    usual = test_gateway_two.written
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(test_gateway_two, "written", lambda app, author, ref: _written(app, author, ref, usual))
        ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    on_agenda(secretary, ref)
    job = signed_in("viewer").send(f"{MEETING}/pack", {"kind": "public_pack"}, form_at=f"{MEETING}/papers").location
    with app.app_context():
        tasks.make_packs()
    here(app, secretary, *MEMBERS, "member-four")
    declared(signed_in, *MEMBERS)
    signed_in("member-four").send(f"{MEETING}/interests", INTEREST)
    signed_in("chair").send(f"{ITEM}/call-vote", {}, form_at=ITEM)
    for who in MEMBERS:
        signed_in(who).send(f"{ITEM}/vote", {"vote": "against" if who == "member-two" else "for"}, form_at=ITEM)
    signed_in("member-two").send(f"{ITEM}/dissent", {"person": person_id(app, "member-two"), "words": "Too early"})
    record = {**RECORD, "blocks_1": "nothing", "owner_1": person_id(app, "author")}
    secretary.send(f"{ITEM}/record", record)
    made = signed_in("chair").send(f"{ITEM}/confirm", {}, form_at=ITEM).location
    move_on(app, 19)
    secretary.send(f"{MEETING}/close", {}, form_at=MEETING)
    run(app, *AFTER)
    return ref, str(made), f"{job}/file.pdf"
