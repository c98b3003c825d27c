"""PostgreSQL's own dump and restore programs, found with the embedded server or on the path."""

import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from changeportal.runtime.postgres import BINARIES


class DumpFailed(Exception):
    """A program of PostgreSQL said no; the message is its last line."""


def _program(name: str) -> str:
    mine = BINARIES / name
    found = str(mine) if mine.exists() else shutil.which(name)
    if not found:
        raise DumpFailed(f"{name} is not on this machine")
    return found


def target(url: str, database: str = "") -> list[str]:
    """Connection options for a SQLAlchemy address, perhaps of another database on the same server."""
    parts = urlsplit(url)
    host = parts.hostname or parse_qs(parts.query).get("host", [""])[0]
    options = ["--dbname", database or unquote(parts.path.lstrip("/"))]
    for flag, value in (("--host", host), ("--port", str(parts.port or "")), ("--username", parts.username or "")):
        if value:
            options += [flag, value]
    return options


def _run(command: list[str], url: str) -> str:
    password = urlsplit(url).password
    env = {"PGPASSWORD": unquote(password)} if password else None
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=env)
    if done.returncode:
        raise DumpFailed((done.stderr.strip() or done.stdout.strip()).splitlines()[-1])
    return done.stdout


def dump(url: str, into: Path) -> None:
    """The whole database in PostgreSQL's custom format."""
    _run([_program("pg_dump"), "--format=custom", "--file", str(into), *target(url)], url)


def restore(url: str, source: Path, database: str = "") -> None:
    """Put a dump into an empty database, all or nothing."""
    command = [_program("pg_restore"), "--single-transaction", "--exit-on-error", "--no-owner"]
    _run([*command, *target(url, database), str(source)], url)
