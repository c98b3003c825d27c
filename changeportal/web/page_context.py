"""What every page knows: who is signed in, the navigation, whether this is the demo, the time."""

from typing import Any

from flask import Flask, current_app, request, url_for

from changeportal.queries import reading
from changeportal.web import formatting
from changeportal.web.current import current_actor, now, signed_in
from changeportal.web.navigation import links_for


def _context() -> dict[str, Any]:
    area = request.blueprint or ""
    shared: dict[str, Any] = {"demo": current_app.config["DEMO"], "actor": None, "navigation": [], "now": None}
    if signed_in():
        actor = current_actor()
        registered = frozenset(current_app.blueprints)
        shared |= {"actor": actor, "navigation": links_for(actor, area, registered), "now": now()}
    return shared


def _one_moment() -> None:
    """A page that is only read sees one moment of the database."""
    if request.method in {"GET", "HEAD"} and request.endpoint != "static" and signed_in():
        now()
        reading.begin()


def _save_list_href() -> str:
    """Where the list on this page, with its filters, is given a name."""
    return url_for("work.list_new", address=request.full_path.rstrip("?"))


def init_app(app: Flask) -> None:
    """Wire the context, the filters and the page's snapshot."""
    app.jinja_env.globals["save_list_href"] = _save_list_href
    app.context_processor(_context)
    app.before_request(_one_moment)
    formatting.init_app(app)
