"""`flask demo load`."""

import sys

import click
from flask import current_app
from flask.cli import AppGroup

from changeportal.domain.errors import Refused
from changeportal.imports.demo_files import read_extra, read_proposals, read_versions
from changeportal.imports.reference_files import reference_text, rows_of
from changeportal.services.demo.load import DemoFiles, load_demo

group = AppGroup("demo", help="Example data: people, proposals, figures, meetings.")


@group.command("load")
@click.option(
    "--scale", default=0, type=click.IntRange(0, 1_000_000), help="Make so many proposals more, for benchmarks."
)
def load(scale: int) -> None:
    """Load the example year into an empty database."""
    files = DemoFiles(
        people=list(rows_of(reference_text("demo", "people.csv"))),
        proposals=(
            *read_proposals(reference_text("demo", "demo_proposals.csv")),
            *read_extra(reference_text("demo", "extra_proposals.csv")),
        ),
        versions=read_versions(reference_text("demo", "demo_mtfs.csv")),
    )
    try:
        loaded = load_demo(str(current_app.config["SQLALCHEMY_OWNER_URI"]), files, scale)
    except Refused as refusal:
        sys.exit(refusal.message)
    for name, count in loaded.items():
        print(f"{count:>5} {name}")
