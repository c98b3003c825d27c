"""What makes a decision lawful, and what follows: notices, representations, resolutions as published, call-in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, key, one_of, points_to
from changeportal.domain.call_in import CallInKind
from changeportal.domain.key_notices import NoticeKind

ENTERED_ON = "(at AT TIME ZONE 'Europe/London')::date"


class DecisionNotice(Base):
    """A notice as published: of a key decision or a private meeting. Only added to; a later one stands beside it."""

    __tablename__ = "decision_notice"
    __table_args__ = (
        one_of("kind", tuple(one.value for one in NoticeKind)),
        CheckConstraint("matter <> ''", name="matter_given"),
        CheckConstraint(
            f"published_on = {ENTERED_ON} OR (published_on < {ENTERED_ON} AND link <> '')", name="earlier_with_evidence"
        ),
        CheckConstraint(
            "kind NOT IN ('general_exception', 'special_urgency', 'private_urgency') OR reason <> ''",
            name="exception_says_why",
        ),
        CheckConstraint(
            "kind NOT IN ('special_urgency', 'private_urgency') OR (agreed_by <> '' AND agreed_on IS NOT NULL)",
            name="urgency_says_who_agreed",
        ),
        CheckConstraint(
            "kind NOT IN ('private_meeting', 'private_final', 'private_urgency') "
            "OR (paragraph BETWEEN 1 AND 7 AND public_interest <> '')",
            name="private_says_why",
        ),
        Index("ix_decision_notice_proposal", "proposal_id", "board_id"),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id")
    board_id: Mapped[UUID] = points_to("board.id")
    kind: Mapped[str]
    published_on: Mapped[date]
    decision_on: Mapped[date]
    matter: Mapped[str]
    documents: Mapped[str] = mapped_column(server_default="")
    contact: Mapped[str] = mapped_column(server_default="")
    reason: Mapped[str] = mapped_column(server_default="")
    agreed_by: Mapped[str] = mapped_column(server_default="")
    agreed_on: Mapped[date | None]
    paragraph: Mapped[int | None]
    public_interest: Mapped[str] = mapped_column(server_default="")
    link: Mapped[str] = mapped_column(server_default="")
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class Representation(Base):
    """What somebody said against meeting in private."""

    __tablename__ = "representation"
    __table_args__ = (CheckConstraint("who <> '' AND says <> ''", name="who_and_what"),)
    id: Mapped[UUID] = key()
    notice_id: Mapped[UUID] = points_to("decision_notice.id", index=True)
    who: Mapped[str]
    says: Mapped[str]
    received_on: Mapped[date]
    answer: Mapped[str]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class PublishedResolution(Base):
    """A resolution as it was published, entered by the clerk: where it stands on record."""

    __tablename__ = "published_resolution"
    __table_args__ = (
        CheckConstraint("number <> '' AND minute <> ''", name="says_where"),
        CheckConstraint("link LIKE 'http%' OR link LIKE '/%'", name="link_is_an_address"),
    )
    round_id: Mapped[UUID] = points_to("gateway_round.id", primary_key=True)
    number: Mapped[str]
    minute: Mapped[str]
    link: Mapped[str]
    resolved_on: Mapped[date]
    in_private: Mapped[bool]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class CallInEntry(Base):
    """Something that happened in the call-in of a decision. Each kind once."""

    __tablename__ = "call_in_entry"
    __table_args__ = (
        one_of("kind", tuple(one.value for one in CallInKind)),
        UniqueConstraint("decision_id", "kind"),
        CheckConstraint("who <> '' AND reason <> ''", name="who_and_why"),
    )
    id: Mapped[UUID] = key()
    decision_id: Mapped[UUID] = points_to("decision.id")
    kind: Mapped[str]
    who: Mapped[str]
    reason: Mapped[str]
    on_day: Mapped[date]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class ClearanceStep(Base):
    """A step before a body meets, with the working days before the meeting by which it is done."""

    __tablename__ = "clearance_step"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint("working_days BETWEEN 1 AND 250", name="days_in_range"),
    )
    board_id: Mapped[UUID] = points_to("board.id", primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    working_days: Mapped[int]
    whose: Mapped[str] = mapped_column(server_default="")


class ClearanceMark(Base):
    """A step was done for what a body is asked, or is not done after all. Only added to; the newest counts."""

    __tablename__ = "clearance_mark"
    __table_args__ = (CheckConstraint("title <> ''", name="title_given"),)
    id: Mapped[UUID] = key()
    round_id: Mapped[UUID] = points_to("gateway_round.id", index=True)
    title: Mapped[str]
    done: Mapped[bool]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class PreElectionPeriod(Base):
    """The days before an election in which publicity is restricted."""

    __tablename__ = "pre_election_period"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint("ends >= starts", name="dates_in_order"),
    )
    id: Mapped[UUID] = key()
    title: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]
