"""Faults: a worker killed in the middle, a queue that forgets everything. Nothing is lost and nothing is sent twice."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from redis import Redis
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.ideas.test_submit import put_in
from tests.support.client import Judge
from tests.support.database import Servers

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40


@pytest.fixture
def worker(app: Flask, servers: Servers) -> Callable[[], "subprocess.Popen[bytes]"]:
    """Starts a real worker over the test's database."""
    name = app.config["SQLALCHEMY_DATABASE_URI"].split("@/")[1].split("?")[0]
    settings = servers.settings(name)
    env = {
        **os.environ,
        "CHANGEPORTAL_ENV": "demo",
        "CHANGEPORTAL_DATA": str(servers.data),
        "DATABASE_URL": settings.database_url,
        "DATABASE_OWNER_URL": settings.database_owner_url,
        "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key,
    }
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"]
    return lambda: subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)


@contextmanager
def running(start: Callable[[], "subprocess.Popen[bytes]"]) -> Iterator["subprocess.Popen[bytes]"]:
    child = start()
    try:
        yield child
    finally:
        child.kill()
        child.wait(10)


def sent(app: Flask) -> int:
    with app.app_context():
        count = db.session.execute(text("SELECT count(*) FROM kept_mail")).scalar_one()
        db.session.rollback()
        return int(count)


def wait_for(app: Flask, count: int) -> None:
    for _try in range(PATIENCE * 4):
        if sent(app) >= count:
            return
        time.sleep(0.25)
    raise AssertionError(f"{sent(app)} of {count} mails")


def test_a_killed_worker_loses_and_doubles_nothing(app: Flask, worker: Callable[[], "subprocess.Popen[bytes]"]) -> None:
    proposer = Judge(app).sign_in("proposer")
    for n in range(12):
        put_in(proposer, f"Idea number {n}")
    for delay in (1.0, 1.6, 2.2):
        with running(worker):
            time.sleep(delay)
    with running(worker):
        wait_for(app, 12)
        time.sleep(2)
    with app.app_context():
        rows = db.session.execute(text("SELECT count(*), count(DISTINCT subject) FROM kept_mail")).one()
        assert tuple(rows) == (12, 12)


def test_a_flushed_queue_loses_nothing(app: Flask, worker: Callable[[], "subprocess.Popen[bytes]"]) -> None:
    with running(worker):
        time.sleep(3)
        put_in(Judge(app).sign_in("proposer"))
        Redis.from_url(app.config["REDIS_URL"]).flushall()
        wait_for(app, 1)


def test_a_worker_that_is_asked_to_end_does_so_at_once(worker: Callable[[], "subprocess.Popen[bytes]"]) -> None:
    child = worker()
    time.sleep(12)
    child.terminate()
    assert child.wait(5) == 0
