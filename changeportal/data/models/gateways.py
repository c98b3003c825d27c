"""Gateway rounds, seats, votes, decisions, corrections and conditions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, JsonDict, key, one_of, points_to
from changeportal.domain.terms import Gateway, Outcome, Vote


class Round(Base):
    """One time that a gateway is asked: a frozen version, a policy version, one body. Closed once."""

    __tablename__ = "gateway_round"
    __table_args__ = (
        one_of("gateway", Gateway),
        one_of("power", ("decide", "advise", "recommend")),
        one_of("close_reason", ("decided", "withdrawn", "superseded")),
        CheckConstraint("(closed_at IS NULL) = (close_reason IS NULL)", name="closed_has_a_reason"),
        Index(
            "uq_gateway_round_one_open",
            "proposal_id",
            "gateway",
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    gateway: Mapped[Gateway]
    case_version_id: Mapped[UUID | None] = points_to("case_version.id")
    policy_version_id: Mapped[UUID] = points_to("policy_version.id")
    delegation_version_id: Mapped[UUID | None] = points_to("policy_version.id")
    body_n: Mapped[int] = mapped_column(server_default="1")
    board_id: Mapped[UUID | None] = points_to("board.id", index=True)
    power: Mapped[str] = mapped_column(server_default="decide")
    rule_applied: Mapped[str] = mapped_column(server_default="")
    why_this_body: Mapped[str] = mapped_column(server_default="")
    quorum: Mapped[int | None]
    quorum_roles: Mapped[JsonDict] = mapped_column(server_default=text("'{}'::jsonb"))
    recommendation: Mapped[str] = mapped_column(server_default="")
    promised_on: Mapped[date | None]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[UUID] = points_to("person.id")
    closed_at: Mapped[datetime | None]
    close_reason: Mapped[str | None]
    suspended_at: Mapped[datetime | None]
    combined_with_id: Mapped[UUID | None] = points_to("gateway_round.id")
    version: Mapped[int] = mapped_column(server_default="1")


class Seat(Base):
    """A place at a round, frozen when it opens."""

    __tablename__ = "seat"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)
    id: Mapped[UUID] = key()
    round_id: Mapped[UUID] = points_to("gateway_round.id", index=True)
    person_id: Mapped[UUID] = points_to("person.id", index=True)
    office: Mapped[str]
    voting: Mapped[bool]
    deputy_of_id: Mapped[UUID | None] = points_to("person.id")


class SeatVote(Base):
    """What a seat said. One for each seat, never changed; a later recusal voids it. The casting vote is a second one."""

    __tablename__ = "seat_vote"
    __table_args__ = (one_of("vote", Vote), UniqueConstraint("seat_id", "casting"))
    id: Mapped[UUID] = key()
    seat_id: Mapped[UUID] = points_to("seat.id")
    round_id: Mapped[UUID] = points_to("gateway_round.id", index=True)
    vote: Mapped[Vote]
    casting: Mapped[bool] = mapped_column(server_default="false")
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class VoteVoid(Base):
    """A vote that no longer counts, and why."""

    __tablename__ = "vote_void"
    vote_id: Mapped[UUID] = points_to("seat_vote.id", primary_key=True)
    because: Mapped[str]
    at: Mapped[datetime]


class Decision(Base):
    """A decision as recorded and confirmed. Never changed: a correction stands beside it."""

    __tablename__ = "decision"
    __table_args__ = (
        one_of("gateway", Gateway),
        one_of("outcome", Outcome),
        CheckConstraint("reasons <> ''", name="reasons_given"),
        CheckConstraint("brought_in OR round_id IS NOT NULL", name="belongs_to_a_round"),
        CheckConstraint("brought_in OR decided_by_id IS NOT NULL", name="has_a_decider"),
        CheckConstraint("length(snapshot_sha256) = 64", name="hash_is_whole"),
    )
    id: Mapped[UUID] = key()
    number: Mapped[str] = mapped_column(unique=True)
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    round_id: Mapped[UUID | None] = points_to("gateway_round.id", unique=True)
    gateway: Mapped[Gateway]
    outcome: Mapped[Outcome]
    board_id: Mapped[UUID | None] = points_to("board.id", index=True)
    body_name: Mapped[str]
    agenda_item_id: Mapped[UUID | None] = points_to("agenda_item.id")
    case_version_id: Mapped[UUID | None] = points_to("case_version.id")
    recommendation: Mapped[str]
    reasons: Mapped[str]
    options_considered: Mapped[str]
    interests: Mapped[str]
    dispensations: Mapped[str]
    voting: Mapped[JsonDict]
    rule_applied: Mapped[str]
    key_decision: Mapped[bool]
    public: Mapped[bool]
    not_public_because: Mapped[str] = mapped_column(server_default="")
    effective_from: Mapped[date]
    call_in_until: Mapped[date | None]
    decided_by_id: Mapped[UUID | None] = points_to("person.id")
    on_behalf_of_id: Mapped[UUID | None] = points_to("person.id")
    recorded_by_id: Mapped[UUID | None] = points_to("person.id")
    decided_at: Mapped[datetime] = mapped_column(index=True)
    detail: Mapped[JsonDict]
    snapshot: Mapped[str]
    snapshot_sha256: Mapped[str]
    policy_version_id: Mapped[UUID | None] = points_to("policy_version.id")
    brought_in: Mapped[bool] = mapped_column(server_default="false")


class Resolution(Base):
    """One numbered resolution of a decision."""

    __tablename__ = "resolution"
    decision_id: Mapped[UUID] = points_to("decision.id", primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    verb: Mapped[str]
    text: Mapped[str]


class Correction(Base):
    """What was wrong in a decision record, said beside it."""

    __tablename__ = "correction"
    __table_args__ = (CheckConstraint("text <> ''", name="text_given"),)
    id: Mapped[UUID] = key()
    decision_id: Mapped[UUID] = points_to("decision.id", index=True)
    text: Mapped[str]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class Condition(Base):
    """Something that a decision requires."""

    __tablename__ = "condition"
    __table_args__ = (
        one_of("blocks", ("next_gateway", "implementation", "nothing")),
        UniqueConstraint("decision_id", "n"),
        CheckConstraint("(met_at IS NULL) = (met_by_id IS NULL)", name="met_by_someone"),
        CheckConstraint("met_at IS NULL OR evidence <> ''", name="met_with_evidence"),
        CheckConstraint("met_by_id <> owner_id", name="not_closed_by_its_owner"),
        CheckConstraint("met_for_id <> owner_id", name="not_closed_for_its_owner"),
        Index("ix_condition_open", "proposal_id", postgresql_where=text("met_at IS NULL")),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    decision_id: Mapped[UUID] = points_to("decision.id")
    n: Mapped[int]
    text: Mapped[str]
    owner_id: Mapped[UUID] = points_to("person.id", index=True)
    due: Mapped[date]
    blocks: Mapped[str]
    evidence: Mapped[str] = mapped_column(server_default="")
    met_by_id: Mapped[UUID | None] = points_to("person.id")
    met_for_id: Mapped[UUID | None] = points_to("person.id")
    met_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class ApprovalFact(Base):
    """A fact after approval, with its date, person and evidence; never one flag (specification 4.3)."""

    __tablename__ = "approval_fact"
    __table_args__ = (
        one_of(
            "kind",
            ("in_mtfs_version", "approved", "agreed_in_budget", "authorised", "budget_adjusted", "finance_verified"),
        ),
        Index("ix_approval_fact_proposal", "proposal_id", "kind"),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id")
    kind: Mapped[str]
    on_day: Mapped[date]
    evidence: Mapped[str]
    by_id: Mapped[UUID | None] = points_to("person.id")
    at: Mapped[datetime]
