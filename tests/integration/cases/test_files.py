"""Files behind evidence: added, looked at, opened by those who may, kept by versions; nasty ones and rights."""

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.adapters.scanner import Verdict
from changeportal.adapters.storage import storage
from changeportal.data.session import db
from changeportal.jobs import tasks
from changeportal.services import file_scans
from changeportal.services.schedule import run_due
from tests.integration.cases.test_gateway_two import written
from tests.integration.ideas.test_triage import last_mail
from tests.support import files
from tests.support.client import Judge
from tests.support.clock import move_on
from tests.support.journey import People, taken_on

ITEM = {
    "claim": "Letters cost too much",
    "kind": "data",
    "shows": "Postage rose by a third",
    "source": "Ledger",
    "strength": "some",
}


def add(person: Judge, ref: str) -> None:
    send(person, f"/proposals/{ref}/case/evidence/new", "survey.pdf", files.PDF, **ITEM)


def submitted(app: Flask, signed_in: People) -> str:
    """A case whose second version holds a file; the first is the idea."""
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    add(author, ref)
    written(app, author, ref)
    author.send(f"/proposals/{ref}/submit", {})
    return ref


def send(person: Judge, path: str, name: str, body: bytes, status: int = 302, **more: str) -> str:
    hidden = person.hidden(person.page(path), path)
    answer = person.http.post(path, data={**hidden, **more, "file": (io.BytesIO(body), name)})
    answer.request.environ["wsgi.input"].close()  # what the test itself wrote to send
    assert answer.status_code == status, answer.text[:3000]
    return str(answer.text)


def with_file(app: Flask, signed_in: People, body: bytes = files.PDF, name: str = "survey.pdf") -> tuple[str, str, str]:
    """A case with an item of evidence and a file: its reference, the page of its files, the address of the file."""
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    send(author, f"/proposals/{ref}/case/evidence/new", name, body, **ITEM)
    return ref, *places(app, ref)


def places(app: Flask, ref: str) -> tuple[str, str]:
    with app.app_context():
        row = db.session.execute(text("SELECT id, evidence_id FROM attachment ORDER BY at DESC LIMIT 1")).one()
        return f"/proposals/{ref}/case/evidence/{row.evidence_id}/files", f"/proposals/{ref}/files/{row.id}"


def scanned(app: Flask) -> int:
    with app.app_context():
        return tasks.scan_files()


def status(person: Judge, path: str) -> int:
    return person.http.get(path).status_code


def test_a_file_waits_is_looked_at_and_opened(app: Flask, signed_in: People) -> None:
    _ref, page, file = with_file(app, signed_in, name="../Tenants\u202efdp 2026.pdf")
    author, viewer = signed_in("author"), signed_in("viewer")
    assert "Checking for viruses" in author.page(page).get_text()
    assert [status(one, file) for one in (author, viewer, signed_in("admin"))] == [403, 403, 403]
    assert scanned(app) == 1
    answer = viewer.http.get(file, headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.data) == (200, files.PDF)
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="Tenantsfdp 2026.pdf"')
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type == "application/pdf"
    assert "knows the test virus alone" in viewer.page(page).get_text()


def test_a_refused_file_loses_nothing_that_was_typed(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    said = send(author, f"/proposals/{ref}/case/evidence/new", "a.pdf", b"MZ\x90\x00", 422, **ITEM)
    assert "The selected file must be a PDF, Word" in said
    assert "Postage rose by a third" in said
    said = send(author, f"/proposals/{ref}/case/evidence/new", "a.txt", b"a" * (10 * 1024 * 1024 + 1), 422, **ITEM)
    assert "The selected file must be smaller than 10MB" in said
    said = send(author, f"/proposals/{ref}/case/evidence/new", "a.pdf", b"", 422, **ITEM)
    assert "The selected file is empty" in said
    hidden = author.hidden(author.page(f"/proposals/{ref}/case/evidence/new"), "")
    huge = author.http.post(
        f"/proposals/{ref}/case/evidence/new", data={**hidden, "file": (io.BytesIO(b"a" * (27 * 1024 * 1024)), "a.txt")}
    )
    huge.request.environ["wsgi.input"].close()
    assert huge.status_code == 413
    assert "must be smaller than 25MB" in huge.text
    with app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM evidence")).scalar_one() == 0
        assert db.session.execute(text("SELECT count(*) FROM attachment")).scalar_one() == 0


def test_a_virus_is_opened_by_nobody(app: Flask, signed_in: People) -> None:
    _ref, page, file = with_file(app, signed_in, files.TEST_VIRUS, "notes.txt")
    assert scanned(app) == 1
    author = signed_in("author")
    assert "It contains a virus" in author.page(page).get_text()
    assert [status(one, file) for one in (author, signed_in("change-lead"))] == [403, 403]
    assert "Nobody can open it" in last_mail(app, "author")
    author.send(f"{file}/remove", {}, form_at=page)
    assert status(author, file) == 404


def test_rights_are_those_of_the_proposal(app: Flask, signed_in: People) -> None:
    ref, page, file = with_file(app, signed_in)
    scanned(app)
    viewer, author = signed_in("viewer"), signed_in("author")
    assert status(viewer, file) == 200
    token = viewer.hidden(viewer.page("/ideas/new/name"), "/ideas/new/name")
    refused = viewer.http.post(page, data={**token, "file": (io.BytesIO(files.PDF), "a.pdf")})
    assert refused.status_code == 403
    assert viewer.http.post(f"{file}/remove", data=token).status_code == 403
    assert status(Judge(app), file) == 302
    other = taken_on(app, signed_in, "Another idea")
    assert status(author, file.replace(ref, other)) == 404
    assert status(author, page.replace(ref, other)) == 404
    with app.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true WHERE ref = :r"), {"r": ref})
        db.session.commit()
    assert [status(viewer, one) for one in (file, page)] == [404, 404]
    assert viewer.http.post(page, data={**token, "file": (io.BytesIO(files.PDF), "a.pdf")}).status_code == 404
    assert status(author, file) == 200


def test_a_version_keeps_its_files(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    page, file = places(app, ref)
    scanned(app)
    author, viewer = signed_in("author"), signed_in("viewer")
    frozen = file.replace(f"/proposals/{ref}/", f"/proposals/{ref}/v/2/")
    words = viewer.page(f"/proposals/{ref}/v/2").get_text(" ")
    assert "survey.pdf" in words
    assert author.http.post(f"{file}/remove", data=token_of(author)).status_code == 403
    signed_in("change-lead").send(f"/proposals/{ref}/decide/G2", {"outcome": "return", "reasons": "More"})
    author.send(f"{file}/remove", {}, form_at=page)
    assert status(viewer, file) == 404
    assert viewer.http.get(frozen).data == files.PDF
    assert status(viewer, frozen.replace("/v/2/", "/v/1/")) == 404
    move_on(app, 40)
    with app.app_context():
        run_due()
    assert viewer.http.get(frozen).data == files.PDF


def token_of(person: Judge) -> dict[str, str]:
    return person.hidden(person.page("/ideas/new/name"), "/ideas/new/name")


def test_removed_bytes_are_erased_after_a_month(app: Flask, signed_in: People) -> None:
    _ref, page, file = with_file(app, signed_in)
    signed_in("author").send(f"{file}/remove", {}, form_at=page)
    key = key_of(app)
    with app.app_context():
        run_due()
        assert storage().read(key) == files.PDF
    move_on(app, 31)
    with app.app_context():
        run_due()
        with pytest.raises(FileNotFoundError):
            storage().read(key)
        assert db.session.execute(text("SELECT erased_at IS NOT NULL FROM attachment")).scalar_one()


def key_of(app: Flask) -> str:
    with app.app_context():
        return str(db.session.execute(text("SELECT storage_key FROM attachment")).scalar_one())


class Broken:
    def look_at(self, body: bytes) -> Verdict:
        raise ConnectionRefusedError


class Killed(BaseException):
    pass


class Dying:
    def look_at(self, body: bytes) -> Verdict:
        raise Killed


def test_a_scanner_that_is_down_means_wait(app: Flask, signed_in: People) -> None:
    _ref, _page, file = with_file(app, signed_in)
    with app.app_context():
        assert file_scans.scan_waiting(Broken(), storage()) == 0
    assert scanned(app) == 0
    assert status(signed_in("author"), file) == 403
    later(app, "31 seconds")
    assert scanned(app) == 1


def later(app: Flask, time: str) -> None:
    """As if this time had passed for the files that wait."""
    with app.app_context():
        db.session.execute(text(f"UPDATE attachment SET next_scan_at = next_scan_at - interval '{time}'"))
        db.session.commit()


def test_a_killed_worker_leaves_the_file_to_the_next(app: Flask, signed_in: People) -> None:
    with_file(app, signed_in)
    with app.app_context():
        with pytest.raises(Killed):
            file_scans.scan_waiting(Dying(), storage())
        db.session.rollback()
    assert scanned(app) == 0
    later(app, "5 minutes 1 second")
    assert scanned(app) == 1


def test_production_without_a_scanner_waits(app: Flask, signed_in: People) -> None:
    _ref, page, file = with_file(app, signed_in)
    app.config["DEMO"] = False
    assert scanned(app) == 0
    assert status(signed_in("author"), file) == 403
    assert "No virus scanner is set up" in signed_in("author").page(page).get_text()


def test_changed_bytes_are_never_served_and_check_finds_them(app: Flask, signed_in: People) -> None:
    _ref, _page, file = with_file(app, signed_in)
    scanned(app)
    key = key_of(app)
    with app.app_context():
        place = storage().folder / key[:2] / key
    place.write_bytes(files.PDF.replace(b"1.7", b"1.4"))
    answer = signed_in("author").http.get(file)
    assert (answer.status_code, "not the one that was added" in answer.text) == (403, True)
    result = app.test_cli_runner().invoke(args=["check"])
    assert result.exit_code == 1
    assert "does not agree with its hash" in result.output
    place.unlink()
    assert "is not there" in app.test_cli_runner().invoke(args=["check"]).output


def as_app(app: Flask, statement: str, **values: Any) -> None:
    with app.app_context():
        db.session.execute(text(statement), values)
        db.session.commit()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE attachment SET sha256 = repeat('0', 64)", "never changed"),
        ("UPDATE attachment SET storage_key = 'x'", "never changed"),
        ("UPDATE attachment SET name = 'x.pdf'", "never changed"),
        ("UPDATE attachment SET scan = 'waiting'", "never changed"),
        (
            "UPDATE attachment SET removed_at = app_now(), erased_at = app_now()",
            "the case or a version holds this file",
        ),
        ("DELETE FROM attachment", "permission denied"),
        ("UPDATE version_file SET sha256 = repeat('0', 64)", "permission denied|only ever added to"),
        ("DELETE FROM version_file", "permission denied|only ever added to"),
        (
            (
                "INSERT INTO attachment (id, proposal_id, name, media_type, size, sha256, storage_key, scan, by_id, at) "
                "SELECT gen_random_uuid(), proposal_id, name, media_type, size, sha256, 'y', 'clean', by_id, at FROM attachment"
            ),
            "waits to be looked at",
        ),
    ],
)
def test_the_database_keeps_files_as_they_are(app: Flask, signed_in: People, statement: str, words: str) -> None:
    submitted(app, signed_in)
    scanned(app)
    with pytest.raises(DBAPIError, match=words):
        as_app(app, statement)


def test_backup_holds_the_files(app: Flask, signed_in: People, tmp_path: Path) -> None:
    app.config["FILES_URL"] = f"file:{tmp_path / 'files'}"
    with_file(app, signed_in)
    run = app.test_cli_runner().invoke
    whole, worse = tmp_path / "a.tar", tmp_path / "b.tar"
    assert run(args=["backup", str(whole)]).exit_code == 0
    found = run(args=["restore", "--verify", str(whole)])
    assert (found.exit_code, '"files": 1' in found.output) == (0, True), found.output
    key = key_of(app)
    (tmp_path / "files" / key[:2] / key).write_bytes(b"other")
    assert run(args=["backup", str(worse)]).exit_code == 0
    found = run(args=["restore", "--verify", str(worse)])
    assert found.exit_code == 1
    assert "does not agree with its hash" in found.output
