"""The price of yes, worked by hand: two full-time posts, other work in February and March, months in order."""

from datetime import date

from changeportal.domain.price_of_yes import FURTHEST, Over, Slip, Team, price_of_yes

JAN, FEB, MAR, APR, MAY, JUN = (date(2027, month, 1) for month in range(1, 7))
MONTHS = (JAN, FEB, MAR, APR, MAY, JUN)
US, THEM = "CP-2026-0001", "CP-2026-0002"


def team(**confirmed: dict[date, int]) -> Team:
    """Two posts in each month to June; half a post of standing commitments."""
    return Team(
        slug="developers",
        name="Developers",
        capacity=dict.fromkeys(MONTHS, 200),
        standing=dict.fromkeys(MONTHS, 50),
        confirmed={{"us": US, "them": THEM}[who]: load for who, load in confirmed.items()},
    )


def test_what_fits_costs_nothing() -> None:
    price = price_of_yes([team()], {"developers": {JAN: 150, FEB: 150}}, US)
    assert (price.over, price.slips, price.fits_after, price.start) == ([], [], 0, JAN)


def test_over_by_team_and_month_and_the_first_start_that_fits() -> None:
    # 0.5 standing + 1 to them + 1.2 to us = 2.7 of 2 in February and March: 0.7 over. April to May is free of them.
    price = price_of_yes([team(them={FEB: 100, MAR: 100})], {"developers": {FEB: 120, MAR: 120}}, US)
    assert price.over == [Over("Developers", FEB, 70), Over("Developers", MAR, 70)]
    assert (price.fits_after, price.start) == (2, APR)
    # them alone, moved by two months, stand in April and May, where 0.5 + 1 is less than 2
    assert price.slips == [Slip("Developers", THEM, 2)]


def test_what_is_confirmed_to_us_already_is_not_counted_twice() -> None:
    price = price_of_yes([team(us={JAN: 150})], {"developers": {JAN: 150}}, US)
    assert (price.over, price.fits_after) == ([], 0)


def test_moving_one_piece_that_makes_no_room_says_so() -> None:
    # even without them, 0.5 + 1.8 is 2.3 of 2 in January; and no later month fits either
    price = price_of_yes([team(them={JAN: 10})], {"developers": {JAN: 180}}, US)
    assert price.over == [Over("Developers", JAN, 40)]
    assert price.slips == [Slip("Developers", THEM, None)]
    assert (price.fits_after, price.start) == (None, None)


def test_every_team_must_fit_at_the_same_start() -> None:
    other = Team(
        slug="legal",
        name="Legal",
        capacity=dict.fromkeys(MONTHS, 100),
        standing={JAN: 90, FEB: 90, MAR: 90},
        confirmed={},
    )
    asked = {"developers": {JAN: 100}, "legal": {JAN: 20}}
    assert price_of_yes([team(), other], asked, US).start == APR


def test_months_of_which_nothing_is_known_are_neither_over_nor_a_fit() -> None:
    late = date(2030, 1, 1)
    price = price_of_yes([team()], {"developers": {late: 999}}, US)
    assert (price.over, price.fits_after) == ([], None)
    assert FURTHEST == 24
