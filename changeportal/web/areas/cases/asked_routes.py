"""What was asked of a returned case, section by section, and what was done about it."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for

from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, may
from changeportal.domain.returned import unanswered
from changeportal.queries.returned import asked_of
from changeportal.services.returned import SayDone, say_done
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.case_links import section_href
from changeportal.web.current import current_actor, current_context
from changeportal.web.forms.base import ErrorItem, PageForm
from changeportal.web.proposal_frame import frame


def _page(ref: str, wrong: UUID | None = None, typed: str = "", problem: str = "") -> dict[str, Any]:
    found, context = frame(ref, "case")
    rows = asked_of(found.id)
    groups = [
        {"label": BY_CODE[code].label, "href": section_href(ref, code), "asks": [r for r in rows if r.section == code]}
        for code in dict.fromkeys(one.section for one in rows)
    ]
    return {
        **context,
        "groups": groups,
        "open": len(unanswered(rows)),
        "total": len(rows),
        "wrong": {"id": wrong, "typed": typed, "problem": problem},
        "errors": [ErrorItem(problem, f"#done-{wrong}")] if wrong else [],
        "form": PageForm(),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": url_for("cases.task_list", ref=ref),
    }


@bp.get("/proposals/<ref>/asked")
def asked(ref: str) -> str:
    """Everything that was asked."""
    return render_template("cases/asked.html", **_page(ref))


@bp.post("/proposals/<ref>/asked/<uuid:asked_id>")
def asked_post(ref: str, asked_id: UUID) -> Answer:
    """Say what was done about one thing."""
    answer = request.form.get("answer", "")
    try:
        say_done(current_context(), SayDone(ref, asked_id, answer))
    except Invalid as error:
        page = _page(ref, asked_id, answer, error.fields["answer"])
        return render_template("cases/asked.html", **page), 422
    flash("What was done is kept. Whoever decides next reads it beside the section.")
    row = next(one for one in asked_of(frame(ref, "case")[0].id) if one.id == asked_id)
    return redirect(f"{section_href(ref, row.section)}#asked")
