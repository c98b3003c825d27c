"""A money line by financial year: amounts in its own kind, their signed effect on the fund, months, and slips.

Amounts on a line are whole pence, positive in their own kind. An effect is cumulative against the base and plus raises
the fund's net budget; increments are differences, so reversals fall out. Years are integer start years.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from changeportal.domain.calendar import add_months, months_of_year, period_of, year_of
from changeportal.domain.line_terms import NOTHING, LineTerms
from changeportal.domain.money import half_up_div, split
from changeportal.domain.terms import Category, CostKind, FundingKind, LineKind, SavingClass

GENERAL_FUND = "GF"
_MONTHS = 12
_POTS = frozenset(
    {FundingKind.RESERVE, FundingKind.CAPITAL_RECEIPTS_FLEXIBLE, FundingKind.GRANT, FundingKind.EXTERNAL},
)
_ALWAYS_COUNT = frozenset({SavingClass.CASH_RELEASING, SavingClass.INCOME, SavingClass.FUNDING_SWITCH})
_SAVES = frozenset({LineKind.SAVING, LineKind.INCOME})


class Recurrence(StrEnum):
    """Whether the money comes every year, in stated years only, or until a last year."""

    ONGOING = "ongoing"
    ONE_OFF = "one_off"
    TIME_LIMITED = "time_limited"


class Basis(StrEnum):
    """How the years are known: worked out from the start month, or stated year by year."""

    START_MONTH = "start_month"
    STATED = "stated"


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """One line of the money grid. ``stated`` holds pence by year, positive in the line's kind.

    With basis START_MONTH, ``stated`` overrides single years, each needing ``override_reason``. ``last_year`` ends a
    time-limited line. ``by_month`` says how single years fall into months, adding up to them. ``cost_recovery`` marks
    money that may only cover its own cost (licence fees, ring-fenced parking). ``terms`` count in the appraisal alone.
    """

    line_id: str
    kind: LineKind
    title: str
    fund: str
    saving_class: SavingClass | None = None
    category: Category | None = None
    cost_kind: CostKind | None = None
    funding_kind: FundingKind | None = None
    recurrence: Recurrence = Recurrence.ONGOING
    basis: Basis = Basis.START_MONTH
    start: date | None = None
    last_year: int | None = None
    full_year_pence: int = 0
    stated: Mapping[int, int] = field(default_factory=dict)
    by_month: Mapping[date, int] = field(default_factory=dict)
    override_reason: str = ""
    growth_line: str = ""
    cost_recovery: bool = False
    pays_for_capital: bool = False
    terms: LineTerms = NOTHING


def part_year(full_year_pence: int, start: date, year: int) -> int:
    """Pence in that year of something worth so much in twelve months from the start month; half up to the penny."""
    first = year_of(start)
    if year < first:
        return 0
    months = _MONTHS if year > first else _MONTHS + 1 - period_of(start)
    return half_up_div(full_year_pence * months, _MONTHS)


def rule_amount(line: MoneyLine, year: int) -> int:
    """Pence that the start month gives for the year, before anybody overrides it."""
    if line.start is None or line.basis is Basis.STATED or _is_over(line, year):
        return 0
    return part_year(line.full_year_pence, line.start, year)


def amount(line: MoneyLine, year: int) -> int:
    """Pence of the line in the year, positive in its own kind. An ongoing ramp keeps its last stated year."""
    if year in line.stated:
        return line.stated[year]
    if line.basis is Basis.START_MONTH:
        return rule_amount(line, year)
    last = max(line.stated, default=None)
    if last is not None and year > last and line.recurrence is Recurrence.ONGOING:
        return line.stated[last]
    return 0


def _is_over(line: MoneyLine, year: int) -> bool:
    if line.recurrence is Recurrence.ONE_OFF and line.start is not None:
        return year > year_of(line.start)
    return line.last_year is not None and year > line.last_year


def overridden(line: MoneyLine) -> tuple[int, ...]:
    """Years whose stated amount isn't what the start month gives."""
    if line.basis is Basis.STATED:
        return ()
    return tuple(year for year in sorted(line.stated) if line.stated[year] != rule_amount(line, year))


def faults(line: MoneyLine) -> dict[str, str]:
    """What stops the line from being taken: field name to words for a person. Empty when nothing does."""
    checks = {
        "saving_class": (_saves(line) and line.saving_class is None, "Choose what kind of saving this is"),
        "cost_kind": (_costs(line) and line.cost_kind is None, "Choose what kind of cost this is"),
        "funding_kind": (_funds(line) and line.funding_kind is None, "Choose where the money comes from"),
        "override_reason": (
            bool(overridden(line)) and not line.override_reason.strip(),
            "Say why the amount is not what the start month gives",
        ),
        "amounts": (
            line.full_year_pence < 0 or any(pence < 0 for pence in line.stated.values()),
            "Enter amounts without a minus: a saving, a cost and funding are each positive on their own line",
        ),
        "last_year": (
            line.recurrence is Recurrence.TIME_LIMITED and line.basis is Basis.START_MONTH and line.last_year is None,
            "Enter the last year, because this line does not go on for ever",
        ),
    }
    return {name: words for name, (wrong, words) in checks.items() if wrong}


def _saves(line: MoneyLine) -> bool:
    return line.kind in _SAVES


def _costs(line: MoneyLine) -> bool:
    return line.kind in (LineKind.COST, LineKind.CAPITAL)


def _funds(line: MoneyLine) -> bool:
    return line.kind is LineKind.FUNDING


def sign(line: MoneyLine) -> int:
    """What a pound on the line does to the fund's net budget: -1 lowers it, +1 raises it, 0 leaves it.

    Capital spending reaches revenue only as financing cost lines; base budget and borrowing are no pots.
    """
    if _saves(line):
        return -1
    if _funds(line):
        return -1 if line.funding_kind in _POTS and not line.pays_for_capital else 0
    return 1 if line.kind is LineKind.COST and line.cost_kind is not CostKind.CAPITAL else 0


def effect(line: MoneyLine, year: int) -> int:
    """Pence by which the line changes its fund's net budget in the year against the base; plus raises it."""
    return sign(line) * amount(line, year)


def effects(line: MoneyLine, years: Sequence[int]) -> tuple[int, ...]:
    """The cumulative effect of the line in each year."""
    return tuple(effect(line, year) for year in years)


def increments(cumulative: Sequence[int]) -> tuple[int, ...]:
    """The change in each year on the year before; the year before the first is the base, nil."""
    return tuple(now - before for now, before in zip(cumulative, (0, *cumulative), strict=False))


def running_totals(changes: Sequence[int]) -> tuple[int, ...]:
    """The cumulative view of yearly changes: the other way round from ``increments``."""
    return tuple(sum(changes[: place + 1]) for place in range(len(changes)))


def net_by_fund(lines: Iterable[MoneyLine], years: Sequence[int]) -> dict[str, tuple[int, ...]]:
    """Net cumulative effect by fund and year. Nothing nets across funds."""
    totals: dict[str, tuple[int, ...]] = {}
    for line in lines:
        before = totals.get(line.fund, (0,) * len(years))
        totals[line.fund] = tuple(a + b for a, b in zip(before, effects(line, years), strict=True))
    return totals


def months(line: MoneyLine, year: int) -> dict[date, int]:
    """The year's pence by month: as given; else equal parts, the residue in the last, in its first year from the start on."""
    return in_months(amount(line, year), year, line.by_month, line.start)


def in_months(pence: int, year: int, given: Mapping[date, int], start: date | None) -> dict[date, int]:
    """The pence of a year by month, from the months that were given and the first month of the line."""
    wanted = months_of_year(year)
    named = {month: given[month] for month in wanted if month in given}
    if named:
        return named
    if start is not None:
        wanted = tuple(month for month in wanted if month >= start)
    return dict(zip(wanted, split(pence, len(wanted)), strict=True)) if wanted else {}


def counts_to_gap(line: MoneyLine, growth_lines: Collection[str]) -> bool:
    """Whether the line counts towards its own fund's gap. ``growth_lines`` are the codes of the published version.

    Cost avoidance counts only against a growth line of that version; a cost counts as much as a saving; money that may
    only cover its own cost never counts, and neither does capital, which reaches the gap as financing.
    """
    if line.cost_recovery or line.kind is LineKind.CAPITAL:
        return False
    if not _saves(line):
        return True
    if line.saving_class is SavingClass.COST_AVOIDANCE:
        return line.growth_line in growth_lines
    return line.saving_class in _ALWAYS_COUNT


def counts_to_general_fund(line: MoneyLine, growth_lines: Collection[str]) -> bool:
    """Whether the line counts towards the General Fund gap: its rule, and its fund."""
    return line.fund == GENERAL_FUND and counts_to_gap(line, growth_lines)


@dataclass(frozen=True, slots=True)
class Slip:
    """What moving a start month does: pence short (positive) or early (negative) in each year, and the new start."""

    start: date
    short_by_year: tuple[tuple[int, int], ...]
    cover_needed: int


def slip(full_year_pence: int, start: date, by_months: int) -> Slip:
    """Move an ongoing saving's start by so many months: the shortfall in each year and the one-off cover it asks for."""
    moved = add_months(start, by_months)
    years = range(year_of(min(start, moved)), year_of(max(start, moved)) + 1)
    short = [
        (year, part_year(full_year_pence, start, year) - part_year(full_year_pence, moved, year)) for year in years
    ]
    changed = tuple((year, pence) for year, pence in short if pence)
    return Slip(moved, changed, sum(pence for _, pence in changed if pence > 0))
