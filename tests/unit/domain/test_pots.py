"""Money for change: what is asked for, what is answered, and where the case and its requests differ."""

import pytest

from changeportal.domain.funding_terms import FundingAnswer, PotKind
from changeportal.domain.pots import (
    FundingAsked,
    FundingOf,
    answering_problems,
    asking_problems,
    differences,
    is_ongoing_saving,
    unanswered_words,
)
from changeportal.domain.profile import Basis, MoneyLine
from changeportal.domain.terms import FundingKind, LineKind

RECEIPTS, RESERVE = PotKind.CAPITAL_RECEIPTS_FLEXIBLE, PotKind.TRANSFORMATION_RESERVE


def asked(kind: PotKind, year: int = 2027, *, ongoing: bool = False) -> set[str]:
    found = asking_problems(FundingAsked(kind=kind, year=year, pence=100, why="Work", ongoing_saving=ongoing))
    return set(found)


@pytest.mark.parametrize(("year", "wrong"), [(2024, True), (2025, False), (2029, False), (2030, True)])
def test_receipts_are_used_flexibly_in_five_years(year: int, wrong: bool) -> None:
    assert ("year" in asked(RECEIPTS, year, ongoing=True)) is wrong
    assert asked(RESERVE, year) == set()


def test_receipts_name_an_ongoing_saving_and_others_need_none() -> None:
    assert asked(RECEIPTS) == {"saving"}
    assert asked(RECEIPTS, ongoing=True) == set()
    assert is_ongoing_saving(LineKind.SAVING, "ongoing")
    assert not is_ongoing_saving(LineKind.SAVING, "one_off")
    assert not is_ongoing_saving(LineKind.COST, "ongoing")


def test_nothing_is_asked_without_an_amount_and_a_reason() -> None:
    assert set(asking_problems(FundingAsked(kind=RESERVE, year=2027, pence=0, why=" "))) == {"amount", "why"}


@pytest.mark.parametrize(
    ("answer", "reason", "pence", "wrong"),
    [
        (FundingAnswer.CONFIRMED, "", 400, set()),
        (FundingAnswer.CONFIRMED, "", 401, {"answer"}),
        (FundingAnswer.DECLINED, "", 401, {"reason"}),
        (FundingAnswer.DECLINED, "No", 401, set()),
    ],
)
def test_answers(answer: FundingAnswer, reason: str, pence: int, wrong: set[str]) -> None:
    # the pot has £10 and £6 of it is confirmed to others: £4 is left
    assert set(answering_problems(answer, reason, pence, 1_000, 600)) == wrong


def test_the_case_and_the_requests_are_compared_by_kind_and_year() -> None:
    lines = [
        MoneyLine("1", LineKind.FUNDING, "Reserve", "GF", funding_kind=FundingKind.RESERVE, basis=Basis.STATED,
                  stated={2026: 500, 2027: 300}),
        MoneyLine("2", LineKind.FUNDING, "Partner", "GF", funding_kind=FundingKind.EXTERNAL, basis=Basis.STATED,
                  stated={2026: 900}),
    ]  # fmt: skip
    requests = [FundingOf(RESERVE, 2026, 200), FundingOf(RESERVE, 2026, 300), FundingOf(RECEIPTS, 2027, 50)]
    assert list(differences(lines, requests)) == [
        (FundingKind.CAPITAL_RECEIPTS_FLEXIBLE, 2027, 0, 50),
        (FundingKind.RESERVE, 2027, 300, 0),
    ]


def test_what_waits_is_named_by_pot_and_year() -> None:
    assert unanswered_words([("Reserve", 2027)]) == ("Reserve, 2027/28",)
