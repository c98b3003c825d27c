"""Having board packs made: by whoever publishes an agenda or adds a late paper, in that transaction, and by asking."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.actors import actor_of
from changeportal.data.models.jobs import Job, JobPaper
from changeportal.data.pack_rows import published
from changeportal.domain.errors import NotFound, Refused
from changeportal.domain.packs import GIVEN_UP, PackKind
from changeportal.domain.permissions import Permission, require
from changeportal.services.boards.places import At, Place, place_of
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class Wanted:
    """A pack that is asked for: of which papers of which meeting, with whose eyes."""

    kind: PackKind
    meeting_id: UUID
    by_id: UUID
    papers: frozenset[UUID]


def ask_for_pack(ctx: Context, at: At, kind: PackKind) -> UUID:
    """Have the pack made of what this person may see; the job's id. One that is under way already is not begun again."""
    with transaction(ctx) as tx:
        place = place_of(tx, at)
        papers = [one for one in published(tx.session, ctx.actor, place.meeting.id) if one.kind is kind]
        if not papers:
            raise Refused(
                "no_papers", "There is nothing to put into this pack. Papers come with publishing the agenda."
            )
        return _make(tx, Wanted(kind, place.meeting.id, ctx.actor.id, frozenset(one.id for one in papers)))


def make_packs(tx: Transaction, place: Place) -> None:
    """The packs of what is published now, in the same transaction: the public and the exempt one, where there is any paper.

    They are made by the rights of whoever published. What comes by the clock joins the packs that there are.
    """
    if tx.ctx.actor.id.int == 0:
        _add_to_packs(tx, place)
        return
    papers = published(tx.session, tx.ctx.actor, place.meeting.id)
    for kind in PackKind:
        mine = frozenset(one.id for one in papers if one.kind is kind)
        if mine:
            _make(tx, Wanted(kind, place.meeting.id, tx.ctx.actor.id, mine))


def _add_to_packs(tx: Transaction, place: Place) -> None:
    """The newest pack of each kind is made again, with all that the person who had it made may see."""
    for kind in PackKind:
        by_id = tx.session.execute(
            select(Job.by_id)
            .where(Job.meeting_id == place.meeting.id, Job.kind == kind.value, Job.stopped_at.is_(None))
            .order_by(Job.asked_at.desc(), Job.id.desc())
            .limit(1)
        ).scalar_one_or_none()
        who = actor_of(tx.session, by_id, tx.ctx.today) if by_id else None
        if who:
            mine = [one.id for one in published(tx.session, who, place.meeting.id) if one.kind is kind]
            _make(tx, Wanted(kind, place.meeting.id, who.id, frozenset(mine)))


def make_again(ctx: Context, job_id: UUID) -> UUID:
    """Have a pack that was given up made anew for whoever asked for it; the new job's id. What was given up stays as it is."""
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.JOBS_MANAGE, None)
        job = tx.session.execute(select(Job).where(Job.id == job_id).with_for_update()).scalar_one_or_none()
        if job is None:
            raise NotFound
        if job.problem != GIVEN_UP:
            raise Refused("not_dead", "This one was made, was stopped by whoever asked, or is still being tried.")
        papers = tx.session.execute(select(JobPaper.paper_id).where(JobPaper.job_id == job.id)).scalars()
        return _make(tx, Wanted(PackKind(job.kind), job.meeting_id, job.by_id, frozenset(papers)))


def _make(tx: Transaction, wanted: Wanted) -> UUID:
    return _under_way(tx, wanted) or _begin(tx, wanted)


def _under_way(tx: Transaction, wanted: Wanted) -> UUID | None:
    rows = tx.session.execute(
        select(Job.id, func.array_agg(JobPaper.paper_id))
        .join(JobPaper, JobPaper.job_id == Job.id)
        .where(
            Job.meeting_id == wanted.meeting_id,
            Job.kind == wanted.kind.value,
            Job.made_at.is_(None),
            Job.stopped_at.is_(None),
        )
        .group_by(Job.id)
    )
    return next((job_id for job_id, held in rows if set(held) == wanted.papers), None)


def _begin(tx: Transaction, wanted: Wanted) -> UUID:
    job = Job(
        kind=wanted.kind.value,
        meeting_id=wanted.meeting_id,
        by_id=wanted.by_id,
        asked_at=tx.ctx.now,
        next_try_at=tx.ctx.now,
        steps=len(wanted.papers),
    )
    tx.add(job)
    tx.add(*(JobPaper(job_id=job.id, paper_id=one) for one in sorted(wanted.papers)))
    facts = {"job": job.id, "kind": wanted.kind, "papers": len(wanted.papers)}
    tx.audit("pack_asked", "meeting", wanted.meeting_id, facts)
    tx.sends = True
    return job.id
