"""Files that back evidence: stored under random keys, looked at before anybody opens them, kept by the versions that hold them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, key, one_of, points_to

SCANS = ("waiting", "clean", "infected")


class Attachment(Base):
    """A file; its bytes, name and hash are never changed. ``erased_at``: the bytes were deleted after it was removed."""

    __tablename__ = "attachment"
    __table_args__ = (
        one_of("scan", SCANS),
        Index(
            "ix_attachment_to_scan", "next_scan_at", postgresql_where=text("scan = 'waiting' AND removed_at IS NULL")
        ),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    evidence_id: Mapped[UUID | None] = points_to("evidence.id", index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    storage_key: Mapped[str] = mapped_column(unique=True)
    scan: Mapped[str] = mapped_column(server_default="waiting")
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    scan_tries: Mapped[int] = mapped_column(server_default="0")
    next_scan_at: Mapped[datetime | None]
    scanned_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class VersionFile(Base):
    """A file that a frozen version holds: only added to, and from then on its bytes stay."""

    __tablename__ = "version_file"
    case_version_id: Mapped[UUID] = points_to("case_version.id", primary_key=True)
    attachment_id: Mapped[UUID] = points_to("attachment.id", primary_key=True, index=True)
    name: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
