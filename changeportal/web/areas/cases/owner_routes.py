"""Who looks after each section."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for

from changeportal.domain.case_traits import sections_asked, traits_of
from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, may
from changeportal.queries import cases as reads
from changeportal.services.section_owners import set_section_owners
from changeportal.web.areas.cases.pages import route_of
from changeportal.web.areas.cases.routes import Answer, bp
from changeportal.web.current import current_actor, current_context
from changeportal.web.forms.base import PageForm
from changeportal.web.forms.choice_fields import SelectField
from changeportal.web.proposal_frame import frame


def _page(ref: str, sent: bool = False) -> tuple[dict[str, Any], PageForm]:
    found, context = frame(ref, "case")
    asked = sections_asked(route_of(found), traits_of(reads.answers(found.id)))
    people = [(str(key), name) for key, name in reads.writers(found.id)]
    saved = reads.sections(found.id)
    members = {one.code: SelectField(one.label, choices=people, blank="Nobody yet") for one in asked}
    owners = {code: str(row.owner_id) for code, row in saved.items() if row.owner_id}
    kind: type[PageForm] = type("OwnersForm", (PageForm,), members)
    form = kind() if sent else kind(data=owners)
    page = {
        **context,
        "form": form,
        "rows": [[one.label, saved[one.code].owner if one.code in saved else ""] for one in asked],
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": url_for("cases.task_list", ref=ref),
    }
    return page, form


@bp.get("/proposals/<ref>/owners")
def owners(ref: str) -> str:
    """Every section with its owner."""
    return render_template("cases/owners.html", **_page(ref)[0])


@bp.post("/proposals/<ref>/owners")
def owners_post(ref: str) -> Answer:
    """Save them."""
    page, form = _page(ref, sent=True)
    try:
        if form.validate():
            wanted = {one.short_name: UUID(one.data) if one.data else None for one in form.page_fields()}
            set_section_owners(current_context(), ref, wanted)
            flash("The owners are saved.")
            return redirect(url_for("cases.task_list", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("cases/owners.html", **page), 422
