"""Votes by seat, who chairs, the casting vote; and what kinds of bodies allow."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from changeportal.domain.deciders import Regime, member_word, regime, substitutes_refusal, written_refusal
from changeportal.domain.meetings import Readiness, Seat, refusals_before_deciding
from changeportal.domain.terms import BoardKind, Vote
from changeportal.domain.votes import Said, casting_refusal, presiding, roll, tally, who_chairs

ONE, TWO, THREE, FOUR = (UUID(int=n) for n in range(1, 5))
SEATS = (
    Seat(person_id=ONE, name="Ada", here=True, office="chair"),
    Seat(person_id=TWO, name="Ben", here=True, office="vice_chair"),
    Seat(person_id=THREE, name="Cat", here=True),
    Seat(person_id=FOUR, name="Dan"),
)
NOBODY: frozenset[UUID] = frozenset()


def test_every_seat_has_a_word_in_the_record() -> None:
    said = {seat.name: one for seat, one in roll(SEATS, {ONE: Vote.FOR}, frozenset({TWO}))}
    assert said == {"Ada": Said.FOR, "Ben": Said.RECUSED, "Cat": Said.NOT_VOTED, "Dan": Said.NOT_PRESENT}


def test_a_seat_without_a_vote_is_not_in_the_roll() -> None:
    seats = (*SEATS, Seat(person_id=UUID(int=9), name="Secretary", voting=False, here=True))
    assert len(roll(seats, {}, NOBODY)) == 4


def test_a_result_waits_for_everybody_who_takes_part() -> None:
    part = tally(SEATS, {ONE: Vote.FOR, TWO: Vote.AGAINST}, NOBODY)
    assert part.waited_for == ("Cat",)
    assert not part.tied
    whole = tally(SEATS, {ONE: Vote.FOR, TWO: Vote.AGAINST, THREE: Vote.ABSTAIN}, NOBODY)
    assert (whole.waited_for, whole.tied, whole.carried) == ((), True, None)


def test_a_later_recusal_turns_the_result() -> None:
    votes = {ONE: Vote.FOR, TWO: Vote.AGAINST, THREE: Vote.FOR}
    assert tally(SEATS, votes, NOBODY).carried is True
    without = {person: vote for person, vote in votes.items() if person != THREE}
    after = tally(SEATS, without, frozenset({THREE}))
    assert (after.carried, after.tied, after.recused) == (None, True, 1)


@pytest.mark.parametrize(
    ("left", "away", "name"), [((), (), "Ada"), ((ONE,), (), "Ben"), ((), (ONE,), "Ben"), ((ONE, TWO), (), None)]
)
def test_who_chairs(left: tuple[UUID, ...], away: tuple[UUID, ...], name: str | None) -> None:
    seats = [replace(one, here=one.here and one.person_id not in away) for one in SEATS]
    chair = who_chairs(seats, frozenset(left))
    assert (chair.name if chair else None) == name


def test_the_casting_vote_is_for_a_tie_and_for_whoever_chairs() -> None:
    tie = {ONE: Vote.FOR, TWO: Vote.AGAINST, THREE: Vote.ABSTAIN}
    assert casting_refusal(SEATS, tie, NOBODY, SEATS[0]) == ""
    assert "Only whoever chairs" in casting_refusal(SEATS, tie, NOBODY, SEATS[1])
    assert "Only whoever chairs" in casting_refusal(SEATS, tie, NOBODY, None)
    assert "equal votes alone" in casting_refusal(SEATS, {**tie, THREE: Vote.FOR}, NOBODY, SEATS[0])
    assert casting_refusal(SEATS, {ONE: Vote.FOR}, NOBODY, SEATS[0]) == "Not voted yet: Ben, Cat"


def test_an_open_vote_and_a_tie_stop_a_decision() -> None:
    codes = [code for code, _words in refusals_before_deciding(Readiness(not_voted=("Ben",), tied="1 for, 1 against"))]
    assert codes == ["not_voted", "equal_votes"]
    waiting = refusals_before_deciding(Readiness(answers_open="until Friday, from Ben"))
    assert waiting == [("answers_open", "Answers are waited for until Friday, from Ben")]


@pytest.mark.parametrize(
    ("kind", "substitutes", "written"),
    [
        (BoardKind.OFFICER_BOARD, True, True),
        (BoardKind.EXECUTIVE, False, False),
        (BoardKind.FULL_COUNCIL, False, False),
        (BoardKind.SCRUTINY, True, False),
        (BoardKind.EXECUTIVE_MEMBER, False, False),
        (BoardKind.PARTNERSHIP_BOARD, True, False),
    ],
)
def test_what_a_kind_of_body_allows(kind: BoardKind, substitutes: bool, written: bool) -> None:
    assert (substitutes_refusal(kind) == "") is substitutes
    assert (written_refusal(kind) == "") is written


def test_members_are_councillors_alone() -> None:
    assert (member_word(BoardKind.EXECUTIVE), member_word(BoardKind.OFFICER_BOARD)) == ("member", "board member")
    assert regime(BoardKind.SCRUTINY) is Regime.DISCLOSABLE
    assert regime(BoardKind.OFFICER_BOARD) is Regime.CONFLICT


@pytest.mark.parametrize(
    ("chair", "left", "barred", "in_the_chair"),
    [
        ({}, set(), set(), ONE),
        ({"here": False}, set(), set(), TWO),
        ({}, {ONE}, set(), TWO),
        ({}, set(), {ONE}, TWO),
        ({"substitute_id": FOUR, "substitute": "Dan"}, set(), set(), TWO),
        ({}, {ONE}, {TWO}, TWO),
        ({"here": False}, {TWO}, set(), None),
    ],
)
def test_the_vice_chair_is_in_the_chair_while_the_chair_is_away(
    chair: dict[str, Any], left: set[UUID], barred: set[UUID], in_the_chair: UUID | None
) -> None:
    seats = (replace(SEATS[0], **chair), *SEATS[1:])
    assert presiding(seats, frozenset(left), frozenset(barred)) == in_the_chair
