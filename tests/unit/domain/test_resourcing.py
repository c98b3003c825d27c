"""Time of people: hundredths, bands, over capacity in words, and answers that cannot be taken."""

from datetime import date

import pytest

from changeportal.domain.resourcing import (
    AnswerGiven,
    Band,
    answer_problems,
    band,
    format_fte,
    over_capacity,
    over_capacity_words,
    over_months_words,
    percent_used,
    requests_headline,
)
from changeportal.domain.terms import RequestAnswer

JUNE, JULY, AUGUST = date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)


@pytest.mark.parametrize(("hundredths", "shown"), [(60, "0.6"), (25, "0.25"), (200, "2")])
def test_full_time_equivalents(hundredths: int, shown: str) -> None:
    assert format_fte(hundredths) == shown


@pytest.mark.parametrize(
    ("committed", "capacity", "percent", "expected"),
    [
        (0, None, None, Band.UNKNOWN),
        (0, 0, None, Band.UNKNOWN),
        (10, 0, None, Band.OVER_120),
        (79, 100, 79, Band.UNDER_80),
        (80, 100, 80, Band.TO_100),
        (100, 100, 100, Band.TO_100),
        (1001, 1000, 100, Band.TO_120),
        (120, 100, 120, Band.TO_120),
        (121, 100, 121, Band.OVER_120),
        (1, 8, 13, Band.UNDER_80),
    ],
)
def test_bands(committed: int, capacity: int | None, percent: int | None, expected: Band) -> None:
    assert percent_used(committed, capacity) == percent
    assert band(committed, capacity) is expected


def test_over_capacity_by_month_in_words() -> None:
    confirmed, asked = {JUNE: 480, JULY: 560, AUGUST: 400}, {JUNE: 110, JULY: 110, AUGUST: 100}
    capacity = {JUNE: 500, JULY: 500, AUGUST: 500}
    assert over_capacity(confirmed, asked, capacity) == [JUNE, JULY]
    assert over_capacity_words("data analysts", confirmed, asked, capacity) == (
        "This takes data analysts to 134% in July 2026. Confirm anyway?"
    )
    assert over_capacity_words("data analysts", {}, asked, capacity) == ""
    assert over_capacity_words("trainers", {}, {JUNE: 10}, {JUNE: 0}) == (
        "Trainers have no capacity in June 2026. Confirm anyway?"
    )
    assert over_capacity({}, {JUNE: 10}, {}) == []


def test_the_finding_of_the_heading() -> None:
    assert over_months_words("Analysts", []) == "Analysts are within capacity"
    assert over_months_words("Analysts", [JUNE]) == "Analysts are over capacity in June 2026"
    assert over_months_words("Analysts", [AUGUST, JUNE, JULY]) == (
        "Analysts are over capacity from June 2026 to August 2026"
    )
    assert over_months_words("Analysts", [JUNE, AUGUST]) == (
        "Analysts are over capacity in 2 months between June 2026 and August 2026"
    )


ASKED, ROOM = {JUNE: 60, JULY: 60}, {JUNE: 100, JULY: 100}


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        (AnswerGiven(answer=RequestAnswer.CONFIRMED, confirmed=ASKED), set()),
        (AnswerGiven(answer=RequestAnswer.CONFIRMED, confirmed={JUNE: 60}), {"confirmed"}),
        (AnswerGiven(answer=RequestAnswer.PART_CONFIRMED, confirmed={JUNE: 60}), set()),
        (AnswerGiven(answer=RequestAnswer.PART_CONFIRMED, confirmed={}), {"confirmed"}),
        (AnswerGiven(answer=RequestAnswer.PART_CONFIRMED, confirmed=ASKED), {"confirmed"}),
        (AnswerGiven(answer=RequestAnswer.PART_CONFIRMED, confirmed={JUNE: 61}), {"confirmed"}),
        (AnswerGiven(answer=RequestAnswer.OFFERED_LATER, confirmed={}, offered_from=JULY), set()),
        (AnswerGiven(answer=RequestAnswer.OFFERED_LATER, confirmed={}, offered_from=JUNE), {"offered_from"}),
        (AnswerGiven(answer=RequestAnswer.OFFERED_LATER, confirmed={}), {"offered_from"}),
        (AnswerGiven(answer=RequestAnswer.DECLINED, confirmed={}), {"reason"}),
        (AnswerGiven(answer=RequestAnswer.DECLINED, confirmed={}, reason="All on leave"), set()),
    ],
)
def test_answers(given: AnswerGiven, fields: set[str]) -> None:
    assert set(answer_problems(given, ASKED, ROOM, {})) == fields


def test_over_capacity_needs_a_reason() -> None:
    given = AnswerGiven(answer=RequestAnswer.CONFIRMED, confirmed=ASKED)
    assert set(answer_problems(given, ASKED, ROOM, {JULY: 50})) == {"reason"}
    said = AnswerGiven(answer=RequestAnswer.CONFIRMED, confirmed=ASKED, reason="Overtime agreed")
    assert answer_problems(said, ASKED, ROOM, {JULY: 50}) == {}


def test_the_first_line_of_the_page() -> None:
    yes, part = RequestAnswer.CONFIRMED, RequestAnswer.PART_CONFIRMED
    assert requests_headline([yes, yes, part, None]) == (
        "You have asked for 4 people. 2 are confirmed, 1 is part confirmed, 1 is waiting."
    )
    assert requests_headline([None]) == "You have asked for 1 person. 1 is waiting."
    assert requests_headline([]) == "You have not asked for anyone's time."
