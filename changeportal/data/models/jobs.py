"""Work that takes longer than a page: who asked for it, how far it is, and the file that came of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, key, one_of, points_to
from changeportal.domain.packs import PackKind

WAITS = "made_at IS NULL AND stopped_at IS NULL"


class Job(Base):
    """A board pack to be made in the background. What was made is never changed; the row is the truth, the queue a hint."""

    __tablename__ = "job"
    __table_args__ = (
        one_of("kind", tuple(one.value for one in PackKind)),
        CheckConstraint("made_at IS NULL OR stopped_at IS NULL", name="made_or_stopped"),
        CheckConstraint("(stopped_at IS NULL) = (problem = '')", name="stopped_says_why"),
        CheckConstraint(
            "(made_at IS NULL AND storage_key IS NULL) OR (storage_key <> '' AND size > 0 AND length(sha256) = 64)",
            name="made_has_its_file",
        ),
        CheckConstraint("steps >= 1 AND step BETWEEN 0 AND steps", name="step_within_steps"),
        Index("ix_job_due", "next_try_at", postgresql_where=text(WAITS)),
        Index("ix_job_meeting", "meeting_id", "kind"),
    )
    id: Mapped[UUID] = key()
    kind: Mapped[str]
    meeting_id: Mapped[UUID] = points_to("meeting.id")
    by_id: Mapped[UUID] = points_to("person.id", index=True)
    asked_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(server_default="0")
    step: Mapped[int] = mapped_column(server_default="0")
    steps: Mapped[int]
    started_at: Mapped[datetime | None]
    made_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    problem: Mapped[str] = mapped_column(server_default="")
    name: Mapped[str] = mapped_column(server_default="")
    size: Mapped[int | None]
    sha256: Mapped[str | None]
    storage_key: Mapped[str | None] = mapped_column(unique=True)


class JobPaper(Base):
    """A published paper that the pack holds: fixed when it is asked for, and the ground of who may read it."""

    __tablename__ = "job_paper"
    job_id: Mapped[UUID] = points_to("job.id", primary_key=True)
    paper_id: Mapped[UUID] = points_to("published_paper.id", primary_key=True, index=True)


class PaperPages(Base):
    """The pages of a paper in a kind of pack, from the first time it was made. Never numbered again."""

    __tablename__ = "paper_pages"
    __table_args__ = (
        one_of("kind", tuple(one.value for one in PackKind)),
        CheckConstraint("first_page >= 1 AND last_page >= first_page", name="pages_in_order"),
    )
    paper_id: Mapped[UUID] = points_to("published_paper.id", primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    first_page: Mapped[int]
    last_page: Mapped[int]


class PaperSection(Base):
    """Where a section of a paper begins in a kind of pack, from the first time it was made. Never numbered again."""

    __tablename__ = "paper_section"
    __table_args__ = (
        CheckConstraint("page >= 1 AND title <> ''", name="page_and_title"),
        ForeignKeyConstraint(
            ["paper_id", "kind"],
            ["paper_pages.paper_id", "paper_pages.kind"],
            name="fk_paper_section_paper_id",
            ondelete="RESTRICT",
        ),
    )
    paper_id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    page: Mapped[int]
