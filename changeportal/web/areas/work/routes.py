"""Your work: what waits for this person."""

from flask import Blueprint, render_template

bp = Blueprint("work", __name__)


@bp.get("/")
def home() -> str:
    """Your work."""
    return render_template("work/home.html", groups=[])
