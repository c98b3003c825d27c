"""Proposals: the row that moves, the idea it began as, its people, acts, events and links."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, JsonDict, key, one_of, points_to
from changeportal.domain.terms import STATUSES, Act, Outcome, Part, Reach, Route, Stage, Status

_PAIRS = " OR ".join(
    f"(stage = '{stage}' AND status IN ({', '.join(repr(str(s)) for s in statuses)}))"
    for stage, statuses in STATUSES.items()
)
_ENDED = "status IN ('declined', 'withdrawn', 'merged', 'business_as_usual', 'completed')"


class Programme(Base):
    """A group of proposals under one sponsor and one board."""

    __tablename__ = "programme"
    id: Mapped[UUID] = key()
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    aims: Mapped[str]


class Proposal(Base):
    """One change proposal. Stage and status are written by services/gateways alone."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint(_PAIRS, name="stage_and_status_agree"),
        CheckConstraint(f"(ended_at IS NOT NULL) = ({_ENDED})", name="ended_has_a_time"),
        CheckConstraint("(status = 'paused') = (paused_until IS NOT NULL)", name="paused_has_a_date"),
        CheckConstraint("(status = 'paused') = (paused_from IS NOT NULL)", name="paused_from_a_status"),
        CheckConstraint("(status = 'merged') = (merged_into_id IS NOT NULL)", name="merged_has_a_target"),
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
        CheckConstraint("(status = 'in_test') = (test_until IS NOT NULL)", name="test_has_a_date"),
        CheckConstraint("(stage = 'closed') = (closing_outcome IS NOT NULL)", name="closed_has_an_outcome"),
        CheckConstraint(
            "stage NOT IN ('benefits', 'closed') OR approved_at IS NOT NULL OR brought_in",
            name="in_delivery_was_approved",
        ),
        CheckConstraint(r"ref ~ '^CP-\d{4}-\d{4,}$'", name="ref_has_its_form"),
        CheckConstraint("title <> ''", name="title_given"),
        one_of("route", Route),
        one_of("reach", Reach),
        one_of("paused_from", Status),
        one_of("closing_outcome", Outcome),
        Index("ix_proposal_restricted", "id", postgresql_where=text("restricted")),
        Index("ix_proposal_newest", text("created_at DESC"), text("id DESC")),
        Index("ix_proposal_stage_status", "stage", "status", text("created_at DESC"), text("id DESC")),
        Index("ix_proposal_search", "search", postgresql_using="gin"),
        Index("ix_proposal_title_trigrams", "title", postgresql_using="gin", postgresql_ops={"title": "gin_trgm_ops"}),
    )
    id: Mapped[UUID] = key()
    ref: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(server_default="")
    stage: Mapped[Stage]
    status: Mapped[Status]
    route: Mapped[Route | None]
    reach: Mapped[Reach | None]
    restricted: Mapped[bool] = mapped_column(server_default="false")
    restricted_because: Mapped[str] = mapped_column(server_default="")
    mission_id: Mapped[UUID | None] = points_to("mission.id", index=True)
    directorate_id: Mapped[UUID | None] = points_to("directorate.id", index=True)
    service_id: Mapped[UUID | None] = points_to("service.id")
    programme_id: Mapped[UUID | None] = points_to("programme.id")
    origin: Mapped[str] = mapped_column(server_default="staff idea")
    wards: Mapped[str] = mapped_column(server_default="")
    key_decision: Mapped[bool] = mapped_column(server_default="false")
    promised_on: Mapped[date | None]
    paused_from: Mapped[Status | None]
    paused_until: Mapped[date | None]
    test_until: Mapped[date | None]
    merged_into_id: Mapped[UUID | None] = points_to("proposal.id")
    approved_at: Mapped[datetime | None]
    closing_outcome: Mapped[Outcome | None]
    ended_at: Mapped[datetime | None]
    entered_status_at: Mapped[datetime]
    brought_in: Mapped[bool] = mapped_column(server_default="false")
    example: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[datetime]
    created_by: Mapped[UUID] = points_to("person.id", index=True)
    counted_as: Mapped[str] = mapped_column(server_default="")
    version: Mapped[int] = mapped_column(server_default="1")
    search: Mapped[str] = mapped_column(
        TSVECTOR,
        Computed(
            "setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B') || "
            "setweight(to_tsvector('simple', ref), 'A')",
            persisted=True,
        ),
    )


class Idea(Base):
    """What the proposer wrote: the answers to the ten questions."""

    __tablename__ = "idea"
    proposal_id: Mapped[UUID] = points_to("proposal.id", primary_key=True)
    answers: Mapped[JsonDict]
    involvement: Mapped[str] = mapped_column(server_default="")
    version: Mapped[int] = mapped_column(server_default="1")
    updated_at: Mapped[datetime]


class Triage(Base):
    """The change team's answers at triage and the route that they led to; each save is a new row."""

    __tablename__ = "triage"
    __table_args__ = (one_of("reach", Reach), one_of("route", Route))
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    answers: Mapped[JsonDict]
    reach: Mapped[Reach]
    route: Mapped[Route]
    why: Mapped[JsonDict]
    override_reason: Mapped[str] = mapped_column(server_default="")
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class ProposalCommitment(Base):
    """A commitment that a proposal serves, with what it adds to its target."""

    __tablename__ = "proposal_commitment"
    __table_args__ = (
        Index("uq_proposal_commitment_one_lead", "proposal_id", unique=True, postgresql_where=text("lead")),
    )
    proposal_id: Mapped[UUID] = points_to("proposal.id", primary_key=True)
    commitment_id: Mapped[UUID] = points_to("commitment.id", primary_key=True)
    lead: Mapped[bool]
    contribution: Mapped[str] = mapped_column(server_default="")


class ProposalPerson(Base):
    """A person's part on a proposal."""

    __tablename__ = "proposal_person"
    __table_args__ = (
        one_of("part", Part),
        Index(
            "uq_proposal_person_live",
            "proposal_id",
            "person_id",
            "part",
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_proposal_person_person", "person_id", "part", postgresql_where=text("ended_at IS NULL")),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id")
    person_id: Mapped[UUID] = points_to("person.id")
    part: Mapped[Part]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ProposalAct(Base):
    """Somebody did something that bars them from another thing, for ever."""

    __tablename__ = "proposal_act"
    __table_args__ = (one_of("act", Act),)
    proposal_id: Mapped[UUID] = points_to("proposal.id", primary_key=True)
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True, index=True)
    act: Mapped[Act] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class ProposalEvent(Base):
    """What happened to a proposal: appended in the transaction that changed it."""

    __tablename__ = "proposal_event"
    __table_args__ = (Index("ix_proposal_event_proposal_at", "proposal_id", "at"), UniqueConstraint("proposal_id", "n"))
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id")
    n: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[UUID] = points_to("person.id")
    on_behalf_of_id: Mapped[UUID | None] = points_to("person.id")
    kind: Mapped[str]
    from_stage: Mapped[Stage | None]
    from_status: Mapped[Status | None]
    to_stage: Mapped[Stage]
    to_status: Mapped[Status]
    outcome: Mapped[Outcome | None]
    words: Mapped[str]
    payload: Mapped[JsonDict]


class ProposalLink(Base):
    """One proposal depends on or overlaps another."""

    __tablename__ = "proposal_link"
    __table_args__ = (
        one_of("kind", ("depends_on", "overlaps")),
        CheckConstraint("from_id <> to_id", name="another_proposal"),
    )
    from_id: Mapped[UUID] = points_to("proposal.id", primary_key=True)
    to_id: Mapped[UUID] = points_to("proposal.id", primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
