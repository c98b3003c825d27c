"""Who decides lawfully: the clerk's entry, notices of key decisions, call-in, facts after approval, delegation to a post."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.cases.test_gateway_two import submitted
from tests.integration.ideas.test_triage import person_id, state
from tests.support.client import Judge
from tests.support.clock import move_on
from tests.support.journey import People

LINK = "https://democracy.example/decision/1"
KEY: dict[str, Any] = {
    "code": "T-1",
    "title": "Key decision",
    "authority": "Constitution, part 3",
    "bodies": [{"board": "executive", "power": "decide"}],
    "key_decision": True,
    "notice_days": 28,
    "call_in": True,
}
NOTICE = {
    "kind": "key_decision",
    "board": "executive",
    "matter": "Whether to send letters by email",
    "documents": "Business case",
    "contact": "Democratic services",
    "link": "",
}
RESOLVED = {
    "outcome": "proceed",
    "resolution": "That option 2 be agreed",
    "reasons": "It saves more than it costs",
    "number": "EX-14",
    "minute": "Minute 112",
    "link": LINK,
    "in_private": "no",
}


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def with_rules(app: Flask, *rules: dict[str, Any]) -> None:
    """A delegation policy that was made by one person and agreed by another."""
    with app.app_context():
        row = {"doc": json.dumps({"kind": "delegation", "rules": list(rules)})}
        key = db.session.execute(
            text(
                "INSERT INTO policy_version (id, kind, number, document, example, effective_from, made_at) "
                "VALUES (gen_random_uuid(), 'delegation', 2, CAST(:doc AS jsonb), true, '2026-01-01', app_now()) RETURNING id"
            ),
            row,
        ).scalar_one()
        db.session.execute(
            text(
                "INSERT INTO policy_agreement (policy_version_id, agreed_by, agreed_at, note) "
                "SELECT :key, id, app_now(), 'Agreed' FROM person WHERE email = 'monitoring-officer@demo.example'"
            ),
            {"key": key},
        )
        db.session.commit()


def at_approval(app: Flask, signed_in: People, *rules: dict[str, Any]) -> str:
    """A proposal that waits at gateway 4 under these rules, since 20 November 2026."""
    with_rules(app, *(rules or (KEY,)))
    ref = submitted(app, signed_in)
    signed_in("finance").send(f"/proposals/{ref}/signoffs/finance", {"outcome": "agreed"})
    lead = signed_in("change-lead")
    lead.send(f"/proposals/{ref}/decide/G2", {"outcome": "proceed", "reasons": "It pays"})
    lead.send(f"/proposals/{ref}/decide/G3", {"outcome": "proceed", "reasons": "Nobody is needed"})
    return ref


def published(clerk: Judge, ref: str, published_on: date = date(2026, 11, 20), **more: str) -> None:
    answers = {**NOTICE, **on("published_on", published_on), **on("decision_on", date(2026, 12, 1)), **more}
    clerk.send(f"/proposals/{ref}/notices/new", answers)


def resolved(clerk: Judge, ref: str, day: date, status: int = 302, **more: str) -> str:
    answer = clerk.send(f"/proposals/{ref}/resolution", {**RESOLVED, **on("resolved_on", day), **more}, status=status)
    return str(answer.location) if status == 302 else answer.text


def scalar(app: Flask, sql: str) -> Any:
    with app.app_context():
        return db.session.execute(text(sql)).scalar_one()


def test_a_key_decision_without_notice_is_refused_by_page_and_service(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in)
    clerk = signed_in("secretary")
    words = clerk.page(f"/proposals/{ref}/resolution").get_text(" ")
    assert "no notice with 28 clear days before 20 November 2026" in words
    published(clerk, ref)
    move_on(app, 28)
    # 18 December: 27 clear days lie between.
    text_ = resolved(clerk, ref, date(2026, 12, 18), 403)
    assert "no notice with 28 clear days before 18 December 2026" in text_
    assert state(app, ref) == ("approval", "in_review")
    move_on(app, 29)
    number = resolved(clerk, ref, date(2026, 12, 19))
    assert state(app, ref) == ("benefits", "active")
    page = clerk.page(number).get_text(" ")
    assert "Entered by the clerk: Lorcan Pemberley" in page
    assert "EX-14, Minute 112" in page
    assert "Executive decision record" in page


@pytest.mark.parametrize(
    ("kind", "more", "days", "allowed"),
    [
        ("general_exception", {"reason": "The grant ends"}, 7, False),
        ("general_exception", {"reason": "The grant ends"}, 10, True),
        (
            "special_urgency",
            {"reason": "Unsafe", "agreed_by": "Chair of scrutiny", **on("agreed_on", date(2026, 11, 20))},
            0,
            True,
        ),
    ],
)
def test_exception_and_urgency_have_records_of_their_own(
    app: Flask, signed_in: People, kind: str, more: dict[str, str], days: int, allowed: bool
) -> None:
    ref = at_approval(app, signed_in)
    clerk = signed_in("secretary")
    bare = {**NOTICE, "kind": kind, **on("published_on", date(2026, 11, 20)), **on("decision_on", date(2026, 11, 20))}
    assert "Say why it cannot wait" in clerk.send(f"/proposals/{ref}/notices/new", bare, status=422).text
    published(clerk, ref, kind=kind, **more, **on("decision_on", date(2026, 11, 20)))
    move_on(app, days)
    # General exception: 5 clear working days; 20 November is a Friday, so 30 November is the first day, 27 is short.
    day = date(2026, 11, 20 + days)
    if allowed:
        resolved(clerk, ref, day)
        assert state(app, ref) == ("benefits", "active")
    else:
        assert "no general exception" in resolved(clerk, ref, day, 403)


def test_a_notice_is_not_dated_back_without_its_address(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in)
    clerk = signed_in("secretary")
    early = {**NOTICE, **on("published_on", date(2026, 10, 1)), **on("decision_on", date(2026, 11, 20))}
    assert "enter the address" in clerk.send(f"/proposals/{ref}/notices/new", early, status=422).text
    clerk.send(f"/proposals/{ref}/notices/new", {**early, "link": LINK})
    assert LINK in clerk.page(f"/proposals/{ref}/decisions").get_text(" ")
    assert "Short of 28 clear days" not in clerk.page("/forward-plan").get_text(" ")
    with app.app_context(), pytest.raises(DBAPIError, match="earlier_with_evidence"):
        db.session.execute(
            text(
                "INSERT INTO decision_notice (id, proposal_id, board_id, kind, published_on, decision_on, matter, by_id, at) "
                "SELECT gen_random_uuid(), proposal_id, board_id, kind, '2026-10-01', decision_on, matter, by_id, "
                "'2026-10-01' FROM decision_notice"
            )
        )


def test_only_the_clerk_or_the_monitoring_officer_enters_it(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in)
    path = f"/proposals/{ref}/resolution"
    for who, words in (("change-lead", "Only the person or body"), ("chair", "Only the person or body")):
        assert words in signed_in(who).page(path).get_text(" ")
    assert "Number of the decision" in signed_in("monitoring-officer").page(path).get_text(" ")
    author = signed_in("author")
    token = author.hidden(author.page("/ideas/new/name"), "/ideas/new/name")
    answers = {**token, **RESOLVED, **on("resolved_on", date(2026, 11, 20))}
    assert author.http.post(path, data=answers).status_code == 403
    viewer = signed_in("viewer")
    token = viewer.hidden(viewer.page("/ideas/new/name"), "/ideas/new/name")
    notice = {**token, **NOTICE, **on("published_on", date(2026, 11, 20)), **on("decision_on", date(2026, 12, 1))}
    assert viewer.http.post(f"/proposals/{ref}/notices/new", data=notice).status_code == 403


def approved(app: Flask, signed_in: People) -> tuple[str, Judge, str]:
    """Agreed by the Executive on 19 December 2026 with notice; call-in ends after five working days."""
    ref = at_approval(app, signed_in)
    clerk = signed_in("secretary")
    published(clerk, ref)
    move_on(app, 29)
    return ref, clerk, resolved(clerk, ref, date(2026, 12, 19))


def test_the_plan_waits_for_call_in_to_end(app: Flask, signed_in: People) -> None:
    ref, clerk, _number = approved(app, signed_in)
    # Saturday 19 December, then 21-24 December and 29 December: 25 and 28 are bank holidays.
    assert scalar(app, "SELECT call_in_until FROM decision WHERE gateway = 'G4'") == date(2026, 12, 29)
    page = clerk.page(f"/proposals/{ref}/decisions").get_text(" ")
    assert "It can be called in until 29 December 2026" in page
    assert "Authorised to implement" in page.split("Missing: ")[1]
    assert scalar(app, "SELECT count(*) FROM saving") == 0
    assert scalar(app, "SELECT sum(pence) FROM contribution WHERE rung = 'approved'") is not None
    token = clerk.hidden(clerk.page(f"/proposals/{ref}/facts"), "")
    refused = clerk.http.post(f"/proposals/{ref}/authorise", data=token)
    assert refused.status_code == 403
    assert "can be called in until" in refused.text
    with app.app_context(), pytest.raises(DBAPIError, match="call-in period is not over"):
        db.session.execute(
            text(
                "INSERT INTO approval_fact (id, proposal_id, kind, on_day, evidence, at) "
                "SELECT gen_random_uuid(), proposal_id, 'authorised', app_now()::date, 'x', app_now() FROM decision "
                "WHERE gateway = 'G4'"
            )
        )
    move_on(app, 40)
    clerk.send(f"/proposals/{ref}/authorise", {}, form_at=f"/proposals/{ref}/decisions")
    assert scalar(app, "SELECT count(*) FROM saving") == 1
    assert "Call-in is over" in clerk.page(f"/proposals/{ref}/decisions").get_text(" ")


def called(clerk: Judge, number: str, kind: str, status: int = 302, day: date = date(2026, 12, 19)) -> str:
    answers = {
        "kind": kind,
        "who": "Five members of scrutiny",
        "reason": "The effect is not clear",
        **on("on_day", day),
    }
    return clerk.send(f"{number}/call-in", answers, status=status).text


def test_a_decision_is_called_in_once_and_referred_back(app: Flask, signed_in: People) -> None:
    ref, clerk, number = approved(app, signed_in)
    called(clerk, number, "called_in")
    assert "It was called in and waits for scrutiny" in clerk.page(f"/proposals/{ref}/decisions").get_text(" ")
    move_on(app, 60)
    assert "Authorise it to start" not in clerk.page(f"/proposals/{ref}/decisions").get_text(" ")
    assert "It was called in already, and a decision is called in once" in called(clerk, number, "called_in", 403)
    called(clerk, number, "to_council")
    called(clerk, number, "referred_back")
    assert state(app, ref) == ("approval", "in_review")
    page = clerk.page(f"/proposals/{ref}/decisions").get_text(" ")
    assert "Referred back after call-in" in page
    assert scalar(app, "SELECT count(*) FROM saving") == 0
    # Decided again, under a notice that stands: the first plan is kept and marked as superseded.
    clerk.send(f"/proposals/{ref}/resolution", {**RESOLVED, "number": "EX-20", **on("resolved_on", date(2027, 1, 19))})
    assert scalar(app, "SELECT count(*) FROM plan_line WHERE superseded_by_id IS NOT NULL") == 2
    assert scalar(app, "SELECT count(*) FROM plan_line WHERE superseded_by_id IS NULL") == 2


@pytest.mark.parametrize("kind", ["waived", "no_action"])
def test_waiver_and_no_further_action_let_the_plan_take_effect(app: Flask, signed_in: People, kind: str) -> None:
    _ref, clerk, number = approved(app, signed_in)
    if kind == "no_action":
        called(clerk, number, "called_in")
    called(clerk, number, kind)
    assert scalar(app, "SELECT count(*) FROM saving") == 1
    assert scalar(app, "SELECT count(*) FROM approval_fact WHERE kind = 'authorised'") == 1
    with app.app_context(), pytest.raises(DBAPIError, match="does not follow"):
        db.session.execute(
            text(
                "INSERT INTO call_in_entry (id, decision_id, kind, who, reason, on_day, by_id, at) SELECT gen_random_uuid(), "
                "decision_id, 'referred_back', who, reason, on_day, by_id, at FROM call_in_entry LIMIT 1"
                if kind == "waived"
                else "INSERT INTO call_in_entry (id, decision_id, kind, who, reason, on_day, by_id, at) SELECT "
                "gen_random_uuid(), decision_id, 'waived', who, reason, on_day, by_id, at FROM call_in_entry LIMIT 1"
            )
        )


def test_the_final_decision_is_delegated_to_a_post(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in, {**KEY, "key_decision": False, "call_in": False})
    clerk = signed_in("secretary")
    assert "Select the post" in resolved(clerk, ref, date(2026, 11, 20), 422, outcome="delegate")
    resolved(clerk, ref, date(2026, 11, 20), outcome="delegate", delegate_to="director-of-homes")
    assert state(app, ref) == ("approval", "in_review")
    path = f"/proposals/{ref}/decide/G4"
    assert "Only the person or body" in signed_in("change-lead").page(path).get_text(" ")
    director = signed_in("director")
    assert "Delegated to Corporate Director" in director.page(f"/proposals/{ref}/decisions").get_text(" ")
    director.send(path, {"outcome": "proceed", "reasons": "Within what was delegated"})
    assert state(app, ref) == ("benefits", "active")
    assert scalar(
        app, "SELECT body_name FROM decision WHERE gateway = 'G4' ORDER BY decided_at DESC LIMIT 1"
    ).startswith("Corporate Director of Homes")
    assert scalar(app, "SELECT count(*) FROM saving") == 1


def test_consult_and_report_back_asks_the_same_body_on_a_new_version(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in, {**KEY, "key_decision": False, "call_in": False})
    clerk = signed_in("secretary")
    resolved(clerk, ref, date(2026, 11, 20), outcome="consult")
    assert state(app, ref) == ("approval", "consulting")
    author = signed_in("author")
    report = {"found": "Most agree; some need letters", "source": "400 tenants", **on("dated", date(2026, 11, 20))}
    author.send(f"/proposals/{ref}/report-back", report)
    assert state(app, ref) == ("approval", "in_review")
    row = scalar(
        app,
        "SELECT v.document LIKE '%Most agree; some need letters%' FROM gateway_round r JOIN case_version v "
        "ON v.id = r.case_version_id WHERE r.closed_at IS NULL",
    )
    assert row is True
    resolved(clerk, ref, date(2026, 11, 20), outcome="agree_in_principle", number="EX-15")
    assert state(app, ref) == ("approval", "in_review")
    assert scalar(app, "SELECT count(*) FROM gateway_round WHERE gateway = 'G4' AND closed_at IS NULL") == 1


def test_a_test_at_gateway_four_comes_back_with_its_evaluation(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in, {**KEY, "key_decision": False, "call_in": False})
    until = on("test_until", date(2027, 3, 1))
    resolved(signed_in("secretary"), ref, date(2026, 11, 20), outcome="test", **until)
    assert state(app, ref) == ("business_case", "in_test")
    report = {"found": "It halved the calls", "source": "The team", **on("dated", date(2026, 11, 20))}
    signed_in("author").send(f"/proposals/{ref}/report-back", report)
    assert state(app, ref) == ("business_case", "draft")
    assert "It halved the calls" in signed_in("author").page(f"/proposals/{ref}/case/evidence").get_text(" ")


def test_finance_records_facts_and_the_page_says_which_are_missing(app: Flask, signed_in: People) -> None:
    ref, clerk, _number = approved(app, signed_in)
    path = f"/proposals/{ref}/facts"
    answers = {"fact": "in_mtfs_version", "evidence": "Version M2, appendix 4", **on("on_day", date(2026, 12, 1))}
    signed_in("finance").send(path, answers)
    page = clerk.page(f"/proposals/{ref}/decisions").get_text(" ")
    assert "Version M2, appendix 4" in page
    assert "Missing: Agreed in the budget, Authorised to implement, Budget adjusted, Verified by finance." in page
    assert "3 of 6" not in page
    thread = clerk.page(f"/proposals/{ref}").get_text(" ")
    assert "2 of 6" in thread
    token = clerk.hidden(clerk.page("/ideas/new/name"), "/ideas/new/name")
    assert clerk.http.post(path, data={**token, **answers}).status_code == 403


def test_a_meeting_in_private_needs_its_two_notices(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in)
    clerk = signed_in("secretary")
    published(clerk, ref)
    private = {"paragraph": "3", "public_interest": "The contractor’s prices would be known"}
    published(clerk, ref, kind="private_meeting", **private)
    move_on(app, 29)
    refused = resolved(clerk, ref, date(2026, 12, 19), 403, in_private="yes")
    assert "the 5 clear days’ notice of the private meeting is missing" in refused
    published(clerk, ref, date(2026, 12, 19), kind="private_final", **private, **on("decision_on", date(2027, 1, 8)))
    note = scalar(app, "SELECT id FROM decision_notice WHERE kind = 'private_final'")
    said = {"who": "A resident", "says": "Meet in public", "answer": "The prices must stay secret"}
    clerk.send(f"/proposals/{ref}/notices/{note}/representation", {**said, **on("received_on", date(2026, 12, 19))})
    assert "Meet in public" in clerk.page(f"/proposals/{ref}/decisions").get_text(" ")
    move_on(app, 50)
    resolved(clerk, ref, date(2027, 1, 9), in_private="yes")
    assert state(app, ref) == ("benefits", "active")


def test_person_of_the_condition_is_asked(app: Flask, signed_in: People) -> None:
    ref = at_approval(app, signed_in, {**KEY, "key_decision": False, "call_in": False})
    clerk = signed_in("secretary")
    more = {
        "outcome": "proceed_with_conditions",
        "condition": "Tell tenants first",
        "condition_owner": person_id(app, "author"),
        "condition_blocks": "implementation",
        **on("condition_due", date(2027, 2, 1)),
    }
    resolved(clerk, ref, date(2026, 11, 20), **more)
    assert "Condition not met: Tell tenants first" in clerk.page(f"/proposals/{ref}/decisions").get_text(" ")
    assert scalar(app, "SELECT count(*) FROM saving") == 0
