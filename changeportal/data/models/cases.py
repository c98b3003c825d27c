"""The business case: sections, options, risks, evidence, screening, frozen versions, sign-offs, questions."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, JsonDict, key, one_of, points_to
from changeportal.domain.terms import Gateway, SignOffKind, SignOffOutcome

SECTION_STATES = ("not_started", "in_progress", "complete", "needs_attention")


class CaseSection(Base):
    """The texts of one section, saved against the version they were opened at."""

    __tablename__ = "case_section"
    __table_args__ = (one_of("state", SECTION_STATES),)
    proposal_id: Mapped[UUID] = points_to("proposal.id", primary_key=True)
    section: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[JsonDict]
    state: Mapped[str] = mapped_column(server_default="not_started")
    owner_id: Mapped[UUID | None] = points_to("person.id")
    updated_by_id: Mapped[UUID | None] = points_to("person.id")
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class CaseOption(Base):
    """An option of the case. Do minimum always exists and is what the others are compared with."""

    __tablename__ = "case_option"
    __table_args__ = (
        one_of("kind", ("do_minimum", "other")),
        CheckConstraint("title <> ''", name="title_given"),
        Index(
            "uq_case_option_one_do_minimum",
            "proposal_id",
            unique=True,
            postgresql_where=text("kind = 'do_minimum' AND removed_at IS NULL"),
        ),
        Index(
            "uq_case_option_one_preferred",
            "proposal_id",
            unique=True,
            postgresql_where=text("preferred AND removed_at IS NULL"),
        ),
        CheckConstraint("NOT (preferred AND removed_at IS NOT NULL)", name="preferred_is_kept"),
        CheckConstraint("kind <> 'do_minimum' OR removed_at IS NULL", name="do_minimum_stays"),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    position: Mapped[int]
    kind: Mapped[str]
    title: Mapped[str]
    description: Mapped[str] = mapped_column(server_default="")
    body: Mapped[JsonDict] = mapped_column(server_default=text("'{}'::jsonb"))
    preferred: Mapped[bool] = mapped_column(server_default="false")
    why: Mapped[str] = mapped_column(server_default="")
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class Risk(Base):
    """Cause, event, effect; likelihood and impact from 1 to 5 before and after mitigation.

    In money: its chance in per cent, and the lowest, most likely (``money_pence``) and highest cost if it happens.
    """

    __tablename__ = "risk"
    __table_args__ = (
        CheckConstraint("likelihood BETWEEN 1 AND 5 AND impact BETWEEN 1 AND 5", name="before_1_to_5"),
        CheckConstraint("likelihood_after BETWEEN 1 AND 5 AND impact_after BETWEEN 1 AND 5", name="after_1_to_5"),
        CheckConstraint("probability BETWEEN 1 AND 99", name="chance_in_per_cent"),
        CheckConstraint(
            "0 <= low_pence AND low_pence <= money_pence AND money_pence <= high_pence", name="range_in_order"
        ),
        CheckConstraint(
            "(probability IS NULL) = (low_pence IS NULL) AND (probability IS NULL) = (high_pence IS NULL) "
            "AND (probability IS NULL OR money_pence IS NOT NULL)",
            name="money_is_whole",
        ),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    title: Mapped[str]
    cause: Mapped[str]
    effect: Mapped[str]
    mitigation: Mapped[str]
    likelihood: Mapped[int]
    impact: Mapped[int]
    likelihood_after: Mapped[int]
    impact_after: Mapped[int]
    owner_id: Mapped[UUID | None] = points_to("person.id")
    probability: Mapped[int | None]
    low_pence: Mapped[int | None]
    money_pence: Mapped[int | None]
    high_pence: Mapped[int | None]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class Evidence(Base):
    """What backs a claim of the case."""

    __tablename__ = "evidence"
    __table_args__ = (one_of("strength", ("strong", "some", "weak", "none")),)
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    section: Mapped[str]
    claim: Mapped[str]
    kind: Mapped[str]
    shows: Mapped[str]
    source: Mapped[str]
    link: Mapped[str] = mapped_column(server_default="")
    dated: Mapped[date | None]
    strength: Mapped[str]
    removed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(server_default="1")


class EqualityScreening(Base):
    """The answers of the equality screening; the outcome follows by rule unless the equality lead says why not."""

    __tablename__ = "equality_screening"
    proposal_id: Mapped[UUID] = points_to("proposal.id", primary_key=True)
    answers: Mapped[JsonDict]
    lead_says: Mapped[str] = mapped_column(server_default="")
    lead_id: Mapped[UUID | None] = points_to("person.id")
    updated_by_id: Mapped[UUID] = points_to("person.id")
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")


class AssertedCriterion(Base):
    """A criterion that a named role says is met, with a note; the newest row counts."""

    __tablename__ = "asserted_criterion"
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    gateway: Mapped[Gateway]
    code: Mapped[str]
    met: Mapped[bool]
    note: Mapped[str]
    by_id: Mapped[UUID] = points_to("person.id")
    on_behalf_of_id: Mapped[UUID | None] = points_to("person.id")
    at: Mapped[datetime]


class Draft(Base):
    """Words that somebody has typed but not saved; never mixed into the answer silently."""

    __tablename__ = "draft"
    person_id: Mapped[UUID] = points_to("person.id", primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[JsonDict]
    at: Mapped[datetime]


class CaseVersion(Base):
    """The whole case as it was submitted: an immutable document and its hash."""

    __tablename__ = "case_version"
    __table_args__ = (
        UniqueConstraint("proposal_id", "n"),
        one_of("gateway", Gateway),
        CheckConstraint("length(sha256) = 64", name="hash_is_whole"),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    n: Mapped[int]
    gateway: Mapped[Gateway]
    document: Mapped[str]
    sha256: Mapped[str]
    policy_version_id: Mapped[UUID] = points_to("policy_version.id")
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]
    brought_in: Mapped[bool] = mapped_column(server_default="false")


class VersionCriterion(Base):
    """A criterion of the gateway as it stood when the version was frozen. A version with an unmet mandatory one asks nobody."""

    __tablename__ = "version_criterion"
    __table_args__ = (CheckConstraint("met OR NOT mandatory", name="mandatory_is_met"),)

    case_version_id: Mapped[UUID] = points_to("case_version.id", primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    question: Mapped[str]
    mandatory: Mapped[bool]
    met: Mapped[bool]
    wanting: Mapped[str]
    said: Mapped[str]


class SignOffNeeded(Base):
    """A kind of sign-off that a frozen version needs, and why."""

    __tablename__ = "sign_off_needed"
    __table_args__ = (one_of("kind", SignOffKind),)
    case_version_id: Mapped[UUID] = points_to("case_version.id", primary_key=True)
    kind: Mapped[SignOffKind] = mapped_column(primary_key=True)
    why: Mapped[str]
    watched_sha256: Mapped[str]


class SignOff(Base):
    """What a reviewer said of a frozen version. A later one of the same kind counts; none is changed."""

    __tablename__ = "sign_off"
    __table_args__ = (
        one_of("kind", SignOffKind),
        one_of("outcome", SignOffOutcome),
        CheckConstraint("outcome = 'agreed' OR comments <> ''", name="comments_where_not_plain"),
    )
    id: Mapped[UUID] = key()
    case_version_id: Mapped[UUID] = points_to("case_version.id", index=True)
    kind: Mapped[SignOffKind]
    outcome: Mapped[SignOffOutcome]
    comments: Mapped[str]
    by_id: Mapped[UUID] = points_to("person.id", index=True)
    on_behalf_of_id: Mapped[UUID | None] = points_to("person.id")
    at: Mapped[datetime]


class SignOffLapse(Base):
    """A sign-off stopped counting because its part of the case changed; says what changed."""

    __tablename__ = "sign_off_lapse"
    sign_off_id: Mapped[UUID] = points_to("sign_off.id", primary_key=True)
    at: Mapped[datetime]
    because: Mapped[str]


class Question(Base):
    """A question or comment about a section, and its answer."""

    __tablename__ = "question"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name="answered_by_someone"),
        CheckConstraint("text <> ''", name="text_given"),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    item_id: Mapped[UUID | None] = points_to("agenda_item.id", index=True)
    section: Mapped[str]
    text: Mapped[str]
    needs_answer: Mapped[bool]
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(server_default="")
    answered_by_id: Mapped[UUID | None] = points_to("person.id")
    answered_at: Mapped[datetime | None]
