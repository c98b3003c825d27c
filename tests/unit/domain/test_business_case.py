"""The case: sections of each route, states, word limits."""

import pytest

from changeportal.domain.business_case import (
    CHAPTER_LABELS,
    STATE_LABELS,
    Chapter,
    Progress,
    SectionState,
    asked,
    count_words,
    fields_asked,
    headline,
    missing,
    over_limit,
    said,
    state_of,
)
from changeportal.domain.case_sections import BY_CODE, SECTIONS
from changeportal.domain.terms import Route, SignOffKind

NEED = BY_CODE["need"]
TEXTS = {"problem": "People wait", "affected": "1,200 a year", "residents_said": "Too long"}


def test_the_sections_of_each_route() -> None:
    light = [section.code for section in asked(SECTIONS, Route.LIGHT, ())]
    full = [section.code for section in asked(SECTIONS, Route.FULL, ())]
    assert light == [
        "need", "fit", "evidence", "options", "money", "savings", "measures", "delivery", "risks", "resources", "touches",
        "equality", "environment",
    ]  # fmt: skip
    assert set(full) - set(light) == {"theory", "appraisal", "commercial"}


def test_sections_that_are_only_asked_when_triggered() -> None:
    codes = {section.code for section in asked(SECTIONS, Route.LIGHT, {SignOffKind.HR}, uses_ai=True)}
    assert {"hr", "ai"} < codes
    assert not {"legal", "property"} & codes


def test_every_section_has_its_words() -> None:
    assert len(BY_CODE) == len(SECTIONS) == 23
    assert set(CHAPTER_LABELS) == set(Chapter)
    assert set(STATE_LABELS) == set(SectionState)
    for section in SECTIONS:
        assert section.label
        assert section.guidance.endswith(".")
        assert section.example.endswith(".")
        assert section.board_asks.endswith("?")


@pytest.mark.parametrize(
    ("progress", "state"),
    [
        (Progress(texts={}), SectionState.NOT_STARTED),
        (Progress(texts={"problem": " "}), SectionState.NOT_STARTED),
        (Progress(texts={"problem": "People wait"}), SectionState.IN_PROGRESS),
        (Progress(texts={}, rows=1), SectionState.IN_PROGRESS),
        (Progress(texts=TEXTS), SectionState.IN_PROGRESS),
        (Progress(texts=TEXTS, marked_complete=True), SectionState.COMPLETE),
        (Progress(texts={"problem": "People wait"}, marked_complete=True), SectionState.NEEDS_ATTENTION),
        (Progress(texts=TEXTS, marked_complete=True, open_questions=1), SectionState.NEEDS_ATTENTION),
        (Progress(texts=TEXTS, marked_complete=True, problems=("No total",)), SectionState.NEEDS_ATTENTION),
        (Progress(texts=TEXTS | {"affected": "word " * 201}, marked_complete=True), SectionState.NEEDS_ATTENTION),
    ],
)
def test_states(progress: Progress, state: SectionState) -> None:
    assert state_of(NEED, Route.LIGHT, progress) is state


def test_the_full_route_asks_more() -> None:
    assert state_of(NEED, Route.FULL, Progress(texts=TEXTS, marked_complete=True)) is SectionState.NEEDS_ATTENTION
    assert missing(NEED, Route.FULL, TEXTS) == ["What happens if nothing is done?"]
    assert len(fields_asked(NEED, Route.LIGHT)) == 3
    assert len(fields_asked(NEED, Route.FULL)) == 4


@pytest.mark.parametrize(
    ("text", "words"), [("", 0), ("one", 1), ("- one\n- two", 2), ("don't re-use £1,200.50", 3), ("a / b", 2)]
)
def test_words_as_people_count_them(text: str, words: int) -> None:
    assert count_words(text) == words


def test_the_limit_itself_is_within() -> None:
    assert over_limit(NEED, {"affected": "word " * 200}) == {}
    assert over_limit(NEED, {"affected": "word " * 203}) == {
        "affected": "Who is affected, and how many? must be 200 words or less. Take out 3"
    }


def test_the_first_line() -> None:
    done, begun = SectionState.COMPLETE, SectionState.IN_PROGRESS
    assert headline([done, done, begun]) == "2 of 3 sections are complete."
    assert headline([done, begun]) == "1 of 2 sections is complete."


@pytest.mark.parametrize(
    ("section", "field", "kept", "words"),
    [
        ("touches", "ai", "no", "No"),
        ("touches", "contract", "25000.00", "£25,000"),
        ("touches", "contract", "not a sum", "not a sum"),
        ("touches", "posts", "3", "3"),
        ("appraisal", "prices", "cash", "The money of each year"),
        ("appraisal", "managed", "40", "40%"),
        ("need", "problem", "yes", "yes"),
    ],
)
def test_an_answer_reads_as_people_read_it(section: str, field: str, kept: str, words: str) -> None:
    asked_for = next(one for one in BY_CODE[section].fields if one.code == field)
    assert said(asked_for, kept) == words
