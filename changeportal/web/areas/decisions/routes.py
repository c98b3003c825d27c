"""The register of decisions, one decision, conditions, the forward plan."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.services.conditions import CloseCondition, close_condition
from changeportal.services.corrections import correct_decision
from changeportal.web.areas.decisions import pages
from changeportal.web.areas.decisions.forms import ConditionForm, CorrectionForm
from changeportal.web.current import current_context
from changeportal.web.downloads import asked_format, download

bp = Blueprint("decisions", __name__)
Answer = str | Response | tuple[str, int]


@bp.get("/decisions")
def register() -> str | Response:
    """The decision register."""
    if asked_format():
        return download(pages.register_table())
    return render_template("decisions/register.html", **pages.register())


@bp.get("/decisions/<number>")
def one(number: str) -> str:
    """One decision."""
    return render_template("decisions/one.html", **pages.one(number))


@bp.post("/decisions/<number>")
def correct_post(number: str) -> Answer:
    """Add a correction beside it."""
    form = CorrectionForm()
    try:
        if form.validate():
            correct_decision(current_context(), number, form.text.data)
            flash("The correction stands beside the record.")
            return redirect(url_for("decisions.one", number=number))
    except Invalid as error:
        form.take(error)
    return render_template("decisions/one.html", **pages.one(number, form)), 422


@bp.get("/proposals/<ref>/decisions")
def of_proposal(ref: str) -> str:
    """A proposal's decisions and conditions."""
    return render_template("decisions/proposal.html", **pages.of_proposal(ref))


@bp.get("/proposals/<ref>/conditions/<uuid:condition_id>")
def condition(ref: str, condition_id: UUID) -> str:
    """One condition."""
    return render_template("decisions/condition.html", **pages.condition(ref, condition_id))


@bp.post("/proposals/<ref>/conditions/<uuid:condition_id>")
def condition_post(ref: str, condition_id: UUID) -> Answer:
    """Close it as met."""
    form = ConditionForm()
    try:
        if form.validate():
            command = CloseCondition(ref, condition_id, form.evidence.data, form.expected_version())
            close_condition(current_context(), command)
            flash("The condition is closed as met.")
            return redirect(url_for("decisions.of_proposal", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("decisions/condition.html", **pages.condition(ref, condition_id, form)), 422


@bp.get("/conditions")
def conditions() -> str | Response:
    """Every open condition."""
    if asked_format():
        return download(pages.conditions_table())
    return render_template("decisions/conditions.html", **pages.all_conditions())


@bp.get("/forward-plan")
def forward_plan() -> str | Response:
    """Coming key decisions."""
    if asked_format():
        return download(pages.forward_plan_table())
    return render_template("decisions/forward_plan.html", **pages.forward_plan())
