"""Board packs in the background: taken by a worker for a while, and written whole or not at all. A worker that is killed
leaves a job that waits, and the next one takes it again."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select, text

from changeportal.adapters.storage import Storage
from changeportal.data.models.boards import Meeting
from changeportal.data.models.jobs import Job, PaperPages, PaperSection
from changeportal.data.pack_rows import pages_of, readable
from changeportal.data.session import db
from changeportal.domain.errors import NotFound, Refused
from changeportal.domain.packs import GIVEN_UP, STOPPED_BY_ASKER, PackKind, Placed
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


def finish(taken: Taken, store: Storage, name: str, body: bytes, placed: Mapping[UUID, Placed]) -> bool:
    """Keep the file and the pages of papers that had none; False where it was stopped or overtaken meanwhile."""
    key = store.put(body)
    kept = False
    try:
        kept = _write(taken, key, name, body, placed)
    finally:
        if not kept:
            store.forget(key)
    return kept


def _write(taken: Taken, key: str, name: str, body: bytes, placed: Mapping[UUID, Placed]) -> bool:
    db.session.rollback()
    now = db.session.execute(text("SELECT app_now()")).scalar_one()
    with transaction(Context(SYSTEM, "board-pack", now)) as tx:
        tx.session.execute(select(Meeting.id).where(Meeting.id == taken.meeting_id).with_for_update())
        job = tx.session.get(Job, taken.id, with_for_update=True, populate_existing=True)
        if job is None or job.made_at or job.stopped_at or not _number(tx, taken, placed):
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
            body="The pack of papers is made. You can download it from its page.",
            href=f"/jobs/{job.id}",
        )
    return True


def _number(tx: Transaction, taken: Taken, placed: Mapping[UUID, Placed]) -> bool:
    """Fix the pages of papers that had none; False where another pack gave some meanwhile, so this one is made again."""
    fixed = pages_of(tx.session, taken.meeting_id, taken.kind)
    new = {paper: one.pages for paper, one in placed.items() if paper not in fixed}
    if any(fixed[paper] != one.pages for paper, one in placed.items() if paper in fixed):
        return False
    if any(one.first <= held.last and held.first <= one.last for one in new.values() for held in fixed.values()):
        return False
    tx.add(
        *(
            PaperPages(paper_id=paper, kind=taken.kind.value, first_page=one.first, last_page=one.last)
            for paper, one in new.items()
        )
    )
    _sections(tx, taken, placed)
    return True


def _sections(tx: Transaction, taken: Taken, placed: Mapping[UUID, Placed]) -> None:
    """Fix the page of each section, of papers that have none yet."""
    known = set(
        tx.session.execute(
            select(PaperSection.paper_id)
            .where(PaperSection.paper_id.in_(placed), PaperSection.kind == taken.kind.value)
            .distinct()
        ).scalars()
    )
    tx.session.add_all(
        PaperSection(paper_id=paper, kind=taken.kind.value, n=n, title=section.title, page=section.page)
        for paper, one in placed.items()
        if paper not in known
        for n, section in enumerate(one.sections, start=1)
    )
    tx.session.flush()
