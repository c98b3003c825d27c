"""`flask demo load`."""

from flask import current_app
from flask.cli import AppGroup

from changeportal.services.demo.load import load_demo

group = AppGroup("demo", help="Example data: people, proposals, figures, meetings.")


@group.command("load")
def load() -> None:
    """Load the example year into an empty database."""
    for name, count in load_demo(str(current_app.config["SQLALCHEMY_OWNER_URI"])).items():
        print(f"{count:>5} {name}")
