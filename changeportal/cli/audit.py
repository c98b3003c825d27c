"""`flask audit verify`."""

import json
import sys

import click
from flask.cli import AppGroup

from changeportal.data.session import db
from changeportal.services.audit_check import verify

group = AppGroup("audit", help="The audit chain.")


@group.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def verify_chain(as_json: bool) -> None:
    """Verify every event; exit 1 and name the first break when the chain is broken."""
    found = verify(db.session)
    shown = {"events": found.events, "head": found.head, "ok": found.ok, "first_break": found.first_break}
    words = f"{found.events} events, " + ("the chain is whole" if found.ok else f"broken at event {found.first_break}")
    print(json.dumps(shown) if as_json else words)
    sys.exit(0 if found.ok else 1)
