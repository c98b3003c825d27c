"""Pots of money and what is asked of them, as pages show them. Amounts are whole pence; nothing is added across pots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import aliased

from changeportal.data.models.lines import ProfileLine
from changeportal.data.models.people import Person
from changeportal.data.models.pots import FundingReply, FundingRequest, Pot, PotYear
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Fund
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.errors import NotFound
from changeportal.domain.funding_terms import FundingState, PotKind
from changeportal.domain.people import Actor
from changeportal.domain.permission_facts import PotFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.pots import headroom, is_ongoing_saving
from changeportal.domain.terms import ENDED_STATUSES, LineKind
from changeportal.queries.resourcing.requests import HIDDEN_TITLE


@dataclass(frozen=True, slots=True)
class YearOfPot:
    """A pot in a year."""

    year: int
    available: int
    confirmed: int
    asked: int

    @property
    def left(self) -> int:
        """What is left after what is confirmed."""
        return headroom(self.available, self.confirmed)


@dataclass(frozen=True, slots=True)
class PotRow:
    """A pot, its fund, who holds it, and its years."""

    id: UUID
    slug: str
    name: str
    kind: PotKind
    fund: str
    holder_id: UUID | None
    holder: str
    version: int
    years: Sequence[YearOfPot]


@dataclass(frozen=True, slots=True)
class FundingRow:
    """A request for money with its newest answer. ``ref`` is empty where the reader may not know the proposal."""

    id: UUID
    ref: str
    title: str
    pot: str
    pot_slug: str
    fund: str
    kind: PotKind
    holder_id: UUID | None
    year: int
    pence: int
    used: int | None
    why: str
    saving: str
    state: FundingState
    asked_by: str
    asked_at: datetime
    reason: str
    answered_by: str
    version: int


def pots(slug: str = "") -> list[PotRow]:
    """Every pot, or one, with its years. Three statements."""
    holder = aliased(Person)
    statement = (
        select(Pot, Fund.name.label("fund"), holder.name.label("holder"))
        .join(Fund, Fund.code == Pot.fund_code)
        .outerjoin(holder, holder.id == Pot.holder_id)
        .order_by(Fund.position, Pot.name)
    )
    rows = db.session.execute(statement.where(Pot.slug == slug) if slug else statement).all()
    years = _years()
    return [
        PotRow(
            row.Pot.id,
            row.Pot.slug,
            row.Pot.name,
            row.Pot.kind,
            row.fund,
            row.Pot.holder_id,
            row.holder or "",
            row.Pot.version,
            years.get(row.Pot.id, []),
        )
        for row in rows
    ]


def _years() -> Mapping[UUID, list[YearOfPot]]:
    sums = {
        (row.pot_id, row.year, row.state): int(row.pence)
        for row in db.session.execute(
            select(
                FundingRequest.pot_id,
                FundingRequest.year,
                FundingRequest.state,
                func.sum(FundingRequest.pence).label("pence"),
            )
            .join(Proposal, Proposal.id == FundingRequest.proposal_id)
            .where((FundingRequest.state == FundingState.CONFIRMED) | Proposal.status.not_in(ENDED_STATUSES))
            .group_by(FundingRequest.pot_id, FundingRequest.year, FundingRequest.state)
        )
    }
    found: dict[UUID, list[YearOfPot]] = {}
    for row in db.session.execute(select(PotYear).order_by(PotYear.year)).scalars():
        place = (row.pot_id, row.year)
        one = YearOfPot(
            row.year,
            row.available,
            sums.get((*place, FundingState.CONFIRMED), 0),
            sums.get((*place, FundingState.ASKED), 0),
        )
        found.setdefault(row.pot_id, []).append(one)
    return found


def one_pot(slug: str) -> PotRow:
    """A pot. NotFound for no such pot."""
    found = pots(slug)
    if not found:
        raise NotFound
    return found[0]


def _funding(actor: Actor) -> Select[*tuple[Any, ...]]:
    newest = (
        select(FundingReply)
        .order_by(FundingReply.request_id, FundingReply.at.desc(), FundingReply.id.desc())
        .ext(distinct_on(FundingReply.request_id))
    )
    reply = aliased(FundingReply, newest.subquery())
    asker, answerer = aliased(Person), aliased(Person)
    return (
        select(
            FundingRequest,
            Pot,
            Fund.name.label("fund"),
            Proposal.ref,
            Proposal.title,
            visible_to(actor).label("seen"),
            ProfileLine.title.label("saving"),
            asker.name.label("asked_by"),
            reply.reason,
            answerer.name.label("answered_by"),
        )
        .join(Pot, Pot.id == FundingRequest.pot_id)
        .join(Fund, Fund.code == Pot.fund_code)
        .join(Proposal, Proposal.id == FundingRequest.proposal_id)
        .join(asker, asker.id == FundingRequest.asked_by_id)
        .outerjoin(ProfileLine, ProfileLine.id == FundingRequest.saving_line_id)
        .outerjoin(reply, reply.request_id == FundingRequest.id)
        .outerjoin(answerer, answerer.id == reply.by_id)
        .where(FundingRequest.state != FundingState.WITHDRAWN)
        .order_by(FundingRequest.year, FundingRequest.id)
    )


def _itemised(actor: Actor, rows: list[FundingRow]) -> list[FundingRow]:
    """The rows that a reader may know of, and for whoever answers for the pot the others too, without their proposal."""
    return [
        row
        for row in rows
        if row.ref or may(actor, Permission.FUNDING_ANSWER, PotFacts(holder_id=row.holder_id)).allowed
    ]


def _rows(statement: Select[*tuple[Any, ...]]) -> list[FundingRow]:
    found = []
    for row in db.session.execute(statement):
        asked, seen = row.FundingRequest, row.seen
        found.append(
            FundingRow(
                id=asked.id,
                ref=row.ref if seen else "",
                title=row.title if seen else HIDDEN_TITLE,
                pot=row.Pot.name,
                pot_slug=row.Pot.slug,
                fund=row.fund,
                kind=row.Pot.kind,
                holder_id=row.Pot.holder_id,
                year=asked.year,
                pence=asked.pence,
                used=asked.used_pence,
                why=asked.why if seen else "Not shown, because the proposal is restricted",
                saving=(row.saving or "") if seen else "",
                state=asked.state,
                asked_by=row.asked_by if seen else "",
                asked_at=asked.asked_at,
                reason=(row.reason or "") if seen else "",
                answered_by=row.answered_by or "",
                version=asked.version,
            )
        )
    return found


def funding_of(actor: Actor, proposal_id: UUID) -> list[FundingRow]:
    """What a proposal asks of pots."""
    return _rows(_funding(actor).where(FundingRequest.proposal_id == proposal_id))


def funding_from(actor: Actor, pot_id: UUID) -> list[FundingRow]:
    """What is asked of a pot by proposals that have not ended, and what is confirmed from it."""
    live = (FundingRequest.state == FundingState.CONFIRMED) | Proposal.status.not_in(ENDED_STATUSES)
    return _itemised(actor, _rows(_funding(actor).where(FundingRequest.pot_id == pot_id, live)))


def one_funding(actor: Actor, request_id: UUID) -> FundingRow:
    """A request for money, for whoever may see its proposal or answers for its pot. NotFound for anyone else."""
    rows = _rows(_funding(actor).where(FundingRequest.id == request_id))
    if not rows:
        raise NotFound
    answers = may(actor, Permission.FUNDING_ANSWER, PotFacts(holder_id=rows[0].holder_id)).allowed
    if not rows[0].ref and not answers:
        raise NotFound
    return rows[0]


def receipts(actor: Actor) -> list[FundingRow]:
    """The register of flexible use of capital receipts: what is asked and confirmed, of proposals one may know."""
    statement = _funding(actor).where(
        Pot.kind == PotKind.CAPITAL_RECEIPTS_FLEXIBLE,
        FundingRequest.state.in_([FundingState.ASKED, FundingState.CONFIRMED]),
        (FundingRequest.state == FundingState.CONFIRMED) | Proposal.status.not_in(ENDED_STATUSES),
    )
    return _itemised(actor, _rows(statement))


def ongoing_savings(proposal_id: UUID) -> list[tuple[str, str]]:
    """Key and title of the ongoing savings that spending can bring."""
    rows = db.session.execute(
        select(ProfileLine)
        .where(
            ProfileLine.proposal_id == proposal_id,
            ProfileLine.kind == LineKind.SAVING,
            ProfileLine.removed_at.is_(None),
        )
        .order_by(ProfileLine.position)
    ).scalars()
    return [(str(row.id), row.title) for row in rows if is_ongoing_saving(row.kind, row.recurrence)]


def pot_choices() -> list[tuple[str, str]]:
    """Slug, name and fund of every pot that can be asked."""
    rows = db.session.execute(
        select(Pot.slug, Pot.name, Fund.name.label("fund"))
        .join(Fund, Fund.code == Pot.fund_code)
        .where(Pot.ends.is_(None))
        .order_by(Pot.name)
    )
    return [(row.slug, f"{row.name} ({row.fund})") for row in rows]
