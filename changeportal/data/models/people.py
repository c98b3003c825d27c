"""People, what they may do, who stands in for them, and how they sign in."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, LargeBinary, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, JsonDict, key, one_of, points_to
from changeportal.domain.terms import Role, SignOffKind

_SCOPE = (
    "coalesce(directorate_id::text,'') || '/' || coalesce(board_id::text,'') || '/' || "
    "coalesce(pool_id::text,'') || '/' || coalesce(sign_off,'')"
)


class Person(Base):
    """Someone with, or once with, an account. Nobody is deleted; a leaver has an end."""

    __tablename__ = "person"
    __table_args__ = (
        Index("uq_person_email", text("lower(email)"), unique=True),
        CheckConstraint("ended_at IS NULL OR NOT active", name="ended_is_inactive"),
    )
    id: Mapped[UUID] = key()
    name: Mapped[str]
    email: Mapped[str]
    job_title: Mapped[str] = mapped_column(server_default="")
    directorate_id: Mapped[UUID | None] = points_to("directorate.id")
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(server_default="true")
    ended_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class RoleGrant(Base):
    """One role of one person, perhaps scoped, between two dates (the end is the last day)."""

    __tablename__ = "role_grant"
    __table_args__ = (
        one_of("role", Role),
        one_of("sign_off", SignOffKind),
        CheckConstraint("ends IS NULL OR ends >= starts", name="dates_in_order"),
        ExcludeConstraint(
            ("person_id", "="),
            ("role", "="),
            (text(f"({_SCOPE})"), "="),
            (text("daterange(starts, ends, '[]')"), "&&"),
            name="ex_role_grant_no_overlap",
            using="gist",
        ),
    )
    id: Mapped[UUID] = key()
    person_id: Mapped[UUID] = points_to("person.id", index=True)
    role: Mapped[Role]
    directorate_id: Mapped[UUID | None] = points_to("directorate.id")
    board_id: Mapped[UUID | None] = points_to("board.id")
    pool_id: Mapped[UUID | None] = points_to("pool.id")
    sign_off: Mapped[SignOffKind | None]
    starts: Mapped[date]
    ends: Mapped[date | None]
    granted_by: Mapped[UUID | None] = points_to("person.id")


class Deputy(Base):
    """Who stands in for whom between two dates."""

    __tablename__ = "deputy"
    __table_args__ = (
        CheckConstraint("deputy_id <> person_id", name="another_person"),
        CheckConstraint("ends >= starts", name="dates_in_order"),
        ExcludeConstraint(
            ("person_id", "="),
            ("deputy_id", "="),
            (text("daterange(starts, ends, '[]')"), "&&"),
            name="ex_deputy_no_overlap",
            using="gist",
        ),
    )
    id: Mapped[UUID] = key()
    person_id: Mapped[UUID] = points_to("person.id", index=True)
    deputy_id: Mapped[UUID] = points_to("person.id", index=True)
    starts: Mapped[date]
    ends: Mapped[date]
    ended_at: Mapped[datetime | None]


class WebSession(Base):
    """A browser's session; the cookie holds the secret, this row only its hash."""

    __tablename__ = "web_session"
    id_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    person_id: Mapped[UUID | None] = points_to("person.id", index=True)
    created_at: Mapped[datetime]
    touched_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    data: Mapped[JsonDict]


class SignInAttempt(Base):
    """A try to sign in; throttles count these. The key is a hash of the address tried or of where it came from."""

    __tablename__ = "sign_in_attempt"
    id: Mapped[UUID] = key()
    key_hash: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    succeeded: Mapped[bool]


class ResetToken(Base):
    """A single-use link to choose a password."""

    __tablename__ = "reset_token"
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    person_id: Mapped[UUID] = points_to("person.id", index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Identity(Base):
    """The account of a person in the council's directory: the tenant and object id, never the email."""

    __tablename__ = "identity"
    tenant: Mapped[str] = mapped_column(primary_key=True)
    object_id: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = points_to("person.id", index=True)
