"""What keeps the record true: audit, security events, outbox, schedule, idempotency, clock, counters."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, JsonDict, key, points_to


class AuditEvent(Base):
    """One change: who, for whom, what, before and after, when, request. Chained by hash; personal values stand aside."""

    __tablename__ = "audit_event"
    __table_args__ = (CheckConstraint("length(hash) = 64", name="hash_is_whole"),)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[UUID | None] = points_to("person.id", index=True)
    on_behalf_of_id: Mapped[UUID | None] = points_to("person.id")
    request_id: Mapped[str]
    action: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[str] = mapped_column(index=True)
    payload: Mapped[str]
    personal_hash: Mapped[str] = mapped_column(server_default="")
    previous: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)


class AuditPersonal(Base):
    """Personal values of an audit event; the chain holds only their salted hash, so they can be erased."""

    __tablename__ = "audit_personal"
    seq: Mapped[int] = points_to("audit_event.seq", primary_key=True)
    salt: Mapped[str]
    body: Mapped[str]


class AuditDigest(Base):
    """The head of the chain at a time, to be kept outside."""

    __tablename__ = "audit_digest"
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    hash: Mapped[str]
    at: Mapped[datetime]


class SecurityEvent(Base):
    """A refusal, a read of a restricted paper, a failed sign-in."""

    __tablename__ = "security_event"
    id: Mapped[UUID] = key()
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[UUID | None] = points_to("person.id")
    request_id: Mapped[str]
    kind: Mapped[str]
    subject: Mapped[str]
    reason: Mapped[str]


class Outbox(Base):
    """A mail or job that exists exactly when its change committed."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "next_try_at", postgresql_where=text("done_at IS NULL AND dead_at IS NULL")),
        CheckConstraint("done_at IS NULL OR dead_at IS NULL", name="done_or_dead"),
    )
    id: Mapped[UUID] = key()
    kind: Mapped[str]
    person_id: Mapped[UUID | None] = points_to("person.id", index=True)
    proposal_id: Mapped[UUID | None] = points_to("proposal.id", index=True)
    payload: Mapped[JsonDict]
    made_at: Mapped[datetime]
    next_try_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(server_default="0")
    last_error: Mapped[str] = mapped_column(server_default="")
    done_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]


class Notice(Base):
    """A notice to a person in the app; its mail, if any, is an outbox row."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_person", "person_id", text("at DESC")),)
    id: Mapped[UUID] = key()
    person_id: Mapped[UUID] = points_to("person.id")
    proposal_id: Mapped[UUID | None] = points_to("proposal.id")
    kind: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    href: Mapped[str]
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]


class ScheduleRun(Base):
    """A piece of scheduled work at the time it was due; each is carried out once."""

    __tablename__ = "schedule_run"
    name: Mapped[str] = mapped_column(primary_key=True)
    due_at: Mapped[datetime] = mapped_column(primary_key=True)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    error: Mapped[str] = mapped_column(server_default="")


class IdempotencyKey(Base):
    """A form sent once: the same key again gets the first answer."""

    __tablename__ = "idempotency_key"
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    route: Mapped[str]
    body_hash: Mapped[str]
    answer: Mapped[JsonDict]
    at: Mapped[datetime] = mapped_column(index=True)


class LastSeen(Base):
    """When a person last looked at a proposal."""

    __tablename__ = "last_seen"
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True)
    proposal_id: Mapped[UUID] = points_to("proposal.id", primary_key=True)
    at: Mapped[datetime]


class SectionOpen(Base):
    """When a person who may write a case last opened one of its sections."""

    __tablename__ = "section_open"
    proposal_id: Mapped[UUID] = points_to("proposal.id", primary_key=True)
    section: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True)
    at: Mapped[datetime]


class Watch(Base):
    """A person follows a proposal."""

    __tablename__ = "watch"
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True)
    proposal_id: Mapped[UUID] = points_to("proposal.id", primary_key=True)
    at: Mapped[datetime]


class SavedList(Base):
    """A filtered list that a person keeps under a name of their own."""

    __tablename__ = "saved_list"
    __table_args__ = (
        UniqueConstraint("person_id", "name"),
        CheckConstraint("name <> ''", name="name_given"),
        CheckConstraint("address LIKE '/%' AND address NOT LIKE '//%'", name="address_is_ours"),
    )
    id: Mapped[UUID] = key()
    person_id: Mapped[UUID] = points_to("person.id")
    name: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime]


class Clock(Base):
    """The one row that says how far the product's clock stands from the machine's; nought in production."""

    __tablename__ = "clock"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    offset_seconds: Mapped[int] = mapped_column(server_default="0")
    example: Mapped[bool] = mapped_column(server_default="false")


class Counter(Base):
    """The last number given in a series of references."""

    __tablename__ = "counter"
    series: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(server_default="0")


class KeptMail(Base):
    """A mail kept instead of sent, in the demo settings."""

    __tablename__ = "kept_mail"
    id: Mapped[UUID] = key()
    n: Mapped[int] = mapped_column(BigInteger, Identity(), unique=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    recipient: Mapped[str] = mapped_column(index=True)
    subject: Mapped[str]
    body: Mapped[str]
    at: Mapped[datetime]
