"""Closing: what was promised, what finance verified, why they differ, and the outcome that this suggests."""

from collections.abc import Iterable
from dataclasses import dataclass

from changeportal.domain.money import format_pounds, half_up_div
from changeportal.domain.terms import Outcome
from changeportal.domain.wording import per_cent, plural

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


def record_words(name: str, closed: int, record: TrackRecord) -> str:
    """A sponsor's record: "Helena Brightwater: £970 of £1,080 a year promised in 2 closed proposals is verified (89.8%)"."""
    if record.permille is None:
        return f"{name}: no closed proposal yet"
    money = f"{format_pounds(record.verified)} of {format_pounds(record.promised)} a year"
    slip = record.average_slip_months_tenths
    late = f". Savings started {_tenths(abs(slip))} months {'later' if slip > 0 else 'earlier'} than planned on average"
    share = per_cent(record.permille)
    return (
        f"{name}: {money} promised in {plural(closed, 'closed proposal')} is verified ({share}){late if slip else ''}"
    )


def _tenths(tenths: int) -> str:
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}" if rest else str(whole)
