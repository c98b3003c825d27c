"""Evidence, risks and the equality screening of a case."""

from flask import flash, redirect, render_template, url_for

from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, may
from changeportal.queries import case_rows as reads
from changeportal.services.case_rows import save_screening
from changeportal.web.areas.cases import row_pages
from changeportal.web.areas.cases.beside import beside
from changeportal.web.areas.cases.pages import owner_of
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.areas.cases.row_forms import screening_form, screening_of
from changeportal.web.current import current_actor, current_context
from changeportal.web.forms.base import VersionedForm
from changeportal.web.proposal_frame import frame


@bp.get("/proposals/<ref>/case/evidence")
def evidence(ref: str) -> str:
    """What backs the claims."""
    return render_template("cases/rows.html", **row_pages.evidence(ref))


@bp.get("/proposals/<ref>/case/risks")
def risks(ref: str) -> str:
    """What could go wrong."""
    return render_template("cases/rows.html", **row_pages.risks(ref))


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
