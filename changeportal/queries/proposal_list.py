"""The list of proposals: filters, order and page from the address; only what the reader may know about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from changeportal.data.models.proposals import Proposal, ProposalPerson
from changeportal.data.models.reference import Directorate, Mission
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.people import Actor
from changeportal.domain.references import ReferenceKind, parse_reference
from changeportal.domain.terms import ENDED_STATUSES, Route, Stage, Status
from changeportal.queries.paging import Page, Paging

COUNTED = 10_000
SORTS = {
    "newest": (Proposal.created_at.desc(), Proposal.id.desc()),
    "oldest": (Proposal.created_at, Proposal.id),
    "title": (Proposal.title, Proposal.id),
    "waiting": (Proposal.entered_status_at, Proposal.id),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for; blank means any."""

    words: str = ""
    stage: str = ""
    status: str = ""
    route: str = ""
    mission: str = ""
    directorate: str = ""
    mine: bool = False
    live: bool = False
    sort: str = "newest"


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal in a list."""

    ref: str
    title: str
    stage: Stage
    status: Status
    route: Route | None
    mission: str
    directorate: str
    restricted: bool
    example: bool
    created_at: datetime
    entered_status_at: datetime


def _where(actor: Actor, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [visible_to(actor)]
    if wanted.words:
        found.append(_named(wanted.words))
    asked = (
        (Proposal.stage, wanted.stage, Stage),
        (Proposal.status, wanted.status, Status),
        (Proposal.route, wanted.route, Route),
    )
    found += [column == word for column, word, known in asked if word in list(known)]
    if wanted.mission:
        found.append(Proposal.mission_id == select(Mission.id).where(Mission.slug == wanted.mission).scalar_subquery())
    if wanted.directorate:
        slug = select(Directorate.id).where(Directorate.slug == wanted.directorate).scalar_subquery()
        found.append(Proposal.directorate_id == slug)
    if wanted.live:
        found += [Proposal.status.not_in([*ENDED_STATUSES, Status.DRAFT]), ~Proposal.restricted]
    if wanted.mine:
        found.append(
            select(ProposalPerson.id)
            .where(
                ProposalPerson.proposal_id == Proposal.id,
                ProposalPerson.person_id == actor.id,
                ProposalPerson.ended_at.is_(None),
            )
            .exists()
        )
    return found


def _named(words: str) -> ColumnElement[bool]:
    """The one proposal of a reference, found by its key; else those with the words."""
    reference = parse_reference(words)
    if reference is not None and reference.kind is ReferenceKind.PROPOSAL:
        return Proposal.ref == str(reference)
    return Proposal.search.op("@@")(func.websearch_to_tsquery("english", words))


def _rows(where: Sequence[ColumnElement[bool]]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Proposal.ref,
            Proposal.title,
            Proposal.stage,
            Proposal.status,
            Proposal.route,
            func.coalesce(Mission.name, ""),
            func.coalesce(Directorate.name, ""),
            Proposal.restricted,
            Proposal.example,
            Proposal.created_at,
            Proposal.entered_status_at,
        )
        .outerjoin(Mission, Mission.id == Proposal.mission_id)
        .outerjoin(Directorate, Directorate.id == Proposal.directorate_id)
        .where(*where)
    )


def proposals(actor: Actor, wanted: Wanted, paging: Paging) -> Page[ProposalRow]:
    """One page of the list. Two statements; the count stops at 10,000, which the page says."""
    where = _where(actor, wanted)
    order = SORTS.get(wanted.sort, SORTS["newest"])
    rows = db.session.execute(_rows(where).order_by(*order).limit(paging.size).offset(paging.offset))
    counted = select(Proposal.id).where(*where).limit(COUNTED).subquery()
    total = db.session.execute(select(func.count()).select_from(counted)).scalar_one()
    return Page([ProposalRow(*row) for row in rows], total, paging)


def all_proposals(actor: Actor, wanted: Wanted, limit: int = 100_000) -> list[ProposalRow]:
    """Every row of the list, for a file."""
    order = SORTS.get(wanted.sort, SORTS["newest"])
    return [ProposalRow(*row) for row in db.session.execute(_rows(_where(actor, wanted)).order_by(*order).limit(limit))]


def filter_choices() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Slug and name of the missions and of the directorates."""
    missions = db.session.execute(select(Mission.slug, Mission.name).order_by(Mission.position)).all()
    directorates = db.session.execute(select(Directorate.slug, Directorate.name).order_by(Directorate.name)).all()
    return [(row.slug, row.name) for row in missions], [(row.slug, row.name) for row in directorates]
