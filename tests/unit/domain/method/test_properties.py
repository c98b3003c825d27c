"""What always holds of the method, whatever the figures."""

from decimal import Decimal
from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from changeportal.domain.method import budget_effect, discounting, financing, numbers, returns, whole_case
from changeportal.domain.method.numbers import total
from changeportal.imports.appraisal_tables import shipped

STANDARD = shipped().schedule("green_book_standard")
PENCE = st.integers(-(10**10), 10**10)
FLOWS = st.lists(PENCE, min_size=1, max_size=40)
TINY = Decimal("1e-12")


@given(FLOWS, FLOWS)
def test_present_value_is_linear(one: list[int], other: list[int]) -> None:
    length = max(len(one), len(other))
    left, right = numbers.padded(one, length), numbers.padded(other, length)
    both = [a + b for a, b in zip(left, right, strict=True)]
    apart = discounting.present(STANDARD, one).npv + discounting.present(STANDARD, other).npv
    assert abs(discounting.present(STANDARD, both).npv - apart) < TINY


@given(st.integers(1, 320))
def test_factors_fall_and_never_jump(year: int) -> None:
    before, now = discounting.factor(STANDARD, year - 1), discounting.factor(STANDARD, year)
    assert before / Decimal("1.0351") < now < before


@given(FLOWS)
def test_cumulative_and_incremental_agree(values: list[int]) -> None:
    assert list(accumulate(budget_effect.increments(values))) == [Decimal(one) for one in values]


@given(st.integers(0, 10**9), st.integers(0, 8), st.integers(1, 12), st.integers(0, 40))
def test_slip_then_unslip_returns(annual: int, year: int, month: int, slip: int) -> None:
    planned = budget_effect.Recurring(annual=Decimal(annual), start_year=year, start_month=month)
    moved = year * 12 + month - 1 + slip
    back = budget_effect.Recurring(
        annual=Decimal(annual), start_year=moved // 12, start_month=moved % 12 + 1, slip_months=-slip
    )
    assert budget_effect.recurring(planned, 12) == budget_effect.recurring(back, 12)


@given(st.integers(1, 10**9), st.integers(1, 50), st.sampled_from(list(financing.MrpMethod)[:2]))
def test_provision_pays_for_all_of_it_and_posts_every_penny(pence: int, life: int, method: financing.MrpMethod) -> None:
    amount = Decimal(pence) / 100
    policy = financing.Policy(method=method, life=life, rate=Decimal("0.04"), interest_rate=Decimal("0.05"))
    due = financing.provision(financing.Spend(0, amount), policy, life + 1)
    assert due[0] == 0
    assert abs(total(due) - amount) < TINY
    assert total(financing.posted(due)) == amount


@given(st.integers(1, 10**8), st.integers(0, 200), st.integers(1, 60))
def test_a_loan_is_repaid(pence: int, rate: int, periods: int) -> None:
    found = financing.loan(pence, Decimal(rate) / 1000, periods)
    assert abs(total(found.principal) - pence) < TINY
    assert abs(found.balance[-1]) < TINY


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=12))
def test_every_internal_rate_makes_the_flows_worth_nought(flows: list[int]) -> None:
    for root in returns.irr(flows).roots:
        worth = total(flow / (1 + root) ** year for year, flow in enumerate(flows))
        size = total(abs(flow) / (1 + root) ** year for year, flow in enumerate(flows))
        assert abs(worth) <= size * Decimal("1e-15")


@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=10), st.integers(0, 50))
def test_financing_never_enters_the_economic_case(amounts: list[int], bias: int) -> None:
    line = whole_case.CaseLine(
        kind=whole_case.Kind.CAPITAL, amounts=[Decimal(one) for one in amounts], optimism_bias=Decimal(bias) / 100
    )
    policy = financing.Policy(method=financing.MrpMethod.STRAIGHT_LINE, life=10, interest_rate=Decimal("0.05"))
    with_it = whole_case.evaluate([line], whole_case.Assumptions(years=10, schedule=STANDARD, financing=policy))
    without = whole_case.evaluate([line], whole_case.Assumptions(years=10, schedule=STANDARD))
    assert with_it.worth == without.worth
    assert total(without.mtfs_effect) == 0
    assert with_it.mtfs_effect == with_it.financing.cost
