"""The cost of confirmed people, worked by hand."""

from datetime import date

from changeportal.domain.people_costs import PeopleCost, people_cost

DAYS = {date(2020, 4, 1): 220}


def test_a_full_post_for_a_year_costs_its_days_at_the_rate() -> None:
    # 220 days at £420 are £92,400; each month is £7,700
    year = {date(2026, month, 1): 100 for month in range(4, 13)} | {date(2027, month, 1): 100 for month in range(1, 4)}
    assert people_cost(year, {date(2026, 4, 1): 42_000}, DAYS) == PeopleCost({2026: 9_240_000}, 0)


def test_the_rate_of_each_month_counts_and_the_year_turns_in_april() -> None:
    # half a post: March 2027 at £420 is £3,850; April 2027 at £480 is £4,400
    half = {date(2027, 3, 1): 50, date(2027, 4, 1): 50}
    rates = {date(2026, 4, 1): 42_000, date(2027, 4, 1): 48_000}
    assert people_cost(half, rates, DAYS) == PeopleCost({2026: 385_000, 2027: 440_000}, 0)


def test_time_without_a_rate_has_no_cost_and_says_so() -> None:
    assert people_cost({date(2026, 3, 1): 60}, {date(2026, 4, 1): 42_000}, DAYS) == PeopleCost({}, 60)
