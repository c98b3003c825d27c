"""A real browser against a real server: starting both, signing in through the form, axe."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, Playwright

from changeportal.services.demo import DEMO_PASSWORD
from tests.support.database import Servers

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "tests" / "support" / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    """Where Chromium is on this machine, if anywhere."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    """Start it."""
    root = ["--no-sandbox"] if os.getuid() == 0 else []
    return playwright.chromium.launch(executable_path=chromium(), args=[*QUIET, *root])


@contextmanager
def live_server(servers: Servers, database: str) -> Iterator[str]:
    """The real app under gunicorn with two processes, and the worker; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = servers.settings(database)
    address = f"http://127.0.0.1:{port}"
    env = {
        **os.environ,
        "CHANGEPORTAL_ENV": "demo",
        "CHANGEPORTAL_DATA": str(servers.data),
        "DATABASE_URL": settings.database_url,
        "DATABASE_OWNER_URL": settings.database_owner_url,
        "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key,
        "BASE_URL": address,
    }
    web = [
        sys.executable,
        "-m",
        "gunicorn",
        "wsgi:app",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
        "--threads",
        "4",
    ]
    options = ["--worker-class", "gthread", "--no-control-socket", "--log-level", "error"]
    worker = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"]
    children = [
        subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
        for command in ([*web, *options], worker)
    ]
    try:
        _wait(f"{address}/healthz")
        yield address
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(15)


def _wait(address: str) -> None:
    for _try in range(200):
        try:
            with urlopen(address, timeout=1):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")


def sign_in(page: Page, address: str, who: str) -> None:
    """Through the form, as a person would."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email address").fill(f"{who}@demo.example")
    page.get_by_label("Password").fill(DEMO_PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def axe(page: Page) -> list[str]:
    """What axe finds wrong on the page as it stands."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    assert any(rule["id"] == "target-size" for rule in [*found["passes"], *found["inapplicable"], *found["violations"]])
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found["violations"]]


def too_wide(page: Page) -> bool:
    """Whether the page itself scrolls sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))
