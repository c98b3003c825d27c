"""Papers of a meeting as files: asking for its pack, and the draft minutes for Word."""

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as Redirect

from changeportal.domain.errors import NotFound
from changeportal.domain.packs import PackKind
from changeportal.papers.minutes import minutes_paper
from changeportal.queries.minutes import minutes
from changeportal.services.boards.places import At
from changeportal.services.pack_asking import ask_for_pack
from changeportal.web.areas.boards.pages import title
from changeportal.web.areas.boards.routes import bp
from changeportal.web.current import current_actor, current_context, today
from changeportal.web.paper_files import made, made_by_me


@bp.post("/boards/<slug>/<meeting>/pack")
def pack_post(slug: str, meeting: str) -> Redirect:
    """Have a pack made; its page says how far it is."""
    kind = request.form.get("kind", "")
    if kind not in list(PackKind):
        raise NotFound
    job_id = ask_for_pack(current_context(), At(slug, meeting), PackKind(kind))
    return redirect(url_for("jobs.one", job_id=job_id))


@bp.get("/boards/<slug>/<meeting>/minutes.<any(docx, pdf):ending>")
def minutes_file(slug: str, meeting: str, ending: str) -> Response:
    """The draft minutes, with the items that this person may see."""
    draft = minutes(current_actor(), slug, meeting, today())
    return made(minutes_paper(draft, title(draft.meeting), made_by_me()), ending, f"minutes-{slug}-{meeting}")
