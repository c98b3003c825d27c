"""What a gateway move is asked with and answered with: facts, request, move, refusal and choice, all frozen."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from changeportal.domain.gateway_rows import RoundEffect
from changeportal.domain.permission_table import Permission
from changeportal.domain.terms import Action, Outcome, Stage, Status


class Power(StrEnum):
    """What a body on the route of gateway 4 may do with a proposal."""

    ADVISE = "advise"
    RECOMMEND = "recommend"
    DECIDE = "decide"


@dataclass(frozen=True, slots=True, kw_only=True)
class GatewayFacts:
    """What is known of the proposal when a move is asked for. Tuples name what is wrong, in words for a person."""

    stage: Stage | None = None
    status: Status | None = None
    paused_from: Status | None = None
    round_open: bool = False
    combined: bool = False
    review_at_once: bool = False
    power: Power = Power.DECIDE
    last_body: bool = True
    unmet_criteria: tuple[str, ...] = ()
    blocking_conditions: tuple[str, ...] = ()
    sign_offs_wanting: tuple[str, ...] = ()
    unanswered_requests: tuple[str, ...] = ()
    notice_missing: str = ""
    evaluated: bool = False
    consultation_result: bool = False
    call_in_open: bool = False
    change_request_agreed: bool = False
    finance_verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The move asked for, with what it needs. ``to_stage`` chooses how far a return goes back."""

    action: Action
    outcome: Outcome | None = None
    reason: str = ""
    until: date | None = None
    target_ref: str = ""
    delegate_to: str = ""
    conditions: int = 0
    to_stage: Stage | None = None
    to_status: Status | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A legal move: where it leads, what happens to the round, and what pausing has to remember."""

    stage: Stage
    status: Status
    round: RoundEffect
    permission: Permission
    paused_from: Status | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a move is not legal; ``details`` are the single things to mend."""

    code: str
    message: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a page: what it does, and the reason when it cannot be pressed."""

    action: Action
    outcome: Outcome | None
    allowed: bool
    reason: str
