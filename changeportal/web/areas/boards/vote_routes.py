"""Votes of an item, dissent, the chair's ruling on an interest, questions before the meeting."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.domain.terms import Vote
from changeportal.services.boards.interests import rule_on_interest
from changeportal.services.boards.item_results import ask_about_item
from changeportal.services.boards.places import At
from changeportal.services.boards.votes import CastVote, RecordDissent, call_vote, cast_vote, record_dissent
from changeportal.services.once import once
from changeportal.web.areas.boards import item_pages as pages
from changeportal.web.areas.boards.forms import CastingForm, VoteForm
from changeportal.web.areas.boards.routes import Answer, bp
from changeportal.web.current import current_context
from changeportal.web.forms.question import QuestionForm

__all__ = ["Answer", "bp"]
ITEM = "/boards/<slug>/<meeting>/items/<int:n>"


def _item(at: At, n: int) -> str:
    return url_for("boards.item", slug=at.board, meeting=at.meeting, n=n)


@bp.post(f"{ITEM}/call-vote")
def vote_call_post(slug: str, meeting: str, n: int) -> Response:
    """The chair calls a vote."""
    at = At(slug, meeting)
    call_vote(current_context(), at, n)
    flash("A vote is called. Everybody who takes part votes once.")
    return redirect(_item(at, n))


@bp.post(f"{ITEM}/vote")
def vote_post(slug: str, meeting: str, n: int) -> Answer:
    """Cast one's own vote."""
    at, form = At(slug, meeting), VoteForm()
    if form.validate():
        cast_vote(current_context(), CastVote(at, n, Vote(form.vote.data)))
        flash("Your vote is recorded.")
        return redirect(_item(at, n))
    return render_template("boards/item.html", **pages.item(at, n, vote=form)), 422


@bp.post(f"{ITEM}/casting-vote")
def casting_vote_post(slug: str, meeting: str, n: int) -> Answer:
    """The chair decides an equal vote."""
    at, form = At(slug, meeting), CastingForm()
    if form.validate():
        cast_vote(current_context(), CastVote(at, n, Vote(form.vote.data), casting=True))
        flash("The casting vote is recorded.")
        return redirect(_item(at, n))
    return render_template("boards/item.html", **pages.item(at, n, casting=form)), 422


@bp.get(f"{ITEM}/dissent")
def dissent(slug: str, meeting: str, n: int) -> str:
    """Have dissent recorded."""
    return render_template("boards/dissent.html", **pages.dissent(At(slug, meeting), n))


@bp.post(f"{ITEM}/dissent")
def dissent_post(slug: str, meeting: str, n: int) -> Answer:
    """Record it."""
    at = At(slug, meeting)
    form = pages.dissent(at, n)["form"]
    try:
        if form.validate():
            record_dissent(current_context(), RecordDissent(at, n, UUID(form.person.data), form.words.data))
            flash("The dissent is recorded.")
            return redirect(_item(at, n))
    except Invalid as error:
        form.take(error)
    return render_template("boards/dissent.html", **pages.dissent(at, n, form)), 422


@bp.post(f"{ITEM}/interests/<uuid:person_id>")
def ruling_post(slug: str, meeting: str, n: int, person_id: UUID) -> Response:
    """The chair rules whether somebody with a conflict stays or leaves."""
    at, leaves = At(slug, meeting), request.form.get("rules") == "leave"
    words = rule_on_interest(current_context(), at, n, person_id, leaves=leaves)
    flash(f"The ruling is recorded. {words}")
    return redirect(_item(at, n))


@bp.get(f"{ITEM}/question")
def question(slug: str, meeting: str, n: int) -> str:
    """Ask the authors before the meeting."""
    return render_template("boards/question.html", **pages.question(At(slug, meeting), n, QuestionForm()))


@bp.post(f"{ITEM}/question")
def question_post(slug: str, meeting: str, n: int) -> Answer:
    """Send it."""
    at, ctx, form = At(slug, meeting), current_context(), QuestionForm()
    try:
        if form.validate():
            section, text = form.section.data, form.text.data
            done = once(ctx, lambda: ask_about_item(ctx, at, n, section, text), lambda _none: _item(at, n))
            flash("Your question was sent to the authors. It stays with the item.")
            return redirect(done)
    except Invalid as error:
        form.take(error)
    return render_template("boards/question.html", **pages.question(at, n, form)), 422
