"""A small app around forms and templates: no database, no people."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_wtf.csrf import CSRFProtect

from changeportal.web import formatting

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def app() -> Flask:
    app = Flask("changeportal", root_path=str(ROOT / "changeportal"), template_folder=str(ROOT / "templates"))
    app.config.update(SECRET_KEY="for tests only, not a secret", WTF_CSRF_ENABLED=False, TESTING=True)
    CSRFProtect(app)
    app.jinja_env.globals["csp_nonce"] = lambda: "n0nce"
    formatting.init_app(app)
    return app


@pytest.fixture
def page(app: Flask) -> Iterator[Flask]:
    with app.test_request_context("/"):
        yield app
