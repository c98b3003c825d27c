"""Board packs in the background: asked for, taken by a worker for a while, and written whole or not at all. A worker that is
killed leaves a job that waits, and the next one takes it again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, text

from changeportal.adapters.storage import Storage
from changeportal.data.models.boards import Meeting
from changeportal.data.models.jobs import Job, JobPaper, PaperPages
from changeportal.data.pack_rows import pages_of, published, readable
from changeportal.data.session import db
from changeportal.domain.errors import NotFound, Refused
from changeportal.domain.packs import GIVEN_UP, STOPPED_BY_ASKER, PackKind, Pages
from changeportal.domain.permissions import Permission, require
from changeportal.services.boards.places import At, place_of
from changeportal.services.context import Context
from changeportal.services.schedule import SYSTEM
from changeportal.services.transaction import Transaction, transaction

TAKEN_FOR = timedelta(minutes=2)
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """A job that this worker makes now."""

    id: UUID
    kind: PackKind
    meeting_id: UUID
    by_id: UUID
    at: datetime


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
        wanted = Wanted(kind, place.meeting.id, ctx.actor.id, frozenset(one.id for one in papers))
        return _under_way(tx, wanted) or _begin(tx, wanted)


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
        wanted = Wanted(PackKind(job.kind), job.meeting_id, job.by_id, frozenset(papers))
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


def stop(ctx: Context, job_id: UUID) -> None:
    """Whoever asked for it no longer wants it."""
    with transaction(ctx) as tx:
        job = tx.session.execute(
            select(Job).where(Job.id == job_id, readable(ctx.actor)).with_for_update()
        ).scalar_one_or_none()
        if job is None:
            raise NotFound
        if job.by_id != ctx.actor.id:
            raise Refused("not_yours", "Somebody else asked for this, so only they can stop it.")
        if job.made_at or job.stopped_at:
            raise Refused("over", "This is over already. There is nothing to stop.")
        job.stopped_at, job.problem = ctx.now, STOPPED_BY_ASKER
        tx.audit("pack_stopped", "meeting", job.meeting_id, {"job": job.id})


def take() -> Taken | None:
    """The next job that waits, taken so that nobody else makes it for a while."""
    db.session.rollback()
    now = db.session.execute(text("SELECT app_now()")).scalar_one()
    row = db.session.execute(
        select(Job)
        .where(Job.made_at.is_(None), Job.stopped_at.is_(None), Job.next_try_at <= func.app_now())
        .order_by(Job.next_try_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).scalar_one_or_none()
    if row is None:
        db.session.rollback()
        return None
    row.tries += 1
    row.next_try_at, row.started_at, row.step = now + TAKEN_FOR, row.started_at or now, 0
    if row.tries > MOST_TRIES:
        row.stopped_at, row.problem = now, GIVEN_UP
        db.session.commit()
        return take()
    taken = Taken(row.id, PackKind(row.kind), row.meeting_id, row.by_id, now)
    db.session.commit()
    return taken


def reached(job_id: UUID, step: int) -> None:
    """So many papers are read."""
    job = db.session.get(Job, job_id, with_for_update=True)
    if job is not None and job.stopped_at is None and job.made_at is None:
        job.step = step
    db.session.commit()


def give_up(job_id: UUID, problem: str) -> None:
    """It cannot be made, and why."""
    db.session.rollback()
    job = db.session.get(Job, job_id, with_for_update=True)
    if job is not None and job.stopped_at is None and job.made_at is None:
        job.stopped_at, job.problem = db.session.execute(text("SELECT app_now()")).scalar_one(), problem
    db.session.commit()


def finish(taken: Taken, store: Storage, name: str, body: bytes, pages: Mapping[UUID, Pages]) -> bool:
    """Keep the file and the pages of papers that had none; False where it was stopped or overtaken meanwhile."""
    key = store.put(body)
    kept = False
    try:
        kept = _write(taken, key, name, body, pages)
    finally:
        if not kept:
            store.forget(key)
    return kept


def _write(taken: Taken, key: str, name: str, body: bytes, pages: Mapping[UUID, Pages]) -> bool:
    db.session.rollback()
    now = db.session.execute(text("SELECT app_now()")).scalar_one()
    with transaction(Context(SYSTEM, "board-pack", now)) as tx:
        tx.session.execute(select(Meeting.id).where(Meeting.id == taken.meeting_id).with_for_update())
        job = tx.session.get(Job, taken.id, with_for_update=True, populate_existing=True)
        if job is None or job.made_at or job.stopped_at or not _number(tx, taken, pages):
            return False
        job.made_at, job.storage_key, job.name, job.step = now, key, name, job.steps
        job.size, job.sha256 = len(body), hashlib.sha256(body).hexdigest()
        tx.session.flush()
        facts = {"job": job.id, "kind": taken.kind, "sha256": job.sha256, "size": job.size}
        tx.audit("pack_made", "meeting", taken.meeting_id, facts)
        tx.notify(
            taken.by_id,
            kind="pack",
            subject="Your board pack is ready",
            body="The pack that you asked for is made. You can download it from its page.",
            href=f"/jobs/{job.id}",
        )
    return True


def _number(tx: Transaction, taken: Taken, pages: Mapping[UUID, Pages]) -> bool:
    """Fix the pages of papers that had none; False where another pack gave some meanwhile, so this one is made again."""
    fixed = pages_of(tx.session, taken.meeting_id, taken.kind)
    new = {paper: one for paper, one in pages.items() if paper not in fixed}
    if any(fixed[paper] != one for paper, one in pages.items() if paper in fixed):
        return False
    if any(one.first <= held.last and held.first <= one.last for one in new.values() for held in fixed.values()):
        return False
    tx.add(
        *(
            PaperPages(paper_id=paper, kind=taken.kind.value, first_page=one.first, last_page=one.last)
            for paper, one in new.items()
        )
    )
    return True
