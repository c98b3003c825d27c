"""A request that differs from month to month."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, url_for

from changeportal.domain.calendar import add_months, month_of
from changeportal.domain.errors import Invalid, NotFound
from changeportal.domain.permissions import Permission, may
from changeportal.queries.resourcing import requests as reads
from changeportal.services.resourcing.asking import Ask, change_request
from changeportal.web.areas.resourcing import month_forms as forms
from changeportal.web.areas.resourcing.routes import Answer, bp
from changeportal.web.current import current_actor, current_context, today
from changeportal.web.forms.base import VersionedForm
from changeportal.web.proposal_frame import frame


def _span(asked: dict[date, int]) -> list[date]:
    """From the first month asked for, or this one if it is earlier, to half a year after the last."""
    first = min([*asked, month_of(today())])
    last = add_months(max([*asked, first]), 6)
    months = [first]
    while months[-1] < last:
        months.append(add_months(months[-1], 1))
    return months


def _request(ref: str, request_id: UUID, form: VersionedForm | None = None) -> tuple[dict[str, object], list[date]]:
    found, context = frame(ref, "resources")
    row = reads.one_request(current_actor(), request_id)
    if row.ref != ref:
        raise NotFound
    asked = {month: share for month, share, _held in reads.asked_months(request_id)}
    months = _span(asked)
    data = {**forms.request_data(asked), "why": row.why, "wanted": row.wanted, "version": row.version}
    page = {
        **context,
        "row": row,
        "form": form or forms.request_form(months)(data=data),
        "rows": forms.request_rows(months),
        "may": may(current_actor(), Permission.RESOURCE_ASK, found.facts),
        "back_href": url_for("resourcing.of_proposal", ref=ref),
    }
    return page, months


@bp.get("/proposals/<ref>/resources/<uuid:request_id>")
def change(ref: str, request_id: UUID) -> str:
    """Change what is asked for, month by month."""
    return render_template("resourcing/change.html", **_request(ref, request_id)[0])


@bp.post("/proposals/<ref>/resources/<uuid:request_id>")
def change_post(ref: str, request_id: UUID) -> Answer:
    """Save it; the request goes back to the team's manager."""
    _page, months = _request(ref, request_id)
    form = forms.request_form(months)()
    try:
        if form.validate():
            wanted = Ask(ref, "", form["why"].data, forms.request_months(form, months), form["wanted"].data or "")
            change_request(current_context(), request_id, form.expected_version(), wanted)
            flash("Your request is changed. It went back to the team’s manager.")
            return redirect(url_for("resourcing.of_proposal", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("resourcing/change.html", **_request(ref, request_id, form)[0]), 422
