"""Capital financing: minimum revenue provision three ways, interest on the capital financing requirement, loans."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from changeportal.domain.method.numbers import ONE, ZERO, Number, at, dec, exact, rounded, total


class MrpMethod(StrEnum):
    """How the provision is spread."""

    STRAIGHT_LINE = "straight_line"
    ANNUITY = "annuity"
    REDUCING_BALANCE = "reducing_balance"


class InterestBasis(StrEnum):
    """What the year's interest is charged on."""

    AVERAGE = "average"
    OPENING = "opening"
    HALF_YEAR_SPEND = "half_year_spend"


@dataclass(frozen=True, slots=True)
class Spend:
    """Capital paid for by borrowing in a year; the asset is available from a year, its own where none is given."""

    year: int
    amount: Decimal
    available_year: int | None = None

    @property
    def first_charge(self) -> int:
        """The year after the spend, or after the asset became available if that is later (reg. 27(3))."""
        return max(self.year, self.available_year if self.available_year is not None else self.year) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The council's policy. ``life`` in years; ``rate`` of an annuity; ``mrp_rate`` of the opening balance."""

    method: MrpMethod
    interest_rate: Decimal
    life: int = 0
    rate: Decimal = ZERO
    mrp_rate: Decimal = ZERO
    basis: InterestBasis = InterestBasis.AVERAGE


@dataclass(frozen=True, slots=True)
class Charge:
    """What the borrowing costs by year, and the requirement left at each year's end."""

    mrp: tuple[Decimal, ...]
    interest: tuple[Decimal, ...]
    cost: tuple[Decimal, ...]
    closing_cfr: tuple[Decimal, ...]


@exact
def provision(spend: Spend, policy: Policy, years: int) -> list[Decimal]:
    """The provision on one spend in each year from year 0 on, by straight line or annuity."""
    if policy.life < 1:
        raise ValueError("the life must be at least one year")
    found = [ZERO] * years
    for step in range(policy.life):
        year = spend.first_charge + step
        if 0 <= year < years:
            found[year] = _part(spend.amount, policy, step)
    return found


def _part(amount: Decimal, policy: Policy, step: int) -> Decimal:
    if policy.method is MrpMethod.STRAIGHT_LINE or not policy.rate:
        return amount / policy.life
    growth = ONE + policy.rate
    return amount * policy.rate * growth**step / (growth**policy.life - ONE)


@exact
def charge(spends: Sequence[Spend], policy: Policy, years: int) -> Charge:
    """Provision and interest in each of the years from year 0 on. Neither ever enters the economic case."""
    parts = [] if policy.method is MrpMethod.REDUCING_BALANCE else [provision(one, policy, years) for one in spends]
    mrp: list[Decimal] = []
    interest: list[Decimal] = []
    closing: list[Decimal] = []
    opening = ZERO
    for year in range(years):
        spent = total(one.amount for one in spends if one.year == year)
        due = total(at(part, year) for part in parts) if parts else _reducing(spends, policy, opening, year)
        end = opening + spent - due
        mrp.append(due)
        interest.append(policy.interest_rate * _charged_on(policy.basis, opening, end, spent))
        closing.append(end)
        opening = end
    cost = tuple(one + other for one, other in zip(mrp, interest, strict=True))
    return Charge(tuple(mrp), tuple(interest), cost, tuple(closing))


def _reducing(spends: Sequence[Spend], policy: Policy, opening: Decimal, year: int) -> Decimal:
    """A share of the opening balance, without what is not available yet."""
    waiting = total(one.amount for one in spends if one.year < year < one.first_charge)
    return policy.mrp_rate * (opening - waiting) if policy.method is MrpMethod.REDUCING_BALANCE else ZERO


def _charged_on(basis: InterestBasis, opening: Decimal, closing: Decimal, spent: Decimal) -> Decimal:
    if basis is InterestBasis.OPENING:
        return opening
    return (opening + closing) / 2 if basis is InterestBasis.AVERAGE else opening + spent / 2


@exact
def posted(schedule: Sequence[Decimal]) -> list[Decimal]:
    """A schedule in whole pence (amounts in pounds), the residue in the last year that has a charge."""
    found = [rounded(one, 2) for one in schedule]
    last = max((place for place, one in enumerate(schedule) if one), default=None)
    if last is not None:
        found[last] += rounded(total(schedule), 2) - total(found)
    return found


@dataclass(frozen=True, slots=True)
class Loan:
    """A loan of equal payments: its payment, and interest, principal and balance by period."""

    payment: Decimal
    interest: tuple[Decimal, ...]
    principal: tuple[Decimal, ...]
    balance: tuple[Decimal, ...]

    @property
    def total_interest(self) -> Decimal:
        """All interest."""
        return total(self.interest)


@exact
def loan(principal: Number, rate: Number, periods: int) -> Loan:
    """Equal payments over the periods, the first a period after the loan. A rate of nought splits it evenly."""
    if periods < 1:
        raise ValueError("a loan runs for at least one period")
    owed, each = dec(principal), dec(rate)
    payment = owed / periods if not each else owed * each / (ONE - (ONE + each) ** -periods)
    interest: list[Decimal] = []
    repaid: list[Decimal] = []
    balance: list[Decimal] = []
    for _period in range(periods):
        interest.append(owed * each)
        repaid.append(payment - interest[-1])
        owed -= repaid[-1]
        balance.append(owed)
    return Loan(payment, tuple(interest), tuple(repaid), tuple(balance))
