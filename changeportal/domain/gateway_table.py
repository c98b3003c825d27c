"""The one transition table of a proposal (section 15, decision 1). Data only; gateways.decide() reads it."""

from changeportal.domain.gateway_decisions import DECISIONS
from changeportal.domain.gateway_rows import Check, RoundEffect, Row
from changeportal.domain.permission_table import Permission
from changeportal.domain.terms import ENDED_STATUSES, STATUSES, Action, Stage, Status

_IDEA, _CASE, _POOLS, _APPROVAL, _BENEFITS = list(Stage)[:5]
_REVIEW, _SCHEDULED, _BACK = Status.IN_REVIEW, Status.SCHEDULED, Status.RETURNED
_ORDER = list(Stage)


def _open(stage: Stage) -> tuple[Status, ...]:
    return tuple(one for one in STATUSES[stage] if one not in ENDED_STATUSES)


def _submits(stage: Stage, to: Status, permission: Permission) -> Row:
    start = (Status.DRAFT, _BACK) if stage in (_IDEA, _CASE) else (_BACK,)
    return Row(stage, start, Action.SUBMIT, stage, to, permission, None, (Check.CRITERIA_MET,), RoundEffect.OPEN)


def _takes_back(stage: Stage) -> Row:
    first = stage in (_IDEA, _CASE)
    start = tuple(one for one in STATUSES[stage] if one in (Status.SUBMITTED, _REVIEW, _SCHEDULED))
    to = Status.DRAFT if first else _BACK
    who = Permission.CASE_WITHDRAW_SUBMISSION
    return Row(stage, start, Action.WITHDRAW_SUBMISSION, stage, to, who, round=RoundEffect.WITHDRAW)


def _pauses(stage: Stage) -> Row:
    start = tuple(one for one in _open(stage) if one is not Status.PAUSED)
    checks = (Check.REASON_GIVEN, Check.DATE_GIVEN)
    who = Permission.PROPOSAL_PAUSE
    return Row(stage, start, Action.PAUSE, stage, Status.PAUSED, who, None, checks, RoundEffect.SUSPEND)


def _resumes(stage: Stage) -> Row:
    who = Permission.PROPOSAL_PAUSE
    return Row(stage, (Status.PAUSED,), Action.RESUME, stage, None, who, round=RoundEffect.RESUME)


def _withdraws(stage: Stage) -> Row:
    promised = stage is _BENEFITS
    checks = (Check.REASON_GIVEN, Check.CHANGE_REQUEST_AGREED) if promised else (Check.REASON_GIVEN,)
    who = Permission.GATEWAY_DECIDE if promised else Permission.PROPOSAL_WITHDRAW
    return Row(stage, _open(stage), Action.WITHDRAW, stage, Status.WITHDRAWN, who, None, checks, RoundEffect.WITHDRAW)


def _reopens(stage: Stage) -> Row:
    to = {_IDEA: Status.DRAFT, _CASE: Status.DRAFT, _BENEFITS: Status.ACTIVE}.get(stage, _REVIEW)
    start = tuple(one for one in STATUSES[stage] if one in ENDED_STATUSES)
    effect = RoundEffect.OPEN if to is _REVIEW else RoundEffect.NONE
    checks = (Check.REASON_GIVEN,)
    return Row(stage, start, Action.REOPEN, stage, to, Permission.PROPOSAL_REOPEN, None, checks, effect)


def _moves_on_agendas(stage: Stage) -> tuple[Row, ...]:
    who = Permission.AGENDA_BUILD
    return (
        Row(stage, (_REVIEW,), Action.SCHEDULE, stage, _SCHEDULED, who, None, (Check.ROUND_OPEN,)),
        Row(stage, (_SCHEDULED,), Action.UNSCHEDULE, stage, _REVIEW, who, None, (Check.REASON_GIVEN,)),
    )


TABLE: tuple[Row, ...] = (
    Row(None, (), Action.CREATE, _IDEA, Status.DRAFT, Permission.IDEA_SUBMIT),
    *(
        Row(None, (), Action.BRING_IN, stage, status, Permission.PROPOSAL_REASSIGN)
        for stage, statuses in STATUSES.items()
        for status in statuses
    ),
    _submits(_IDEA, Status.SUBMITTED, Permission.IDEA_SUBMIT),
    _submits(_CASE, Status.SUBMITTED, Permission.CASE_SUBMIT),
    _submits(_POOLS, _REVIEW, Permission.CASE_SUBMIT),
    _submits(_APPROVAL, _REVIEW, Permission.CASE_SUBMIT),
    *(
        Row(stage, (Status.SUBMITTED,), Action.TAKE_UP, stage, _REVIEW, Permission.TRIAGE_TAKE_UP)
        for stage in (_IDEA, _CASE)
    ),
    *(row for stage in (_CASE, _APPROVAL) for row in _moves_on_agendas(stage)),
    *(_takes_back(stage) for stage in _ORDER[:4]),
    *(_pauses(stage) for stage in _ORDER[:5]),
    *(_resumes(stage) for stage in _ORDER[:5]),
    *(_withdraws(stage) for stage in _ORDER[:5]),
    *(_reopens(stage) for stage in _ORDER[:5]),
    Row(
        _CASE, (Status.IN_TEST,), Action.END_TEST, _CASE, Status.DRAFT, Permission.CASE_SUBMIT, None, (Check.EVALUATED,)
    ),
    Row(
        _APPROVAL,
        (Status.CONSULTING,),
        Action.END_CONSULTATION,
        _APPROVAL,
        _REVIEW,
        Permission.CASE_SUBMIT,
        None,
        (Check.RESULT_GIVEN,),
        RoundEffect.SAME_BODY,
    ),
    *DECISIONS,
)
