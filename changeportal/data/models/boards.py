"""Boards, members, meetings, agendas, attendance, interests, the secretary's draft record."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, JsonDict, key, one_of, points_to
from changeportal.domain.terms import BoardKind


class Board(Base):
    """Any deciding or advising body."""

    __tablename__ = "board"
    __table_args__ = (one_of("kind", BoardKind), CheckConstraint("quorum >= 1", name="quorum_at_least_one"))
    id: Mapped[UUID] = key()
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    kind: Mapped[BoardKind]
    quorum: Mapped[int]
    quorum_roles: Mapped[JsonDict] = mapped_column(server_default=text("'{}'::jsonb"))
    decides: Mapped[str] = mapped_column(server_default="")
    officer_id: Mapped[UUID | None] = points_to("person.id")
    call_in_days: Mapped[int] = mapped_column(server_default="0")
    example: Mapped[bool] = mapped_column(server_default="true")
    version: Mapped[int] = mapped_column(server_default="1")


class Membership(Base):
    """A person's place on a board between two dates."""

    __tablename__ = "membership"
    __table_args__ = (
        one_of("office", ("chair", "vice_chair", "member", "secretary")),
        ExcludeConstraint(
            ("board_id", "="),
            ("person_id", "="),
            (text("daterange(starts, ends, '[]')"), "&&"),
            name="ex_membership_no_overlap",
            using="gist",
        ),
    )
    id: Mapped[UUID] = key()
    board_id: Mapped[UUID] = points_to("board.id", index=True)
    person_id: Mapped[UUID] = points_to("person.id", index=True)
    office: Mapped[str]
    voting: Mapped[bool]
    starts: Mapped[date]
    ends: Mapped[date | None]


class Meeting(Base):
    """A meeting of a board; its address is its date. A written procedure is one too, with a deadline and why it is urgent."""

    __tablename__ = "meeting"
    __table_args__ = (
        one_of("state", ("planned", "published", "closed")),
        UniqueConstraint("board_id", "slug"),
        CheckConstraint("state <> 'closed' OR closed_at IS NOT NULL", name="closed_has_a_time"),
        CheckConstraint("NOT written OR (deadline IS NOT NULL AND urgency <> '')", name="written_says_why"),
    )
    id: Mapped[UUID] = key()
    board_id: Mapped[UUID] = points_to("board.id")
    slug: Mapped[str]
    starts_at: Mapped[datetime] = mapped_column(index=True)
    place: Mapped[str]
    papers_due: Mapped[date]
    state: Mapped[str] = mapped_column(server_default="planned")
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    written: Mapped[bool] = mapped_column(server_default="false")
    deadline: Mapped[datetime | None]
    urgency: Mapped[str] = mapped_column(server_default="")
    version: Mapped[int] = mapped_column(server_default="1")


class AgendaItem(Base):
    """An item: a proposal's round, or a report to note. Its result is worked out from what was recorded."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        UniqueConstraint("meeting_id", "n"),
        one_of("result", ("waiting", "decided", "deferred", "not_reached", "withdrawn", "noted")),
        CheckConstraint(
            "result <> 'deferred' OR (result_note <> '' AND moved_to IS NOT NULL)", name="deferred_says_why"
        ),
        CheckConstraint("NOT late OR late_reason <> ''", name="late_says_why"),
        Index("uq_agenda_item_round_waiting", "round_id", unique=True, postgresql_where=text("result = 'waiting'")),
    )
    id: Mapped[UUID] = key()
    meeting_id: Mapped[UUID] = points_to("meeting.id", index=True)
    n: Mapped[int]
    proposal_id: Mapped[UUID | None] = points_to("proposal.id", index=True)
    round_id: Mapped[UUID | None] = points_to("gateway_round.id")
    title: Mapped[str]
    recommendation: Mapped[str]
    minutes: Mapped[int]
    late: Mapped[bool] = mapped_column(server_default="false")
    late_reason: Mapped[str] = mapped_column(server_default="")
    vote_called_at: Mapped[datetime | None]
    result: Mapped[str] = mapped_column(server_default="waiting")
    result_note: Mapped[str] = mapped_column(server_default="")
    moved_to: Mapped[date | None]
    added_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class Attendance(Base):
    """Who was there, from when, until when, in whose place."""

    __tablename__ = "attendance"
    __table_args__ = (
        one_of("state", ("present", "apologies", "absent")),
        CheckConstraint("left_at IS NULL OR left_at >= here_from", name="left_after_coming"),
        Index(
            "uq_attendance_in_one_place",
            "meeting_id",
            "in_place_of_id",
            unique=True,
            postgresql_where=text("state = 'present' AND left_at IS NULL"),
        ),
    )
    meeting_id: Mapped[UUID] = points_to("meeting.id", primary_key=True)
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True)
    state: Mapped[str]
    here_from: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    in_place_of_id: Mapped[UUID | None] = points_to("person.id")
    entered_by_id: Mapped[UUID] = points_to("person.id")
    version: Mapped[int] = mapped_column(server_default="1")


class MeetingDeclaration(Base):
    """A member has said whether they have an interest in any item of a meeting."""

    __tablename__ = "meeting_declaration"
    meeting_id: Mapped[UUID] = points_to("meeting.id", primary_key=True)
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True)
    any_interest: Mapped[bool]
    at: Mapped[datetime]


class Interest(Base):
    """An interest in one item: kind, what, whether a dispensation exists, what the member will do."""

    __tablename__ = "interest"
    __table_args__ = (
        one_of("will", ("take_part", "stay_silent", "leave")),
        one_of("kind", ("disclosable", "other", "own_post")),
        one_of("chair_rules", ("", "stay", "leave")),
        CheckConstraint("kind <> 'own_post' OR will <> 'take_part'", name="own_post_leaves"),
        CheckConstraint("kind <> 'disclosable' OR will = 'leave' OR dispensation <> ''", name="disclosable_leaves"),
        CheckConstraint("what <> ''", name="what_given"),
    )
    item_id: Mapped[UUID] = points_to("agenda_item.id", primary_key=True)
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True)
    kind: Mapped[str]
    what: Mapped[str]
    will: Mapped[str]
    dispensation: Mapped[str] = mapped_column(server_default="")
    chair_rules: Mapped[str] = mapped_column(server_default="")
    at: Mapped[datetime]


class DecisionDraft(Base):
    """The secretary's record, until the chair confirms it and the decision is made."""

    __tablename__ = "decision_draft"
    round_id: Mapped[UUID] = points_to("gateway_round.id", primary_key=True)
    item_id: Mapped[UUID | None] = points_to("agenda_item.id")
    body: Mapped[JsonDict]
    recorded_by_id: Mapped[UUID] = points_to("person.id")
    recorded_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class PublishedPaper(Base):
    """One paper as it was published: an item's version and its place in the order. Page numbers go on from the last one."""

    __tablename__ = "published_paper"
    __table_args__ = (
        UniqueConstraint("item_id", "version"),
        UniqueConstraint("meeting_id", "position"),
        CheckConstraint("version >= 1 AND position >= 1", name="counted_from_one"),
    )
    id: Mapped[UUID] = key()
    meeting_id: Mapped[UUID] = points_to("meeting.id")
    item_id: Mapped[UUID] = points_to("agenda_item.id")
    version: Mapped[int]
    position: Mapped[int]
    title: Mapped[str]
    case_version_id: Mapped[UUID | None] = points_to("case_version.id")
    late_reason: Mapped[str] = mapped_column(server_default="")
    published_at: Mapped[datetime]


class Dissent(Base):
    """What somebody asked to have recorded who did not agree."""

    __tablename__ = "dissent"
    __table_args__ = (CheckConstraint("words <> ''", name="words_given"),)
    item_id: Mapped[UUID] = points_to("agenda_item.id", primary_key=True)
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True)
    words: Mapped[str]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]


class AttendanceMove(Base):
    """Somebody came to a meeting or left it, and when. Only added to."""

    __tablename__ = "attendance_move"
    id: Mapped[UUID] = key()
    meeting_id: Mapped[UUID] = points_to("meeting.id", index=True)
    person_id: Mapped[UUID] = points_to("person.id")
    came: Mapped[bool]
    in_place_of_id: Mapped[UUID | None] = points_to("person.id")
    at: Mapped[datetime]
    entered_by_id: Mapped[UUID] = points_to("person.id")


class OverdueItem(Base):
    """The item of an agenda that an overdue condition came to by itself."""

    __tablename__ = "overdue_item"
    item_id: Mapped[UUID] = points_to("agenda_item.id", primary_key=True)
    condition_id: Mapped[UUID] = points_to("condition.id", index=True)
