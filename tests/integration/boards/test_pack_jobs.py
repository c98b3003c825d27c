"""Jobs that make packs: given up and made again, killed, stopped, and what was made stays."""

import io
import re
from uuid import UUID

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.adapters.storage import storage
from changeportal.data.session import db
from changeportal.jobs import packs as making
from changeportal.jobs import tasks
from changeportal.services import packs
from tests.integration.boards.test_packs import MEETING, asked, kept_files, late, make, published, sql
from tests.integration.cases.test_papers import fetched
from tests.integration.ideas.test_triage import last_mail
from tests.support.client import Judge
from tests.support.pdf_reader import faults


def test_a_pack_that_was_given_up_is_made_again_by_the_administrator(year: Flask) -> None:
    published(year)
    viewer, admin = Judge(year).sign_in("viewer"), Judge(year).sign_in("admin")
    here = asked(viewer)
    row = admin.page("/admin/jobs").select_one("#packs-caption ~ tbody tr")
    assert row is not None
    assert "8 December 2026" in row.get_text(" ")
    assert "Waiting" in row.get_text(" ")
    token = admin.hidden_of(admin.http.get("/account").text)
    again = f"/admin/jobs/packs/{here.rsplit('/', 1)[1]}/make-again"
    assert admin.http.post(again, data=token).status_code == 403
    sql(year, "UPDATE job SET tries = 5")
    assert make(year) == 0
    page = admin.page("/admin/jobs")
    assert "Given up" in page.get_text(" ")
    assert viewer.http.post(again, data=viewer.hidden_of(viewer.http.get("/account").text)).status_code == 403
    admin.send(again, {}, form_at="/admin/jobs")
    admin.send(again, {}, form_at="/admin/jobs")
    with year.app_context():
        waiting = db.session.execute(text("SELECT id FROM job WHERE stopped_at IS NULL")).scalars().all()
    assert len(waiting) == 1
    assert make(year) == 1
    assert "The pack of papers is made" in last_mail(year, "viewer")
    fetched(viewer, f"/jobs/{waiting[0]}/file.pdf")
    assert "Given up" in admin.page("/admin/jobs").get_text(" ")


class Killed(BaseException):
    """The worker is gone."""


def test_a_killed_worker_leaves_a_job_for_the_next(year: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    published(year)
    viewer = Judge(year).sign_in("viewer")
    here = asked(viewer)

    def die(*_args: object) -> None:
        raise Killed

    with year.app_context():
        before = kept_files()
        monkeypatch.setattr(making, "board_pack", die)
        with pytest.raises(Killed):
            tasks.make_packs()
        db.session.rollback()
        monkeypatch.undo()
        assert packs.take() is None  # taken for a while
    assert "papers are read" in viewer.page(here).get_text(" ")
    with year.app_context():
        assert kept_files() == before
        move_by = "UPDATE job SET next_try_at = app_now() - interval '1 second'"
        db.session.execute(text(move_by))
        db.session.commit()
    assert make(year) == 1
    fetched(viewer, f"{here}/file.pdf")


def test_it_can_be_stopped_by_whoever_asked(year: Flask) -> None:
    published(year)
    viewer = Judge(year).sign_in("viewer")
    here = asked(viewer)
    other = Judge(year).sign_in("finance")
    assert not other.page(here).find("button", string=re.compile("Stop"))
    other.send(f"{here}/stop", {}, form_at="/", status=403)
    viewer.send(f"{here}/stop", {}, form_at=here)
    assert "You stopped it" in viewer.page(here).get_text(" ")
    assert make(year) == 0


def test_nothing_published_makes_no_pack(year: Flask) -> None:
    sql(year, "UPDATE meeting SET state = 'planned', published_at = NULL WHERE slug = '2026-12-08'")
    secretary = Judge(year).sign_in("secretary")
    with year.app_context():
        held = db.session.execute(
            text(
                "SELECT count(*) FROM published_paper p JOIN meeting m ON m.id = p.meeting_id WHERE m.slug = '2026-12-08'"
            )
        ).scalar_one()
    if not held:
        secretary.send(f"{MEETING}/pack", {"kind": "public_pack"}, form_at=MEETING, status=403)


@pytest.mark.parametrize(
    "said",
    [
        "UPDATE job SET sha256 = repeat('0', 64)",
        "UPDATE job SET made_at = NULL",
        "UPDATE paper_pages SET first_page = 1",
        "DELETE FROM job_paper",
        "DELETE FROM job",
    ],
)
def test_what_was_made_stays(year: Flask, said: str) -> None:
    published(year)
    asked(Judge(year).sign_in("viewer"))
    make(year)
    with year.app_context():
        with pytest.raises(DBAPIError):
            db.session.execute(text(said))
        db.session.rollback()


def with_items(app: Flask, least: int) -> None:
    """The agenda published, with so many items at least."""
    published(app)
    counted = text(
        "SELECT count(*) FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id WHERE m.slug = '2026-12-08'"
    )
    while True:
        with app.app_context():
            if db.session.execute(counted).scalar_one() >= least:
                return
        late(app)


def pack_at(app: Flask, href: str) -> bytes:
    """The pack that a job made."""
    with app.app_context():
        key = db.session.execute(
            text("SELECT storage_key FROM job WHERE id = :i"), {"i": UUID(href.rsplit("/", 1)[1])}
        ).scalar_one()
        return storage().read(key)


def test_a_pack_of_twelve_items(year: Flask) -> None:
    """How long it takes is measured by `make bench`."""
    with_items(year, 12)
    here = asked(Judge(year).sign_in("viewer"))
    assert make(year) == 1
    pack = pack_at(year, here)
    assert faults(pack) == []
    assert len(PdfReader(io.BytesIO(pack)).outline) > 12
