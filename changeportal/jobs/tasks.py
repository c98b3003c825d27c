"""What the worker does. Each is safe to run twice and at once; the truth is in the database."""

from flask import current_app

from changeportal.adapters.mail import sender_for
from changeportal.adapters.scanner import scanner
from changeportal.adapters.storage import storage
from changeportal.jobs import packs
from changeportal.services import file_scans, outbox, schedule, web_sessions


def drain_outbox() -> int:
    """Send what is due."""
    base_url = current_app.config["BASE_URL"]
    return outbox.drain(sender_for(current_app.config["MAIL_URL"], base_url), base_url)


def scan_files() -> int:
    """Look at files that wait."""
    return file_scans.scan_waiting(scanner(), storage())


def make_packs() -> int:
    """Make board packs that wait."""
    return packs.make_waiting(storage(), current_app.config["BASE_URL"])


def purge_sessions() -> int:
    """Remove sessions past their limits."""
    return web_sessions.purge()


def run_schedule() -> int:
    """What is due by the clock."""
    return schedule.run_due()
