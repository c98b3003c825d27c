"""What somebody typed into a form and did not save: kept under the address of its page, offered there again."""

from datetime import datetime
from typing import Any

from flask import Flask, Response, request
from werkzeug.datastructures import MultiDict

from changeportal.queries.cases import draft_of
from changeportal.services.drafts import drop_draft
from changeportal.web.current import current_actor, current_context, signed_in

MARK = "_draft"
_SAVED = (302, 303)


def name() -> str:
    """What the draft of this page is kept under."""
    return request.path.strip("/")


def address() -> str:
    """Where drafts of this page are sent."""
    return f"/drafts/{name()}"


def used() -> bool:
    """Whether the person asked for what they typed."""
    return request.method == "GET" and request.args.get("draft") == "use"


def held_at() -> datetime | None:
    """When the draft of this page was typed; nothing when there is none or it is in use."""
    if request.method != "GET" or used() or not signed_in():
        return None
    found = draft_of(current_actor(), name())
    return found[1] if found else None


def typed() -> MultiDict[str, Any] | None:
    """What was typed, as if it had just been sent; nothing unless it was asked for."""
    if not used() or not signed_in():
        return None
    found = draft_of(current_actor(), name())
    return MultiDict(found[0]) if found else None


def _saved(response: Response) -> Response:
    if request.method == "POST" and response.status_code in _SAVED and MARK in request.form and signed_in():
        drop_draft(current_context(), name())
    return response


def init_app(app: Flask) -> None:
    """Drop a draft once its form was saved; let templates offer one."""
    app.after_request(_saved)
    app.jinja_env.globals.update(draft_address=address, draft_held=held_at)
