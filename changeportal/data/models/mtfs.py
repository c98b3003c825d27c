"""MTFS versions, their lines by year, and which years Council has set."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, key, one_of, points_to
from changeportal.domain.terms import MtfsKind


class MtfsVersion(Base):
    """A version of the MTFS: draft, prepared by one person, published by another."""

    __tablename__ = "mtfs_version"
    __table_args__ = (
        one_of("state", ("draft", "prepared", "published")),
        CheckConstraint("(state = 'draft') = (prepared_by_id IS NULL)", name="prepared_by_someone"),
        CheckConstraint("(state = 'published') = (published_by_id IS NOT NULL)", name="published_by_someone"),
        CheckConstraint("published_by_id <> prepared_by_id", name="published_by_another"),
        CheckConstraint("(state = 'published') = (sha256 <> '')", name="published_has_a_hash"),
        CheckConstraint("last_year > first_year AND last_year < first_year + 11", name="three_to_ten_years"),
        Index(
            "uq_mtfs_version_published_day", "published_on", unique=True, postgresql_where=text("state = 'published'")
        ),
    )
    id: Mapped[UUID] = key()
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="draft")
    first_year: Mapped[int]
    last_year: Mapped[int]
    based_on_id: Mapped[UUID | None] = points_to("mtfs_version.id")
    made_by_id: Mapped[UUID | None] = points_to("person.id")
    made_at: Mapped[datetime]
    prepared_by_id: Mapped[UUID | None] = points_to("person.id")
    prepared_at: Mapped[datetime | None]
    published_by_id: Mapped[UUID | None] = points_to("person.id")
    published_for_id: Mapped[UUID | None] = points_to("person.id")
    published_at: Mapped[datetime | None]
    published_on: Mapped[date | None]
    document: Mapped[str] = mapped_column(server_default="")
    sha256: Mapped[str] = mapped_column(server_default="")
    example: Mapped[bool] = mapped_column(server_default="false")
    version: Mapped[int] = mapped_column(server_default="1")


class MtfsPreparer(Base):
    """Somebody prepared a version, or somebody else did for them. It stays when the version goes back to draft."""

    __tablename__ = "mtfs_preparer"
    version_id: Mapped[UUID] = points_to("mtfs_version.id", primary_key=True)
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True)
    at: Mapped[datetime]


class MtfsLine(Base):
    """A line of a version; agreed savings are never typed here, they are a view of saving rows."""

    __tablename__ = "mtfs_line"
    __table_args__ = (
        one_of("kind", MtfsKind),
        CheckConstraint("kind <> 'savings_agreed'", name="savings_are_not_typed"),
        UniqueConstraint("version_id", "code"),
    )
    id: Mapped[UUID] = key()
    version_id: Mapped[UUID] = points_to("mtfs_version.id", index=True)
    code: Mapped[str]
    fund_code: Mapped[str] = points_to("fund.code")
    kind: Mapped[MtfsKind]
    cause: Mapped[str] = mapped_column(server_default="")
    title: Mapped[str]
    note: Mapped[str] = mapped_column(server_default="")
    position: Mapped[int]


class MtfsAmount(Base):
    """The effect of a line in a year against the base, in pence; plus raises the net budget."""

    __tablename__ = "mtfs_amount"
    line_id: Mapped[UUID] = points_to("mtfs_line.id", primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    pence: Mapped[int]


class SetYear(Base):
    """A year that Council has voted for a fund: nothing in it is still to find."""

    __tablename__ = "set_year"
    fund_code: Mapped[str] = points_to("fund.code", primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    voted_on: Mapped[date]
    evidence: Mapped[str]


class Reserve(Base):
    """A reserve or pot, with what it opened with and the least it should hold."""

    __tablename__ = "reserve"
    id: Mapped[UUID] = key()
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    fund_code: Mapped[str] = points_to("fund.code")
    opening_year: Mapped[int]
    opening_pence: Mapped[int]
    minimum_pence: Mapped[int]
    example: Mapped[bool] = mapped_column(server_default="true")
