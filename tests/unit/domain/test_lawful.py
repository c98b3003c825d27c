"""Kinds of decider, notices, call-in: the rules alone."""

from datetime import date

import pytest

from changeportal.domain.call_in import CallIn, CallInKind, last_day, refusal, stops, suspended
from changeportal.domain.deciders import DECIDERS, power_refusal
from changeportal.domain.gateway_facts import Power
from changeportal.domain.key_notices import WORKING, Notice, NoticeKind, Wanted, missing, stands
from changeportal.domain.terms import BoardKind

CHRISTMAS = frozenset({date(2026, 12, 25), date(2026, 12, 28)})
KEY = Wanted(True, 28)


def notice(kind: NoticeKind, published: date, decided: date = date(2026, 1, 1), agreed: date | None = None) -> Notice:
    return Notice(kind, published, decided, agreed)


def test_the_table_names_every_kind_and_what_it_may() -> None:
    assert set(DECIDERS) == set(BoardKind)
    assert power_refusal(BoardKind.PARTNERSHIP_BOARD, Power.RECOMMEND).endswith("can only advise")
    assert power_refusal(BoardKind.SCRUTINY, Power.DECIDE)
    assert not power_refusal(BoardKind.EXECUTIVE, Power.DECIDE)
    for kind in (BoardKind.EXECUTIVE, BoardKind.FULL_COUNCIL):
        assert not DECIDERS[kind].substitutes
        assert not DECIDERS[kind].written_procedure


@pytest.mark.parametrize(
    ("decided", "enough"), [(date(2026, 12, 18), False), (date(2026, 12, 19), True), (date(2027, 3, 1), True)]
)
def test_28_clear_days_leave_out_both_ends(decided: date, enough: bool) -> None:
    one = notice(NoticeKind.KEY_DECISION, date(2026, 11, 20))
    assert stands(one, decided, KEY, CHRISTMAS) is enough
    assert bool(missing([one], decided, KEY, CHRISTMAS)) is not enough


def test_a_rule_may_count_working_days() -> None:
    one = notice(NoticeKind.KEY_DECISION, date(2026, 11, 20))
    working = Wanted(True, 28, WORKING)
    # 23 November to 31 December holds 29 weekdays, two of them bank holidays: 27 days. 1 and 4 January make 29.
    assert not stands(one, date(2027, 1, 1), working, CHRISTMAS)
    assert stands(one, date(2027, 1, 5), working, CHRISTMAS)


def test_a_notice_for_a_later_day_does_not_serve_an_earlier_one() -> None:
    one = notice(NoticeKind.KEY_DECISION, date(2026, 10, 1), date(2026, 12, 20))
    assert not stands(one, date(2026, 12, 19), KEY, CHRISTMAS)
    assert stands(one, date(2026, 12, 20), KEY, CHRISTMAS)


def test_exception_and_urgency() -> None:
    five = notice(NoticeKind.GENERAL_EXCEPTION, date(2026, 12, 18))
    assert not stands(five, date(2026, 12, 29), KEY, CHRISTMAS)
    assert stands(five, date(2026, 12, 30), KEY, CHRISTMAS)
    urgent = notice(NoticeKind.SPECIAL_URGENCY, date(2026, 12, 18), agreed=date(2026, 12, 18))
    assert stands(urgent, date(2026, 12, 18), KEY, CHRISTMAS)
    assert not stands(urgent, date(2026, 12, 17), KEY, CHRISTMAS)


def test_a_private_meeting_asks_for_both_notices_or_an_urgency() -> None:
    wanted = Wanted(False, 0, private=True)
    early = notice(NoticeKind.PRIVATE_MEETING, date(2026, 11, 1))
    late = notice(NoticeKind.PRIVATE_FINAL, date(2026, 12, 10))
    day = date(2026, 12, 18)
    assert "28 clear days" in missing([late], day, wanted, CHRISTMAS)
    assert "5 clear days" in missing([early], day, wanted, CHRISTMAS)
    assert not missing([early, late], day, wanted, CHRISTMAS)
    urgent = notice(NoticeKind.PRIVATE_URGENCY, day, agreed=day)
    assert not missing([urgent], day, wanted, CHRISTMAS)


def test_call_in_ends_after_working_days() -> None:
    assert last_day(date(2026, 12, 19), 5, CHRISTMAS) == date(2026, 12, 29)
    assert last_day(date(2026, 12, 19), 0, CHRISTMAS) is None


def test_a_decision_is_called_in_once_and_in_time() -> None:
    until = date(2026, 12, 29)
    waiting = CallIn(until)
    assert not refusal(waiting, CallInKind.CALLED_IN, until)
    assert "ended on 29 December 2026" in refusal(waiting, CallInKind.CALLED_IN, date(2026, 12, 30))
    assert refusal(waiting, CallInKind.NO_ACTION, until) == "It has not been called in"
    called = CallIn(until, frozenset({CallInKind.CALLED_IN}))
    assert "once" in refusal(called, CallInKind.CALLED_IN, until)
    assert not refusal(called, CallInKind.REFERRED_BACK, date(2027, 3, 1))
    over = CallIn(until, frozenset({CallInKind.CALLED_IN, CallInKind.NO_ACTION}))
    assert refusal(over, CallInKind.REFERRED_BACK, until) == "The call-in is over"
    assert refusal(CallIn(None), CallInKind.CALLED_IN, until) == "This decision cannot be called in"


def test_what_stands_before_the_start() -> None:
    until = date(2026, 12, 29)
    assert "can be called in until" in suspended(CallIn(until), until)
    assert not suspended(CallIn(until), date(2026, 12, 30))
    assert not suspended(CallIn(until, frozenset({CallInKind.WAIVED})), until)
    called = CallIn(until, frozenset({CallInKind.CALLED_IN}))
    assert stops(called, ["Tell tenants"], date(2027, 6, 1)) == (
        "It was called in and waits for scrutiny",
        "Condition not met: Tell tenants",
    )
    assert stops(CallIn(None), [], until) == ()
