"""Money that pays for change: what a pot has left in a year, and what flexible use of capital receipts asks for.

Amounts are whole pence; years are integer start years. Nothing is added up across pots or funds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from changeportal.domain.calendar import year_label
from changeportal.domain.funding_terms import FundingAnswer, FundingState, PotKind
from changeportal.domain.money import format_pounds
from changeportal.domain.profile import MoneyLine, Recurrence, amount
from changeportal.domain.terms import FundingKind, LineKind

KIND_LABELS = {
    PotKind.TRANSFORMATION_RESERVE: "Transformation reserve",
    PotKind.CAPITAL_RECEIPTS_FLEXIBLE: "Flexible use of capital receipts",
    PotKind.GRANT: "Grant",
    PotKind.CAPITAL_PROGRAMME: "Capital programme",
    PotKind.BASE_BUDGET: "Base budget",
}
STATE_LABELS = {
    FundingState.ASKED: "Waiting for an answer",
    FundingState.CONFIRMED: "Confirmed",
    FundingState.DECLINED: "Declined",
    FundingState.WITHDRAWN: "Withdrawn",
}
FUNDING_OF = {
    PotKind.TRANSFORMATION_RESERVE: FundingKind.RESERVE,
    PotKind.CAPITAL_RECEIPTS_FLEXIBLE: FundingKind.CAPITAL_RECEIPTS_FLEXIBLE,
    PotKind.GRANT: FundingKind.GRANT,
    PotKind.CAPITAL_PROGRAMME: FundingKind.BORROWING,
    PotKind.BASE_BUDGET: FundingKind.BASE,
}
FUNDING_LABELS = {
    FundingKind.BASE: "the base budget",
    FundingKind.RESERVE: "reserves",
    FundingKind.CAPITAL_RECEIPTS_FLEXIBLE: "flexible use of capital receipts",
    FundingKind.GRANT: "grants",
    FundingKind.BORROWING: "borrowing in the capital programme",
}
RECEIPTS_YEARS = range(2025, 2030)
LIVE = frozenset({FundingState.ASKED, FundingState.CONFIRMED})


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingAsked:
    """Money asked of a pot in a year; ``ongoing_saving`` says that it names a line of the case that is one."""

    kind: PotKind
    year: int
    pence: int
    why: str
    ongoing_saving: bool = False


@dataclass(frozen=True, slots=True)
class FundingOf:
    """A live request, as the checks of a case see it."""

    kind: PotKind
    year: int
    pence: int


def headroom(available: int, confirmed: int) -> int:
    """What is left in a year after what is confirmed; never below nought where the guards hold."""
    return available - confirmed


def is_ongoing_saving(kind: LineKind, recurrence: str) -> bool:
    """Whether a line is an ongoing saving, which flexible use of capital receipts must bring."""
    return kind is LineKind.SAVING and recurrence == Recurrence.ONGOING


def asking_problems(asked: FundingAsked) -> dict[str, str]:
    """What is wrong with a request for money, by field."""
    problems: dict[str, str] = {}
    if asked.pence <= 0:
        problems["amount"] = "Enter how much you ask for, more than £0"
    if not asked.why.strip():
        problems["why"] = "Say what the money pays for"
    if asked.kind is PotKind.CAPITAL_RECEIPTS_FLEXIBLE:
        if asked.year not in RECEIPTS_YEARS:
            problems["year"] = "Capital receipts can be used flexibly from 2025/26 to 2029/30 only"
        if not asked.ongoing_saving:
            problems["saving"] = (
                "Select the ongoing saving that this spending brings. Capital receipts pay for nothing else"
            )
    return problems


def answering_problems(
    answer: FundingAnswer, reason: str, pence: int, available: int, confirmed: int
) -> dict[str, str]:
    """What is wrong with an answer, by field; ``confirmed`` leaves this request out."""
    if answer is FundingAnswer.DECLINED:
        return {} if reason.strip() else {"reason": "Say why you decline"}
    left = headroom(available, confirmed)
    if pence > left:
        return {
            "answer": f"The pot has {format_pounds(left)} left in this year, and {format_pounds(pence)} is asked for"
        }
    return {}


def differences(
    lines: Sequence[MoneyLine], requests: Sequence[FundingOf]
) -> Iterator[tuple[FundingKind, int, int, int]]:
    """Kind, year, in the case and asked for, where the case's funding lines and its requests to pots differ."""
    named: dict[tuple[FundingKind, int], int] = {}
    for line in lines:
        if line.kind is LineKind.FUNDING and line.funding_kind in FUNDING_LABELS:
            for year in line.stated:
                place = (line.funding_kind, year)
                named[place] = named.get(place, 0) + amount(line, year)
    asked: dict[tuple[FundingKind, int], int] = {}
    for request in requests:
        place = (FUNDING_OF[request.kind], request.year)
        asked[place] = asked.get(place, 0) + request.pence
    for place in sorted({*named, *asked}, key=lambda one: (one[1], one[0])):
        if named.get(place, 0) != asked.get(place, 0):
            yield (*place, named.get(place, 0), asked.get(place, 0))


def unanswered_words(rows: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """The requests for money that wait, by pot and year, as the gateway names them."""
    return tuple(f"{pot}, {year_label(year)}" for pot, year in rows)
