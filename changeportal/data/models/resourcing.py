"""Pools, capacity by month, day rates, requests and answers. FTE are whole hundredths."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, key, one_of, points_to
from changeportal.domain.terms import RequestAnswer

REQUEST_STATES = ("asked", *(answer.value for answer in RequestAnswer), "withdrawn")


class Pool(Base):
    """A role or skill that proposals ask for."""

    __tablename__ = "pool"
    id: Mapped[UUID] = key()
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    directorate_id: Mapped[UUID | None] = points_to("directorate.id")
    ends: Mapped[date | None]
    version: Mapped[int] = mapped_column(server_default="1")


class PoolMonth(Base):
    """What a pool has in a month: capacity, leave and standing commitments, in hundredths of an FTE."""

    __tablename__ = "pool_month"
    __table_args__ = (
        CheckConstraint("extract(day from month) = 1", name="month_is_its_first_day"),
        CheckConstraint("capacity >= 0 AND leave >= 0 AND committed >= 0", name="not_negative"),
    )
    pool_id: Mapped[UUID] = points_to("pool.id", primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    capacity: Mapped[int]
    leave: Mapped[int] = mapped_column(server_default="0")
    committed: Mapped[int] = mapped_column(server_default="0")


class PoolRate(Base):
    """The day rate of a pool from a date, in pence."""

    __tablename__ = "pool_rate"
    pool_id: Mapped[UUID] = points_to("pool.id", primary_key=True)
    starts: Mapped[date] = mapped_column(primary_key=True)
    day_pence: Mapped[int]


class ResourceRequest(Base):
    """Somebody's time, asked of a pool for a proposal."""

    __tablename__ = "resource_request"
    __table_args__ = (
        one_of("state", REQUEST_STATES),
        CheckConstraint("why <> ''", name="why_given"),
        Index("ix_resource_request_pool_state", "pool_id", "state"),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    pool_id: Mapped[UUID] = points_to("pool.id")
    why: Mapped[str]
    wanted: Mapped[str] = mapped_column(server_default="")
    state: Mapped[str] = mapped_column(server_default="asked")
    asked_by_id: Mapped[UUID] = points_to("person.id")
    asked_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class RequestMonth(Base):
    """Hundredths of an FTE asked and confirmed in a month."""

    __tablename__ = "request_month"
    __table_args__ = (
        CheckConstraint("asked > 0", name="asked_something"),
        CheckConstraint("confirmed >= 0", name="confirmed_not_negative"),
        CheckConstraint("extract(day from month) = 1", name="month_is_its_first_day"),
        Index("ix_request_month_month", "month"),
    )
    request_id: Mapped[UUID] = points_to("resource_request.id", primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    asked: Mapped[int]
    confirmed: Mapped[int] = mapped_column(server_default="0")


class RequestReply(Base):
    """An answer of a resource manager; the newest counts, none is changed."""

    __tablename__ = "request_reply"
    __table_args__ = (
        one_of("answer", RequestAnswer),
        CheckConstraint("answer = 'confirmed' OR reason <> ''", name="reason_where_not_confirmed"),
        CheckConstraint("(answer = 'offered_later') = (offered_from IS NOT NULL)", name="later_says_when"),
    )
    id: Mapped[UUID] = key()
    request_id: Mapped[UUID] = points_to("resource_request.id", index=True)
    answer: Mapped[RequestAnswer]
    reason: Mapped[str]
    offered_from: Mapped[date | None]
    over_capacity: Mapped[str] = mapped_column(server_default="")
    by_id: Mapped[UUID] = points_to("person.id")
    on_behalf_of_id: Mapped[UUID | None] = points_to("person.id")
    at: Mapped[datetime]
