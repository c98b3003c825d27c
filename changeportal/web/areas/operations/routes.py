"""For the operator: is the process alive, is everything ready, and in the demo the mails that were kept."""

from flask import Blueprint, Response, jsonify, render_template

from changeportal.queries import operations
from changeportal.web import gallery

bp = Blueprint("operations", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Database, migrations, outbox and schedule; red names what is wrong, never a secret."""
    problems = operations.problems()
    return jsonify(status="ready" if not problems else "not ready", problems=problems), 200 if not problems else 503


@bp.get("/dev/mail")
def kept_mail() -> str:
    """The newest kept mails."""
    return render_template("operations/kept_mail.html", mails=operations.kept_mails())


@bp.get("/dev/components")
def components() -> str:
    """Every component in its states, with made-up content."""
    return render_template("components/gallery.html", **gallery.context())
