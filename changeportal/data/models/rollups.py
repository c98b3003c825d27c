"""Stored totals, written in the transaction that changes what they add up."""

from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, key, one_of, points_to
from changeportal.domain.terms import Rung, Stage, Status


class Contribution(Base):
    """What one line or saving puts on one rung in one year: the rows that a figure of the gap page opens to."""

    __tablename__ = "contribution"
    __table_args__ = (
        one_of("rung", Rung),
        UniqueConstraint("source", "fund_code", "year", "rung", "below"),
        Index("ix_contribution_figure", "fund_code", "rung", "year", "below"),
    )
    id: Mapped[UUID] = key()
    source: Mapped[str]
    proposal_id: Mapped[UUID | None] = points_to("proposal.id", index=True)
    saving_id: Mapped[UUID | None] = points_to("saving.id", index=True)
    title: Mapped[str]
    fund_code: Mapped[str] = points_to("fund.code")
    year: Mapped[int]
    rung: Mapped[Rung | None]
    below: Mapped[str] = mapped_column(server_default="")
    pence: Mapped[int]
    weighted_pence: Mapped[int]
    restricted: Mapped[bool]
    directorate_id: Mapped[UUID | None] = points_to("directorate.id")
    mission_id: Mapped[UUID | None] = points_to("mission.id")


class GapYear(Base):
    """Sum of the contributions to one rung in one year, by directorate and mission."""

    __tablename__ = "gap_year"
    key: Mapped[str] = mapped_column(primary_key=True)
    fund_code: Mapped[str] = points_to("fund.code", index=True)
    year: Mapped[int]
    rung: Mapped[Rung | None]
    below: Mapped[str]
    directorate_id: Mapped[UUID | None] = points_to("directorate.id")
    mission_id: Mapped[UUID | None] = points_to("mission.id")
    restricted: Mapped[bool]
    pence: Mapped[int]
    weighted_pence: Mapped[int]
    rows: Mapped[int]


class StageCount(Base):
    """How many proposals stand at a stage and status, by directorate and mission."""

    __tablename__ = "stage_count"
    key: Mapped[str] = mapped_column(primary_key=True)
    stage: Mapped[Stage]
    status: Mapped[Status]
    directorate_id: Mapped[UUID | None] = points_to("directorate.id")
    mission_id: Mapped[UUID | None] = points_to("mission.id")
    restricted: Mapped[bool]
    count: Mapped[int]


class SavingYear(Base):
    """What one saving comes to in a year, in pence: ``delivered`` is verified with its budget adjusted, at most the plan.

    ``key`` names the total that the row is counted in.
    """

    __tablename__ = "saving_year"
    __table_args__ = (Index("ix_saving_year_plan", "year", text("plan DESC"), "saving_id"),)
    saving_id: Mapped[UUID] = points_to("saving.id", primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    plan: Mapped[int]
    forecast: Mapped[int]
    actual: Mapped[int]
    verified: Mapped[int]
    delivered: Mapped[int]
    pressure: Mapped[int]


class SavingTotal(Base):
    """Sum of the savings of a directorate, fund and status in a year: what the tracker shows first."""

    __tablename__ = "saving_total"
    key: Mapped[str] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    directorate_id: Mapped[UUID | None] = points_to("directorate.id")
    fund_code: Mapped[str] = points_to("fund.code")
    status: Mapped[str]
    plan: Mapped[int]
    forecast: Mapped[int]
    actual: Mapped[int]
    verified: Mapped[int]
    delivered: Mapped[int]
    pressure: Mapped[int]
    rows: Mapped[int]
