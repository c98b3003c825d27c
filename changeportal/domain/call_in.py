"""Call-in of a decision, and when an approved plan may take effect: call-in over and blocking conditions met."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from changeportal.domain.calendar import add_working_days


class CallInKind(StrEnum):
    """What happened in a call-in; each at most once for a decision."""

    WAIVED = "waived"
    CALLED_IN = "called_in"
    TO_COUNCIL = "to_council"
    NO_ACTION = "no_action"
    REFERRED_BACK = "referred_back"


LABELS = {
    CallInKind.WAIVED: "Call-in waived",
    CallInKind.CALLED_IN: "Called in",
    CallInKind.TO_COUNCIL: "Referred to Council",
    CallInKind.NO_ACTION: "No further action: the decision stands",
    CallInKind.REFERRED_BACK: "Referred back to the decision maker",
}
ENDINGS = (CallInKind.NO_ACTION, CallInKind.REFERRED_BACK, CallInKind.TO_COUNCIL)
ENDED = frozenset({CallInKind.NO_ACTION, CallInKind.REFERRED_BACK})


@dataclass(frozen=True, slots=True)
class CallIn:
    """The last day of the call-in period (nothing when the decision is not eligible) and what happened."""

    until: date | None
    happened: frozenset[CallInKind] = frozenset()


def last_day(decided_on: date, days: int, holidays: Collection[date]) -> date | None:
    """The last working day on which a decision can be called in; nothing where the body has no call-in."""
    return add_working_days(decided_on, days, holidays) if days > 0 else None


def refusal(call_in: CallIn, kind: CallInKind, today: date) -> str:
    """Why this cannot be recorded now; empty when it can."""
    done = call_in.happened
    if call_in.until is None:
        return "This decision cannot be called in"
    if kind in (CallInKind.WAIVED, CallInKind.CALLED_IN):
        return _refusal_to_begin(call_in, today)
    if CallInKind.CALLED_IN not in done:
        return "It has not been called in"
    if done & ENDED:
        return "The call-in is over"
    return "It was referred to Council already" if kind in done else ""


def _refusal_to_begin(call_in: CallIn, today: date) -> str:
    if CallInKind.CALLED_IN in call_in.happened:
        return "It was called in already, and a decision is called in once"
    if CallInKind.WAIVED in call_in.happened:
        return "Call-in was waived for this decision"
    if call_in.until is not None and today > call_in.until:
        return f"The call-in period ended on {call_in.until:%-d %B %Y}"
    return ""


def suspended(call_in: CallIn, today: date) -> str:
    """Why the decision is suspended today; empty when call-in is over or there is none."""
    if call_in.until is None or call_in.happened & {CallInKind.WAIVED, CallInKind.NO_ACTION}:
        return ""
    if CallInKind.REFERRED_BACK in call_in.happened:
        return "It was referred back after call-in"
    if CallInKind.CALLED_IN in call_in.happened:
        where = "Council" if CallInKind.TO_COUNCIL in call_in.happened else "scrutiny"
        return f"It was called in and waits for {where}"
    if today <= call_in.until:
        return f"It can be called in until {call_in.until:%-d %B %Y}"
    return ""


def stops(call_in: CallIn, blocking: Sequence[str], today: date) -> tuple[str, ...]:
    """All that stands between an approval and the start of the work."""
    waiting = suspended(call_in, today)
    return (*((waiting,) if waiting else ()), *(f"Condition not met: {one}" for one in blocking))
