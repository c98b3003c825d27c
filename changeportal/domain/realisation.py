"""Closing: what was promised, what finance verified, why they differ, and the outcome that this suggests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from changeportal.domain.calendar import months_apart
from changeportal.domain.money import half_up_div
from changeportal.domain.terms import Outcome
from changeportal.domain.wording import plural, pounds

PERMILLE = 1000


@dataclass(frozen=True, slots=True)
class Promise:
    """One saving or measure at closing: what was promised and what was verified, in pence or the measure's own unit."""

    title: str
    promised: int
    verified: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The outcome the figures suggest at gateway 5, and why; people decide."""

    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """Promised and verified in pence, verified in thousandths of promised (None when nothing was promised), mean slip."""

    promised: int
    verified: int
    permille: int | None
    average_slip_months_tenths: int


def suggest(promises: Iterable[Promise], *, last_month_verified: bool) -> Suggestion:
    """The closing outcome: keep tracking until finance has verified the last month, then by promise against verified."""
    rows = list(promises)
    if not last_month_verified:
        return Suggestion(Outcome.KEEP_TRACKING, "Finance has not verified every month yet")
    made = [row for row in rows if row.promised > 0]
    if made and all(row.verified <= 0 for row in made):
        return Suggestion(Outcome.NOT_REALISED, "Nothing that was promised has been verified")
    short = [row.title for row in rows if row.verified < row.promised]
    if short:
        return Suggestion(Outcome.REALISED_IN_PART, f"Less than promised: {', '.join(short)}")
    return Suggestion(Outcome.REALISED, "Everything that was promised has been verified")


def share_verified(promised: int, verified: int) -> int | None:
    """Verified in thousandths of promised, half up; None when nothing was promised."""
    return half_up_div(verified * PERMILLE, promised) if promised else None


def track_record(promises: Iterable[Promise], slips_in_months: Iterable[int]) -> TrackRecord:
    """A sponsor's or directorate's record over closed savings: totals first, then the ratio of the totals."""
    rows, slips = list(promises), list(slips_in_months)
    promised, verified = sum(row.promised for row in rows), sum(row.verified for row in rows)
    tenths = half_up_div(sum(slips) * 10, len(slips)) if slips else 0
    return TrackRecord(promised, verified, share_verified(promised, verified), tenths)


@dataclass(frozen=True, slots=True)
class ClosedSaving:
    """A saving of a closed proposal in the months that were over by then: what was approved and what finance verified, in
    pence, the first month of each (None when nothing came), and whose record it stands in."""

    who: str
    ref: str
    title: str
    proposal: str
    promised: int
    verified: int
    planned_from: date | None
    seen_from: date | None

    @property
    def slip(self) -> int | None:
        """Months between the first month planned and the first month verified."""
        if self.planned_from is None or self.seen_from is None:
            return None
        return months_apart(self.planned_from, self.seen_from)


def record_words(rows: Sequence[ClosedSaving]) -> list[str]:
    """What came of the closed savings of each sponsor, in a sentence or two, with their counts."""
    people = sorted({row.who for row in rows})
    found = [_of_person(who, [row for row in rows if row.who == who]) for who in people]
    return found or ["No saving of its sponsor has been closed yet."]


def _of_person(who: str, mine: Sequence[ClosedSaving]) -> str:
    slips = [row.slip for row in mine if row.slip is not None]
    record = track_record([Promise(row.title, row.promised, row.verified) for row in mine], slips)
    share = "" if record.permille is None else f" ({half_up_div(record.permille, 10)}%)"
    counted = f"{plural(len(mine), 'closed saving')} of {plural(len({row.proposal for row in mine}), 'proposal')}"
    came = f"finance verified {pounds(record.verified)} of {pounds(record.promised)} approved{share}"
    return f"{who}: {came}, in {counted}.{_began(record, slips)}"


def _began(record: TrackRecord, slips: Sequence[int]) -> str:
    """How much later than planned the savings began, on average."""
    tenths = record.average_slip_months_tenths
    if not slips:
        return ""
    if tenths <= 0:
        return " They began on time."
    whole, part = divmod(tenths, 10)
    return f" They began {f'{whole}.{part}' if part else whole} {'month' if tenths == 10 else 'months'} late on average."  # tenths
