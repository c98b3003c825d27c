"""Money that pays for change: pots, what each has by year, and what proposals ask of them. Amounts are whole pence."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, key, one_of, points_to
from changeportal.domain.funding_terms import FundingAnswer, FundingState, PotKind


class Pot(Base):
    """Money set aside for change, in one fund. ``holder_id`` names who answers; nobody named means finance."""

    __tablename__ = "pot"
    __table_args__ = (one_of("kind", PotKind), CheckConstraint("name <> ''", name="name_given"))
    id: Mapped[UUID] = key()
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[PotKind]
    fund_code: Mapped[str] = points_to("fund.code")
    holder_id: Mapped[UUID | None] = points_to("person.id")
    ends: Mapped[date | None]
    version: Mapped[int] = mapped_column(server_default="1")


class PotYear(Base):
    """What a pot can pay in a financial year. Never less than is confirmed from it."""

    __tablename__ = "pot_year"
    __table_args__ = (
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_in_range"),
        CheckConstraint("available >= 0", name="not_negative"),
    )
    pot_id: Mapped[UUID] = points_to("pot.id", primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    available: Mapped[int]


class FundingRequest(Base):
    """Money asked of a pot for a proposal in a year; capital receipts name the ongoing saving that they unlock."""

    __tablename__ = "funding_request"
    __table_args__ = (
        one_of("state", FundingState),
        CheckConstraint("pence > 0", name="asked_something"),
        CheckConstraint("why <> ''", name="why_given"),
        CheckConstraint("used_pence IS NULL OR used_pence >= 0", name="used_not_negative"),
        CheckConstraint("used_pence IS NULL OR state = 'confirmed'", name="used_what_is_confirmed"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_in_range"),
        Index("ix_funding_request_pot_year_state", "pot_id", "year", "state"),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    pot_id: Mapped[UUID] = points_to("pot.id")
    year: Mapped[int]
    pence: Mapped[int]
    why: Mapped[str]
    saving_line_id: Mapped[UUID | None] = points_to("profile_line.id")
    state: Mapped[FundingState] = mapped_column(server_default="asked")
    used_pence: Mapped[int | None]
    asked_by_id: Mapped[UUID] = points_to("person.id")
    asked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class FundingReply(Base):
    """What the holder of a pot said; the newest counts, none is changed."""

    __tablename__ = "funding_reply"
    __table_args__ = (
        one_of("answer", FundingAnswer),
        CheckConstraint("answer = 'confirmed' OR reason <> ''", name="reason_where_declined"),
    )
    id: Mapped[UUID] = key()
    request_id: Mapped[UUID] = points_to("funding_request.id", index=True)
    answer: Mapped[FundingAnswer]
    reason: Mapped[str]
    by_id: Mapped[UUID] = points_to("person.id")
    on_behalf_of_id: Mapped[UUID | None] = points_to("person.id")
    at: Mapped[datetime]


class WorkingTime(Base):
    """How many days a full-time post works in a year, from a date, and where that is from. Only added to."""

    __tablename__ = "working_time"
    __table_args__ = (
        CheckConstraint("days_a_year BETWEEN 1 AND 366", name="days_in_a_year"),
        CheckConstraint("source <> ''", name="source_given"),
    )
    starts: Mapped[date] = mapped_column(primary_key=True)
    days_a_year: Mapped[int]
    source: Mapped[str]
