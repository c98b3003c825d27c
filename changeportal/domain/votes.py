"""Votes of an item: what each seat said, how they count, who chairs, when a casting vote is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from changeportal.domain.meetings import Seat
from changeportal.domain.terms import Vote

CHAIRS = ("chair", "vice_chair")


class Said(StrEnum):
    """What the record says of a seat."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    NOT_PRESENT = "not_present"
    RECUSED = "recused"
    NOT_VOTED = "not_voted"


SAID_WORDS = {
    Said.FOR: "For",
    Said.AGAINST: "Against",
    Said.ABSTAIN: "Abstained",
    Said.NOT_PRESENT: "Not present",
    Said.RECUSED: "Took no part (interest)",
    Said.NOT_VOTED: "Has not voted yet",
}


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of an item. ``carried`` is None while votes are equal and the chair has not cast the deciding one.

    ``waited_for`` names the seats that take part and have not voted.
    """

    for_: int
    against: int
    abstained: int
    not_present: int
    recused: int
    casting: Vote | None
    carried: bool | None
    words: str
    waited_for: tuple[str, ...] = ()

    @property
    def tied(self) -> bool:
        """Whether everybody has voted, votes are equal, and no casting vote has decided it."""
        return not self.waited_for and self.carried is None


def taking_part(seats: Sequence[Seat], left: frozenset[UUID]) -> list[Seat]:
    """The voting seats that are filled and did not leave the item."""
    return [seat for seat in seats if seat.voting and seat.here and seat.person_id not in left]


def roll(seats: Sequence[Seat], votes: Mapping[UUID, Vote], left: frozenset[UUID]) -> list[tuple[Seat, Said]]:
    """What each voting seat said, in the order of the seats."""
    return [(seat, _said(seat, votes, left)) for seat in seats if seat.voting]


def _said(seat: Seat, votes: Mapping[UUID, Vote], left: frozenset[UUID]) -> Said:
    if seat.person_id in left:
        return Said.RECUSED
    if not seat.here:
        return Said.NOT_PRESENT
    vote = votes.get(seat.person_id)
    return Said(vote.value) if vote else Said.NOT_VOTED


def tally(
    seats: Sequence[Seat], votes: Mapping[UUID, Vote], left: frozenset[UUID], casting: Vote | None = None
) -> Tally:
    """Count the votes of voting seats that are here and did not leave; voided votes are not passed in.

    The chair's casting vote counts only when votes are equal. Raises ValueError for a vote of anybody else.
    """
    if set(votes) - {seat.person_id for seat in taking_part(seats, left)}:
        raise ValueError("a vote by somebody who does not take part in this item")
    said = [one for _seat, one in roll(seats, votes, left)]
    yes, no, abstained = said.count(Said.FOR), said.count(Said.AGAINST), said.count(Said.ABSTAIN)
    waited_for = tuple(seat.name for seat, one in roll(seats, votes, left) if one is Said.NOT_VOTED)
    used = casting if yes == no and casting in (Vote.FOR, Vote.AGAINST) else None
    carried = yes > no if yes != no else (used is Vote.FOR if used else None)
    words = _tally_words(yes, no, abstained, used)
    away, out = said.count(Said.NOT_PRESENT), said.count(Said.RECUSED)
    return Tally(yes, no, abstained, away, out, used, carried, words, waited_for)


def _tally_words(yes: int, no: int, abstained: int, used: Vote | None) -> str:
    count = f"{yes} for, {no} against, {abstained} abstained"
    if used:
        return f"{count}. The chair's casting vote was {used.value}."
    return f"{count}. Votes are equal: the chair has a casting vote." if yes == no else f"{count}."


def who_chairs(seats: Sequence[Seat], left: frozenset[UUID]) -> Seat | None:
    """Whoever chairs the item: the chair, or the vice-chair while the chair is away or has left for it."""
    present = {seat.office: seat for seat in taking_part(seats, left)}
    return next((present[office] for office in CHAIRS if office in present), None)


def presiding(seats: Sequence[Seat], left: frozenset[UUID], barred: frozenset[UUID] = frozenset()) -> UUID | None:
    """Who is in the chair of the item in person: the chair, or the vice-chair while the chair is away, has left for it
    or is ``barred`` from it; where all are barred, the last of them is told so. A substitute takes a seat, not the chair."""
    here = {one.office: one for one in taking_part(seats, left) if one.substitute_id is None}
    fit = [here[office].person_id for office in CHAIRS if office in here]
    return next((person for person in fit if person not in barred), fit[-1] if fit else None)


def casting_refusal(seats: Sequence[Seat], votes: Mapping[UUID, Vote], left: frozenset[UUID], seat: Seat | None) -> str:
    """Why the seat may not cast the deciding vote now; nothing when it may."""
    if seat is None or seat != who_chairs(seats, left):
        return "Only whoever chairs this item has a casting vote"
    counted = tally(seats, votes, left)
    if counted.waited_for:
        return f"Not voted yet: {', '.join(counted.waited_for)}"
    return "" if counted.tied else f"A casting vote is for equal votes alone: {counted.words}"
