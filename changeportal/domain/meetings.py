"""Meetings: who may take part in an item, whether there is quorum for it, how votes count, what stops a decision."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from changeportal.domain.terms import Vote


class Regime(StrEnum):
    """Which rules on interests a body has: the law for councillors, or the chair's ruling for officers."""

    DISCLOSABLE = "disclosable"
    CONFLICT = "conflict"


class Interest(StrEnum):
    """What sort of interest somebody declares in an item."""

    NONE = "none"
    DISCLOSABLE_PECUNIARY = "disclosable_pecuniary"
    OTHER = "other"
    OWN_POST = "own_post"


class Wish(StrEnum):
    """What the person says that they will do."""

    STAY = "stay"
    STAY_SILENT = "stay_silent"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """One person's declaration on one item. ``chair_says_leave`` is the chair's ruling on an officer's conflict."""

    person_id: UUID
    interest: Interest = Interest.NONE
    wish: Wish = Wish.STAY
    dispensation: bool = False
    chair_says_leave: bool = False


def recused(declaration: Declaration, regime: Regime) -> bool:
    """Whether the person takes no part in the item: no vote, and not counted to its quorum.

    A disclosable interest removes a councillor unless a dispensation exists; an officer leaves when their own post is
    in scope or the chair says so. Whoever wishes to leave, or to stay without taking part, is taken at their word.
    """
    if declaration.wish is not Wish.STAY:
        return True
    if declaration.interest is Interest.OWN_POST:
        return True
    if regime is Regime.DISCLOSABLE:
        return declaration.interest is Interest.DISCLOSABLE_PECUNIARY and not declaration.dispensation
    return declaration.interest is not Interest.NONE and declaration.chair_says_leave


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One seat of the body: whether it votes, whether its holder or substitute is here, and what they are there for."""

    person_id: UUID
    name: str
    voting: bool = True
    here: bool = False
    roles: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumRule:
    """How many voting seats must be filled, and which roles must be among them ("finance")."""

    number: int
    roles: frozenset[str] = frozenset()
    member_word: str = "board member"
    written_procedure: bool = True


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether decisions can be made, how many count, and the words that the page shows."""

    met: bool
    counted: int
    words: str


def quorum(seats: Sequence[Seat], rule: QuorumRule) -> Quorum:
    """The quorum of the whole meeting, from attendance."""
    voting = [seat for seat in seats if seat.voting]
    here = [seat for seat in voting if seat.here]
    wanting = _missing_roles(here, rule)
    among = f"{len(here)} of {len(voting)}"
    if len(here) >= rule.number and not wanting:
        including = f", including {_listed(sorted(rule.roles))}" if rule.roles else ""
        words = f"Quorum: {among} {rule.member_word}s are here{including}. You can make decisions."
        return Quorum(True, len(here), words)
    needs = list(_needs(rule.number - len(here), wanting, rule.member_word))
    words = (
        f"You need {_listed(needs)}. {among} are here and quorum is {rule.number}. "
        "You can discuss items but you cannot record decisions."
    )
    return Quorum(False, len(here), words)


def item_quorum(seats: Sequence[Seat], rule: QuorumRule, item: int, left: frozenset[UUID]) -> Quorum:
    """The quorum of one item, without those who left it because of an interest."""
    whole = quorum(seats, rule)
    gone = [seat for seat in seats if seat.voting and seat.here and seat.person_id in left]
    if not whole.met or not gone:
        return whole
    staying = [seat for seat in seats if seat.voting and seat.here and seat.person_id not in left]
    if len(staying) >= rule.number and not _missing_roles(staying, rule):
        who = _listed([seat.name for seat in gone])
        interest = "declared an interest" if len(gone) == 1 else "declared interests"
        words = (
            f"For item {item} you have {_count(len(staying), rule.member_word)}, because {who} {interest} and left. "
            "You can make a decision."
        )
        return Quorum(True, len(staying), words)
    instead = ", or decide outside a meeting" if rule.written_procedure else ""
    words = (
        f"For item {item} you do not have quorum, because {_count(len(gone), rule.member_word)} left. "
        f"Move it to the next meeting{instead}."
    )
    return Quorum(False, len(staying), words)


def _missing_roles(here: Iterable[Seat], rule: QuorumRule) -> list[str]:
    return sorted(rule.roles - {role for seat in here for role in seat.roles})


def _needs(short: int, wanting: Sequence[str], word: str) -> Iterator[str]:
    if short > 0:
        yield f"{short} more {word}{'' if short == 1 else 's'}"
    if wanting:
        yield f"somebody from {_listed(wanting)}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _listed(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


@dataclass(frozen=True, slots=True)
class Tally:
    """The count of an item. ``carried`` is None while votes are equal and the chair has not cast the deciding one."""

    for_: int
    against: int
    abstained: int
    not_present: int
    recused: int
    casting: Vote | None
    carried: bool | None
    words: str


def tally(
    seats: Sequence[Seat], votes: Mapping[UUID, Vote], left: frozenset[UUID], casting: Vote | None = None
) -> Tally:
    """Count the votes of voting seats that are here and did not leave; voided votes are not passed in.

    The chair's casting vote counts only when votes are equal. Raises ValueError for a vote of anybody else.
    """
    entitled = {seat.person_id for seat in seats if seat.voting and seat.here} - left
    if set(votes) - entitled:
        raise ValueError("a vote by somebody who does not take part in this item")
    cast = list(votes.values())
    yes, no = cast.count(Vote.FOR), cast.count(Vote.AGAINST)
    used = casting if yes == no and casting in (Vote.FOR, Vote.AGAINST) else None
    carried = yes > no if yes != no else (used is Vote.FOR if used else None)
    away = sum(seat.voting and not seat.here and seat.person_id not in left for seat in seats)
    out = sum(seat.voting and seat.person_id in left for seat in seats)
    abstained = cast.count(Vote.ABSTAIN)
    return Tally(yes, no, abstained, away, out, used, carried, _tally_words(yes, no, abstained, used))


def _tally_words(yes: int, no: int, abstained: int, used: Vote | None) -> str:
    count = f"{yes} for, {no} against, {abstained} abstained"
    if used:
        return f"{count}. The chair's casting vote was {used.value}."
    return f"{count}. Votes are equal: the chair has a casting vote." if yes == no else f"{count}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What is known when the chair opens an item; texts and tuples name what is wrong."""

    quorum: Quorum | None = None
    sign_offs_wanting: tuple[str, ...] = ()
    notice_missing: str = ""
    blocking_conditions: tuple[str, ...] = ()
    decided_already: str = ""
    undeclared: tuple[str, ...] = ()


def refusals_before_deciding(ready: Readiness) -> list[tuple[str, str]]:
    """Codes and words of everything that stops a decision on the item; nothing when it can be decided.

    Somebody who has not declared yet does not stop it unless they are counted: the caller passes those who are here.
    """
    found: list[tuple[str, str]] = []
    if ready.decided_already:
        found.append(("decided_already", f"This item was decided: {ready.decided_already}"))
    if ready.quorum is not None and not ready.quorum.met:
        found.append(("quorum", ready.quorum.words))
    found += [("sign_off", f"This sign-off is missing or has lapsed: {kind}") for kind in ready.sign_offs_wanting]
    if ready.notice_missing:
        found.append(("notice", f"The notice for a key decision is missing: {ready.notice_missing}"))
    found += [("condition", f"This condition must be met first: {text}") for text in ready.blocking_conditions]
    if ready.undeclared:
        found.append(("undeclared", f"Not declared interests yet: {_listed(ready.undeclared)}"))
    return found
