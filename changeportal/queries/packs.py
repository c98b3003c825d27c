"""Jobs that make board packs, what a pack is made from, and which packs of a meeting a person may read."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from changeportal.adapters.storage import storage
from changeportal.data.models.boards import Board, Meeting
from changeportal.data.models.cases import Question
from changeportal.data.models.jobs import Job, JobPaper
from changeportal.data.models.people import Person
from changeportal.data.pack_rows import PackPaper, pages_of, placed_in, published, readable
from changeportal.data.session import db
from changeportal.domain.calendar import london_date
from changeportal.domain.effect_words import FundEffect
from changeportal.domain.errors import NotFound, Refused
from changeportal.domain.packs import LABELS, JobState, PackKind, Pages, Placed, state_of
from changeportal.domain.people import Actor
from changeportal.domain.realisation import ClosedSaving
from changeportal.queries.agenda_effect import agenda_effect
from changeportal.queries.board_case import BoardCase, board_case
from changeportal.queries.case_papers import CaseSource, case_source
from changeportal.queries.history import ConditionRow, GatewayRound, conditions, rounds
from changeportal.queries.proposals import ProposalHeader, header
from changeportal.queries.track_record import sponsor_record


@dataclass(frozen=True, slots=True)
class JobPage:
    """A job as its page shows it; ``key`` is where its file lies."""

    id: UUID
    kind: PackKind
    state: JobState
    step: int
    steps: int
    problem: str
    by_id: UUID
    by: str
    asked_at: datetime
    made_at: datetime | None
    name: str
    size: int
    sha256: str
    key: str
    board: str
    board_slug: str
    meeting: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class PaperHere:
    """A paper in a pack: where it stands, in words, and each of its sections with the name of its page."""

    words: str
    version: int | None
    sections: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PublishedHere:
    """By item: where its papers stand; and the kinds of pack that have any paper."""

    papers: Mapping[int, Sequence[PaperHere]]
    kinds: Sequence[PackKind]


@dataclass(frozen=True, slots=True)
class ItemCase:
    """What stands behind an item about a proposal; ``effects`` is None where no decision waits."""

    found: ProposalHeader
    case: CaseSource
    brief: BoardCase
    conditions: Sequence[ConditionRow]
    rounds: Sequence[GatewayRound]
    record: Sequence[ClosedSaving]
    effects: Sequence[FundEffect] | None


@dataclass(frozen=True, slots=True)
class PackItem:
    """A paper of the pack with its pages, if it has any yet, its case and what was asked about the item."""

    paper: PackPaper
    pages: Pages | None
    case: ItemCase | None
    questions: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class PackSource:
    """A meeting, the papers of a pack in their order, and what is exempt and stands elsewhere."""

    kind: PackKind
    board: str
    board_slug: str
    meeting: str
    starts_at: datetime
    place: str
    fixed: Mapping[UUID, Pages]
    items: Sequence[PackItem]
    elsewhere: Sequence[PackPaper]


def job(actor: Actor, job_id: UUID) -> JobPage:
    """A job's page. One statement. NotFound for whoever may not see every paper that it holds."""
    row = db.session.execute(_jobs(actor).where(Job.id == job_id)).first()
    if row is None:
        raise NotFound
    return _page(row)


def pack_file(page: JobPage) -> bytes:
    """The pack as it was made. Refused when the stored bytes are others."""
    try:
        body = storage().read(page.key)
    except OSError as fault:
        raise Refused("file_missing", "This file cannot be read at the moment. Tell the administrator.") from fault
    if hashlib.sha256(body).hexdigest() != page.sha256:
        raise Refused("file_damaged", "This file is not the one that was made. Tell the auditor.")
    return body


def packs_of(actor: Actor, meeting_id: UUID) -> list[JobPage]:
    """The packs of a meeting that were made or are under way, newest first. One statement."""
    rows = db.session.execute(
        _jobs(actor)
        .where(Job.meeting_id == meeting_id, Job.stopped_at.is_(None))
        .order_by(Job.asked_at.desc(), Job.id.desc())
        .limit(20)
    )
    return [_page(row) for row in rows]


def published_here(actor: Actor, meeting_id: UUID) -> PublishedHere:
    """Where each item's papers stand, and which packs there can be. Two statements."""
    held = placed_in(db.session, meeting_id)
    papers = published(db.session, actor, meeting_id)
    found: dict[int, list[PaperHere]] = {}
    for one in papers:
        place = held.get((one.id, one.kind))
        if place is not None:
            found.setdefault(one.n, []).append(_here(one, place))
    return PublishedHere(found, [kind for kind in PackKind if kind in {one.kind for one in papers}])


def _here(paper: PackPaper, place: Placed) -> PaperHere:
    sections = [(place.pages.name_of(one.page), one.title) for one in place.sections]
    return PaperHere(f"{LABELS[paper.kind]}, {place.pages.words}", paper.case_version, sections)


def _jobs(actor: Actor) -> Any:
    return (
        select(
            Job,
            Person.name.label("by"),
            Board.name.label("board"),
            Board.slug.label("board_slug"),
            Meeting.slug.label("meeting"),
            Meeting.starts_at,
        )
        .join(Person, Person.id == Job.by_id)
        .join(Meeting, Meeting.id == Job.meeting_id)
        .join(Board, Board.id == Meeting.board_id)
        .where(readable(actor))
    )


def _page(row: Row[Any]) -> JobPage:
    one: Job = row.Job
    state = state_of(
        started=one.started_at is not None, made=one.made_at is not None, stopped=one.stopped_at is not None
    )
    return JobPage(
        id=one.id,
        kind=PackKind(one.kind),
        state=state,
        step=one.step,
        steps=one.steps,
        problem=one.problem,
        by_id=one.by_id,
        by=row.by,
        asked_at=one.asked_at,
        made_at=one.made_at,
        name=one.name,
        size=one.size or 0,
        sha256=one.sha256 or "",
        key=one.storage_key or "",
        board=row.board,
        board_slug=row.board_slug,
        meeting=row.meeting,
        starts_at=row.starts_at,
    )


def pack_source(actor: Actor, job_id: UUID, now: datetime, reached: Callable[[int], None]) -> PackSource:
    """Everything that the pack says. NotFound where the actor may no longer see one of its papers."""
    asked = job(actor, job_id)
    held = set(db.session.execute(select(JobPaper.paper_id).where(JobPaper.job_id == job_id)).scalars())
    row = db.session.execute(
        select(Meeting.id, Meeting.place).join(Job, Job.meeting_id == Meeting.id).where(Job.id == job_id)
    ).one()
    every = published(db.session, actor, row.id)
    papers = [one for one in every if one.id in held and one.kind is asked.kind]
    if len(papers) != len(held):
        raise NotFound
    fixed = pages_of(db.session, row.id, asked.kind)
    said = _questions([one.item_id for one in papers])
    items = []
    among = {one.n for one in papers} if asked.kind is PackKind.PUBLIC else None
    for n, one in enumerate(papers):
        reached(n)
        effects = agenda_effect(actor, row.id, one.n, london_date(now), among) if one.waits else None
        items.append(PackItem(one, fixed.get(one.id), _case(actor, one, now, effects), said.get(one.item_id, ())))
    reached(len(papers))
    return PackSource(
        asked.kind,
        asked.board,
        asked.board_slug,
        asked.meeting,
        asked.starts_at,
        row.place,
        fixed,
        items,
        [one for one in every if one.exempt and not one.restricted] if asked.kind is PackKind.PUBLIC else [],
    )


def _questions(items: Sequence[UUID]) -> dict[UUID, list[tuple[str, str, str]]]:
    found: dict[UUID, list[tuple[str, str, str]]] = {}
    for item_id, who, words, answer in db.session.execute(
        select(Question.item_id, Person.name, Question.text, Question.answer)
        .join(Person, Person.id == Question.by_id)
        .where(Question.item_id.in_(items))
        .order_by(Question.at)
    ):
        if item_id is not None:
            found.setdefault(item_id, []).append((who, words, answer or ""))
    return found


def _case(actor: Actor, paper: PackPaper, now: datetime, effects: Sequence[FundEffect] | None) -> ItemCase | None:
    if paper.proposal_id is None or paper.case_version is None:
        return None
    today = london_date(now)
    return ItemCase(
        header(actor, paper.ref, today),
        case_source(paper.proposal_id, paper.case_version, today),
        board_case(actor, paper.proposal_id, paper.case_version, today),
        conditions(paper.proposal_id),
        rounds(paper.proposal_id),
        sponsor_record(paper.proposal_id),
        effects,
    )
