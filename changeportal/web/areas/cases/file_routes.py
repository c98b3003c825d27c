"""Files behind evidence: one more, off the list, and the bytes for those who may see the proposal."""

from urllib.parse import quote
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.http import dump_options_header
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, may, require
from changeportal.queries import attachments as reads
from changeportal.services.attachments import attach, remove_file
from changeportal.services.once import once
from changeportal.web.areas.cases.file_forms import FileForm, scan_words
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.current import current_actor, current_context
from changeportal.web.proposal_frame import frame


def _page(ref: str, evidence_id: UUID, form: FileForm | None = None) -> dict[str, object]:
    found, context = frame(ref, "case")
    claim = reads.evidence_claim(found.id, evidence_id)
    return {
        **context,
        "claim": claim,
        "files": reads.files_of(found.id).get(evidence_id, ()),
        "looked": scan_words(),
        "form": form or FileForm(),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": url_for("cases.evidence", ref=ref),
    }


@bp.get("/proposals/<ref>/case/evidence/<uuid:evidence_id>/files")
def files(ref: str, evidence_id: UUID) -> str:
    """The files of an item, and the box for one more."""
    return render_template("cases/files.html", **_page(ref, evidence_id))


@bp.post("/proposals/<ref>/case/evidence/<uuid:evidence_id>/files")
def files_post(ref: str, evidence_id: UUID) -> Answer:
    """Add a file; a refused one changes nothing, and what was typed stays."""
    require(current_actor(), Permission.CASE_EDIT, frame(ref, "case")[0].facts)
    form, ctx = FileForm(), current_context()
    try:
        if form.validate():
            new, done = form.new_file(), url_for("cases.files", ref=ref, evidence_id=evidence_id)
            there = once(ctx, lambda: attach(ctx, ref, evidence_id, new), lambda _id: done)
            flash("The file was added. It is checked for viruses before anybody can open it.")
            return redirect(there)
    except Invalid as error:
        form.take(error)
    return render_template("cases/files.html", **_page(ref, evidence_id, form)), 422


@bp.post("/proposals/<ref>/files/<uuid:file_id>/remove")
def file_remove_post(ref: str, file_id: UUID) -> Response:
    """Take a file off the case."""
    remove_file(current_context(), ref, file_id)
    flash("The file was removed.")
    return redirect(url_for("cases.evidence", ref=ref))


@bp.get("/proposals/<ref>/files/<uuid:file_id>")
def file(ref: str, file_id: UUID) -> Response:
    """A file of the case as it stands."""
    found, _context = frame(ref, "case")
    return _sent(reads.file_of_case(found.id, file_id))


@bp.get("/proposals/<ref>/v/<int:n>/files/<uuid:file_id>")
def frozen_file(ref: str, n: int, file_id: UUID) -> Response:
    """A file as a version holds it."""
    found, _context = frame(ref, "case")
    return _sent(reads.file_of_version(found.id, n, file_id))


def _sent(found: reads.FileBody) -> Response:
    """Kept on disk and never shown by the browser: an attachment, of our type, in a sandbox, in nobody's cache."""
    response = Response(found.body, content_type=found.media_type)
    plain = found.name.encode("ascii", "ignore").decode().replace("%", "") or "file"
    named = {"filename": plain, "filename*": f"UTF-8''{quote(found.name, safe='')}"}
    response.headers["Content-Disposition"] = dump_options_header("attachment", named)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
