"""What an operator does: backup and restore, the record checked, accounts, what waits, the schedule."""

import json
import tarfile
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from changeportal.services.schedule import run_due
from tests.support.clock import move_on
from tests.support.database import Servers


def run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    return result.exit_code, result.output


def test_a_backup_is_verified_and_restored(year: Flask, servers: Servers, tmp_path: Path) -> None:
    file = tmp_path / "council.tar"
    assert run(year, "backup", str(file))[0] == 0
    code, said = run(year, "restore", "--verify", str(file))
    found = json.loads(said.strip().splitlines()[-1])
    assert (code, found["ok"], found["differ"]) == (0, True, {})
    code, said = run(year, "restore", str(file))
    assert code == 1
    assert "The database is not empty" in said
    servers.sql("CREATE DATABASE restored")
    fresh = servers.app("restored")
    code, said = run(fresh, "restore", str(file))
    assert code == 0, said
    assert run(fresh, "check")[0] == 0
    servers.release(fresh)


def test_a_damaged_backup_is_refused(year: Flask, tmp_path: Path) -> None:
    file, worse = tmp_path / "council.tar", tmp_path / "worse.tar"
    run(year, "backup", str(file))
    with tarfile.open(file) as archive:
        archive.extractall(tmp_path / "in")  # our own archive
    dump = tmp_path / "in" / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-10] + b"0123456789")
    with tarfile.open(worse, "w") as archive:
        for one in ("manifest.json", "database.dump"):
            archive.add(tmp_path / "in" / one, one)
    code, said = run(year, "restore", "--verify", str(worse))
    assert code == 1
    assert "is damaged" in said


def test_check_finds_what_does_not_agree(year: Flask, servers: Servers) -> None:
    assert run(year, "check") == (0, "The record is whole\n")
    name = urlsplit(year.config["SQLALCHEMY_DATABASE_URI"]).path.lstrip("/")
    servers.sql(
        "ALTER TABLE case_version DISABLE TRIGGER ALL; UPDATE case_version SET document = document || ' ' WHERE n = 1",
        name,
    )
    servers.sql("UPDATE gap_year SET pence = pence + 1 WHERE key = (SELECT min(key) FROM gap_year)", name)
    code, said = run(year, "check")
    assert code == 1
    assert "does not agree with its seal" in said
    assert "gap_year" in said


def test_the_first_account(app: Flask) -> None:
    code, said = run(
        app, "people", "add", "--name", "Ola Brand", "--email", "ola@demo.example", "--role", "change_lead"
    )
    assert code == 0, said
    assert "2 roles" in said
    assert json.loads(run(app, "outbox", "status", "--json")[1])["waiting"] == 1


def test_the_schedule_reminds_once(year: Flask) -> None:
    """A condition of the example is due on 1 February 2027: a week before, its owner hears of it."""
    move_on(year, 66)
    with year.app_context():
        assert run_due() == 8
        assert run_due() == 0
        found = db.session.execute(text("SELECT subject FROM notice WHERE kind = 'reminder'")).scalars().all()
        assert found
        assert all("a condition is due in a week" in subject for subject in found)
    assert "conditions" in run(year, "jobs", "status")[1]
