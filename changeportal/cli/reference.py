"""`flask reference load`."""

from flask.cli import AppGroup

from changeportal.services.reference_data import load_reference

group = AppGroup("reference", help="Reference data: missions, commitments, funds, boards, policies.")


@group.command("load")
def load() -> None:
    """Load what is missing; can be run again."""
    for name, count in load_reference().items():
        print(f"{count:>5} {name}")
