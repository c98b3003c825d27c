"""Closing the budget gap, what a figure is made of, versions, what changed between two of them."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from changeportal.domain.errors import Invalid
from changeportal.queries import mtfs as reads
from changeportal.services.mtfs.set_years import VoteYear, vote_year
from changeportal.services.mtfs.versions import (
    back_to_draft,
    prepare,
    publish,
    remove_mtfs_line,
    save_mtfs_line,
    start_version,
)
from changeportal.web.areas.mtfs import figure_pages, pages
from changeportal.web.areas.mtfs.forms import ButtonForm, LineForm, VersionForm, VoteYearForm
from changeportal.web.current import current_actor, current_context
from changeportal.web.downloads import asked_format, download
from changeportal.web.formatting import plural

bp = Blueprint("mtfs", __name__)
Answer = str | Response | tuple[str, int]


@bp.get("/mtfs")
def gap() -> str | Response:
    """The gap on one page."""
    if asked_format():
        return download(pages.gap_table())
    return render_template("mtfs/gap.html", **pages.gap())


@bp.get("/mtfs/figures/<fund>/<rung>/<int:year>")
def figure(fund: str, rung: str, year: int) -> str | Response:
    """What a figure is made of."""
    if asked_format():
        return download(figure_pages.figure_table(fund, rung, year))
    return render_template("mtfs/figure.html", **figure_pages.of_figure(fund, rung, year))


@bp.get("/mtfs/compare")
def compare() -> str:
    """What changed between two versions."""
    return render_template("mtfs/compare.html", **figure_pages.compare())


@bp.get("/mtfs/versions")
def versions() -> str:
    """Every version."""
    return render_template("mtfs/versions.html", **pages.all_versions())


def _codes() -> list[tuple[str, str]]:
    return [(one.code, f"{one.code} {one.name}") for one in reads.versions()]


@bp.get("/mtfs/new")
def version_new() -> str:
    """Start a version."""
    form = VersionForm(_codes(), data={"years": 5})
    return render_template("mtfs/new.html", form=form, **pages.all_versions())


@bp.post("/mtfs/new")
def version_new_post() -> Answer:
    """Begin the draft."""
    form = VersionForm(_codes())
    try:
        command = form.command() if form.validate() else None
        if command is not None:
            return redirect(url_for("mtfs.version", code=start_version(current_context(), command)))
    except Invalid as error:
        form.take(error)
    return render_template("mtfs/new.html", form=form, **pages.all_versions()), 422


@bp.get("/mtfs/<code>")
def version(code: str) -> str:
    """One version with its lines."""
    return render_template("mtfs/version.html", **pages.version(code))


@bp.get("/mtfs/<code>/lines/new")
def line_new(code: str) -> str:
    """A new line."""
    return render_template("mtfs/line.html", **pages.line(code))


@bp.get("/mtfs/<code>/lines/<line>")
def line(code: str, line: str) -> str:
    """A line of a draft."""
    return render_template("mtfs/line.html", **pages.line(code, line))


@bp.post("/mtfs/<code>/lines/new")
def line_new_post(code: str) -> Answer:
    """Save a line."""
    form = LineForm(pages.version(code)["years"], reads.funds())
    try:
        if form.validate():
            save_mtfs_line(current_context(), form.command(code))
            flash("The line is saved.")
            return redirect(url_for("mtfs.version", code=code))
    except Invalid as error:
        form.take(error)
    return render_template("mtfs/line.html", **pages.line(code, form=form)), 422


@bp.post("/mtfs/<code>/lines/<line>/remove")
def line_remove_post(code: str, line: str) -> Response:
    """Take a line off a draft."""
    remove_mtfs_line(current_context(), code, line)
    flash("The line was taken off.")
    return redirect(url_for("mtfs.version", code=code))


@bp.post("/mtfs/<code>/prepare")
def prepare_post(code: str) -> Response:
    """The first of two people."""
    prepare(current_context(), code, ButtonForm().expected_version())
    flash("The version is prepared. Somebody else publishes it.")
    return redirect(url_for("mtfs.version", code=code))


@bp.post("/mtfs/<code>/draft")
def draft_post(code: str) -> Response:
    """Back to be changed."""
    back_to_draft(current_context(), code)
    flash("The version can be changed again.")
    return redirect(url_for("mtfs.version", code=code))


@bp.post("/mtfs/<code>/publish")
def publish_post(code: str) -> Response:
    """The second of two people."""
    publish(current_context(), code, ButtonForm().expected_version())
    flash("The version is published. It is never changed from now on.")
    return redirect(url_for("mtfs.version", code=code))


@bp.get("/mtfs/vote/<fund>")
def vote(fund: str) -> str:
    """Record that Council has voted a year."""
    form = VoteYearForm(reads.savings_for_vote(current_actor(), fund))
    return render_template("mtfs/vote.html", form=form, fund=fund, funds=dict(reads.funds()), **pages.all_versions())


@bp.post("/mtfs/vote/<fund>")
def vote_post(fund: str) -> Answer:
    """Set the year."""
    form = VoteYearForm(reads.savings_for_vote(current_actor(), fund))
    try:
        year = form.read_year() if form.validate() else None
        if year is not None:
            command = VoteYear(fund, year, form.voted_on.data, form.evidence.data, tuple(form.savings.data or ()))
            count = vote_year(current_context(), command)
            flash(f"The year is set. {plural(count, 'saving')} now in its budget.")
            return redirect(url_for("mtfs.versions"))
    except Invalid as error:
        form.take(error)
    context = pages.all_versions()
    return render_template("mtfs/vote.html", form=form, fund=fund, funds=dict(reads.funds()), **context), 422
