"""Money lines of an option, by year; and the approved plan, frozen by a decision."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, key, one_of, points_to
from changeportal.domain.terms import Category, CostKind, FundingKind, LineKind, SavingClass

SHARES = ("deadweight", "due_to_others", "leakage", "displacement", "substitution", "multiplier", "drop_off")
NO_SHARES = " AND ".join(f"{name} = 0" for name in SHARES)
RECURRENCES = ("ongoing", "one_off", "time_limited")


class ProfileLine(Base):
    """A line of an option's money: amounts are positive in their own kind."""

    __tablename__ = "profile_line"
    __table_args__ = (
        one_of("kind", LineKind),
        one_of("saving_class", SavingClass),
        one_of("category", Category),
        one_of("cost_kind", CostKind),
        one_of("funding_kind", FundingKind),
        one_of("recurrence", RECURRENCES),
        one_of("confidence", ("low", "medium", "high")),
        CheckConstraint("(kind IN ('saving', 'income')) = (saving_class IS NOT NULL)", name="saving_has_a_class"),
        CheckConstraint("(kind IN ('cost', 'capital')) = (cost_kind IS NOT NULL)", name="cost_has_a_kind"),
        CheckConstraint("(kind = 'funding') = (funding_kind IS NOT NULL)", name="funding_has_a_kind"),
        CheckConstraint("start_month IS NULL OR extract(day from start_month) = 1", name="month_is_its_first_day"),
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint(
            "counted_pool_id IS NULL OR kind = 'cost' AND cost_kind = 'one_off' AND recurrence = 'one_off'",
            name="counted_is_a_one_off_cost",
        ),
        CheckConstraint(
            "range_low BETWEEN 0 AND 100 AND range_high BETWEEN 0 AND 1000",
            name="range_in_per_cent",
        ),
        CheckConstraint(
            "(range_low IS NULL) = (range_high IS NULL) AND (range_low IS NULL OR range_low + range_high > 0) "
            "AND (range_low IS NULL) = (range_reason = '')",
            name="range_is_whole",
        ),
        CheckConstraint(
            " AND ".join(f"{name} BETWEEN 0 AND {500 if name == 'multiplier' else 100}" for name in SHARES),
            name="shares_in_per_cent",
        ),
        CheckConstraint("group_income_pence > 0", name="income_above_nought"),
        CheckConstraint(
            f"kind IN ('saving', 'income') OR {NO_SHARES} AND group_income_pence IS NULL",
            name="net_is_of_a_benefit",
        ),
        CheckConstraint(f"({NO_SHARES} AND group_income_pence IS NULL) = (net_reason = '')", name="net_has_its_reason"),
        Index(
            "uq_profile_line_counted_once",
            "proposal_id",
            "counted_pool_id",
            unique=True,
            postgresql_where=text("counted_pool_id IS NOT NULL AND removed_at IS NULL"),
        ),
        Index("ix_profile_line_growth_line", "growth_line", postgresql_where=text("growth_line <> ''")),
        Index("ix_profile_line_budget", "cost_centre", "subjective", postgresql_where=text("cost_centre <> ''")),
        Index("ix_profile_line_growth", "growth_line", postgresql_where=text("growth_line <> ''")),
    )
    id: Mapped[UUID] = key()
    option_id: Mapped[UUID] = points_to("case_option.id", index=True)
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    position: Mapped[int]
    kind: Mapped[LineKind]
    title: Mapped[str]
    saving_class: Mapped[SavingClass | None]
    category: Mapped[Category | None]
    cost_kind: Mapped[CostKind | None]
    funding_kind: Mapped[FundingKind | None]
    pot: Mapped[str] = mapped_column(server_default="")
    fund_code: Mapped[str] = points_to("fund.code")
    cost_centre: Mapped[str] = mapped_column(server_default="")
    subjective: Mapped[str] = mapped_column(server_default="")
    no_code_reason: Mapped[str] = mapped_column(server_default="")
    growth_line: Mapped[str] = mapped_column(server_default="")
    recurrence: Mapped[str] = mapped_column(server_default="ongoing")
    start_month: Mapped[date | None]
    full_year_pence: Mapped[int | None]
    confidence: Mapped[str] = mapped_column(server_default="medium")
    note: Mapped[str] = mapped_column(server_default="")
    cost_recovery: Mapped[bool] = mapped_column(server_default="false")
    pays_for_capital: Mapped[bool] = mapped_column(server_default="false")
    last_year: Mapped[int | None]
    removed_at: Mapped[datetime | None]
    counted_pool_id: Mapped[UUID | None] = points_to("pool.id")
    range_low: Mapped[int | None]
    range_high: Mapped[int | None]
    range_reason: Mapped[str] = mapped_column(server_default="")
    deadweight: Mapped[int] = mapped_column(server_default="0")
    due_to_others: Mapped[int] = mapped_column(server_default="0")
    leakage: Mapped[int] = mapped_column(server_default="0")
    displacement: Mapped[int] = mapped_column(server_default="0")
    substitution: Mapped[int] = mapped_column(server_default="0")
    multiplier: Mapped[int] = mapped_column(server_default="0")
    drop_off: Mapped[int] = mapped_column(server_default="0")
    group_income_pence: Mapped[int | None]
    net_reason: Mapped[str] = mapped_column(server_default="")
    version: Mapped[int] = mapped_column(server_default="1")


class ProfileAmount(Base):
    """One amount of a line in a financial year (its starting calendar year), in pence."""

    __tablename__ = "profile_amount"
    __table_args__ = (CheckConstraint("year BETWEEN 2000 AND 2100", name="year_in_range"),)
    line_id: Mapped[UUID] = points_to("profile_line.id", primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    pence: Mapped[int]


class ProfileMonth(Base):
    """What a line's year is made of, where it is given by months: they add up to the year's amount exactly."""

    __tablename__ = "profile_month"
    __table_args__ = (
        CheckConstraint("extract(day from month) = 1", name="month_is_its_first_day"),
        CheckConstraint(
            "year = extract(year from month) - CASE WHEN extract(month from month) < 4 THEN 1 ELSE 0 END",
            name="month_in_its_year",
        ),
    )
    line_id: Mapped[UUID] = points_to("profile_line.id", primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    year: Mapped[int]
    pence: Mapped[int]


class MoneyGrid(Base):
    """The version of an option's grid as a whole: a stale save is refused against it."""

    __tablename__ = "money_grid"
    option_id: Mapped[UUID] = points_to("case_option.id", primary_key=True)
    first_year: Mapped[int]
    last_year: Mapped[int]
    updated_by_id: Mapped[UUID] = points_to("person.id")
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class PlanLine(Base):
    """A line of the approved plan: what the decision maker agreed, frozen from the version decided on."""

    __tablename__ = "plan_line"
    __table_args__ = (
        one_of("kind", LineKind),
        one_of("saving_class", SavingClass),
        one_of("cost_kind", CostKind),
        one_of("funding_kind", FundingKind),
        Index("ix_plan_line_growth", "growth_line", postgresql_where=text("growth_line <> ''")),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    decision_id: Mapped[UUID | None] = points_to("decision.id")
    case_version_id: Mapped[UUID | None] = points_to("case_version.id")
    line_id: Mapped[UUID | None] = points_to("profile_line.id")
    kind: Mapped[LineKind]
    title: Mapped[str]
    saving_class: Mapped[SavingClass | None]
    cost_kind: Mapped[CostKind | None]
    funding_kind: Mapped[FundingKind | None]
    fund_code: Mapped[str] = points_to("fund.code")
    growth_line: Mapped[str] = mapped_column(server_default="")
    recurrence: Mapped[str]
    cost_recovery: Mapped[bool] = mapped_column(server_default="false")
    pays_for_capital: Mapped[bool] = mapped_column(server_default="false")
    last_year: Mapped[int | None]
    superseded_by_id: Mapped[UUID | None] = points_to("plan_line.id")
    at: Mapped[datetime]


class PlanAmount(Base):
    """One amount of an approved plan line in a year, in pence, positive in its own kind."""

    __tablename__ = "plan_amount"
    plan_line_id: Mapped[UUID] = points_to("plan_line.id", primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    pence: Mapped[int]
