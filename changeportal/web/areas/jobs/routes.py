"""A job of the background: how far it is, its file, stopping it."""

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as Redirect

from changeportal.domain.errors import NotFound
from changeportal.domain.packs import LABELS, JobState, PackKind, progress_words
from changeportal.queries.packs import job, pack_file
from changeportal.services import packs
from changeportal.web.current import current_actor, current_context
from changeportal.web.paper_files import PDF, handed

bp = Blueprint("jobs", __name__)


@bp.get("/jobs/<uuid:job_id>")
def one(job_id: UUID) -> str:
    """How far it is."""
    page = job(current_actor(), job_id)
    return render_template(
        "jobs/one.html",
        page=page,
        label=LABELS[page.kind],
        words=progress_words(page.state, page.step, page.steps),
        under_way=page.state in (JobState.WAITING, JobState.WORKING),
        mine=page.by_id == current_actor().id,
        back_href=url_for("boards.papers", slug=page.board_slug, meeting=page.meeting),
    )


@bp.get("/jobs/<uuid:job_id>/file.pdf")
def file(job_id: UUID) -> Response:
    """What it made; the reading of exempt papers is remembered."""
    page = job(current_actor(), job_id)
    if page.state is not JobState.MADE:
        raise NotFound
    return handed(pack_file(page), PDF, page.name, restricted=page.kind is PackKind.EXEMPT)


@bp.post("/jobs/<uuid:job_id>/stop")
def stop_post(job_id: UUID) -> Redirect:
    """Whoever asked no longer wants it."""
    packs.stop(current_context(), job_id)
    flash("It is stopped. Nothing was changed.")
    return redirect(url_for("jobs.one", job_id=job_id))
