"""`flask jobs work`: the worker."""

from flask import Flask, current_app
from flask.cli import AppGroup

from changeportal.jobs.worker import work

group = AppGroup("jobs", help="Background work.")


@group.command("work")
def run_worker() -> None:
    """Send mails and carry out jobs until stopped."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the app behind the proxy
    assert isinstance(app, Flask)
    work(app)
