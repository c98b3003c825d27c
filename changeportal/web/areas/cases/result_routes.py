"""The results of the appraisal."""

from uuid import UUID

from flask import render_template, request

from changeportal.web.areas.cases import result_pages as pages
from changeportal.web.areas.cases.routes import bp


@bp.get("/proposals/<ref>/results")
def results(ref: str) -> str:
    """The options side by side."""
    return render_template("cases/results.html", **pages.results(ref))


@bp.get("/proposals/<ref>/results/<uuid:option_id>")
def result(ref: str, option_id: UUID) -> str:
    """One option: its figures, each opened to its years and lines."""
    return render_template("cases/result.html", **pages.result(ref, option_id, request.args.get("seed", "")))
