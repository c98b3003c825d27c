"""A team: what it has month by month, and what a day of its time costs."""

from datetime import date

from flask import flash, redirect, render_template, url_for

from changeportal.domain.errors import Invalid, NotFound, Stale
from changeportal.domain.permission_facts import RequestFacts
from changeportal.domain.permissions import Permission, may
from changeportal.queries.resourcing import pools as reads
from changeportal.services.resourcing.pools import remove_rate, set_capacity, set_rate
from changeportal.web.areas.resourcing import month_forms as forms
from changeportal.web.areas.resourcing.capacity_pages import months_shown
from changeportal.web.areas.resourcing.forms import RateForm
from changeportal.web.areas.resourcing.routes import Answer, bp
from changeportal.web.current import current_actor, current_context, today
from changeportal.web.forms.base import VersionedForm


def _pool(slug: str, form: VersionedForm | None = None) -> dict[str, object]:
    months = months_shown("12")
    pool = reads.pool_has(slug, months)
    shown = form or forms.capacity_form(months)(data=forms.capacity_data(pool.months, pool.version))
    return {
        "pool": pool,
        "form": shown,
        "rows": forms.capacity_rows(months),
        "columns": list(forms.PARTS.values()),
        "may": may(current_actor(), Permission.RESOURCE_EDIT_CAPACITY, RequestFacts(pool_id=pool.id)),
        "back_href": url_for("resourcing.capacity"),
    }


@bp.get("/resources/pools/<slug>")
def pool(slug: str) -> str:
    """What a team has, month by month."""
    return render_template("resourcing/pool.html", **_pool(slug))


@bp.post("/resources/pools/<slug>")
def pool_post(slug: str) -> Answer:
    """Save it; a stale save keeps what was typed."""
    months = months_shown("12")
    form = forms.capacity_form(months)()
    if not form.validate():
        return render_template("resourcing/pool.html", **_pool(slug, form)), 422
    try:
        set_capacity(current_context(), slug, form.expected_version(), forms.capacity_months(form, months))
    except Stale as stale:
        form.form_errors = [*form.form_errors, f"{stale.message} Yours is below and was not saved."]
        form["version"].data = reads.pool_has(slug, months).version
        return render_template("resourcing/pool.html", **_pool(slug, form)), 409
    flash("Your team’s capacity is saved.")
    return redirect(url_for("resourcing.pool", slug=slug))


def _rates(slug: str, form: RateForm | None = None) -> dict[str, object]:
    pool = reads.pool_has(slug, ())
    begun = [starts for starts in pool.rates if starts <= today()]
    return {
        "pool": pool,
        "form": form or RateForm(data={"version": pool.version}),
        "in_use": max(begun, default=None),
        "today": today(),
        "may": may(current_actor(), Permission.RESOURCE_EDIT_CAPACITY, RequestFacts(pool_id=pool.id)),
        "back_href": url_for("resourcing.pool", slug=slug),
    }


@bp.get("/resources/pools/<slug>/rates")
def rates(slug: str) -> str:
    """What a day of the team's time costs, from which date."""
    return render_template("resourcing/rates.html", **_rates(slug))


@bp.post("/resources/pools/<slug>/rates")
def rates_post(slug: str) -> Answer:
    """Add a rate."""
    form = RateForm()
    try:
        if form.validate():
            set_rate(current_context(), slug, form.expected_version(), form.starts.data, form.day_pence.data)
            flash("The new rate is saved.")
            return redirect(url_for("resourcing.rates", slug=slug))
    except Invalid as error:
        form.take(error)
    return render_template("resourcing/rates.html", **_rates(slug, form)), 422


@bp.post("/resources/pools/<slug>/rates/<starts>/remove")
def rate_remove_post(slug: str, starts: str) -> Answer:
    """Take back a rate that has not begun."""
    try:
        day = date.fromisoformat(starts)
    except ValueError as error:
        raise NotFound from error
    remove_rate(current_context(), slug, day)
    flash("The rate is removed.")
    return redirect(url_for("resourcing.rates", slug=slug))
