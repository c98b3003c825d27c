"""Money: what the parser takes and refuses, exact printing, and splits that lose nothing."""

import contextlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changeportal.domain.money import (
    LIMIT_PENCE,
    Money,
    MoneyError,
    Unit,
    format_pounds,
    half_up_div,
    parse_pounds,
    plain_pounds,
    split,
)

PENCE = st.integers(-LIMIT_PENCE, LIMIT_PENCE)


@pytest.mark.parametrize(
    ("text", "unit", "pence"),
    [
        ("", Unit.POUNDS, None),
        ("  \u00a0", Unit.POUNDS, None),
        ("-", Unit.POUNDS, None),
        ("–", Unit.POUNDS, None),
        ("0", Unit.POUNDS, 0),
        ("-0", Unit.POUNDS, 0),
        ("1", Unit.POUNDS, 100),
        ("1.5", Unit.POUNDS, 150),
        (".50", Unit.POUNDS, 50),
        ("£480,000", Unit.POUNDS, 48000000),
        ("£ 480,000.07", Unit.POUNDS, 48000007),
        ("480 000", Unit.POUNDS, 48000000),
        ("480\u00a0000", Unit.POUNDS, 48000000),
        ("480\u202f000", Unit.POUNDS, 48000000),
        ("(1,000)", Unit.POUNDS, -100000),
        ("(£1,000)", Unit.POUNDS, -100000),
        ("£(1,000)", Unit.POUNDS, -100000),
        ("1,000-", Unit.POUNDS, -100000),
        ("−1,250.50", Unit.POUNDS, -125050),
        ("-£1", Unit.POUNDS, -100),
        ("£-1", Unit.POUNDS, -100),
        ("- 5", Unit.POUNDS, -500),
        ("007", Unit.POUNDS, 700),
        ("480", Unit.THOUSANDS, 48000000),
        ("0.00001", Unit.THOUSANDS, 1),
        ("187.5", Unit.THOUSANDS, 18750000),
        ("12.376", Unit.MILLIONS, 1237600000),
        ("10,000,000,000,000", Unit.POUNDS, LIMIT_PENCE),
    ],
)
def test_the_parser_takes(text: str, unit: Unit, pence: int | None) -> None:
    assert parse_pounds(text, unit) == pence


@pytest.mark.parametrize(
    ("text", "unit", "code"),
    [
        ("5%", Unit.POUNDS, "percent"),
        ("TBC", Unit.POUNDS, "words"),
        ("about 5", Unit.POUNDS, "words"),
        ("n/a", Unit.POUNDS, "words"),
        ("1e5", Unit.POUNDS, "words"),
        ("5k", Unit.POUNDS, "suffix"),
        ("£1.2M", Unit.POUNDS, "suffix"),
        ("1.005", Unit.POUNDS, "decimals"),
        ("1.500", Unit.POUNDS, "decimals"),
        ("0.000001", Unit.THOUSANDS, "decimals"),
        ("1,00", Unit.POUNDS, "commas"),
        ("1,0000", Unit.POUNDS, "commas"),
        ("12 34", Unit.POUNDS, "commas"),
        ("1 000,000", Unit.POUNDS, "commas"),
        (",100", Unit.POUNDS, "commas"),
        ("1.", Unit.POUNDS, "not_a_number"),
        ("1.2.3", Unit.POUNDS, "not_a_number"),
        ("£", Unit.POUNDS, "not_a_number"),
        ("()", Unit.POUNDS, "not_a_number"),
        ("(5", Unit.POUNDS, "not_a_number"),
        ("5£", Unit.POUNDS, "not_a_number"),
        ("=5", Unit.POUNDS, "not_a_number"),
        ("+5", Unit.POUNDS, "not_a_number"),
        ("٣", Unit.POUNDS, "not_a_number"),
        ("(-5)", Unit.POUNDS, "sign"),
        ("-5-", Unit.POUNDS, "sign"),
        ("££5", Unit.POUNDS, "sign"),
        ("10000000000000.01", Unit.POUNDS, "too_large"),
        ("9" * 5000, Unit.POUNDS, "too_large"),
        ("10000001", Unit.MILLIONS, "too_large"),
    ],
)
def test_the_parser_refuses(text: str, unit: Unit, code: str) -> None:
    with pytest.raises(MoneyError) as refusal:
        parse_pounds(text, unit)
    assert refusal.value.code == code
    assert refusal.value.message


@pytest.mark.parametrize(
    ("pence", "unit", "decimals", "shown"),
    [
        (48000000, Unit.POUNDS, None, "£480,000"),
        (-125050, Unit.POUNDS, None, "−£1,250.50"),
        (0, Unit.POUNDS, None, "£0"),
        (5, Unit.POUNDS, None, "£0.05"),
        (-49, Unit.POUNDS, 0, "£0"),
        (50, Unit.POUNDS, 0, "£1"),
        (-50, Unit.POUNDS, 0, "−£1"),
        (100, Unit.POUNDS, 2, "£1.00"),
        (48000000, Unit.THOUSANDS, None, "480"),
        (-4950000, Unit.THOUSANDS, None, "−50"),
        (4900000, Unit.MILLIONS, None, "0.049"),
        (1237600000, Unit.MILLIONS, None, "12.376"),
    ],
)
def test_printing(pence: int, unit: Unit, decimals: int | None, shown: str) -> None:
    assert format_pounds(pence, unit, decimals=decimals) == shown


def test_more_decimals_than_pence_are_refused() -> None:
    with pytest.raises(ValueError, match="penny"):
        format_pounds(1, decimals=3)


@pytest.mark.parametrize(("pence", "text"), [(-125050, "-1250.50"), (7, "0.07"), (100, "1.00")])
def test_plain_text_for_files(pence: int, text: str) -> None:
    assert plain_pounds(pence) == text


@pytest.mark.parametrize(
    ("above", "below", "quotient"),
    [(5, 2, 3), (-5, 2, -3), (4, 3, 1), (-4, 3, -1), (1, -2, -1), (-1, -2, 1), (0, 7, 0), (0, -7, 0)],
)
def test_half_goes_away_from_zero(above: int, below: int, quotient: int) -> None:
    assert half_up_div(above, below) == quotient


def test_splits_by_hand() -> None:
    assert split(100, 3) == [33, 33, 34]
    assert split(100, 3, "first") == [34, 33, 33]
    assert split(-100, 3) == [-33, -33, -34]
    assert split(6, 12) == [0] * 11 + [6]
    assert split(100, [1, 2, 0]) == [33, 67, 0]
    for weights in ([], [0, 0], [2, -1], 0):
        with pytest.raises(ValueError, match="weights"):
            split(1, weights)


@given(PENCE, st.lists(st.integers(0, 1000), min_size=1, max_size=30).filter(any))
def test_a_split_loses_no_penny_and_turns_no_sign(pence: int, weights: list[int]) -> None:
    parts = split(pence, weights)
    assert sum(parts) == pence
    assert all(part * pence >= 0 for part in parts)


@given(PENCE)
def test_what_is_printed_reads_back(pence: int) -> None:
    assert parse_pounds(format_pounds(pence)) == pence
    assert parse_pounds(plain_pounds(pence)) == pence
    assert parse_pounds(format_pounds(pence, Unit.MILLIONS, decimals=8), Unit.MILLIONS) == pence


@given(st.text(max_size=30))
def test_any_text_is_pence_nothing_or_a_plain_refusal(text: str) -> None:
    with contextlib.suppress(MoneyError):
        answer = parse_pounds(text)
        assert answer is None or isinstance(answer, int)


def test_money_mixes_with_nothing_else() -> None:
    assert Money(150) + Money(50) - Money(20) == Money(180)
    assert 2 * Money(5) == Money(5) * 2 == Money(10)
    assert (-Money(5), abs(Money(-5)), bool(Money(0))) == (Money(-5), Money(5), False)
    assert Money.total([]) == Money(0)
    assert Money.total([Money(1), Money(2)]) == Money(3)
    assert Money(5).share(1, 2) == Money(3)
    assert Money(1) < Money(2)
    assert str(Money(125050)) == "£1,250.50"
    one: Any = Money(1)
    mixes: list[Callable[[], Any]] = [
        lambda: one + 1,
        lambda: one - 1,
        lambda: one * True,
        lambda: one * 0.5,
        lambda: one < 1,
    ]
    for mix in mixes:
        with pytest.raises(TypeError):
            mix()
    wrong: Any
    for wrong in (1.0, True, "1"):
        with pytest.raises(TypeError):
            Money(wrong)
