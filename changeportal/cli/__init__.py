"""The flask commands."""

from flask import Flask

from changeportal.cli import audit, demo, figures, jobs, reference
from changeportal.cli.embedded import with_servers
from config import Settings


def register(app: Flask, settings: Settings) -> None:
    """Add the product's commands to the app; each finds or starts the embedded servers where they are used."""
    for group in (audit.group, reference.group, demo.group, figures.group, jobs.group):
        app.cli.add_command(group)
    with_servers(app, settings)
