"""`flask reference load`."""

import json

from flask.cli import AppGroup

from changeportal.domain.terms import PolicyKind
from changeportal.imports.reference_files import reference_text, rows_of
from changeportal.services.reference_data import ReferenceLists, load_reference

group = AppGroup("reference", help="Reference data: missions, commitments, funds, boards, policies.")
LISTS = (
    "bank_holidays",
    "boards",
    "commitments",
    "contacts",
    "directorates",
    "funds",
    "glossary",
    "missions",
    "pools",
)


@group.command("load")
def load() -> None:
    """Load what is missing; can be run again."""
    lists = {name: list(rows_of(reference_text(f"{name}.csv"))) for name in LISTS}
    policies = {kind: json.loads(reference_text("policies", f"{kind.value}.json")) for kind in PolicyKind}
    for name, count in load_reference(ReferenceLists(lists, policies)).items():
        print(f"{count:>5} {name}")
