"""The shape of a row of the transition table: the checks a move may need and what it does to the round.

A row whose ``to_status`` is None goes to a status that the facts or the request name: what was left when pausing.
"""

from dataclasses import dataclass
from enum import StrEnum

from changeportal.domain.permission_table import Permission
from changeportal.domain.terms import Action, Outcome, Stage, Status


class Check(StrEnum):
    """What must hold before a row may be taken; the words stand in gateways."""

    CRITERIA_MET = "criteria_met"
    ROUND_OPEN = "round_open"
    REASON_GIVEN = "reason_given"
    DATE_GIVEN = "date_given"
    TARGET_GIVEN = "target_given"
    CONDITIONS_LISTED = "conditions_listed"
    NOTHING_BLOCKS = "nothing_blocks"
    SIGN_OFFS_STAND = "sign_offs_stand"
    REQUESTS_ANSWERED = "requests_answered"
    NOTICE_GIVEN = "notice_given"
    BODY_DECIDES = "body_decides"
    BODY_SUITS = "body_suits"
    DELEGATE_NAMED = "delegate_named"
    COMBINED = "combined"
    NOT_COMBINED = "not_combined"
    EVALUATED = "evaluated"
    RESULT_GIVEN = "result_given"
    CALL_IN_OPEN = "call_in_open"
    CHANGE_REQUEST_AGREED = "change_request_agreed"
    FINANCE_VERIFIED = "finance_verified"


class RoundEffect(StrEnum):
    """What happens to the round of the gateway."""

    NONE = "none"
    OPEN = "open"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    SUSPEND = "suspend"
    RESUME = "resume"
    NEXT_GATEWAY = "next_gateway"
    NEXT_BODY = "next_body"
    SAME_BODY = "same_body"
    COMBINED = "combined"


@dataclass(frozen=True, slots=True)
class Row:
    """One legal move: from where, by which action and outcome, to where, who may, on what conditions."""

    stage: Stage | None
    statuses: tuple[Status, ...]
    action: Action
    to_stage: Stage
    to_status: Status | None
    permission: Permission
    outcome: Outcome | None = None
    checks: tuple[Check, ...] = ()
    round: RoundEffect = RoundEffect.NONE
