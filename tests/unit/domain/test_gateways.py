"""The transition table: every row, the pairs of stage and status, and the ways in which a move is refused."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changeportal.domain.gateway_rows import Check, RoundEffect, Row
from changeportal.domain.gateway_table import TABLE
from changeportal.domain.gateways import GatewayFacts, Move, Power, Refusal, Request, available, decide, legal
from changeportal.domain.people import Actor, Grant
from changeportal.domain.permission_facts import GateFacts, ProposalFacts, Subject
from changeportal.domain.permission_table import Permission
from changeportal.domain.terms import ENDED_STATUSES, STATUSES, Action, Gateway, Outcome, Part, Role, Stage, Status

READY = GatewayFacts(
    round_open=True, evaluated=True, consultation_result=True, call_in_open=True, change_request_agreed=True,
    finance_verified=True,
)  # fmt: skip


def request(action: Action, outcome: Outcome | None = None, to_stage: Stage | None = None) -> Request:
    return Request(
        action=action, outcome=outcome, reason="It was weighed", until=date(2027, 1, 11), target_ref="CP-2026-0001",
        delegate_to="Director", conditions=1, to_stage=to_stage,
    )  # fmt: skip


def facts_for(row: Row, status: Status | None) -> GatewayFacts:
    advising = row.outcome in (Outcome.RECOMMEND, Outcome.ENDORSE, Outcome.NOTE)
    return replace(
        READY,
        stage=row.stage,
        status=status,
        paused_from=Status.ACTIVE if row.stage is Stage.BENEFITS else Status.IN_REVIEW,
        combined=Check.COMBINED in row.checks,
        power=Power.RECOMMEND if advising else Power.DECIDE,
        last_body=False,
    )


EVERY_ROW = [(row, status) for row in TABLE for status in (row.statuses or (None,))]


@pytest.mark.parametrize(("row", "status"), EVERY_ROW)
def test_every_row_is_taken_and_its_checks_bite(row: Row, status: Status | None) -> None:
    asked = replace(request(row.action, row.outcome, row.to_stage), to_status=row.to_status)
    move = decide(facts_for(row, status), asked)
    assert isinstance(move, Move), move
    assert move.stage is row.to_stage
    assert row.to_status in (None, move.status)
    assert legal(move.stage, move.status)
    for check in set(row.checks) - {Check.COMBINED, Check.NOT_COMBINED}:
        spoiled_facts, spoiled = spoil(check, facts_for(row, status), asked)
        refusal = decide(spoiled_facts, spoiled)
        assert isinstance(refusal, Refusal)
        assert refusal.code == check.value


def spoil(check: Check, facts: GatewayFacts, asked: Request) -> tuple[GatewayFacts, Request]:
    ask = {
        Check.REASON_GIVEN: replace(asked, reason=" "),
        Check.DATE_GIVEN: replace(asked, until=None),
        Check.TARGET_GIVEN: replace(asked, target_ref=""),
        Check.DELEGATE_NAMED: replace(asked, delegate_to=""),
        Check.CONDITIONS_LISTED: replace(asked, conditions=0),
    }
    wrong_power = Power.DECIDE if asked.outcome in (Outcome.RECOMMEND, Outcome.ENDORSE, Outcome.NOTE) else Power.ADVISE
    know = {
        Check.CRITERIA_MET: replace(facts, unmet_criteria=("Options: none chosen",)),
        Check.ROUND_OPEN: replace(facts, round_open=False),
        Check.NOTHING_BLOCKS: replace(facts, blocking_conditions=("Agree the lease",)),
        Check.SIGN_OFFS_STAND: replace(facts, sign_offs_wanting=("Finance",)),
        Check.REQUESTS_ANSWERED: replace(facts, unanswered_requests=("Data analyst",)),
        Check.NOTICE_GIVEN: replace(facts, notice_missing="28 clear days from 3 December 2026"),
        Check.BODY_DECIDES: replace(facts, power=Power.ADVISE),
        Check.BODY_SUITS: replace(facts, power=wrong_power),
        Check.EVALUATED: replace(facts, evaluated=False),
        Check.RESULT_GIVEN: replace(facts, consultation_result=False),
        Check.CALL_IN_OPEN: replace(facts, call_in_open=False),
        Check.CHANGE_REQUEST_AGREED: replace(facts, change_request_agreed=False),
        Check.FINANCE_VERIFIED: replace(facts, finance_verified=False),
    }
    return know.get(check, facts), ask.get(check, asked)


D, B, R, A, F = Stage.IDEA, Stage.BUSINESS_CASE, Stage.RESOURCING, Stage.APPROVAL, Stage.BENEFITS
S = Status
BY_HAND = [
    (D, S.DRAFT, Action.SUBMIT, None, D, S.SUBMITTED),
    (D, S.SUBMITTED, Action.TAKE_UP, None, D, S.IN_REVIEW),
    (D, S.IN_REVIEW, Action.DECIDE, Outcome.PROCEED, B, S.DRAFT),
    (D, S.IN_REVIEW, Action.DECIDE, Outcome.TEST, B, S.IN_TEST),
    (D, S.SUBMITTED, Action.DECIDE, Outcome.MERGE, D, S.MERGED),
    (D, S.IN_REVIEW, Action.WITHDRAW_SUBMISSION, None, D, S.DRAFT),
    (B, S.IN_REVIEW, Action.SCHEDULE, None, B, S.SCHEDULED),
    (B, S.SCHEDULED, Action.UNSCHEDULE, None, B, S.IN_REVIEW),
    (B, S.SCHEDULED, Action.DECIDE, Outcome.PROCEED, R, S.IN_REVIEW),
    (B, S.SCHEDULED, Action.WITHDRAW_SUBMISSION, None, B, S.DRAFT),
    (B, S.IN_TEST, Action.END_TEST, None, B, S.DRAFT),
    (R, S.RETURNED, Action.SUBMIT, None, R, S.IN_REVIEW),
    (R, S.IN_REVIEW, Action.DECIDE, Outcome.PROCEED, A, S.IN_REVIEW),
    (R, S.IN_REVIEW, Action.WITHDRAW_SUBMISSION, None, R, S.RETURNED),
    (A, S.SCHEDULED, Action.DECIDE, Outcome.PROCEED_WITH_CONDITIONS, F, S.ACTIVE),
    (A, S.SCHEDULED, Action.DECIDE, Outcome.CONSULT, A, S.CONSULTING),
    (A, S.CONSULTING, Action.END_CONSULTATION, None, A, S.IN_REVIEW),
    (A, S.SCHEDULED, Action.DECIDE, Outcome.DELEGATE, A, S.IN_REVIEW),
    (A, S.SCHEDULED, Action.DECIDE, Outcome.TEST, B, S.IN_TEST),
    (A, S.DECLINED, Action.REOPEN, None, A, S.IN_REVIEW),
    (B, S.MERGED, Action.REOPEN, None, B, S.DRAFT),
    (F, S.WITHDRAWN, Action.REOPEN, None, F, S.ACTIVE),
    (F, S.ACTIVE, Action.DECIDE, Outcome.REFER_BACK, A, S.IN_REVIEW),
    (F, S.ACTIVE, Action.DECIDE, Outcome.KEEP_TRACKING, F, S.ACTIVE),
    (F, S.ACTIVE, Action.DECIDE, Outcome.REALISED_IN_PART, Stage.CLOSED, S.COMPLETED),
]


@pytest.mark.parametrize(("stage", "status", "action", "outcome", "to_stage", "to_status"), BY_HAND)
def test_moves_written_out_from_the_specification(
    stage: Stage, status: Status, action: Action, outcome: Outcome | None, to_stage: Stage, to_status: Status
) -> None:
    move = decide(replace(READY, stage=stage, status=status), request(action, outcome))
    assert isinstance(move, Move)
    assert (move.stage, move.status) == (to_stage, to_status)
    assert move.ends is (to_status in ENDED_STATUSES or to_status is S.COMPLETED)


NOT_LEGAL = [
    (D, S.DRAFT, Action.DECIDE, Outcome.PROCEED),
    (D, S.IN_REVIEW, Action.SCHEDULE, None),
    (D, S.IN_REVIEW, Action.REOPEN, None),
    (D, S.IN_REVIEW, Action.DECIDE, Outcome.RECOMMEND),
    (B, S.SUBMITTED, Action.DECIDE, Outcome.PROCEED),
    (R, S.IN_REVIEW, Action.DECIDE, Outcome.MERGE),
    (R, S.IN_REVIEW, Action.DECIDE, Outcome.TEST),
    (A, S.IN_REVIEW, Action.DECIDE, Outcome.BUSINESS_AS_USUAL),
    (A, S.DECLINED, Action.SUBMIT, None),
    (Stage.CLOSED, S.COMPLETED, Action.REOPEN, None),
    (F, S.ACTIVE, Action.DECIDE, Outcome.PROCEED),
]


@pytest.mark.parametrize(("stage", "status", "action", "outcome"), NOT_LEGAL)
def test_what_is_not_in_the_table_is_refused(
    stage: Stage, status: Status, action: Action, outcome: Outcome | None
) -> None:
    refusal = decide(replace(READY, stage=stage, status=status), request(action, outcome))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "no_such_move"


@pytest.mark.parametrize("to_stage", [D, B, R, A])
def test_a_return_goes_to_this_stage_or_an_earlier_one(to_stage: Stage) -> None:
    asked = request(Action.DECIDE, Outcome.RETURN, to_stage)
    move = decide(replace(READY, stage=A, status=S.IN_REVIEW), asked)
    assert isinstance(move, Move)
    assert (move.stage, move.status) == (to_stage, S.RETURNED)
    from_idea = decide(replace(READY, stage=D, status=S.IN_REVIEW), asked)
    assert isinstance(from_idea, Move) is (to_stage is D)


@pytest.mark.parametrize("stage", list(Stage)[:5])
def test_a_pause_resumes_where_it_left(stage: Stage) -> None:
    for status in set(STATUSES[stage]) - ENDED_STATUSES - {S.PAUSED}:
        paused = decide(replace(READY, stage=stage, status=status), request(Action.PAUSE))
        assert isinstance(paused, Move)
        assert paused.round is RoundEffect.SUSPEND
        back = decide(
            replace(READY, stage=stage, status=S.PAUSED, paused_from=paused.paused_from), request(Action.RESUME)
        )
        assert isinstance(back, Move)
        assert back.status is (S.IN_REVIEW if status is S.SCHEDULED else status)


def test_light_cases_may_decide_three_gateways_at_once() -> None:
    asked = request(Action.DECIDE, Outcome.PROCEED)
    combined = replace(READY, stage=B, status=S.SCHEDULED, combined=True)
    move = decide(combined, asked)
    assert isinstance(move, Move)
    assert (move.stage, move.status, move.round) == (F, S.ACTIVE, RoundEffect.COMBINED)
    refusal = decide(replace(combined, unanswered_requests=("Data analyst",)), asked)
    assert isinstance(refusal, Refusal)
    assert refusal.details == ("Data analyst",)


def test_the_route_of_bodies() -> None:
    asked = request(Action.DECIDE, Outcome.AGREE_IN_PRINCIPLE)
    deciding = replace(READY, stage=A, status=S.SCHEDULED)
    same, following = decide(deciding, asked), decide(replace(deciding, last_body=False), asked)
    assert isinstance(same, Move)
    assert isinstance(following, Move)
    assert (same.round, following.round) == (RoundEffect.SAME_BODY, RoundEffect.NEXT_BODY)
    for outcome in (Outcome.PROCEED, Outcome.DECLINE, Outcome.CONSULT, Outcome.TEST):
        refusal = decide(replace(deciding, power=Power.RECOMMEND), request(Action.DECIDE, outcome))
        assert isinstance(refusal, Refusal)
        assert refusal.code == "body_decides"


def test_policy_may_take_a_submission_up_at_once() -> None:
    move = decide(replace(READY, stage=B, status=S.DRAFT, review_at_once=True), request(Action.SUBMIT))
    assert isinstance(move, Move)
    assert move.status is S.IN_REVIEW


def test_what_is_brought_in_paused_can_resume() -> None:
    asked = Request(action=Action.BRING_IN, to_stage=A, to_status=S.PAUSED)
    move = decide(GatewayFacts(), asked)
    assert isinstance(move, Move)
    assert move.paused_from is S.IN_REVIEW
    assert isinstance(decide(GatewayFacts(), replace(asked, to_status=S.DRAFT)), Refusal)
    lost = decide(GatewayFacts(stage=A, status=S.PAUSED), request(Action.RESUME))
    assert isinstance(lost, Refusal)


STEPS = st.tuples(
    st.sampled_from(Action), st.one_of(st.none(), st.sampled_from(Outcome)), st.sampled_from(Stage), st.booleans()
)


@given(st.lists(STEPS, max_size=40))
def test_no_walk_leaves_an_ended_status_but_by_reopening(
    steps: list[tuple[Action, Outcome | None, Stage, bool]],
) -> None:
    here = replace(READY, stage=D, status=S.DRAFT)
    for action, outcome, to_stage, combined in steps:
        move = decide(replace(here, combined=combined), request(action, outcome, to_stage))
        if isinstance(move, Refusal):
            continue
        assert here.status is not S.COMPLETED
        assert (action is Action.REOPEN) is (here.status in ENDED_STATUSES)
        assert legal(move.stage, move.status)
        assert (move.paused_from is None) is (move.status is not S.PAUSED)
        here = replace(here, stage=move.stage, status=move.status, paused_from=move.paused_from)


def test_every_pair_is_reached_without_bringing_in() -> None:
    reached = {(row.to_stage, row.to_status) for row in TABLE if row.action is not Action.BRING_IN and row.to_status}
    assert reached == {(stage, status) for stage, statuses in STATUSES.items() for status in statuses}


def test_the_buttons_of_a_page_say_why_not() -> None:
    me = UUID(int=1)
    proposal = ProposalFacts(
        id=UUID(int=9), ref="CP-2026-0001", stage=B, status=S.IN_REVIEW, parts=frozenset({(me, Part.AUTHOR)})
    )
    gate = GateFacts(proposal=proposal, gateway=Gateway.G2, roles=frozenset({Role.CHANGE_LEAD}))

    def subject_of(permission: Permission) -> Subject:
        return gate if permission is Permission.GATEWAY_DECIDE else proposal

    here = replace(READY, stage=B, status=S.IN_REVIEW, sign_offs_wanting=("Finance",))
    lead = Actor(me, "Alex Example", "a@example.org", (Grant(Role.CHANGE_LEAD, date(2026, 4, 1)),))
    seen = {(one.action, one.outcome): one for one in available(here, lead, subject_of)}
    assert seen[Action.DECIDE, Outcome.PROCEED].reason == "A sign-off is missing or has lapsed"
    assert seen[Action.DECIDE, Outcome.DECLINE].allowed
    assert seen[Action.SCHEDULE, None].reason == "Only the board's secretary can do this."
    assert seen[Action.WITHDRAW, None].allowed
    assert (Action.SUBMIT, None) not in seen
