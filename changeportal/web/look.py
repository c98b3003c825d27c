"""Hands templates the fingerprinted addresses of static files, the titles of pages and the chart colours."""

import json
from collections.abc import Callable
from pathlib import Path

from flask import Flask, url_for

from changeportal.web import charts

_MANIFEST = "manifest.json"


def page_title(name: str, *, ref: str = "", page: int = 1, pages: int = 1, errors: bool = False) -> str:
    """`{Page name} – {ref} – changeportal`, with the page number of a long list, and "Error: " where there is one."""
    numbered = f"{name} (page {page} of {pages})" if pages > 1 else name
    title = " – ".join(part for part in (numbered, ref, "changeportal") if part)
    return f"Error: {title}" if errors else title


def _asset(folder: Path) -> Callable[[str], str]:
    files: dict[str, str] = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))["files"]

    def asset(name: str) -> str:
        """The address of a static file, named by its content. Raises KeyError for a file that was never built."""
        return url_for("static", filename=files[name])

    return asset


def init_app(app: Flask) -> None:
    """Give the app's templates what ``templates/layout`` and ``templates/components`` call."""
    app.jinja_env.globals.update(asset=_asset(Path(app.static_folder or "")), page_title=page_title, Fill=charts.Fill)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
