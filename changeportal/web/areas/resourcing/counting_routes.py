"""What confirmed people cost, and whether the case counts it."""

from typing import Any

from flask import flash, redirect, render_template, url_for

from changeportal.domain.errors import Invalid
from changeportal.domain.permissions import Permission, may
from changeportal.domain.terms import Status
from changeportal.queries.resourcing.costs import TeamRow, cost_page, grid_version, one_team
from changeportal.services.resourcing.counting import CountTeam, count_team
from changeportal.web.areas.resourcing.counting_form import CountForm
from changeportal.web.areas.resourcing.routes import Answer, bp
from changeportal.web.current import current_actor, current_context
from changeportal.web.proposal_frame import frame

WAITS = frozenset({Status.SUBMITTED, Status.IN_REVIEW, Status.SCHEDULED})


@bp.get("/proposals/<ref>/resources/costs")
def costs(ref: str) -> str:
    """What the confirmed people cost, by team and year."""
    found, context = frame(ref, "resources")
    allowed = may(current_actor(), Permission.CASE_EDIT, found.facts)
    page = {
        "page": cost_page(found.id),
        "may": allowed,
        "waits": allowed.code == "state" and found.facts.status in WAITS,
        "back_href": url_for("resourcing.of_proposal", ref=ref),
    }
    return render_template("resourcing/costs.html", **context | page)


def _count(ref: str, slug: str, form: CountForm | None = None) -> dict[str, Any]:
    found, context = frame(ref, "resources")
    team = one_team(found.id, slug)
    return {
        **context,
        "team": team,
        "form": form or CountForm(data=_held(team) | {"version": grid_version(found.id)}),
        "may": may(current_actor(), Permission.CASE_EDIT, found.facts),
        "back_href": url_for("resourcing.costs", ref=ref),
    }


def _held(team: TeamRow) -> dict[str, str]:
    return {"count": "yes", "fund": team.counted.fund_code} if team.counted else {}


@bp.get("/proposals/<ref>/resources/costs/<slug>")
def count(ref: str, slug: str) -> str:
    """Whether a team counts in the case."""
    return render_template("resourcing/count.html", **_count(ref, slug))


@bp.post("/proposals/<ref>/resources/costs/<slug>")
def count_post(ref: str, slug: str) -> Answer:
    """Count it, or take it out."""
    form = CountForm()
    try:
        if form.validate():
            count_team(current_context(), CountTeam(ref, slug, form.fund_code(), form.expected_version() or 0))
            flash("The case counts these people." if form.fund_code() else "The case does not count these people.")
            return redirect(url_for("resourcing.costs", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("resourcing/count.html", **_count(ref, slug, form)), 422
