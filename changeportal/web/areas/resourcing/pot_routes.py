"""Pots of money for change: what each has left by year, who asks, and the register of capital receipts."""

from flask import flash, redirect, render_template, url_for

from changeportal.domain.calendar import year_of
from changeportal.domain.errors import Invalid, Stale
from changeportal.domain.permissions import Permission, may
from changeportal.domain.pots import KIND_LABELS, STATE_LABELS
from changeportal.queries.people import people_list
from changeportal.queries.resourcing import pots as reads
from changeportal.services.once import once
from changeportal.services.resourcing.pots import make_pot, set_pot_years
from changeportal.web.areas.resourcing import pot_forms as forms
from changeportal.web.areas.resourcing.routes import Answer, bp
from changeportal.web.current import current_actor, current_context, today
from changeportal.web.forms.base import VersionedForm

__all__ = ["bp", "years_shown"]
YEARS = 6


def years_shown() -> range:
    """Last year, this one and the four after it."""
    first = year_of(today()) - 1
    return range(first, first + YEARS)


@bp.get("/resources/pots")
def pots() -> str:
    """Every pot with what is left in each year."""
    allowed = may(current_actor(), Permission.POT_EDIT)
    return render_template("resourcing/pots.html", rows=reads.pots(), kinds=KIND_LABELS, may=allowed)


def _people() -> list[tuple[str, str]]:
    return [(str(one.id), one.name) for one in people_list()]


@bp.get("/resources/pots/new")
def pot_new() -> str:
    """A new pot."""
    return _new(forms.PotForm(_people()))


@bp.post("/resources/pots/new")
def pot_new_post() -> Answer:
    """Make it."""
    form, ctx = forms.PotForm(_people()), current_context()
    try:
        if form.validate():
            command = form.command()
            return redirect(
                once(ctx, lambda: make_pot(ctx, command), lambda slug: url_for("resourcing.one_pot", slug=slug))
            )
    except Invalid as error:
        form.take(error)
    return _new(form), 422


def _new(form: forms.PotForm) -> str:
    allowed = may(current_actor(), Permission.POT_EDIT)
    return render_template("resourcing/pot_new.html", form=form, may=allowed, back_href=url_for("resourcing.pots"))


def _pot(slug: str, form: VersionedForm | None = None) -> dict[str, object]:
    pot = reads.one_pot(slug)
    data = {f"y{one.year}": one.available for one in pot.years} | {"version": pot.version}
    return {
        "pot": pot,
        "kinds": KIND_LABELS,
        "states": STATE_LABELS,
        "rows": reads.funding_from(current_actor(), pot.id),
        "form": form or forms.years_form(years_shown())(data=data),
        "may": may(current_actor(), Permission.POT_EDIT),
        "back_href": url_for("resourcing.pots"),
    }


@bp.get("/resources/pots/<slug>")
def one_pot(slug: str) -> str:
    """A pot: its years and who asks."""
    return render_template("resourcing/pot.html", **_pot(slug))


@bp.post("/resources/pots/<slug>")
def one_pot_post(slug: str) -> Answer:
    """Say what it can pay in each year."""
    form = forms.years_form(years_shown())()
    try:
        if form.validate():
            set_pot_years(current_context(), slug, form.expected_version(), forms.years_entered(form, years_shown()))
            flash("What the pot has is saved.")
            return redirect(url_for("resourcing.one_pot", slug=slug))
    except Invalid as error:
        form.take(error)
    except Stale as stale:
        form.form_errors = [*form.form_errors, f"{stale.message} Yours is below and was not saved."]
        form["version"].data = reads.one_pot(slug).version
        return render_template("resourcing/pot.html", **_pot(slug, form)), 409
    return render_template("resourcing/pot.html", **_pot(slug, form)), 422


@bp.get("/resources/receipts")
def receipts() -> str:
    """The register of flexible use of capital receipts, of which every table is a file too."""
    rows = reads.receipts(current_actor())
    return render_template(
        "resourcing/receipts.html", rows=rows, states=STATE_LABELS, back_href=url_for("resourcing.pots")
    )
