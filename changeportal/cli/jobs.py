"""`flask jobs work`, the worker; `flask jobs status` and `flask outbox status`."""

import json

import click
from flask import Flask, current_app
from flask.cli import AppGroup

from changeportal.jobs.worker import work
from changeportal.queries.operations import outbox_counts, schedule_rows

group = AppGroup("jobs", help="Background work.")
outbox_group = AppGroup("outbox", help="Mails and jobs that wait.")


@group.command("work")
def run_worker() -> None:
    """Send mails and carry out jobs until stopped."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the app behind the proxy
    assert isinstance(app, Flask)
    work(app)


@group.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def jobs_status(as_json: bool) -> None:
    """When each piece of scheduled work ran last, and what went wrong."""
    rows = schedule_rows()
    if as_json:
        print(
            json.dumps(
                [{"name": one.name, "due": one.due, "finished": one.finished, "error": one.error} for one in rows]
            )
        )
        return
    for one in rows:
        print(f"{one.name}\t{one.due}\t{one.finished or 'not finished'}\t{one.error}")


@outbox_group.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def outbox_status(as_json: bool) -> None:
    """How many mails and jobs wait, are tried again, are done and are dead."""
    found = outbox_counts()
    print(json.dumps(found) if as_json else "\n".join(f"{count:>6} {name}" for name, count in found.items()))
