"""Deciding between meetings in writing, and the draft minutes of a meeting."""

from flask import flash, redirect, render_template, url_for

from changeportal.domain.errors import Invalid
from changeportal.services.boards.places import At
from changeportal.services.boards.written import answer_written, open_written
from changeportal.services.once import once
from changeportal.web.areas.boards import item_pages as pages
from changeportal.web.areas.boards import minute_pages
from changeportal.web.areas.boards.routes import Answer, bp
from changeportal.web.areas.boards.written_form import AnswerForm
from changeportal.web.current import current_context

__all__ = ["Answer", "bp"]


@bp.get("/boards/<slug>/written-procedure")
def written_new(slug: str) -> str:
    """Ask a board to decide in writing."""
    return render_template("boards/written_new.html", **pages.written_new(slug))


@bp.post("/boards/<slug>/written-procedure")
def written_new_post(slug: str) -> Answer:
    """Open it."""
    ctx, form = current_context(), pages.written_new(slug)["form"]
    try:
        command = form.command(slug) if form.validate() else None
        if command is not None:
            asked = command
            place = once(
                ctx,
                lambda: open_written(ctx, asked),
                lambda made: url_for("boards.item", slug=slug, meeting=made, n=1),
            )
            flash("The board members are asked in writing.")
            return redirect(place)
    except Invalid as error:
        form.take(error)
    return render_template("boards/written_new.html", **pages.written_new(slug, form)), 422


@bp.get("/boards/<slug>/<meeting>/answer")
def answer(slug: str, meeting: str) -> str:
    """One's answer."""
    return render_template("boards/answer.html", **pages.answer(At(slug, meeting)))


@bp.post("/boards/<slug>/<meeting>/answer")
def answer_post(slug: str, meeting: str) -> Answer:
    """Give it."""
    at, form = At(slug, meeting), AnswerForm()
    try:
        if form.validate():
            answer_written(current_context(), form.command(at))
            flash("Your answer is recorded.")
            return redirect(url_for("boards.item", slug=slug, meeting=meeting, n=1))
    except Invalid as error:
        form.take(error)
    return render_template("boards/answer.html", **pages.answer(at, form)), 422


@bp.get("/boards/<slug>/<meeting>/minutes")
def minutes(slug: str, meeting: str) -> str:
    """The draft minutes."""
    return render_template("boards/minutes.html", **minute_pages.minutes(At(slug, meeting)))
