"""What a money line says beyond its amounts: between what and what it could lie, how much of it is down to the proposal."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for

from changeportal.domain.errors import Invalid, Stale
from changeportal.domain.line_terms import net_words, range_words
from changeportal.domain.permissions import Permission, may
from changeportal.queries.cases import LineRow, one_line
from changeportal.services.line_terms import SaveTerms, save_terms
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.areas.cases.terms_form import RangeForm, form_of
from changeportal.web.current import current_actor, current_context
from changeportal.web.proposal_frame import frame


def _page(ref: str, line_id: UUID, form: RangeForm | None = None) -> dict[str, Any]:
    found, context = frame(ref, "money")
    line = one_line(found.id, line_id)
    terms = line.terms
    facts = [
        ("Its range", range_words(terms), terms.range_reason),
        ("Taken off and added", net_words(terms), terms.net_reason),
    ]
    return {
        **context,
        "line": line,
        "form": form or _fresh(line),
        "facts": [{"key": key, "value": value, "note": note} for key, value, note in facts],
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": url_for("cases.money", ref=ref, option=line.option_id),
    }


def _fresh(line: LineRow) -> RangeForm:
    held = {name: value or None for name, value in asdict(line.terms).items()}
    ends = {"range_low": line.terms.range_low, "range_high": line.terms.range_high}
    return form_of(line.kind)(data={**held, **ends, "version": line.version})


@bp.get("/proposals/<ref>/money/lines/<uuid:line_id>/terms")
def terms(ref: str, line_id: UUID) -> Answer:
    """The terms; what is worked out from people has none."""
    page = _page(ref, line_id)
    if page["line"].counted:
        return redirect(url_for("resourcing.costs", ref=ref))
    return render_template("cases/terms.html", **page)


@bp.post("/proposals/<ref>/money/lines/<uuid:line_id>/terms")
def terms_post(ref: str, line_id: UUID) -> Answer:
    """Save them; what was typed is kept whatever happens."""
    line = _page(ref, line_id)["line"]
    form, code = form_of(line.kind)(), 422
    try:
        if form.validate():
            save_terms(current_context(), SaveTerms(ref, line_id, form.terms(), form.expected_version() or 0))
            flash("What the line says is saved. The results of the appraisal use it.")
            return redirect(url_for("cases.money", ref=ref, option=line.option_id))
    except Invalid as error:
        form.take(error)
    except Stale as stale:
        said = "What you typed is below. Save again to put it in place of what stands there."
        form.form_errors, form["version"].data, code = [f"{stale.message} {said}"], line.version, 409
    return render_template("cases/terms.html", **_page(ref, line_id, form)), code
