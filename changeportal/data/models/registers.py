"""The council's posts and contracts, and what the savings of cases claim of them."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from changeportal.data.base import Base, key, points_to


class Post(Base):
    """A post of the establishment; what it costs in a year, in pence."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("number <> ''", name="number_given"),
        CheckConstraint("fte_hundredths BETWEEN 1 AND 100", name="share_of_a_person"),
        CheckConstraint("pence >= 0", name="cost_is_positive"),
        Index("ix_post_cost_centre", "cost_centre", "number"),
    )
    id: Mapped[UUID] = key()
    number: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    directorate_id: Mapped[UUID] = points_to("directorate.id")
    cost_centre: Mapped[str]
    fte_hundredths: Mapped[int]
    vacant: Mapped[bool]
    pence: Mapped[int]
    loaded_by_id: Mapped[UUID] = points_to("person.id")
    loaded_at: Mapped[datetime]


class Contract(Base):
    """A contract of the register; its value in a year, in pence."""

    __tablename__ = "contract"
    __table_args__ = (
        CheckConstraint("reference <> ''", name="reference_given"),
        CheckConstraint("ends IS NULL OR ends >= starts", name="ends_after_it_starts"),
        CheckConstraint("pence >= 0", name="value_is_positive"),
        Index("ix_contract_cost_centre", "cost_centre", "reference"),
    )
    id: Mapped[UUID] = key()
    reference: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    supplier: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date | None]
    pence: Mapped[int]
    directorate_id: Mapped[UUID] = points_to("directorate.id")
    cost_centre: Mapped[str]
    loaded_by_id: Mapped[UUID] = points_to("person.id")
    loaded_at: Mapped[datetime]


class ClaimOnPost(Base):
    """A saving ends a post. ``agreed_at``: an approved plan holds it. ``live`` is kept by the database: agreed, and not given up."""

    __tablename__ = "claim_on_post"
    __table_args__ = (
        Index("uq_claim_on_post_line", "line_id", "post_id", unique=True, postgresql_where=text("removed_at IS NULL")),
        Index("uq_claim_on_post_live", "post_id", unique=True, postgresql_where=text("live")),
        CheckConstraint("agreed_at IS NULL OR removed_at IS NULL", name="agreed_stays"),
    )
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    line_id: Mapped[UUID] = points_to("profile_line.id")
    post_id: Mapped[UUID] = points_to("post.id", index=True)
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]
    live: Mapped[bool] = mapped_column(server_default="false")


class ClaimOnContract(Base):
    """A saving ends a contract or lowers its price; as for posts."""

    __tablename__ = "claim_on_contract"
    __table_args__ = (
        Index(
            "uq_claim_on_contract_line", "line_id", "contract_id", unique=True,
            postgresql_where=text("removed_at IS NULL"),
        ),
        Index("uq_claim_on_contract_live", "contract_id", unique=True, postgresql_where=text("live")),
        CheckConstraint("agreed_at IS NULL OR removed_at IS NULL", name="agreed_stays"),
    )  # fmt: skip
    id: Mapped[UUID] = key()
    proposal_id: Mapped[UUID] = points_to("proposal.id", index=True)
    line_id: Mapped[UUID] = points_to("profile_line.id")
    contract_id: Mapped[UUID] = points_to("contract.id", index=True)
    by_id: Mapped[UUID] = points_to("person.id")
    at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]
    live: Mapped[bool] = mapped_column(server_default="false")
