"""Triage: new ideas, their route, the decision at gateway 1."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.queries import ideas, triage
from changeportal.services.once import once
from changeportal.services.triage import decide_idea, save_triage, take_up
from changeportal.web.areas.triage import pages
from changeportal.web.areas.triage.forms import DecideForm, TriageForm
from changeportal.web.current import current_actor, current_context, today

bp = Blueprint("triage", __name__)
Answer = str | Response | tuple[str, int]


@bp.get("/triage")
def waiting() -> str:
    """New ideas, the oldest promise first."""
    return render_template("triage/waiting.html", **pages.waiting(triage.waiting_ideas(current_actor()), today()))


@bp.get("/triage/<ref>")
def one(ref: str) -> str:
    """One idea, with the questions that give its route."""
    return render_template("triage/one.html", **pages.one(ideas.idea_page(current_actor(), ref, today())))


@bp.post("/triage/<ref>/take-up")
def take_up_post(ref: str) -> Response:
    """Start to look at it."""
    form = pages.TakeUpForm()
    take_up(current_context(), ref, form.expected_version())
    return redirect(url_for("triage.one", ref=ref))


@bp.post("/triage/<ref>")
def one_post(ref: str) -> Answer:
    """Keep the answers and the route."""
    form = TriageForm()
    try:
        if form.validate():
            save_triage(current_context(), form.command(ref))
            return redirect(url_for("triage.decide", ref=ref))
    except Invalid as error:
        form.take(error)
    return render_template("triage/one.html", **pages.one(ideas.idea_page(current_actor(), ref, today()), form)), 422


@bp.get("/triage/<ref>/decide")
def decide(ref: str) -> str:
    """The decision."""
    return render_template("triage/decide.html", **pages.decide(ideas.idea_page(current_actor(), ref, today())))


@bp.post("/triage/<ref>/decide")
def decide_post(ref: str) -> Answer:
    """Decide, once."""
    form, ctx = DecideForm(), current_context()
    try:
        if form.validate():
            command = form.command(ref)
            href = once(ctx, lambda: decide_idea(ctx, command), lambda _number: url_for("triage.waiting"))
            flash(f"Done: you decided on {ref}. The proposer has been told.")
            return redirect(href)
    except Invalid as error:
        form.take(error)
    return render_template(
        "triage/decide.html", **pages.decide(ideas.idea_page(current_actor(), ref, today()), form)
    ), 422
