"""What the checks of a case found, and the answers."""

from flask import flash, redirect, render_template, request, url_for

from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, may
from changeportal.queries import findings as reads
from changeportal.services.findings import AnswerFinding, answer_finding
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.case_links import section_href
from changeportal.web.current import current_actor, current_context, today
from changeportal.web.forms.base import ErrorItem, PageForm
from changeportal.web.proposal_frame import frame


def _page(ref: str, wrong: str = "", typed: str = "", problem: str = "") -> dict[str, object]:
    found, context = frame(ref, "case")
    rows = [
        {"row": row, "id": f"answer-{n}", "href": section_href(ref, row.finding.section)}
        for n, row in enumerate(reads.found_in(found.id, today()), start=1)
    ]
    place = next((str(one["id"]) for one in rows if one["row"].finding.key == wrong), "")  # type: ignore[attr-defined]  # a FoundRow
    return {
        **context,
        "rows": rows,
        "wrong": wrong,
        "typed": typed,
        "problem": problem,
        "errors": [ErrorItem(problem, f"#{place}")] if problem else [],
        "form": PageForm(),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": url_for("cases.task_list", ref=ref),
    }


@bp.get("/proposals/<ref>/findings")
def findings(ref: str) -> str:
    """What was found."""
    return render_template("cases/findings.html", **_page(ref))


@bp.post("/proposals/<ref>/findings")
def findings_post(ref: str) -> Answer:
    """Answer one of them."""
    key, answer = request.form.get("finding", ""), request.form.get("answer", "")
    try:
        answer_finding(current_context(), AnswerFinding(ref, key, answer))
    except Invalid as error:
        return render_template("cases/findings.html", **_page(ref, key, answer, error.fields["answer"])), 422
    flash("Your answer is kept for the board.")
    return redirect(url_for("cases.findings", ref=ref))
