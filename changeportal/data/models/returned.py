"""What a returning decision asks for, what was done about it, and which frozen versions a person has read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from changeportal.data.base import Base, key, points_to


class AskedItem(Base):
    """One thing that a decision asks for when it returns a case. Only added to, with the decision."""

    __tablename__ = "asked_item"
    __table_args__ = (
        UniqueConstraint("decision_id", "n"),
        CheckConstraint("text <> ''", name="text_given"),
        CheckConstraint("section <> ''", name="section_given"),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    decision_id: Mapped[UUID] = points_to("decision.id")
    n: Mapped[int]
    section: Mapped[str]
    text: Mapped[str]


class AskedAnswer(Base):
    """What was done about one thing that was asked. Only added to; the newest counts."""

    __tablename__ = "asked_answer"
    __table_args__ = (CheckConstraint("answer <> ''", name="answer_given"),)
    id: Mapped[UUID] = key()
    asked_item_id: Mapped[UUID] = points_to("asked_item.id", index=True)
    answer: Mapped[str]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class VersionSeen(Base):
    """A person has opened this frozen version; the first time is kept."""

    __tablename__ = "version_seen"
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True)
    case_version_id: Mapped[UUID] = points_to("case_version.id", primary_key=True)
    at: Mapped[datetime]
