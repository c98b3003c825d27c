"""Gateways: decide() says whether a move is legal and where it leads; available() says it for the buttons of a page.

Both are pure and read the one table of gateway_table. Who may is asked of permissions; both must say yes.
"""

from collections.abc import Callable, Iterator

from changeportal.domain.gateway_facts import Choice, GatewayFacts, Move, Power, Refusal, Request
from changeportal.domain.gateway_rows import Check, RoundEffect, Row
from changeportal.domain.gateway_table import TABLE
from changeportal.domain.people import Actor
from changeportal.domain.permission_facts import Subject
from changeportal.domain.permission_table import Permission
from changeportal.domain.permissions import may
from changeportal.domain.terms import STATUSES, Action, Outcome, Stage, Status

_ON_THE_WAY = frozenset({Outcome.NOTE, Outcome.ENDORSE, Outcome.RECOMMEND})
SUITS: dict[Power, frozenset[Outcome]] = {
    Power.ADVISE: _ON_THE_WAY,
    Power.RECOMMEND: _ON_THE_WAY | {Outcome.AGREE_IN_PRINCIPLE},
    Power.DECIDE: frozenset({Outcome.AGREE_IN_PRINCIPLE, Outcome.DELEGATE}),
}

_RESOLVED = (
    Outcome.PROCEED,
    Outcome.PROCEED_WITH_CONDITIONS,
    Outcome.CONSULT,
    Outcome.AGREE_IN_PRINCIPLE,
    Outcome.DELEGATE,
    Outcome.TEST,
)
_ANY_BODY = (Outcome.RETURN, Outcome.PAUSE)


def approval_outcomes(power: Power) -> tuple[Outcome, ...]:
    """What a body with that power may say at gateway 4, in the order of a form."""
    if power is Power.DECIDE:
        return (*_RESOLVED, *_ANY_BODY, Outcome.DECLINE)
    return (*sorted(SUITS[power]), *_ANY_BODY)


_TESTS: dict[Check, tuple[Callable[[GatewayFacts, Request], bool], str]] = {
    Check.CRITERIA_MET: (lambda facts, _: not facts.unmet_criteria, "This is not ready to submit"),
    Check.ROUND_OPEN: (lambda facts, _: facts.round_open, "Nothing is waiting for a decision here"),
    Check.REASON_GIVEN: (lambda _, asked: bool(asked.reason.strip()), "Say why"),
    Check.DATE_GIVEN: (lambda _, asked: asked.until is not None, "Enter the date on which it will be looked at again"),
    Check.TARGET_GIVEN: (lambda _, asked: bool(asked.target_ref), "Enter the reference of the proposal that it joins"),
    Check.CONDITIONS_LISTED: (lambda _, asked: asked.conditions > 0, "Enter at least one condition"),
    Check.NOTHING_BLOCKS: (lambda facts, _: not facts.blocking_conditions, "A condition must be met first"),
    Check.SIGN_OFFS_STAND: (lambda facts, _: not facts.sign_offs_wanting, "A sign-off is missing or has lapsed"),
    Check.REQUESTS_ANSWERED: (
        lambda facts, _: not facts.unanswered_requests,
        "A request for people or money has no answer yet",
    ),
    Check.NOTICE_GIVEN: (lambda facts, _: not facts.notice_missing, "The notice for a key decision is missing"),
    Check.BODY_DECIDES: (lambda facts, _: facts.power is Power.DECIDE, "This body advises: another body decides"),
    Check.BODY_SUITS: (
        lambda facts, asked: asked.outcome in SUITS[facts.power],
        "This body cannot give that outcome at its step of the route",
    ),
    Check.DELEGATE_NAMED: (lambda _, asked: bool(asked.delegate_to), "Enter the post that takes the final decision"),
    Check.COMBINED: (lambda facts, _: facts.combined, "The gateways are not decided together for this proposal"),
    Check.NOT_COMBINED: (lambda facts, _: not facts.combined, "The gateways are decided together for this proposal"),
    Check.EVALUATED: (lambda facts, _: facts.evaluated, "Add the evaluation of the test as evidence first"),
    Check.RESULT_GIVEN: (lambda facts, _: facts.consultation_result, "Record the result of the consultation first"),
    Check.CALL_IN_OPEN: (lambda facts, _: facts.call_in_open, "The decision has not been called in"),
    Check.CHANGE_REQUEST_AGREED: (
        lambda facts, _: facts.change_request_agreed,
        "It has been approved, so withdrawing it needs an agreed change request",
    ),
    Check.FINANCE_VERIFIED: (lambda facts, _: facts.finance_verified, "Finance has not verified the savings yet"),
}

__all__ = ["Choice", "GatewayFacts", "Move", "Power", "Refusal", "Request", "available", "decide", "legal", "rows_for"]

_ROUTING = (Check.COMBINED, Check.NOT_COMBINED)
_NEEDS_INPUT = frozenset(
    {Check.REASON_GIVEN, Check.DATE_GIVEN, Check.TARGET_GIVEN, Check.CONDITIONS_LISTED, Check.DELEGATE_NAMED}
)


def decide(facts: GatewayFacts, asked: Request) -> Move | Refusal:
    """Where the move leads, or why it may not be made. Does not ask who: see the move's permission."""
    row = _row(facts, asked)
    if row is None:
        return Refusal("no_such_move", "This cannot be done at this stage")
    return _refusal(row, facts, asked) or _move(row, facts)


def rows_for(facts: GatewayFacts) -> Iterator[Row]:
    """The rows of the table that start where the proposal is and suit how its gateways are decided."""
    for row in TABLE:
        if row.stage is not facts.stage or (row.stage is not None and facts.status not in row.statuses):
            continue
        if all(_TESTS[check][0](facts, _NOTHING) for check in row.checks if check in _ROUTING):
            yield row


def available(facts: GatewayFacts, actor: Actor, subject_of: Callable[[Permission], Subject | None]) -> list[Choice]:
    """The buttons of a page, one for each action and outcome, with the reason beside those that cannot be pressed.

    ``subject_of`` gives the facts that each permission is asked about.
    """
    choices: dict[tuple[Action, Outcome | None], Choice] = {}
    for row in rows_for(facts):
        answer = may(actor, row.permission, subject_of(row.permission))
        asked = Request(action=row.action, outcome=row.outcome)
        refusal = _refusal(row, facts, asked, skip=_NEEDS_INPUT)
        reason = answer.reason or (refusal.message if refusal else "")
        choices.setdefault(
            (row.action, row.outcome), Choice(row.action, row.outcome, answer.allowed and refusal is None, reason)
        )
    return list(choices.values())


def legal(stage: Stage, status: Status) -> bool:
    """Whether the pair exists."""
    return status in STATUSES[stage]


STARTS = {
    Stage.IDEA: Status.DRAFT,
    Stage.BUSINESS_CASE: Status.DRAFT,
    Stage.RESOURCING: Status.IN_REVIEW,
    Stage.APPROVAL: Status.IN_REVIEW,
    Stage.BENEFITS: Status.ACTIVE,
}
_NOTHING = Request(action=Action.DECIDE)


def _row(facts: GatewayFacts, asked: Request) -> Row | None:
    rows = [row for row in rows_for(facts) if (row.action, row.outcome) == (asked.action, asked.outcome)]
    if asked.action is Action.BRING_IN:
        return next((row for row in rows if (row.to_stage, row.to_status) == (asked.to_stage, asked.to_status)), None)
    wanted = asked.to_stage or facts.stage
    if asked.outcome is Outcome.RETURN:
        rows = [row for row in rows if row.to_stage is wanted]
    return rows[0] if rows else None


def _refusal(row: Row, facts: GatewayFacts, asked: Request, skip: frozenset[Check] = frozenset()) -> Refusal | None:
    for check in row.checks:
        test, message = _TESTS[check]
        if check not in skip and not test(facts, asked):
            return Refusal(check.value, message, _details(check, facts))
    if row.action is Action.RESUME and facts.paused_from is None:
        return Refusal("no_such_move", "It is not known what this was doing before it was paused")
    return None


def _details(check: Check, facts: GatewayFacts) -> tuple[str, ...]:
    found = {
        Check.CRITERIA_MET: facts.unmet_criteria,
        Check.NOTHING_BLOCKS: facts.blocking_conditions,
        Check.SIGN_OFFS_STAND: facts.sign_offs_wanting,
        Check.REQUESTS_ANSWERED: facts.unanswered_requests,
    }
    if check is Check.NOTICE_GIVEN:
        return (facts.notice_missing,)
    return found.get(check, ())


def _move(row: Row, facts: GatewayFacts) -> Move:
    status = row.to_status or _left(facts)
    if row.action is Action.SUBMIT and facts.review_at_once:
        status = Status.IN_REVIEW
    return Move(
        row.to_stage,
        status,
        _round(row, facts),
        row.permission,
        paused_from=_remembered(row, facts) if status is Status.PAUSED else None,
        ends=status in _ENDS,
    )


_ENDS = frozenset({Status.DECLINED, Status.WITHDRAWN, Status.MERGED, Status.BUSINESS_AS_USUAL, Status.COMPLETED})


def _left(facts: GatewayFacts) -> Status:
    """A paused item lost its place on the agenda, so it resumes in review."""
    if facts.paused_from is None:
        raise ValueError("nothing to resume")
    return Status.IN_REVIEW if facts.paused_from is Status.SCHEDULED else facts.paused_from


def _remembered(row: Row, facts: GatewayFacts) -> Status | None:
    if row.action is Action.BRING_IN:
        return STARTS[row.to_stage]
    return Status.IN_REVIEW if facts.status is Status.SCHEDULED else facts.status


def _round(row: Row, facts: GatewayFacts) -> RoundEffect:
    """The last body of a route that agrees in principle takes the item again itself."""
    last = facts.last_body and row.outcome is Outcome.AGREE_IN_PRINCIPLE
    return RoundEffect.SAME_BODY if last else row.round
