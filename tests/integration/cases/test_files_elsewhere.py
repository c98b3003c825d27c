"""The whole way of a file over real servers: bytes in a bucket of S3 storage, a scanner on its own socket."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from changeportal.adapters.s3 import S3Storage
from changeportal.adapters.storage import storage
from changeportal.data.session import db
from changeportal.services.schedule import run_due
from tests.integration.cases.test_files import ITEM, add, key_of, places, scanned, send, status, submitted, with_file
from tests.support import files
from tests.support.clamd import VIRUS, Clamd, clamd
from tests.support.clock import move_on
from tests.support.database import Servers
from tests.support.journey import People, taken_on
from tests.support.s3 import s3


@pytest.fixture
def bucket(app: Flask) -> Iterator[str]:
    """The app with its files in a bucket."""
    with s3() as url:
        app.config["FILES_URL"] = url
        yield url


@pytest.fixture
def scanner(app: Flask) -> Iterator[Clamd]:
    """The app with a scanner on a port of this machine."""
    with clamd() as (server, url):
        app.config["SCANNER_URL"] = url
        yield server


def kept(app: Flask) -> list[str]:
    with app.app_context():
        store = storage()
        assert isinstance(store, S3Storage)
        return list(store.names())


def run(app: Flask, *words: str) -> tuple[int, str]:
    found = app.test_cli_runner().invoke(args=list(words))
    return found.exit_code, found.output


@pytest.mark.usefixtures("bucket")
def test_added_looked_at_read_held_removed_and_erased(app: Flask, signed_in: People, scanner: Clamd) -> None:
    ref, page, file = with_file(app, signed_in)
    author, viewer = signed_in("author"), signed_in("viewer")
    assert status(viewer, file) == 403
    assert kept(app) == [key_of(app)]
    assert scanned(app) == 1
    assert scanner.seen == [files.PDF]
    assert viewer.http.get(file).data == files.PDF
    assert run(app, "check") == (0, "The record is whole\n")
    author.send(f"{file}/remove", {}, form_at=page)
    assert status(viewer, file) == 404
    move_on(app, 31)
    with app.app_context():
        run_due()
    assert kept(app) == []
    assert ref


@pytest.mark.usefixtures("bucket", "scanner")
def test_what_a_version_holds_stays_in_the_bucket(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    assert scanned(app) == 1
    key = key_of(app)
    with app.app_context():
        db.session.execute(text("UPDATE attachment SET removed_at = app_now()"))
        db.session.commit()
    move_on(app, 31)
    with app.app_context():
        run_due()
    assert kept(app) == [key]
    _page, file = places(app, ref)
    frozen = f"/proposals/{ref}/v/2/files/{file.rpartition('/')[2]}"
    assert signed_in("viewer").http.get(frozen).data == files.PDF


def test_a_virus_is_found_and_a_scanner_that_fails_means_wait(app: Flask, signed_in: People, scanner: Clamd) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    send(author, f"/proposals/{ref}/case/evidence/new", "notes.txt", b"see: " + VIRUS, **ITEM)
    _page, file = places(app, ref)
    for day, mood in enumerate(("half_said", "error", "unended"), start=1):
        scanner.mood = mood
        assert scanned(app) == 0
        assert "is being checked for viruses" in author.http.get(file).text
        move_on(app, day)
    scanner.mood = "honest"
    assert scanned(app) == 1
    assert "contains a virus" in author.http.get(file).text
    with app.app_context():
        assert db.session.execute(text("SELECT scan FROM attachment")).scalar_one() == "infected"


def test_backup_and_restore_go_through_the_bucket(
    app: Flask, signed_in: People, bucket: str, servers: Servers, tmp_path: Path
) -> None:
    with_file(app, signed_in)
    whole, key = tmp_path / "a.tar", key_of(app)
    assert run(app, "backup", str(whole))[0] == 0
    code, said = run(app, "restore", "--verify", str(whole))
    assert (code, json.loads(said.splitlines()[-1])["files"]) == (0, 1), said
    with app.app_context():
        storage().forget(key)
    code, said = run(app, "check")
    assert (code, "is not there" in said) == (1, True)
    servers.sql("CREATE DATABASE bucketed")
    fresh = servers.app("bucketed")
    fresh.config["FILES_URL"] = bucket
    assert run(fresh, "restore", str(whole))[0] == 0
    assert kept(fresh) == [key]
    assert run(fresh, "check")[0] == 0
    servers.release(fresh)


def test_storage_that_is_away_loses_nothing_that_was_typed(app: Flask, signed_in: People, bucket: str) -> None:
    ref, _page, file = with_file(app, signed_in)
    author, viewer = signed_in("author"), signed_in("viewer")
    assert scanned(app) == 1
    app.config["FILES_URL"] = "s3://K:S@127.0.0.1:1/papers?tls=no"
    said = send(author, f"/proposals/{ref}/case/evidence/new", "more.pdf", files.PDF, 422, **ITEM)
    assert "The file could not be kept at the moment" in said
    assert "Postage rose by a third" in said
    assert "cannot be read at the moment" in viewer.http.get(file).text
    app.config["FILES_URL"] = bucket
    assert viewer.http.get(file).data == files.PDF
    add(author, ref)
    assert len(kept(app)) == 2
