"""Missions and commitments."""

from datetime import date

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from changeportal.domain.calendar import year_label
from changeportal.domain.ladder import RUNG_LABELS
from changeportal.domain.terms import STAGE_LABELS
from changeportal.papers.tables import Cell, Column, Table
from changeportal.queries import missions as reads
from changeportal.queries.mission_money import mission_money
from changeportal.queries.missions import MissionPage
from changeportal.queries.paging import paging_from
from changeportal.web.current import current_actor, today
from changeportal.web.downloads import asked_format, download
from changeportal.web.formatting import month

bp = Blueprint("missions", __name__)
BASIS = {"end of plan (assumed)": "assumed to be the plan’s end", "stated": "as the plan says"}


@bp.get("/missions")
def listed() -> str:
    """Every mission."""
    return render_template("missions/list.html", rows=reads.missions())


@bp.get("/missions/<slug>")
def one(slug: str) -> str | Response:
    """One mission with its commitments."""
    page = reads.mission(current_actor(), slug)
    if asked_format():
        return download(_table(page))
    years = sorted({year for amounts in page.money.values() for year in amounts})
    return render_template(
        "missions/one.html",
        page=page,
        years=years,
        labels=[year_label(year) for year in years],
        stages=STAGE_LABELS,
        basis=BASIS,
        due=_due,
        today=today(),
        back_href=url_for("missions.listed"),
    )


@bp.get("/missions/<slug>/money/<fund>/<int:year>")
def money(slug: str, fund: str, year: int) -> str:
    """What a figure of the mission's money is made of."""
    paging = paging_from(request.args.get("page"), request.args.get("size"))
    return render_template(
        "missions/money.html",
        found=mission_money(current_actor(), slug, fund, year, paging),
        year=year_label(year),
        rungs=RUNG_LABELS,
        back_href=url_for("missions.one", slug=slug),
    )


def _due(text: str) -> str:
    """A month as people write it; other words as they stand."""
    try:
        return month(date.fromisoformat(f"{text}-01"))
    except ValueError:
        return text


def _table(page: MissionPage) -> Table:
    rows: list[list[Cell]] = [
        [one.code, one.title, one.measure, one.target, one.due, one.due_basis, ", ".join(p.ref for p in one.serving)]
        for one in page.commitments
    ]
    names = ("Code", "Commitment", "Measure", "Target", "Due", "Due date is", "Proposals")
    return Table("commitments", f"Commitments: {page.mission.name}", [Column(name) for name in names], rows)
