"""Answers to what the checks of a case found, and the budgets that claims are checked against."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, key, points_to


class FindingAnswer(Base):
    """An answer to a finding as it read then. Only added to; the newest counts while the finding still reads the same."""

    __tablename__ = "finding_answer"
    __table_args__ = (CheckConstraint("answer <> ''", name="answer_given"),)
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    finding: Mapped[str]
    said_then: Mapped[str]
    answer: Mapped[str]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class BudgetLine(Base):
    """The budget of a cost centre and subjective in a year, in pence."""

    __tablename__ = "budget_line"
    __table_args__ = (
        UniqueConstraint("cost_centre", "subjective", "year"),
        CheckConstraint("cost_centre <> ''", name="cost_centre_given"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_in_range"),
    )
    id: Mapped[UUID] = key()
    cost_centre: Mapped[str]
    subjective: Mapped[str] = mapped_column(server_default="")
    year: Mapped[int]
    title: Mapped[str]
    fund_code: Mapped[str] = points_to("fund.code")
    pence: Mapped[int]
    loaded_by_id: Mapped[UUID] = points_to("person.id")
    loaded_at: Mapped[datetime]
