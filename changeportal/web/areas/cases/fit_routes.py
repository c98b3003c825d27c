"""Which commitments a proposal serves."""

from flask import flash, redirect, render_template, url_for

from changeportal.domain.errors import Invalid, Stale
from changeportal.domain.permissions import Permission, may
from changeportal.queries import commitments as reads
from changeportal.services.commitments import set_commitments
from changeportal.web.areas.cases.fit_form import CommitmentsForm, held_data
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.current import current_actor, current_context
from changeportal.web.proposal_frame import frame


def _page(ref: str, form: CommitmentsForm | None = None) -> dict[str, object]:
    found, context = frame(ref, "case")
    rows = reads.served(found.id)
    return {
        **context,
        "rows": rows,
        "form": form or CommitmentsForm(data=held_data(rows, found.version)),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": url_for("cases.section", ref=ref, section="fit"),
    }


@bp.get("/proposals/<ref>/commitments")
def commitments(ref: str) -> str:
    """What it serves, and what it adds."""
    return render_template("cases/commitments.html", **_page(ref))


@bp.post("/proposals/<ref>/commitments")
def commitments_post(ref: str) -> Answer:
    """Save them."""
    form = CommitmentsForm()
    try:
        if form.validate():
            set_commitments(current_context(), ref, form.wanted(), form.expected_version())
            flash("The commitments are saved.")
            return redirect(url_for("cases.section", ref=ref, section="fit"))
    except Invalid as error:
        form.take(error)
    except Stale as stale:
        form.form_errors = [*form.form_errors, stale.message]
        form["version"].data = frame(ref, "case")[0].version
        return render_template("cases/commitments.html", **_page(ref, form)), 409
    return render_template("cases/commitments.html", **_page(ref, form)), 422
