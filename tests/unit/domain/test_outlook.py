"""What risks could cost: expected, by closed form, and simulated; and what a person may enter."""

from decimal import Decimal

import pytest

from changeportal.domain.outlook import (
    FEWEST_DRAWS,
    RiskMoney,
    closed_form,
    draws_for,
    expected_cost,
    range_faults,
    simulate,
)

LATE = RiskMoney("Late", 30, 1_000_000, 2_000_000, 6_000_000)
COIN = RiskMoney("Coin", 50, 100_000, 100_000, 100_000)
MANY = [RiskMoney(str(n), 30, 1_000_000, 2_000_000, 6_000_000) for n in range(40)]


def test_the_expected_cost_is_chance_times_mean_added_up() -> None:
    # 30% of (10,000 + 20,000 + 60,000) / 3, and half of 1,000, in pounds
    assert expected_cost([LATE, COIN]) == 900_000 + 50_000
    assert expected_cost([]) == 0


def test_a_coin_by_simulation_is_nothing_or_all() -> None:
    found = simulate([COIN], 7)
    assert (found.p10, found.p90) == (0, 100_000)
    assert (found.draws, found.seed) == (10_000, 7)


def test_the_closed_form_stays_between_nothing_and_the_worst() -> None:
    found = closed_form([COIN])
    # mean 50,000 and spread 50,000: the normal curve would go below nought and above the worst
    assert (found.p10, found.p50, found.p90) == (0, 50_000, 100_000)
    assert found.contingency == found.p80
    assert found.draws == 0


def test_draws_come_close_to_the_expected_cost_and_to_the_closed_form() -> None:
    draws, exact = simulate(MANY, 20260020), closed_form(MANY)
    spread = (exact.p90 - exact.p50) / Decimal("1.2815515655446004")
    assert abs(draws.expected - exact.expected) < 4 * spread / 100
    assert abs(draws.p90 - exact.p90) < spread / 4


def test_the_same_seed_gives_the_same_figures_and_another_does_not() -> None:
    assert simulate(MANY, 1) == simulate(MANY, 1)
    assert simulate(MANY, 1).p90 != simulate(MANY, 2).p90


def test_shared_luck_spreads_wider_than_risks_that_cancel_out() -> None:
    alone = sum(Decimal(one.high) for one in MANY)
    found = simulate(MANY, 3)
    assert found.p10 < found.expected * Decimal("0.5")
    assert found.p90 < alone


def test_many_risks_take_fewer_draws() -> None:
    assert draws_for(MANY * 100) == FEWEST_DRAWS


def test_worth_is_read_from_the_dear_end_of_the_risks() -> None:
    found = simulate([COIN], 7)
    assert found.worth_with(Decimal(500_000))[0] == ("9 in 10 chance", 400_000)
    assert found.worth_with(Decimal(500_000))[2] == ("1 in 10 chance", 500_000)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ((None, None, None, None), set()),
        ((10, 0, 5, 9), set()),
        ((10, None, None, None), {"low_pence", "money_pence", "high_pence"}),
        ((None, 1, 2, 3), {"probability"}),
        ((10, 6, 5, 9), {"money_pence"}),
        ((10, 1, 10, 9), {"high_pence"}),
    ],
)
def test_money_of_a_risk_is_whole_and_in_order(given: tuple[int | None, ...], wrong: set[str]) -> None:
    assert set(range_faults(*given)) == wrong
