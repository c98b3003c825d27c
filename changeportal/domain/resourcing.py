"""People's time: requests to pools and their answers, and what a month looks like against capacity.

Time is in hundredths of a full-time post, as whole numbers: 60 is 0.6 FTE. Months are first days.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from changeportal.domain.money import half_up_div
from changeportal.domain.terms import RequestAnswer

Load = Mapping[date, int]


class Band(StrEnum):
    """How full a month is, in the words of the key above the table."""

    UNKNOWN = "unknown"
    UNDER_80 = "under_80"
    TO_100 = "to_100"
    TO_120 = "to_120"
    OVER_120 = "over_120"


BAND_LABELS = {
    Band.UNKNOWN: "Not known",
    Band.UNDER_80: "Under 80%",
    Band.TO_100: "80% to 100%",
    Band.TO_120: "Over 100% to 120%",
    Band.OVER_120: "Over 120%",
}


def format_fte(hundredths: int) -> str:
    """The time as people write it: 60 is "0.6", 100 is "1", 125 is "1.25"."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def percent_used(committed: int, capacity: int | None) -> int | None:
    """Whole per cent of capacity that is taken; None when capacity is not known or nought."""
    return half_up_div(committed * 100, capacity) if capacity else None


def band(committed: int, capacity: int | None) -> Band:
    """The band of a month, from the exact figures rather than the rounded per cent."""
    if capacity is None or (capacity == 0 and committed == 0):
        return Band.UNKNOWN
    for limit, name in ((80, Band.UNDER_80), (100, Band.TO_100), (120, Band.TO_120)):
        share, line = committed * 100, capacity * limit
        if share < line or (share == line and name is not Band.UNDER_80):
            return name
    return Band.OVER_120


def over_capacity(confirmed: Load, asked: Load, capacity: Load) -> list[date]:
    """The months in which saying yes takes the pool over what it has, in order."""
    months = sorted(month for month, time in asked.items() if time)
    return [month for month in months if month in capacity and confirmed.get(month, 0) + asked[month] > capacity[month]]


def over_capacity_words(role: str, confirmed: Load, asked: Load, capacity: Load) -> str:
    """The question before confirming too much, about the fullest month; nothing when it fits."""
    over = over_capacity(confirmed, asked, capacity)
    if not over:
        return ""
    full = {month: percent_used(confirmed.get(month, 0) + asked[month], capacity[month]) for month in over}
    worst = max(over, key=lambda month: full[month] or 0)
    if full[worst] is None:
        return f"{role[:1].upper()}{role[1:]} have no capacity in {worst:%B %Y}. Confirm anyway?"
    return f"This takes {role} to {full[worst]}% in {worst:%B %Y}. Confirm anyway?"


def over_months_words(role: str, months: Sequence[date]) -> str:
    """The finding for a heading: "Data analysts are over capacity from June 2026 to August 2026"."""
    if not months:
        return f"{role} are within capacity"
    first, last = min(months), max(months)
    if first == last:
        return f"{role} are over capacity in {first:%B %Y}"
    run = (last.year - first.year) * 12 + last.month - first.month + 1
    if run == len(set(months)):
        return f"{role} are over capacity from {first:%B %Y} to {last:%B %Y}"
    return f"{role} are over capacity in {len(set(months))} months between {first:%B %Y} and {last:%B %Y}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerGiven:
    """What a resource manager says: hundredths by month, a later start, and why."""

    answer: RequestAnswer
    confirmed: Load
    offered_from: date | None = None
    reason: str = ""


def answer_problems(given: AnswerGiven, asked: Load, capacity: Load, committed: Load) -> dict[str, str]:
    """What is wrong with an answer, by field; nothing when it can be taken. Over capacity is allowed with a reason."""
    problems: dict[str, str] = {}
    if any(time > asked.get(month, 0) for month, time in given.confirmed.items()):
        problems["confirmed"] = "You cannot confirm more than was asked for in a month"
    problems |= _problems_of_kind(given, asked)
    if over_capacity(committed, given.confirmed, capacity) and not given.reason.strip():
        problems["reason"] = "This goes over capacity. Say why you confirm it anyway"
    return problems


def _problems_of_kind(given: AnswerGiven, asked: Load) -> dict[str, str]:
    total, wanted = sum(given.confirmed.values()), sum(asked.values())
    if given.answer is RequestAnswer.CONFIRMED and total != wanted:
        return {"confirmed": "To confirm all of it, every month must have what was asked for"}
    if given.answer is RequestAnswer.PART_CONFIRMED and not 0 < total < wanted:
        return {"confirmed": "Enter what you can offer in at least one month, and less than was asked for in all"}
    if given.answer is RequestAnswer.OFFERED_LATER and (
        given.offered_from is None or (asked and given.offered_from <= min(asked))
    ):
        return {"offered_from": "Enter a start later than was asked for"}
    if given.answer is RequestAnswer.DECLINED and not given.reason.strip():
        return {"reason": "Say why you decline"}
    return {}


def rate_problems(starts: date, day_pence: int, held: Sequence[date], today: date) -> dict[str, str]:
    """What is wrong with a new day rate, by field. Rates follow each other: one in use is never changed."""
    problems: dict[str, str] = {}
    if day_pence <= 0:
        problems["day_pence"] = "Enter what a day costs, more than £0"
    if starts in held:
        problems["starts"] = "There is already a rate from that day"
    elif starts <= today and any(one <= today for one in held):
        problems["starts"] = "A rate in use is not changed. Give the new rate a later first day"
    return problems


def rate_on(rates: Mapping[date, int], day: date) -> int | None:
    """The day rate in force on a day: the last that has begun."""
    begun = [starts for starts in rates if starts <= day]
    return rates[max(begun)] if begun else None


def over_words(taken: int, capacity: int | None) -> str:
    """By how much a month is over, in full-time posts: "1.2 over"; nothing when it is not."""
    return f"{format_fte(taken - capacity)} over" if capacity is not None and taken > capacity else ""


_ANSWER_WORDS = {
    RequestAnswer.CONFIRMED: "confirmed",
    RequestAnswer.PART_CONFIRMED: "part confirmed",
    RequestAnswer.OFFERED_LATER: "offered later",
    RequestAnswer.DECLINED: "declined",
}


def requests_headline(answers: Sequence[RequestAnswer | None]) -> str:
    """The first line of the page: "You have asked for 4 people. 2 are confirmed, 1 is waiting."."""
    if not answers:
        return "You have not asked for anyone's time."
    words = [*_ANSWER_WORDS.items(), (None, "waiting")]
    counts = [(answers.count(answer), word) for answer, word in words]
    parts = [f"{count} {'is' if count == 1 else 'are'} {word}" for count, word in counts if count]
    people = "1 person" if len(answers) == 1 else f"{len(answers)} people"
    return f"You have asked for {people}. {', '.join(parts)}."
