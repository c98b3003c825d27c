"""Hands templates the fingerprinted addresses of static files and the chart colours."""

import json
from collections.abc import Callable
from pathlib import Path

from flask import Flask, url_for

from changeportal.web import charts

_MANIFEST = "manifest.json"


def _asset(folder: Path) -> Callable[[str], str]:
    files: dict[str, str] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["files"]

    def asset(name: str) -> str:
        """The address of a static file, named by its content. Raises KeyError for a file that was never built."""
        return url_for("static", filename=files[name])

    return asset


def init_app(app: Flask) -> None:
    """Give the app's templates what ``templates/layout`` and ``templates/components`` call."""
    app.jinja_env.globals.update(asset=_asset(Path(app.static_folder or "")), Fill=charts.Fill)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
