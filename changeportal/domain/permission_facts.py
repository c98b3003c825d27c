"""What the permission rule needs to know about the thing that somebody wants to see or change.

Every facts class is frozen. ``acts`` are the acts on that very thing which are remembered for ever; a thing that
belongs to a proposal carries the proposal's facts too. ``ask`` names who can do it instead, for the refusal.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from changeportal.domain.terms import Act, Gateway, Part, Role, SignOffKind, Stage, Status

Acts = frozenset[tuple[Act, UUID]]

PROPOSAL_ACTS = frozenset({Act.PROPOSED, Act.WROTE, Act.ENTERED_FIGURES, Act.SPONSORED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Scope and acts that every subject has. No scope set: grants of any scope cover it."""

    directorate_id: UUID | None = None
    board_id: UUID | None = None
    pool_id: UUID | None = None
    sign_off: SignOffKind | None = None
    acts: Acts = frozenset()
    deputies_allowed: bool = True
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts(Subject):
    """A proposal: where it is, its people, who did what, who reviews it and who sits on the bodies that decide it."""

    id: UUID
    ref: str
    stage: Stage
    status: Status
    restricted: bool = False
    parts: frozenset[tuple[UUID, Part]] = frozenset()
    reviewers: frozenset[UUID] = frozenset()
    deciders: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class OfProposal(Subject):
    """Something that belongs to a proposal, or stands alone (a saving brought in without one)."""

    proposal: ProposalFacts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFacts(OfProposal):
    """A gateway decision: which roles or named officers may decide it, and the fallback when nobody eligible remains."""

    gateway: Gateway
    holders: frozenset[UUID] = frozenset()
    roles: frozenset[Role] = frozenset()
    fallback: Role | None = None
    fallback_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOffFacts(OfProposal):
    """A sign-off of one kind on a frozen version; set ``sign_off`` to the kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingFacts(OfProposal):
    """A saving, or one entry of it: ``owners`` are its savings owners, ``acts`` who entered the actual."""

    owners: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionFacts(OfProposal):
    """A condition; ``acts`` name its owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts(OfProposal):
    """A request to a pool, or the pool alone; set ``pool_id``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PotFacts(Subject):
    """A pot of money: who holds it, when one person is named for it."""

    holder_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts(OfProposal):
    """A board, a meeting or one of its items: who has a seat, and who has left for this item.

    ``in_place_of`` pairs a substitute with the member in whose place they sit; ``presiding`` is the vice-chair while
    the chair is away from the item.
    """

    seats: frozenset[UUID] = frozenset()
    recused: frozenset[UUID] = frozenset()
    in_place_of: frozenset[tuple[UUID, UUID]] = frozenset()
    presiding: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts(Subject):
    """An MTFS version; ``acts`` name who prepared it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFacts(Subject):
    """A policy version; ``acts`` name who made it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFacts(Subject):
    """A closed month; ``acts`` name who closed it, ``seconds`` are others who agree that it opens again."""

    seconds: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts(Subject):
    """Another person's account, or one's own."""

    id: UUID = field()


def acts_of(act: Act, *people: UUID | None) -> Acts:
    """The act of whoever did it, and of whoever they stood in for."""
    return frozenset((act, person) for person in people if person is not None)


def proposal_of(subject: Subject | None) -> ProposalFacts | None:
    """The proposal that the subject is or belongs to."""
    if isinstance(subject, ProposalFacts):
        return subject
    return subject.proposal if isinstance(subject, OfProposal) else None


def acts_on(subject: Subject | None) -> Iterator[tuple[Act, UUID]]:
    """The acts that can bar somebody: those on the thing itself, and the four that follow its proposal everywhere."""
    if subject is None:
        return
    yield from subject.acts
    proposal = proposal_of(subject)
    if proposal is not None and proposal is not subject:
        yield from (pair for pair in proposal.acts if pair[0] in PROPOSAL_ACTS)
