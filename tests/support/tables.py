"""Every table, by what becomes of its rows once a case was decided: they stay, what was decided does not read them, or they
are not about a case. A table that stands nowhere fails the test that walks them.
"""

ADDED_TO = {
    "approval_fact": "id",
    "asked_answer": "id",
    "asked_item": "id",
    "asserted_criterion": "id",
    "attendance_move": "id",
    "audit_digest": "seq",
    "audit_event": "seq",
    "budget_adjustment": "id",
    "call_in_entry": "id",
    "case_version": "id",
    "clearance_mark": "title",
    "correction": "id",
    "decision": "id",
    "decision_notice": "id",
    "dissent": "item_id",
    "finding_answer": "id",
    "funding_reply": "id",
    "job_paper": "job_id",
    "mtfs_preparer": "version_id",
    "overdue_item": "item_id",
    "paper_pages": "paper_id",
    "paper_section": "title",
    "plan_amount": "year",
    "policy_agreement": "note",
    "policy_version": "id",
    "proposal_act": "act",
    "proposal_event": "id",
    "published_paper": "id",
    "published_resolution": "round_id",
    "representation": "id",
    "request_reply": "id",
    "resolution": "n",
    "saving_entry": "id",
    "seat": "id",
    "seat_vote": "id",
    "security_event": "id",
    "set_year": "year",
    "sign_off": "id",
    "sign_off_lapse": "because",
    "sign_off_needed": "why",
    "triage": "id",
    "verification": "id",
    "version_criterion": "code",
    "version_file": "name",
    "version_seen": "at",
    "vote_void": "because",
    "working_time": "starts",
}
"""Only added to: no row of them is ever changed or taken away, with a column of each."""

KEPT: dict[str, tuple[str, ...]] = {
    "agenda_item": (
        "UPDATE agenda_item SET recommendation = 'Changed' WHERE result = 'decided'",
        "UPDATE agenda_item SET result = 'waiting' WHERE result = 'decided'",
        "DELETE FROM agenda_item",
        "UPDATE agenda_item SET title = 'Changed' WHERE meeting_id IN (SELECT id FROM meeting WHERE state = 'closed')",
    ),
    "attachment": (
        "UPDATE attachment SET name = 'Changed'",
        "UPDATE attachment SET sha256 = repeat('0', 64)",
        "UPDATE attachment SET storage_key = 'other'",
    ),
    "attendance": (
        "UPDATE attendance SET state = 'absent'",
        "UPDATE attendance SET left_at = app_now()",
        "DELETE FROM attendance",
    ),
    "claim_on_contract": ("UPDATE claim_on_contract SET at = at - interval '1 day'",),
    "claim_on_post": ("UPDATE claim_on_post SET at = at - interval '1 day'",),
    "clock": ("UPDATE clock SET offset_seconds = 0",),
    "condition": (
        "UPDATE condition SET text = 'Changed'",
        "UPDATE condition SET due = '2040-01-01'",
        "UPDATE condition SET blocks = 'next_gateway'",
        "UPDATE condition SET n = n + 10",
        "DELETE FROM condition",
    ),
    "gateway_round": (
        "UPDATE gateway_round SET why_this_body = 'Changed'",
        "UPDATE gateway_round SET case_version_id = NULL",
        "UPDATE gateway_round SET recommendation = 'Changed' WHERE closed_at IS NOT NULL",
        "UPDATE gateway_round SET closed_at = NULL, close_reason = NULL WHERE closed_at IS NOT NULL",
        "DELETE FROM gateway_round",
    ),
    "interest": (
        "UPDATE interest SET what = 'Changed'",
        "UPDATE interest SET chair_rules = 'stay'",
        "DELETE FROM interest",
    ),
    "job": ("UPDATE job SET sha256 = repeat('0', 64)", "UPDATE job SET storage_key = 'other'", "DELETE FROM job"),
    "meeting": (
        "UPDATE meeting SET place = 'Changed' WHERE state = 'closed'",
        "UPDATE meeting SET state = 'published', closed_at = NULL WHERE state = 'closed'",
    ),
    "meeting_declaration": (
        "UPDATE meeting_declaration SET any_interest = NOT any_interest",
        "DELETE FROM meeting_declaration",
    ),
    "month_close": ("UPDATE month_close SET note = 'Changed'", "UPDATE month_close SET snapshot = '{\"plan\": 1}'"),
    "mtfs_amount": ("UPDATE mtfs_amount SET pence = pence + 1",),
    "mtfs_line": ("UPDATE mtfs_line SET title = 'Changed'",),
    "mtfs_version": ("UPDATE mtfs_version SET name = 'Changed'",),
    "plan_line": ("UPDATE plan_line SET title = 'Changed'", "DELETE FROM plan_line"),
}
"""Kept by a guard of their own: what each would be changed by."""

ADDED: tuple[str, ...] = (
    "INSERT INTO resolution (decision_id, n, verb, text) SELECT id, 99, 'agree', 'More' FROM decision",
    (
        "INSERT INTO condition (id, proposal_id, decision_id, n, text, owner_id, due, blocks) SELECT gen_random_uuid(), "
        "proposal_id, id, 99, 'More', decided_by_id, '2027-01-01', 'nothing' FROM decision"
    ),
    "INSERT INTO plan_amount (plan_line_id, year, pence) SELECT id, 2090, 1 FROM plan_line",
    (
        "INSERT INTO saving_entry (id, saving_id, series, month, pence, by_id, at) SELECT gen_random_uuid(), s.id, "
        "'approved_plan', '2027-05-01', 1, p.id, app_now() FROM saving s, person p WHERE s.proposal_id IS NOT NULL LIMIT 1"
    ),
    (
        "INSERT INTO sign_off (id, case_version_id, kind, outcome, comments, by_id, at) SELECT gen_random_uuid(), v.id, "
        "'finance', 'agreed', '', q.id, app_now() FROM case_version v JOIN proposal p ON p.id = v.proposal_id "
        "AND p.stage = 'benefits', person q WHERE q.email = 'finance@demo.example' LIMIT 1"
    ),
    (
        "INSERT INTO sign_off_needed (case_version_id, kind, why, watched_sha256) SELECT id, 'climate_view', 'x', '' "
        "FROM case_version LIMIT 1"
    ).replace("climate_view", "environment"),
    (
        "INSERT INTO version_file (case_version_id, attachment_id, name, size, sha256) SELECT v.id, a.id, a.name, a.size, "
        "a.sha256 FROM attachment a JOIN case_version v ON v.proposal_id = a.proposal_id"
    ),
    (
        "INSERT INTO seat (id, round_id, person_id, office, voting) SELECT gen_random_uuid(), r.id, p.id, 'member', true "
        "FROM gateway_round r, person p WHERE p.email = 'viewer@demo.example'"
    ),
    (
        "INSERT INTO dissent (item_id, person_id, words, by_id, at) SELECT a.id, p.id, 'No', p.id, app_now() "
        "FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id AND m.state = 'closed', person p LIMIT 1"
    ),
    (
        "INSERT INTO attendance (meeting_id, person_id, state, entered_by_id) SELECT m.id, p.id, 'present', p.id "
        "FROM meeting m, person p WHERE m.state = 'closed' AND p.email = 'viewer@demo.example'"
    ),
    (
        "INSERT INTO interest (item_id, person_id, kind, what, will, at) SELECT a.id, p.id, 'other', 'x', 'leave', app_now() "
        "FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id AND m.state = 'closed', person p "
        "WHERE p.email = 'viewer@demo.example' LIMIT 1"
    ),
    (
        "INSERT INTO published_paper (id, meeting_id, item_id, version, position, title, published_at) "
        "SELECT gen_random_uuid(), a.meeting_id, a.id, 99, 99, 'More', app_now() FROM agenda_item a "
        "JOIN meeting m ON m.id = a.meeting_id AND m.state = 'closed' LIMIT 1"
    ),
    "INSERT INTO vote_void (vote_id, because, at) SELECT id, 'x', app_now() FROM seat_vote",
)
"""What somebody would add to the record of what was decided."""

LIVE: dict[str, str] = {
    "case_measure": "SET title = 'Changed', target_text = 'Changed'",
    "case_option": "SET title = 'Changed', why = 'Changed'",
    "case_quality": "SET completeness = 1",
    "case_section": "SET body = '{}'",
    "consultation": "SET title = 'Changed'",
    "consultation_answer": "SET number = number + 1000",
    "consultation_change": "SET said = 'Changed', did = 'Changed'",
    "contribution": "SET title = 'Changed'",
    "decision_draft": "SET body = '{}'",
    "equality_screening": "SET answers = '{}'",
    "evidence": "SET shows = 'Changed', removed_at = app_now()",
    "funding_request": "SET why = 'Changed'",
    "idea": "SET answers = '{}'",
    "milestone": "SET title = 'Changed'",
    "mitigation": "SET text = 'Changed'",
    "money_grid": "SET first_year = first_year + 1",
    "option_criterion": "SET title = 'Changed', weight = 1",
    "option_score": "SET score = 0, reason = 'Changed'",
    "profile_amount": "SET pence = pence * 3",
    "profile_line": "SET title = 'Changed', category = 'technical', cost_centre = '99999'",
    "profile_month": "SET pence = pence * 3",
    "proposal": "SET summary = 'Changed', wards = '9'",
    "proposal_commitment": "SET contribution = 'Changed'",
    "proposal_link": "SET kind = kind",
    "proposal_person": "SET ended_at = app_now() WHERE ended_at IS NULL",
    "question": "SET text = 'Changed'",
    "request_month": "SET asked = asked + 10",
    "resource_request": "SET why = 'Changed'",
    "risk": "SET title = 'Changed'",
    "saving": "SET title = 'Changed', full_year_pence = full_year_pence * 2",
    "status_override": "SET reason = 'Changed'",
    "theory_link": "SET assumption = 'Changed'",
    "theory_step": "SET title = 'Changed'",
}
"""Of the case as it stands or of what follows: what was decided does not read them."""

APART: dict[str, str] = {
    **dict.fromkeys(
        ("deputy", "identity", "person", "reset_token", "role_grant", "sign_in_attempt", "web_session"),
        "people and their accounts",
    ),
    **dict.fromkeys(
        (
            "bank_holiday",
            "board",
            "budget_line",
            "clearance_step",
            "commitment",
            "contact",
            "contract",
            "directorate",
            "fund",
            "glossary_word",
            "membership",
            "mission",
            "mission_former_name",
            "plan",
            "pool",
            "pool_month",
            "pool_rate",
            "post",
            "pot",
            "pot_year",
            "pre_election_period",
            "programme",
            "reserve",
            "service",
        ),
        "reference data, registers and what teams and pots have",
    ),
    **dict.fromkeys(("gap_year", "saving_total", "saving_year", "stage_count"), "totals, worked out again by check"),
    **dict.fromkeys(
        (
            "audit_personal",
            "counter",
            "draft",
            "idempotency_key",
            "kept_mail",
            "last_seen",
            "notice",
            "outbox",
            "saved_list",
            "schedule_run",
            "section_open",
            "watch",
        ),
        "plumbing",
    ),
}
"""Not about a case, and why."""
