"""Having board packs made: by whoever publishes an agenda or adds a late paper, in that transaction, and by asking."""

from collections.abc import Set as AbstractSet
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.actors import actor_of
from changeportal.data.models.jobs import Job, JobPaper
from changeportal.data.pack_rows import published
from changeportal.domain.errors import Refused
from changeportal.domain.packs import PackKind
from changeportal.services.boards.places import At, Place, place_of
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction


def ask_for_pack(ctx: Context, at: At, kind: PackKind) -> UUID:
    """Have the pack made of what this person may see; the job's id. One that is under way already is not begun again."""
    with transaction(ctx) as tx:
        place = place_of(tx, at)
        papers = [one for one in published(tx.session, ctx.actor, place.meeting.id) if one.kind is kind]
        if not papers:
            raise Refused(
                "no_papers", "There is nothing to put into this pack. Papers come with publishing the agenda."
            )
        return _make(tx, place, kind, {one.id for one in papers}, ctx.actor.id)


def make_packs(tx: Transaction, place: Place) -> None:
    """The packs of what is published now, in the same transaction: the public and the exempt one, where there is any paper.

    They are made by the rights of whoever published. What comes by the clock joins the packs that there are.
    """
    if tx.ctx.actor.id.int == 0:
        _add_to_packs(tx, place)
        return
    papers = published(tx.session, tx.ctx.actor, place.meeting.id)
    for kind in PackKind:
        mine = {one.id for one in papers if one.kind is kind}
        if mine:
            _make(tx, place, kind, mine, tx.ctx.actor.id)


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
            papers = published(tx.session, who, place.meeting.id)
            _make(tx, place, kind, {one.id for one in papers if one.kind is kind}, who.id)


def _make(tx: Transaction, place: Place, kind: PackKind, papers: AbstractSet[UUID], by_id: UUID) -> UUID:
    return _under_way(tx, place, kind, papers) or _begin(tx, place, kind, papers, by_id)


def _under_way(tx: Transaction, place: Place, kind: PackKind, papers: AbstractSet[UUID]) -> UUID | None:
    rows = tx.session.execute(
        select(Job.id, func.array_agg(JobPaper.paper_id))
        .join(JobPaper, JobPaper.job_id == Job.id)
        .where(
            Job.meeting_id == place.meeting.id, Job.kind == kind.value, Job.made_at.is_(None), Job.stopped_at.is_(None)
        )
        .group_by(Job.id)
    )
    return next((job_id for job_id, held in rows if set(held) == papers), None)


def _begin(tx: Transaction, place: Place, kind: PackKind, papers: AbstractSet[UUID], by_id: UUID) -> UUID:
    job = Job(
        kind=kind.value,
        meeting_id=place.meeting.id,
        by_id=by_id,
        asked_at=tx.ctx.now,
        next_try_at=tx.ctx.now,
        steps=len(papers),
    )
    tx.add(job)
    tx.add(*(JobPaper(job_id=job.id, paper_id=one) for one in sorted(papers)))
    tx.audit("pack_asked", "meeting", place.meeting.id, {"job": job.id, "kind": kind, "papers": len(papers)})
    tx.sends = True
    return job.id
