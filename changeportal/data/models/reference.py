"""Reference data: missions, commitments, plans, directorates, funds, contacts, bank holidays."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, key, one_of, points_to


class Plan(Base):
    """A Delivery Plan: a period and, once there is one, its successor."""

    __tablename__ = "plan"
    id: Mapped[UUID] = key()
    name: Mapped[str] = mapped_column(unique=True)
    starts: Mapped[date]
    ends: Mapped[date]
    successor_id: Mapped[UUID | None] = points_to("plan.id")


class Mission(Base):
    """A mission, or the enabling strand, which is no mission."""

    __tablename__ = "mission"
    __table_args__ = (one_of("kind", ("mission", "enabling")),)
    id: Mapped[UUID] = key()
    code: Mapped[str] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[str]
    position: Mapped[int]
    vision: Mapped[str]
    ends: Mapped[date | None]


class MissionFormerName(Base):
    """What a mission was called before."""

    __tablename__ = "mission_former_name"
    mission_id: Mapped[UUID] = points_to("mission.id", primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)


class Commitment(Base):
    """A line of the Delivery Plan; ``target_text`` stands beside a target that is no number."""

    __tablename__ = "commitment"
    id: Mapped[UUID] = key()
    code: Mapped[str] = mapped_column(unique=True)
    plan_id: Mapped[UUID] = points_to("plan.id")
    mission_id: Mapped[UUID] = points_to("mission.id", index=True)
    strand: Mapped[str]
    title: Mapped[str]
    measure: Mapped[str]
    target_value: Mapped[Decimal | None] = mapped_column(Numeric(18, 3))
    target_text: Mapped[str]
    unit: Mapped[str]
    due: Mapped[str]
    due_basis: Mapped[str]
    successor_id: Mapped[UUID | None] = points_to("commitment.id")


class Directorate(Base):
    """A directorate, with dates and the one that took over its work."""

    __tablename__ = "directorate"
    id: Mapped[UUID] = key()
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date | None]
    successor_id: Mapped[UUID | None] = points_to("directorate.id")


class Service(Base):
    """A service of a directorate."""

    __tablename__ = "service"
    id: Mapped[UUID] = key()
    directorate_id: Mapped[UUID] = points_to("directorate.id", index=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    ends: Mapped[date | None]


class Fund(Base):
    """A fund; nothing nets across funds."""

    __tablename__ = "fund"
    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    position: Mapped[int]


class Contact(Base):
    """Who to talk to about a subject."""

    __tablename__ = "contact"
    id: Mapped[UUID] = key()
    subject: Mapped[str] = mapped_column(unique=True)
    who: Mapped[str]
    email: Mapped[str]
    about: Mapped[str]
    position: Mapped[int]
    version: Mapped[int] = mapped_column(server_default="1")


class BankHoliday(Base):
    """A bank holiday in England."""

    __tablename__ = "bank_holiday"
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]


class GlossaryWord(Base):
    """A term and its plain meaning."""

    __tablename__ = "glossary_word"
    __table_args__ = (CheckConstraint("word <> ''", name="word_given"),)
    word: Mapped[str] = mapped_column(primary_key=True)
    meaning: Mapped[str]
