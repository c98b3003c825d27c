"""The savings tracker, one saving, and its four kinds of entry."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.domain.terms import SavingStatus, Series
from changeportal.domain.verification import BudgetChange
from changeportal.services.savings.entries import (
    AddMitigation,
    EnterMonths,
    SetStatus,
    add_mitigation,
    enter_months,
    set_status,
)
from changeportal.services.savings.verifying import AdjustBudget, adjust_budget
from changeportal.web.areas.savings import pages
from changeportal.web.areas.savings.forms import ActualForm, BudgetForm, ForecastForm, MitigationForm, StatusForm
from changeportal.web.current import current_context
from changeportal.web.downloads import asked_format, download
from changeportal.web.formatting import plural

bp = Blueprint("savings", __name__)
Answer = str | Response | tuple[str, int]


@bp.get("/savings")
def tracker() -> str | Response:
    """Totals and the list that adds up to them."""
    if asked_format():
        return download(pages.tracker_table())
    return render_template("savings/tracker.html", **pages.tracker())


@bp.get("/savings/<ref>")
def one(ref: str) -> str:
    """One saving."""
    return render_template("savings/one.html", **pages.saving(ref))


@bp.get("/savings/<ref>/forecast")
def forecast(ref: str) -> str:
    """The owner's forecast by month."""
    return render_template("savings/act.html", **pages.act(ref, "forecast"))


@bp.post("/savings/<ref>/forecast")
def forecast_post(ref: str) -> Answer:
    """Enter it."""
    months = pages.saving(ref)["page"].months
    form = ForecastForm(months)
    try:
        if form.validate():
            amounts = form.amounts(months)
            command = EnterMonths(ref, Series.FORECAST, amounts, form.note.data or "", None, form.expected_version())
            flash(f"{plural(enter_months(current_context(), command), 'month')} changed.")
            return redirect(url_for("savings.one", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("savings/act.html", **pages.act(ref, "forecast", form)), 422


@bp.get("/savings/<ref>/actual")
def actual(ref: str) -> str:
    """What came in a month."""
    return render_template("savings/act.html", **pages.act(ref, "actual"))


@bp.post("/savings/<ref>/actual")
def actual_post(ref: str) -> Answer:
    """Enter it."""
    form = ActualForm()
    try:
        if form.validate():
            months = {form.month.data: form.pence.data}
            note, about = form.note.data or "", form.about.data
            command = EnterMonths(ref, Series(form.kind.data), months, note, about, form.expected_version())
            enter_months(current_context(), command)
            flash("The amount is entered. Somebody else in finance verifies it.")
            return redirect(url_for("savings.one", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("savings/act.html", **pages.act(ref, "actual", form)), 422


@bp.get("/savings/<ref>/budget")
def budget(ref: str) -> str:
    """The budget was changed."""
    return render_template("savings/act.html", **pages.act(ref, "budget"))


@bp.post("/savings/<ref>/budget")
def budget_post(ref: str) -> Answer:
    """Record it."""
    form = BudgetForm()
    try:
        if form.validate():
            change = BudgetChange(form.change.data)
            command = AdjustBudget(ref, change, form.from_month.data, form.pence.data, form.reference.data)
            adjust_budget(current_context(), command)
            flash("The budget change is recorded. It does not verify the delivery.")
            return redirect(url_for("savings.one", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("savings/act.html", **pages.act(ref, "budget", form)), 422


@bp.get("/savings/<ref>/mitigation")
def mitigation(ref: str) -> str:
    """What is done about a shortfall."""
    return render_template("savings/act.html", **pages.act(ref, "mitigation"))


@bp.post("/savings/<ref>/mitigation")
def mitigation_post(ref: str) -> Answer:
    """Add it."""
    form = MitigationForm()
    try:
        if form.validate():
            add_mitigation(current_context(), AddMitigation(ref, form.text.data, form.due.data, form.pence.data))
            flash("The mitigation is recorded.")
            return redirect(url_for("savings.one", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("savings/act.html", **pages.act(ref, "mitigation", form)), 422


@bp.get("/savings/<ref>/status")
def status(ref: str) -> str:
    """Another status beside the computed one."""
    return render_template("savings/act.html", **pages.act(ref, "status"))


@bp.post("/savings/<ref>/status")
def status_post(ref: str) -> Answer:
    """Set it."""
    form = StatusForm()
    try:
        if form.validate():
            command = SetStatus(ref, SavingStatus(form.status.data), form.reason.data, form.expires.data)
            set_status(current_context(), command)
            flash("The status is shown beside the computed one.")
            return redirect(url_for("savings.one", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("savings/act.html", **pages.act(ref, "status", form)), 422
