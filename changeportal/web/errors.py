"""Every refusal and fault, rendered in one place, in plain English."""

import structlog
from flask import Flask, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from changeportal.domain import errors
from changeportal.services import security_log
from changeportal.web.current import current_actor, now, signed_in
from changeportal.web.formatting import file_size

log = structlog.get_logger(__name__)

STATUS = {errors.Refused: 403, errors.NotFound: 404, errors.Stale: 409, errors.Closed: 423, errors.Invalid: 422}
ROOM_FOR_WORDS = 1024 * 1024  # what a form may send beside its file
TOO_MANY = "too_many_tries"
Page = tuple[str, int]


def _record(kind: str, reason: str) -> None:
    """Keep the refusal in the security log, in its own transaction."""
    actor_id = current_actor().id if signed_in() else None
    security_log.record(now(), actor_id, g.request_id, kind, request.path, reason)


def _domain_error(error: errors.DomainError) -> Page:
    code = 429 if error.code == TOO_MANY else next(code for kind, code in STATUS.items() if isinstance(error, kind))
    if code in {403, 423, 429}:
        _record("refused", error.code)
    return render_template(f"errors/{code}.html", error=error, request_id=g.request_id), code


def _csrf_error(_error: CSRFError) -> Page:
    _record("csrf", "missing or wrong token")
    held = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return render_template("errors/form_expired.html", held=held, path=request.path), 400


def _http_error(error: HTTPException) -> Page:
    code = error.code or 500
    if code not in {403, 404, 405, 413, 429, 503}:
        code = 404 if 400 <= code < 500 else 500
    template = 404 if code == 405 else code
    most = file_size(current_app.config["MAX_CONTENT_LENGTH"] - ROOM_FOR_WORDS)
    return render_template(f"errors/{template}.html", error=error, request_id=g.get("request_id", ""), most=most), code


def _database_away(error: OperationalError) -> Page:
    log.error("database_away", error=type(error.orig).__name__)
    return render_template("errors/503.html", request_id=g.get("request_id", "")), 503


def _fault(error: Exception) -> Page:
    log.error("fault", error=type(error).__name__, exc_info=True)
    return render_template("errors/500.html", request_id=g.get("request_id", "")), 500


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(errors.DomainError, _domain_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(OperationalError, _database_away)
    if not app.testing:
        app.register_error_handler(Exception, _fault)
