"""The flask commands."""

import click
from flask import Flask

from changeportal.cli import audit, backup, demo, figures, jobs, people, reference
from changeportal.cli.embedded import with_servers
from config import Settings


def register(app: Flask, settings: Settings) -> None:
    """Add the product's commands to the app; each finds or starts the embedded servers where they are used."""
    groups: tuple[click.Command, ...] = (
        audit.group,
        reference.group,
        demo.group,
        figures.group,
        jobs.group,
        jobs.outbox_group,
        people.group,
        *backup.COMMANDS,
    )
    for group in groups:
        app.cli.add_command(group)
    with_servers(app, settings)
