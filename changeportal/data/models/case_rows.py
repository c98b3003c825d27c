"""Rows of a case: criteria and scores of options, measures, milestones, consultations, the theory of change."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, Numeric, text
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, JsonDict, key, one_of, points_to

EFFECTS = ("benefit", "disbenefit")
DIRECTIONS = ("up", "down")
COLUMNS = ("inputs", "activities", "outputs", "outcomes", "impact")


class OptionCriterion(Base):
    """What options are judged by, with its weight."""

    __tablename__ = "option_criterion"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint("weight BETWEEN 1 AND 100", name="weight_1_to_100"),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    title: Mapped[str]
    weight: Mapped[int]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class OptionScore(Base):
    """The score of an option on a criterion, with its reason."""

    __tablename__ = "option_score"
    __table_args__ = (
        CheckConstraint("score BETWEEN 0 AND 5", name="score_0_to_5"),
        CheckConstraint("reason <> ''", name="reason_given"),
    )
    criterion_id: Mapped[UUID] = points_to("option_criterion.id", primary_key=True)
    option_id: Mapped[UUID] = points_to("case_option.id", primary_key=True, index=True)
    score: Mapped[int]
    reason: Mapped[str]


class CaseMeasure(Base):
    """A benefit or disbenefit that is no money: from where, to where, by when, and who measures it."""

    __tablename__ = "case_measure"
    __table_args__ = (
        one_of("effect", EFFECTS),
        one_of("direction", DIRECTIONS),
        CheckConstraint("baseline_value IS NOT NULL OR baseline_text <> ''", name="baseline_given"),
        CheckConstraint("target_value IS NOT NULL OR target_text <> ''", name="target_given"),
        CheckConstraint("baseline_on IS NULL OR target_on > baseline_on", name="target_after_baseline"),
        Index("ix_case_measure_plain_title", text(r"lower(regexp_replace(btrim(title), '\s+', ' ', 'g'))")),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    effect: Mapped[str]
    title: Mapped[str]
    unit: Mapped[str]
    direction: Mapped[str]
    baseline_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 3))
    baseline_text: Mapped[str] = mapped_column(server_default="")
    baseline_on: Mapped[date | None]
    target_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 3))
    target_text: Mapped[str] = mapped_column(server_default="")
    target_on: Mapped[date]
    how_measured: Mapped[str]
    groups: Mapped[str] = mapped_column(server_default="")
    owner_id: Mapped[UUID] = points_to("person.id")
    commitment_id: Mapped[UUID | None] = points_to("commitment.id", index=True)
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class Milestone(Base):
    """A day on which something is reached, and who leads on it."""

    __tablename__ = "milestone"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint("after_id <> id", name="not_after_itself"),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    title: Mapped[str]
    due: Mapped[date]
    lead_id: Mapped[UUID] = points_to("person.id")
    after_id: Mapped[UUID | None] = points_to("milestone.id")
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class Consultation(Base):
    """A consultation and its dates; the four points of the law stand in the texts of its section."""

    __tablename__ = "consultation"
    __table_args__ = (CheckConstraint("closed > opened", name="closes_after_it_opens"),)
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    title: Mapped[str]
    how: Mapped[str]
    opened: Mapped[date]
    closed: Mapped[date]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class ConsultationAnswer(Base):
    """How many of a group answered."""

    __tablename__ = "consultation_answer"
    __table_args__ = (
        CheckConstraint("number >= 0", name="number_not_below_nought"),
        Index(
            "uq_consultation_answer_group",
            "consultation_id",
            "group_name",
            unique=True,
            postgresql_where=text("removed_at IS NULL"),
        ),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    consultation_id: Mapped[UUID] = points_to("consultation.id")
    group_name: Mapped[str]
    number: Mapped[int]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class ConsultationChange(Base):
    """You said, we did."""

    __tablename__ = "consultation_change"
    __table_args__ = (CheckConstraint("said <> '' AND did <> ''", name="both_given"),)
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    consultation_id: Mapped[UUID] = points_to("consultation.id", index=True)
    said: Mapped[str]
    did: Mapped[str]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class TheoryStep(Base):
    """A box of the theory of change."""

    __tablename__ = "theory_step"
    __table_args__ = (one_of("stands_in", COLUMNS), CheckConstraint("title <> ''", name="title_given"))
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    stands_in: Mapped[str]
    title: Mapped[str]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class TheoryLink(Base):
    """One step leads to another, if the assumption holds."""

    __tablename__ = "theory_link"
    __table_args__ = (
        CheckConstraint("start_id <> end_id", name="leads_elsewhere"),
        CheckConstraint("assumption <> ''", name="assumption_given"),
        Index(
            "uq_theory_link_one_each", "start_id", "end_id", unique=True, postgresql_where=text("removed_at IS NULL")
        ),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    start_id: Mapped[UUID] = points_to("theory_step.id")
    end_id: Mapped[UUID] = points_to("theory_step.id", index=True)
    assumption: Mapped[str]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class CaseQuality(Base):
    """How good the record of a case was when it was last written, each part from 0 to 100."""

    __tablename__ = "case_quality"
    __table_args__ = (
        CheckConstraint(
            "completeness BETWEEN 0 AND 100 AND validity BETWEEN 0 AND 100 "
            "AND timeliness BETWEEN 0 AND 100 AND coverage BETWEEN 0 AND 100",
            name="scores_0_to_100",
        ),
    )
    proposal_id: Mapped[UUID] = points_to("proposal.id", primary_key=True)
    completeness: Mapped[int]
    validity: Mapped[int]
    timeliness: Mapped[int]
    coverage: Mapped[int]
    detail: Mapped[JsonDict]
    at: Mapped[datetime]
