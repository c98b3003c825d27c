"""Notices before a key decision or a private meeting, and what is missing on the day of a decision.

The 28 days are clear days of the calendar unless the delegation rule counts working days; the 5 days are clear working days.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from changeportal.domain.calendar import clear_days_before, clear_working_days_before

FIVE_DAYS = 5
PRIVATE_DAYS = 28
WORKING = "working_days"
COUNTED = ("days", WORKING)
PARAGRAPHS = {
    1: "Information relating to any individual",
    2: "Information likely to reveal who an individual is",
    3: "Financial or business affairs of any person, the council included",
    4: "Consultations or negotiations about labour relations",
    5: "Legal professional privilege",
    6: "Notices or orders under an enactment",
    7: "Preventing, investigating or prosecuting crime",
}


class NoticeKind(StrEnum):
    """What a published notice is."""

    KEY_DECISION = "key_decision"
    GENERAL_EXCEPTION = "general_exception"
    SPECIAL_URGENCY = "special_urgency"
    PRIVATE_MEETING = "private_meeting"
    PRIVATE_FINAL = "private_final"
    PRIVATE_URGENCY = "private_urgency"


LABELS = {
    NoticeKind.KEY_DECISION: "Key decision: 28 clear days",
    NoticeKind.GENERAL_EXCEPTION: "General exception: 28 clear days were not practicable, 5 clear days given",
    NoticeKind.SPECIAL_URGENCY: "Special urgency: scrutiny’s chair agrees that it cannot wait",
    NoticeKind.PRIVATE_MEETING: "Private meeting: 28 clear days",
    NoticeKind.PRIVATE_FINAL: "Private meeting: 5 clear days, with representations and answer",
    NoticeKind.PRIVATE_URGENCY: "Private meeting: scrutiny’s chair agrees that it cannot wait",
}
AGREED = frozenset({NoticeKind.SPECIAL_URGENCY, NoticeKind.PRIVATE_URGENCY})
REASONED = AGREED | {NoticeKind.GENERAL_EXCEPTION}
PRIVATE = frozenset({NoticeKind.PRIVATE_MEETING, NoticeKind.PRIVATE_FINAL, NoticeKind.PRIVATE_URGENCY})


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice that was published: of what kind, on what day, for a decision on or after which day."""

    kind: NoticeKind
    published_on: date
    decision_on: date
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a delegation rule asks for before a decision: whether it is key, the days and how they are counted."""

    key: bool
    days: int
    counted: str = "days"
    private: bool = False


def days_given(notice: Notice, decided_on: date, wanted: Wanted, holidays: Collection[date]) -> int:
    """Clear days between publication and the decision, counted as this kind of notice counts them."""
    five = notice.kind in (NoticeKind.GENERAL_EXCEPTION, NoticeKind.PRIVATE_FINAL)
    if five or wanted.counted == WORKING:
        return clear_working_days_before(decided_on, notice.published_on, holidays)
    return clear_days_before(decided_on, notice.published_on)


def stands(notice: Notice, decided_on: date, wanted: Wanted, holidays: Collection[date]) -> bool:
    """Whether the notice is enough for a decision on that day."""
    if notice.decision_on > decided_on or notice.published_on > decided_on:
        return False
    if notice.kind in AGREED:
        return notice.agreed_on is not None and notice.agreed_on <= decided_on
    needed = {
        NoticeKind.KEY_DECISION: wanted.days,
        NoticeKind.PRIVATE_MEETING: PRIVATE_DAYS,
    }.get(notice.kind, FIVE_DAYS)
    return days_given(notice, decided_on, wanted, holidays) >= needed


def missing(notices: Iterable[Notice], decided_on: date, wanted: Wanted, holidays: Collection[date]) -> str:
    """What notice is missing for a decision on that day, in words; empty when nothing is."""
    good = {one.kind for one in notices if stands(one, decided_on, wanted, holidays)}
    public = {NoticeKind.KEY_DECISION, NoticeKind.GENERAL_EXCEPTION, NoticeKind.SPECIAL_URGENCY}
    words = []
    if wanted.key and wanted.days and not good & public:
        days = "clear working days" if wanted.counted == WORKING else "clear days"
        words.append(
            f"no notice with {wanted.days} {days} before {decided_on:%-d %B %Y}, no general exception and no special "
            "urgency is on record"
        )
    if wanted.private and NoticeKind.PRIVATE_URGENCY not in good:
        if NoticeKind.PRIVATE_MEETING not in good:
            words.append("the 28 clear days’ notice of the private meeting is missing")
        if NoticeKind.PRIVATE_FINAL not in good:
            words.append("the 5 clear days’ notice of the private meeting is missing")
    return "; ".join(words)
