"""Meetings: interests, quorum in the words of the page, votes, and what stops a decision."""

from dataclasses import replace
from uuid import UUID

import pytest

from changeportal.domain.deciders import Regime
from changeportal.domain.meetings import (
    Declaration,
    Interest,
    Quorum,
    QuorumRule,
    Readiness,
    Seat,
    Wish,
    item_quorum,
    quorum,
    recused,
    refusals_before_deciding,
)
from changeportal.domain.terms import Vote
from changeportal.domain.votes import tally

RULE = QuorumRule(number=4, roles=frozenset({"finance"}))
NAMES = ("Ada", "Ben", "Cat", "Dan", "Eve", "Flo", "Gus")


def board(here: int) -> list[Seat]:
    return [
        Seat(
            person_id=UUID(int=place + 1),
            name=name,
            here=place < here,
            roles=frozenset({"finance"} if place == 0 else ()),
        )
        for place, name in enumerate(NAMES)
    ]


def ids(*numbers: int) -> frozenset[UUID]:
    return frozenset(UUID(int=number) for number in numbers)


def test_quorum_of_the_meeting() -> None:
    five = quorum(board(5), RULE)
    assert five == Quorum(True, 5, "Quorum: 5 of 7 board members are here, including finance. You can make decisions.")
    three = quorum(board(3), RULE)
    assert three.met is False
    assert three.words == (
        "You need 1 more board member. 3 of 7 are here and quorum is 4. "
        "You can discuss items but you cannot record decisions."
    )
    assert quorum(board(4), RULE).met
    assert quorum(board(2), replace(RULE, member_word="member")).words.startswith("You need 2 more members.")


def test_a_role_that_must_be_there() -> None:
    seats = [replace(seat, here=seat.name != "Ada") for seat in board(7)]
    assert quorum(seats, RULE).words.startswith("You need somebody from finance. 6 of 7 are here")
    assert not quorum(seats, RULE).met
    nobody = quorum(board(0), RULE)
    assert nobody.words.startswith("You need 4 more board members and somebody from finance.")


def test_seats_without_a_vote_do_not_count() -> None:
    seats = [*board(3), Seat(person_id=UUID(int=99), name="Guest", voting=False, here=True)]
    assert quorum(seats, RULE).counted == 3


def test_quorum_of_an_item() -> None:
    one_left = item_quorum(board(5), RULE, 3, ids(2))
    assert one_left == Quorum(
        True,
        4,
        "For item 3 you have 4 board members, because Ben declared an interest and left. You can make a decision.",
    )
    two_left = item_quorum(board(5), RULE, 3, ids(2, 3))
    assert two_left.met is False
    assert two_left.words == (
        "For item 3 you do not have quorum, because 2 board members left. "
        "Move it to the next meeting, or decide outside a meeting."
    )
    executive = replace(RULE, member_word="member", written_procedure=False)
    assert item_quorum(board(5), executive, 3, ids(2, 3)).words.endswith("2 members left. Move it to the next meeting.")
    both = item_quorum(board(6), RULE, 1, ids(2, 3))
    assert "because Ben and Cat declared interests and left" in both.words
    assert not item_quorum(board(6), RULE, 1, ids(1)).met
    assert item_quorum(board(5), RULE, 3, ids(7)) == quorum(board(5), RULE)
    assert item_quorum(board(3), RULE, 3, ids(2)) == quorum(board(3), RULE)


ME = UUID(int=1)


@pytest.mark.parametrize(
    ("declaration", "regime", "leaves"),
    [
        (Declaration(person_id=ME), Regime.DISCLOSABLE, False),
        (Declaration(person_id=ME, interest=Interest.DISCLOSABLE_PECUNIARY), Regime.DISCLOSABLE, True),
        (
            Declaration(person_id=ME, interest=Interest.DISCLOSABLE_PECUNIARY, dispensation=True),
            Regime.DISCLOSABLE,
            False,
        ),
        (Declaration(person_id=ME, interest=Interest.OTHER), Regime.DISCLOSABLE, False),
        (Declaration(person_id=ME, interest=Interest.OTHER), Regime.CONFLICT, False),
        (Declaration(person_id=ME, interest=Interest.OTHER, chair_says_leave=True), Regime.CONFLICT, True),
        (Declaration(person_id=ME, interest=Interest.OWN_POST), Regime.CONFLICT, True),
        (Declaration(person_id=ME, wish=Wish.LEAVE), Regime.CONFLICT, True),
        (Declaration(person_id=ME, wish=Wish.STAY_SILENT), Regime.DISCLOSABLE, True),
    ],
)
def test_who_takes_no_part(declaration: Declaration, regime: Regime, leaves: bool) -> None:
    assert recused(declaration, regime) is leaves


def votes(**cast: Vote) -> dict[UUID, Vote]:
    return {UUID(int=NAMES.index(name) + 1): vote for name, vote in cast.items()}


def test_counting_votes() -> None:
    cast = votes(Ada=Vote.FOR, Ben=Vote.FOR, Cat=Vote.AGAINST, Dan=Vote.ABSTAIN)
    result = tally(board(5), cast, ids(5), casting=Vote.AGAINST)
    assert (result.for_, result.against, result.abstained, result.not_present, result.recused) == (2, 1, 1, 2, 1)
    assert (result.carried, result.casting, result.words) == (True, None, "2 for, 1 against, 1 abstained.")


@pytest.mark.parametrize(("casting", "carried"), [(None, None), (Vote.FOR, True), (Vote.AGAINST, False)])
def test_the_casting_vote_breaks_a_tie_only(casting: Vote | None, carried: bool | None) -> None:
    result = tally(board(5), votes(Ada=Vote.FOR, Ben=Vote.AGAINST), frozenset(), casting)
    assert result.carried is carried


@pytest.mark.parametrize("stranger", ["Ben", "Gus"])
def test_a_vote_of_somebody_who_left_or_is_away_is_refused(stranger: str) -> None:
    with pytest.raises(ValueError, match="take part"):
        tally(board(5), votes(**{stranger: Vote.FOR}), ids(2))


def test_everything_that_stops_a_decision_is_named() -> None:
    assert refusals_before_deciding(Readiness(quorum=quorum(board(5), RULE))) == []
    wrong = Readiness(
        quorum=quorum(board(3), RULE),
        sign_offs_wanting=("Finance", "Legal"),
        notice_missing="28 clear days",
        blocking_conditions=("Agree the lease",),
        decided_already="D-2026-0007, agreed",
        undeclared=("Ada",),
    )
    codes = [code for code, _ in refusals_before_deciding(wrong)]
    assert codes == ["decided_already", "quorum", "sign_off", "sign_off", "notice", "condition", "undeclared"]
