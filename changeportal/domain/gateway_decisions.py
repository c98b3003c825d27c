"""The rows of the transition table that a gateway decision takes: every outcome of the five gateways."""

from changeportal.domain.gateway_rows import Check, RoundEffect, Row
from changeportal.domain.permission_table import Permission
from changeportal.domain.terms import Action, Outcome, Stage, Status

_IDEA, _CASE, _POOLS, _APPROVAL, _BENEFITS = list(Stage)[:5]
_REVIEW, _SCHEDULED, _BACK = Status.IN_REVIEW, Status.SCHEDULED, Status.RETURNED
_ORDER = list(Stage)
_BASIC = (Check.ROUND_OPEN, Check.REASON_GIVEN)
_DECIDABLE = {
    _IDEA: (_REVIEW,),
    _CASE: (_REVIEW, _SCHEDULED),
    _POOLS: (_REVIEW,),
    _APPROVAL: (_REVIEW, _SCHEDULED),
    _BENEFITS: (Status.ACTIVE,),
}


def _permission(stage: Stage) -> Permission:
    return Permission.TRIAGE_DECIDE if stage is _IDEA else Permission.GATEWAY_DECIDE


def _decision(
    stage: Stage, outcome: Outcome, to_stage: Stage, to_status: Status, effect: RoundEffect, *checks: Check
) -> Row:
    merging = outcome is Outcome.MERGE
    statuses = (Status.SUBMITTED, *_DECIDABLE[stage]) if merging else _DECIDABLE[stage]
    who = _permission(stage)
    return Row(stage, statuses, Action.DECIDE, to_stage, to_status, who, outcome, (*_BASIC, *checks), effect)


def _agreed(stage: Stage, to_stage: Stage, to_status: Status, effect: RoundEffect, *checks: Check) -> tuple[Row, ...]:
    return (
        _decision(stage, Outcome.PROCEED, to_stage, to_status, effect, Check.NOTHING_BLOCKS, *checks),
        _decision(
            stage,
            Outcome.PROCEED_WITH_CONDITIONS,
            to_stage,
            to_status,
            effect,
            Check.NOTHING_BLOCKS,
            Check.CONDITIONS_LISTED,
            *checks,
        ),
    )


def _returns(stage: Stage) -> tuple[Row, ...]:
    earlier = [one for one in _ORDER if _ORDER.index(one) <= _ORDER.index(stage)]
    return tuple(_decision(stage, Outcome.RETURN, one, _BACK, RoundEffect.CLOSE) for one in earlier)


def _pauses_and_ends(stage: Stage) -> tuple[Row, ...]:
    decides = (Check.BODY_DECIDES,) if stage is _APPROVAL else ()
    rows = [
        _decision(stage, Outcome.PAUSE, stage, Status.PAUSED, RoundEffect.CLOSE, Check.DATE_GIVEN),
        _decision(stage, Outcome.DECLINE, stage, Status.DECLINED, RoundEffect.CLOSE, *decides),
    ]
    if stage is not _POOLS:
        rows.append(
            _decision(stage, Outcome.TEST, _CASE, Status.IN_TEST, RoundEffect.CLOSE, Check.DATE_GIVEN, *decides)
        )
    if stage in (_IDEA, _CASE):
        rows += [
            _decision(stage, Outcome.BUSINESS_AS_USUAL, stage, Status.BUSINESS_AS_USUAL, RoundEffect.CLOSE),
            _decision(stage, Outcome.MERGE, stage, Status.MERGED, RoundEffect.CLOSE, Check.TARGET_GIVEN),
        ]
    return tuple(rows)


_ON_THE_WAY = (
    (Outcome.RECOMMEND, RoundEffect.NEXT_BODY, ()),
    (Outcome.ENDORSE, RoundEffect.NEXT_BODY, ()),
    (Outcome.NOTE, RoundEffect.NEXT_BODY, ()),
    (Outcome.AGREE_IN_PRINCIPLE, RoundEffect.NEXT_BODY, ()),
    (Outcome.DELEGATE, RoundEffect.NEXT_BODY, (Check.DELEGATE_NAMED,)),
)

DECISIONS: tuple[Row, ...] = (
    *_agreed(_IDEA, _CASE, Status.DRAFT, RoundEffect.CLOSE),
    *_agreed(_CASE, _POOLS, _REVIEW, RoundEffect.NEXT_GATEWAY, Check.NOT_COMBINED, Check.SIGN_OFFS_STAND),
    *_agreed(
        _CASE,
        _BENEFITS,
        Status.ACTIVE,
        RoundEffect.COMBINED,
        Check.COMBINED,
        Check.SIGN_OFFS_STAND,
        Check.REQUESTS_ANSWERED,
        Check.NOTICE_GIVEN,
    ),
    *_agreed(_POOLS, _APPROVAL, _REVIEW, RoundEffect.NEXT_GATEWAY, Check.REQUESTS_ANSWERED),
    *_agreed(
        _APPROVAL,
        _BENEFITS,
        Status.ACTIVE,
        RoundEffect.CLOSE,
        Check.BODY_DECIDES,
        Check.SIGN_OFFS_STAND,
        Check.NOTICE_GIVEN,
    ),
    *(row for stage in _ORDER[:4] for row in _returns(stage)),
    *(row for stage in _ORDER[:4] for row in _pauses_and_ends(stage)),
    *(
        _decision(_APPROVAL, outcome, _APPROVAL, _REVIEW, effect, Check.BODY_SUITS, *checks)
        for outcome, effect, checks in _ON_THE_WAY
    ),
    _decision(_APPROVAL, Outcome.CONSULT, _APPROVAL, Status.CONSULTING, RoundEffect.CLOSE, Check.BODY_DECIDES),
    # The round closed with the decision that was called in, so there is none to ask for.
    Row(
        _BENEFITS,
        (Status.ACTIVE,),
        Action.DECIDE,
        _APPROVAL,
        _REVIEW,
        Permission.DECISION_RECORD,
        Outcome.REFER_BACK,
        (Check.REASON_GIVEN, Check.CALL_IN_OPEN),
        RoundEffect.SAME_BODY,
    ),
    *(
        _decision(_BENEFITS, outcome, Stage.CLOSED, Status.COMPLETED, RoundEffect.CLOSE, *checks)
        for outcome, checks in (
            (Outcome.REALISED, (Check.FINANCE_VERIFIED,)),
            (Outcome.REALISED_IN_PART, (Check.FINANCE_VERIFIED,)),
            (Outcome.NOT_REALISED, ()),
        )
    ),
    *(
        _decision(_BENEFITS, outcome, _BENEFITS, Status.ACTIVE, RoundEffect.CLOSE)
        for outcome in (Outcome.RETURN, Outcome.KEEP_TRACKING)
    ),
)
