"""Savings by month: plans, forecasts, actuals, verification, budget adjustment, month close."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, JsonDict, key, one_of, points_to
from changeportal.domain.terms import Category, SavingClass, SavingStatus, Series


class Saving(Base):
    """A savings line in the tracker: of a proposal's preferred option, or agreed in a budget before there was a proposal."""

    __tablename__ = "saving"
    __table_args__ = (
        one_of("saving_class", SavingClass),
        one_of("category", Category),
        one_of("recurrence", ("ongoing", "one_off", "time_limited")),
        one_of("state", ("live", "withdrawn", "replaced")),
        one_of("status", SavingStatus),
        CheckConstraint(r"ref ~ '^S-\d{4}-\d{4,}$'", name="ref_has_its_form"),
        Index("uq_saving_plan_line", "plan_line_id", unique=True, postgresql_where=text("state = 'live'")),
        Index("ix_saving_directorate", "directorate_id", "ref"),
        Index("ix_saving_growth", "growth_line", postgresql_where=text("growth_line <> ''")),
    )
    id: Mapped[UUID] = key()
    ref: Mapped[str] = mapped_column(unique=True)
    proposal_id: Mapped[UUID | None] = points_to("proposal.id", index=True)
    plan_line_id: Mapped[UUID | None] = points_to("plan_line.id")
    title: Mapped[str]
    directorate_id: Mapped[UUID | None] = points_to("directorate.id")
    fund_code: Mapped[str] = points_to("fund.code")
    saving_class: Mapped[SavingClass]
    category: Mapped[Category | None]
    recurrence: Mapped[str]
    start_month: Mapped[date | None]
    full_year_pence: Mapped[int]
    cost_centre: Mapped[str] = mapped_column(server_default="")
    subjective: Mapped[str] = mapped_column(server_default="")
    growth_line: Mapped[str] = mapped_column(server_default="")
    owner_id: Mapped[UUID | None] = points_to("person.id", index=True)
    finance_lead_id: Mapped[UUID | None] = points_to("person.id")
    in_budget_from: Mapped[int | None]
    state: Mapped[str] = mapped_column(server_default="live")
    status: Mapped[SavingStatus] = mapped_column(server_default="not_due")
    status_rule: Mapped[str] = mapped_column(server_default="")
    fte_hundredths: Mapped[int] = mapped_column(server_default="0")
    vacant_hundredths: Mapped[int] = mapped_column(server_default="0")
    restricted: Mapped[bool] = mapped_column(server_default="false")
    example: Mapped[bool] = mapped_column(server_default="false")
    created_at: Mapped[datetime]
    cost_recovery: Mapped[bool] = mapped_column(server_default="false")
    version: Mapped[int] = mapped_column(server_default="1")


class SavingEntry(Base):
    """One amount of one series in one month; entries are added, never changed."""

    __tablename__ = "saving_entry"
    __table_args__ = (
        one_of("series", Series),
        CheckConstraint("extract(day from month) = 1", name="month_is_its_first_day"),
        CheckConstraint(
            "about_month IS NULL OR extract(day from about_month) = 1", name="about_month_is_its_first_day"
        ),
        Index("ix_saving_entry_saving", "saving_id", "series", "month"),
    )
    id: Mapped[UUID] = key()
    saving_id: Mapped[UUID] = points_to("saving.id")
    series: Mapped[Series]
    month: Mapped[date]
    about_month: Mapped[date | None]
    pence: Mapped[int]
    note: Mapped[str] = mapped_column(server_default="")
    source: Mapped[str] = mapped_column(server_default="typed")
    by_id: Mapped[UUID] = points_to("person.id")
    on_behalf_of_id: Mapped[UUID | None] = points_to("person.id")
    at: Mapped[datetime]


class Verification(Base):
    """Finance has seen it: a second person agrees an actual with the evidence of its class."""

    __tablename__ = "verification"
    __table_args__ = (CheckConstraint("evidence <> '' AND reference <> ''", name="evidence_given"),)
    id: Mapped[UUID] = key()
    entry_id: Mapped[UUID] = points_to("saving_entry.id", unique=True)
    saving_id: Mapped[UUID] = points_to("saving.id", index=True)
    month: Mapped[date]
    pence: Mapped[int]
    evidence_kind: Mapped[str]
    evidence: Mapped[str]
    reference: Mapped[str]
    by_id: Mapped[UUID] = points_to("person.id")
    on_behalf_of_id: Mapped[UUID | None] = points_to("person.id")
    at: Mapped[datetime]
    secures_pence: Mapped[int | None]


class BudgetAdjustment(Base):
    """The budget has changed: a fact of its own, which proves nothing about delivery."""

    __tablename__ = "budget_adjustment"
    __table_args__ = (
        one_of("kind", ("permanent", "temporary", "growth_lowered", "income_raised")),
        CheckConstraint("reference <> ''", name="reference_given"),
    )
    id: Mapped[UUID] = key()
    saving_id: Mapped[UUID] = points_to("saving.id", index=True)
    kind: Mapped[str]
    year: Mapped[int]
    from_month: Mapped[date]
    pence: Mapped[int]
    reference: Mapped[str]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class MonthClose(Base):
    """A month that finance has closed; reopening it takes two people, and is a row of its own."""

    __tablename__ = "month_close"
    __table_args__ = (
        UniqueConstraint("month", "n"),
        Index("uq_month_close_live", "month", unique=True, postgresql_where=text("reopened_at IS NULL")),
        CheckConstraint("reopened_by_id <> reopen_asked_by_id", name="reopened_by_two"),
        CheckConstraint("reopened_by_id <> closed_by_id", name="not_reopened_by_its_closer"),
        CheckConstraint("(reopened_at IS NULL) = (reopened_by_id IS NULL)", name="reopened_by_someone"),
        CheckConstraint(
            "reopened_at IS NULL OR (reopen_asked_by_id IS NOT NULL AND reopen_reason <> '')",
            name="reopened_when_asked",
        ),
        CheckConstraint(
            "reopened_by_id <> closed_for_id AND reopened_for_id <> closed_by_id AND reopened_for_id <> closed_for_id "
            "AND reopened_by_id <> reopen_asked_for_id AND reopened_for_id <> reopen_asked_by_id "
            "AND reopened_for_id <> reopen_asked_for_id",
            name="reopened_by_two_also_for_others",
        ),
    )
    id: Mapped[UUID] = key()
    month: Mapped[date]
    n: Mapped[int]
    closed_by_id: Mapped[UUID] = points_to("person.id")
    closed_for_id: Mapped[UUID | None] = points_to("person.id")
    closed_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(server_default="")
    snapshot: Mapped[JsonDict]
    reopen_asked_by_id: Mapped[UUID | None] = points_to("person.id")
    reopen_asked_for_id: Mapped[UUID | None] = points_to("person.id")
    reopen_reason: Mapped[str] = mapped_column(server_default="")
    reopened_by_id: Mapped[UUID | None] = points_to("person.id")
    reopened_for_id: Mapped[UUID | None] = points_to("person.id")
    reopened_at: Mapped[datetime | None]


class Mitigation(Base):
    """What is done about a shortfall: who, by when, how much it covers."""

    __tablename__ = "mitigation"
    id: Mapped[UUID] = key()
    saving_id: Mapped[UUID] = points_to("saving.id", index=True)
    text: Mapped[str]
    owner_id: Mapped[UUID] = points_to("person.id")
    due: Mapped[date]
    pence: Mapped[int]
    done_at: Mapped[datetime | None]


class StatusOverride(Base):
    """A status that somebody sets beside the computed one, with a reason and an end."""

    __tablename__ = "status_override"
    __table_args__ = (one_of("status", SavingStatus), CheckConstraint("reason <> ''", name="reason_given"))
    id: Mapped[UUID] = key()
    saving_id: Mapped[UUID] = points_to("saving.id", index=True)
    status: Mapped[SavingStatus]
    reason: Mapped[str]
    expires: Mapped[date]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]
