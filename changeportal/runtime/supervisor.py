"""`make run`: servers, migrations, data, worker and web, until Ctrl-C. What dies is started again; nothing is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

from changeportal.runtime import children, postgres
from changeportal.runtime.postgres import Connection
from changeportal.runtime.servers import AlreadyRunning, started
from config import ROOT, Settings

PEOPLE = "SELECT email, job_title FROM person WHERE email LIKE '%@demo.example' ORDER BY email"
SHORT, LONG = 1.0, 30.0


class Stopped(Exception):
    """Somebody asked us to stop."""


def run(settings: Settings) -> int:
    """Run until stopped; the exit status."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    address = f"http://127.0.0.1:{settings.port}"
    try:
        with started(settings.data_dir, settings.socket_dir, note=f"{address} (process {os.getpid()})"):
            _make_ready(settings)
            _serve(settings, address)
    except AlreadyRunning as other:
        print(f"changeportal is already running: {other}. Stop it with Ctrl-C there first.", file=sys.stderr)
        return 1
    except (postgres.NotStarted, OSError) as error:
        print(str(error), file=sys.stderr)
        return 1
    except Stopped:
        print("Stopped.")
    return 0


def _stop(_number: int, _frame: object) -> None:
    raise Stopped


def _flask(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", *words], cwd=ROOT, check=True)


def _make_ready(settings: Settings) -> None:
    """Migrate where the database is behind; load reference and demo data where it is empty."""
    with postgres.connect(settings.socket_dir, "changeportal") as connection:
        behind = _version(connection) != (ROOT / "migrations" / ".current-head").read_text().strip()
        if behind:
            _flask("db", "upgrade")
        if behind or not _any(connection, "mission"):
            _flask("reference", "load")
        if settings.demo and not _any(connection, "person"):
            _flask("demo", "load")


def _version(connection: Connection) -> object:
    there = connection.execute("SELECT to_regclass('alembic_version')").fetchone()
    if there is None or there[0] is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else None


def _any(connection: Connection, table: str) -> bool:
    return connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None


def _commands(settings: Settings) -> dict[str, list[str]]:
    return {
        "web": [
            *(sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{settings.port}"),
            *("--worker-class", "gthread", "--workers", str(settings.web_workers), "--threads", "8"),
            *(
                "--no-control-socket",
                "--preload",
                "--log-level",
                "warning",
                "--timeout",
                "30",
                "--graceful-timeout",
                "3",
            ),
        ],
        "worker": [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"],
    }


def _serve(settings: Settings, address: str) -> None:
    """Keep the web server and the worker running until somebody stops us."""
    os.chdir(ROOT)
    commands = _commands(settings)
    running = {name: children.start(command) for name, command in commands.items()}
    try:
        _greet(settings, address)
        _keep(running, lambda name: children.start(commands[name]))
    finally:
        children.stop_all(list(running.values()))


def _keep(running: dict[str, subprocess.Popen[bytes]], again: Callable[[str], subprocess.Popen[bytes]]) -> None:
    waits = dict.fromkeys(running, SHORT)
    while True:
        time.sleep(0.5)
        for name, child in running.items():
            if child.poll() is not None:
                print(f"The {name} process ended ({child.returncode}); starting it again.", file=sys.stderr)
                time.sleep(waits[name])
                waits[name] = min(waits[name] * 2, LONG)
                running[name] = again(name)


def _greet(settings: Settings, address: str) -> None:
    print(f"\nchangeportal is at {address}\n", flush=True)
    if not settings.demo:
        return
    with postgres.connect(settings.socket_dir, "changeportal") as connection:
        people = connection.execute(PEOPLE).fetchall()
    from changeportal.services.demo import DEMO_PASSWORD

    print(f"Demo people; the password of each is: {DEMO_PASSWORD}")
    for email, title in people:
        print(f"  {email:<38} {title}")
    print("\nCtrl-C stops everything.\n", flush=True)
