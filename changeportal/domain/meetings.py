"""Meetings: who may take part in an item, whether there is quorum for it, what stops a decision."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from changeportal.domain.deciders import Regime
from changeportal.domain.wording import listed, plural


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
    """One seat of the body: whether it votes, whether its holder or substitute is here, and what they are there for.

    ``substitute_id`` is who sits there in the holder's place.
    """

    person_id: UUID
    name: str
    voting: bool = True
    here: bool = False
    roles: frozenset[str] = frozenset()
    office: str = "member"
    substitute_id: UUID | None = None
    substitute: str = ""

    @property
    def filled_by(self) -> UUID:
        """The person who sits there: the holder or the substitute."""
        return self.substitute_id or self.person_id


@dataclass(frozen=True, slots=True, kw_only=True)
class QuorumRule:
    """How many voting seats must be filled, and which roles must be among them ("finance")."""

    number: int
    roles: frozenset[str] = frozenset()
    member_word: str = "board member"
    written_procedure: bool = True
    here_word: str = "are here"


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
        including = f", including {listed(sorted(rule.roles))}" if rule.roles else ""
        words = f"Quorum: {among} {rule.member_word}s {rule.here_word}{including}. You can make decisions."
        return Quorum(True, len(here), words)
    needs = list(_needs(rule.number - len(here), wanting, rule.member_word))
    words = (
        f"You need {listed(needs)}. {among} {rule.here_word} and quorum is {rule.number}. "
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
        who = listed([seat.name for seat in gone])
        interest = "declared an interest" if len(gone) == 1 else "declared interests"
        words = (
            f"For item {item} you have {plural(len(staying), rule.member_word)}, because {who} {interest} and left. "
            "You can make a decision."
        )
        return Quorum(True, len(staying), words)
    instead = ", or decide outside a meeting" if rule.written_procedure else ""
    words = (
        f"For item {item} you do not have quorum, because {plural(len(gone), rule.member_word)} left. "
        f"Move it to the next meeting{instead}."
    )
    return Quorum(False, len(staying), words)


def _missing_roles(here: Iterable[Seat], rule: QuorumRule) -> list[str]:
    return sorted(rule.roles - {role for seat in here for role in seat.roles})


def _needs(short: int, wanting: Sequence[str], word: str) -> Iterator[str]:
    if short > 0:
        yield plural(short, f"more {word}")
    if wanting:
        yield f"somebody from {listed(wanting)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """What is known when the chair opens an item; texts and tuples name what is wrong."""

    quorum: Quorum | None = None
    sign_offs_wanting: tuple[str, ...] = ()
    notice_missing: str = ""
    blocking_conditions: tuple[str, ...] = ()
    decided_already: str = ""
    undeclared: tuple[str, ...] = ()
    not_voted: tuple[str, ...] = ()
    tied: str = ""
    answers_open: str = ""
    to_a_meeting: str = ""


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
    return found + [(code, words) for code, words in _of_the_vote(ready) if words]


def _of_the_vote(ready: Readiness) -> Iterator[tuple[str, str]]:
    """What still has to be said by those who take part; empty words for what has been."""
    yield "undeclared", f"Not declared interests yet: {listed(ready.undeclared)}" if ready.undeclared else ""
    over = f"{ready.to_a_meeting}. It is not decided in writing any more."
    yield "to_a_meeting", over if ready.to_a_meeting else ""
    yield "answers_open", f"Answers are waited for {ready.answers_open}" if ready.answers_open else ""
    yield "not_voted", f"A vote was called. Not voted yet: {listed(ready.not_voted)}" if ready.not_voted else ""
    yield "equal_votes", ready.tied
