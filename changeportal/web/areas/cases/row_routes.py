"""Evidence, risks and the equality screening of a case."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from changeportal.domain.case_sections import SECTIONS
from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, may
from changeportal.queries import case_rows as reads
from changeportal.queries.attachments import files_of
from changeportal.services.case_rows import add_evidence, add_risk, remove_row, save_screening
from changeportal.services.once import once
from changeportal.web.areas.cases.beside import beside
from changeportal.web.areas.cases.file_forms import scan_words
from changeportal.web.areas.cases.pages import owner_of
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.areas.cases.row_forms import EvidenceForm, RiskForm, screening_form, screening_of
from changeportal.web.current import current_actor, current_context
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.proposal_frame import frame


def _rows(ref: str, section: str, form: PageForm | None = None) -> dict[str, object]:
    found, context = frame(ref, "case")
    rows: object = reads.evidence(found.id) if section == "evidence" else reads.risks(found.id)
    fresh = EvidenceForm(data={"section": request.args.get("section", "")}) if section == "evidence" else RiskForm()
    answer = may(current_actor(), Permission.CASE_EDIT, found.facts)
    back = url_for("cases.task_list", ref=ref)
    panel = beside(found, section, owner_of(found.id, section), with_evidence=section == "risks")
    labels = {one.code: one.label for one in SECTIONS}
    shown = {"rows": rows, "form": form or fresh, "may": answer, "back_href": back, "labels": labels}
    files = {"files": files_of(found.id), "looked": scan_words()} if section == "evidence" else {}
    return {**context, **shown, **files, "beside": panel}


@bp.get("/proposals/<ref>/case/evidence")
def evidence(ref: str) -> str:
    """What backs the claims."""
    return render_template("cases/evidence.html", **_rows(ref, "evidence"))


@bp.post("/proposals/<ref>/case/evidence")
def evidence_post(ref: str) -> Answer:
    """Add an item."""
    form, ctx = EvidenceForm(), current_context()
    try:
        if form.validate():
            new, file, done = form.new(), form.new_file(), url_for("cases.evidence", ref=ref)
            return redirect(once(ctx, lambda: add_evidence(ctx, ref, new, file), lambda _id: done))
    except Invalid as error:
        form.take(error)
    return render_template("cases/evidence.html", **_rows(ref, "evidence", form)), 422


@bp.get("/proposals/<ref>/case/risks")
def risks(ref: str) -> str:
    """What could go wrong."""
    return render_template("cases/risks.html", **_rows(ref, "risks"))


@bp.post("/proposals/<ref>/case/risks")
def risks_post(ref: str) -> Answer:
    """Add a risk."""
    form, ctx = RiskForm(), current_context()
    try:
        if form.validate():
            new = form.new()
            return redirect(once(ctx, lambda: add_risk(ctx, ref, new), lambda _id: url_for("cases.risks", ref=ref)))
    except Invalid as error:
        form.take(error)
    return render_template("cases/risks.html", **_rows(ref, "risks", form)), 422


@bp.post("/proposals/<ref>/case/<any(evidence,risks):section>/<uuid:row_id>/remove")
def row_remove_post(ref: str, section: str, row_id: UUID) -> Answer:
    """Take a row off the list."""
    remove_row(current_context(), ref, section, row_id)
    return redirect(url_for(f"cases.{section}", ref=ref))


def _screening(ref: str, form: VersionedForm | None = None) -> dict[str, object]:
    found, context = frame(ref, "case")
    answers, version = reads.screening(found.id)
    answer = may(current_actor(), Permission.CASE_EDIT, found.facts)
    shown = form or screening_form()(data={**answers, "version": version})
    back = url_for("cases.task_list", ref=ref)
    panel = beside(found, "equality", owner_of(found.id, "equality"))
    return {**context, "form": shown, "answers": answers, "may": answer, "back_href": back, "beside": panel}


@bp.get("/proposals/<ref>/case/equality")
def equality(ref: str) -> str:
    """The screening and its result."""
    return render_template("cases/equality.html", **_screening(ref))


@bp.post("/proposals/<ref>/case/equality")
def equality_post(ref: str) -> Answer:
    """Keep the answers; the result follows by rule."""
    form = screening_form()()
    try:
        if form.validate():
            shown = {field.short_name: field.data for field in form.page_fields()}
            result = save_screening(current_context(), ref, screening_of(form), shown, form.expected_version() or 0)
            flash(result.headline)
            return redirect(url_for("cases.equality", ref=ref))
    except Invalid as error:
        form.take(error)
        form["version"].data = reads.screening(frame(ref, "case")[0].id)[1]
    return render_template("cases/equality.html", **_screening(ref, form)), 422
