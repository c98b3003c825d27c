"""What a proposal asks of pots, and the answers."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.domain.funding_terms import FundingAnswer
from changeportal.domain.permission_facts import PotFacts
from changeportal.domain.permissions import Permission, may
from changeportal.domain.pots import STATE_LABELS
from changeportal.queries.resourcing import pots as reads
from changeportal.services.once import once
from changeportal.services.resourcing.funding import AnswerPot, answer_money, ask_for_money, record_use, withdraw_money
from changeportal.web.areas.resourcing import pot_forms as forms
from changeportal.web.areas.resourcing.pot_routes import years_shown
from changeportal.web.areas.resourcing.routes import Answer, bp
from changeportal.web.current import current_actor, current_context
from changeportal.web.proposal_frame import frame


def _money(ref: str, form: forms.AskPotForm | None = None) -> dict[str, object]:
    found, context = frame(ref, "resources")
    return {
        **context,
        "rows": reads.funding_of(current_actor(), found.id),
        "states": STATE_LABELS,
        "may": may(current_actor(), Permission.RESOURCE_ASK, found.facts),
        "form": form or forms.AskPotForm(found.id, years_shown()),
        "back_href": url_for("resourcing.of_proposal", ref=ref),
    }


@bp.get("/proposals/<ref>/resources/money")
def money(ref: str) -> str:
    """What is asked of pots."""
    return render_template("resourcing/money.html", **_money(ref))


@bp.post("/proposals/<ref>/resources/money")
def money_post(ref: str) -> Answer:
    """Ask a pot for money."""
    found, _context = frame(ref, "resources")
    form, ctx = forms.AskPotForm(found.id, years_shown()), current_context()
    try:
        if form.validate():
            command = form.command(ref)
            done = url_for("resourcing.money", ref=ref)
            return redirect(once(ctx, lambda: ask_for_money(ctx, command), lambda _id: done))
    except Invalid as error:
        form.take(error)
    return render_template("resourcing/money.html", **_money(ref, form)), 422


@bp.post("/proposals/<ref>/resources/money/<uuid:request_id>/withdraw")
def money_withdraw_post(ref: str, request_id: UUID) -> Response:
    """The money is no longer wanted."""
    withdraw_money(current_context(), ref, request_id)
    return redirect(url_for("resourcing.money", ref=ref))


def _one(
    request_id: UUID, form: forms.AnswerPotForm | None = None, use: forms.UseForm | None = None
) -> dict[str, object]:
    row = reads.one_funding(current_actor(), request_id)
    pot = reads.one_pot(row.pot_slug)
    kept = {"version": row.version}
    return {
        "row": row,
        "pot": pot,
        "year": next((one for one in pot.years if one.year == row.year), None),
        "states": STATE_LABELS,
        "may": may(current_actor(), Permission.FUNDING_ANSWER, PotFacts(holder_id=row.holder_id)),
        "form": form or use or forms.AnswerPotForm(data=kept),
        "answering": form or forms.AnswerPotForm(data=kept),
        "using": use or forms.UseForm(data={**kept, "used": row.used}),
        "back_href": url_for("resourcing.one_pot", slug=row.pot_slug),
    }


@bp.get("/resources/money/<uuid:request_id>")
def one_money(request_id: UUID) -> str:
    """A request for money, and what the pot has left."""
    return render_template("resourcing/one_money.html", **_one(request_id))


@bp.post("/resources/money/<uuid:request_id>")
def one_money_post(request_id: UUID) -> Answer:
    """Answer it."""
    form = forms.AnswerPotForm()
    try:
        if form.validate():
            given = AnswerPot(
                request_id, form.expected_version(), FundingAnswer(form.answer.data), form.reason.data or ""
            )
            slug = answer_money(current_context(), given)
            flash("Your answer was sent.")
            return redirect(url_for("resourcing.one_pot", slug=slug))
    except Invalid as error:
        form.take(error)
    return render_template("resourcing/one_money.html", **_one(request_id, form)), 422


@bp.post("/resources/money/<uuid:request_id>/used")
def used_post(request_id: UUID) -> Answer:
    """Say how much was used."""
    form = forms.UseForm()
    try:
        if form.validate():
            slug = record_use(current_context(), request_id, form.expected_version(), form.used.data)
            flash("What was used is saved.")
            return redirect(url_for("resourcing.one_pot", slug=slug))
    except Invalid as error:
        form.take(error)
    return render_template("resourcing/one_money.html", **_one(request_id, use=form)), 422
