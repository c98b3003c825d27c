"""The steps before a body meets, and pre-election periods in the calendar."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from changeportal.domain.clearance import Step
from changeportal.domain.errors import Invalid
from changeportal.domain.permission_facts import MeetingFacts
from changeportal.domain.permissions import Permission, may
from changeportal.queries.clearance import periods, steps_of
from changeportal.services.clearance import NewPeriod, add_period, remove_period, set_steps
from changeportal.web.areas.decisions.calendar_forms import STEPS, PeriodForm, StepsForm
from changeportal.web.areas.decisions.routes import Answer, bp
from changeportal.web.current import current_actor, current_context


def _steps(slug: str, form: Any = None) -> dict[str, Any]:
    found = steps_of(slug)
    data: dict[str, str] = {}
    for n, one in enumerate(found.steps[:STEPS], start=1):
        data |= {f"step_{n}": one.title, f"days_{n}": str(one.working_days), f"whose_{n}": one.whose}
    return {
        "found": found,
        "may": may(current_actor(), Permission.BOARD_MANAGE, MeetingFacts(board_id=found.board_id)),
        "form": form or StepsForm(data=data),
        "back_href": url_for("decisions.deciders"),
    }


@bp.get("/deciders/<slug>/steps")
def steps(slug: str) -> str:
    """The steps before this body meets."""
    return render_template("decisions/steps.html", **_steps(slug))


@bp.post("/deciders/<slug>/steps")
def steps_post(slug: str) -> Answer:
    """Replace them."""
    form = StepsForm()
    try:
        if form.validate():
            found = [Step(*one) for one in form.steps()]
            set_steps(current_context(), slug, found)
            flash("The steps are saved. Their dates are worked out backwards from each meeting.")
            return redirect(url_for("decisions.steps", slug=slug))
    except Invalid as error:
        form.take(error)
    return render_template("decisions/steps.html", **_steps(slug, form)), 422


def _periods(form: PeriodForm | None = None) -> dict[str, Any]:
    return {
        "rows": periods(),
        "may": may(current_actor(), Permission.NOTICE_PUBLISH),
        "form": form or PeriodForm(),
        "back_href": url_for("decisions.forward_plan"),
    }


@bp.get("/pre-election-periods")
def pre_election() -> str:
    """The pre-election periods."""
    return render_template("decisions/pre_election.html", **_periods())


@bp.post("/pre-election-periods")
def pre_election_post() -> Answer:
    """Add one."""
    form = PeriodForm()
    try:
        if form.validate():
            add_period(current_context(), NewPeriod(form.title.data, form.starts.data, form.ends.data))
            flash("The period is in the calendar.")
            return redirect(url_for("decisions.pre_election"))
    except Invalid as error:
        form.take(error)
    return render_template("decisions/pre_election.html", **_periods(form)), 422


@bp.post("/pre-election-periods/<uuid:period_id>/remove")
def pre_election_remove_post(period_id: UUID) -> Response:
    """Take one off."""
    remove_period(current_context(), period_id)
    flash("The period is no longer in the calendar.")
    return redirect(url_for("decisions.pre_election"))
