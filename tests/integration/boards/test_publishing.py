"""Publishing an agenda has its packs made in the same transaction; each late paper makes new ones that go on."""

import pytest
from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from changeportal.jobs import tasks
from changeportal.services import pack_asking
from changeportal.services.schedule import run_due
from tests.integration.boards.test_agenda import REPORT, overdue
from tests.integration.boards.test_meeting import MEETING, at_approval, planned
from tests.integration.ideas.test_triage import last_mail
from tests.support.client import Judge
from tests.support.clock import move_on
from tests.support.journey import People

ASK = {"recommendation": "Agree option 2", "minutes": "15"}


def jobs(app: Flask) -> list[tuple[str, int, bool]]:
    """Kind, papers and whether it is made, oldest first."""
    with app.app_context():
        rows = db.session.execute(
            text("SELECT kind, steps, made_at IS NOT NULL AS made FROM job ORDER BY asked_at, kind, id")
        )
        return [tuple(row) for row in rows]


def make(app: Flask) -> int:
    with app.app_context():
        return tasks.make_packs()


def pages(app: Flask) -> list[tuple[int, int, int]]:
    with app.app_context():
        rows = db.session.execute(
            text(
                "SELECT p.position, g.first_page, g.last_page FROM paper_pages g "
                "JOIN published_paper p ON p.id = g.paper_id ORDER BY p.position"
            )
        )
        return [tuple(row) for row in rows]


def with_agenda(app: Flask, signed_in: People) -> Judge:
    """A meeting with one proposal on its agenda, not published."""
    ref, secretary = at_approval(app, signed_in), signed_in("secretary")
    planned(secretary)
    secretary.send(f"{MEETING}/add-item", {"ref": ref, **ASK})
    return secretary


def test_publishing_makes_the_pack_and_a_late_paper_a_new_one(app: Flask, signed_in: People) -> None:
    secretary = with_agenda(app, signed_in)
    assert jobs(app) == []
    secretary.send(f"{MEETING}/publish", {}, form_at=MEETING)
    assert jobs(app) == [("public_pack", 1, False)]
    papers = signed_in("member-one").page(f"{MEETING}/papers")
    assert "waiting to start" in papers.get_text(" ")
    assert make(app) == 1
    assert "The pack of papers is made" in last_mail(app, "secretary")
    before = pages(app)
    secretary.send(f"{MEETING}/add-item", {**REPORT, "late_reason": "The audit ended today"})
    assert jobs(app) == [("public_pack", 1, True), ("public_pack", 2, False)]
    assert make(app) == 1
    after = pages(app)
    assert after[:1] == before
    assert after[1][1] == before[0][2] + 1
    assert make(app) == 0


def test_an_agenda_that_is_not_published_makes_no_pack(
    app: Flask, signed_in: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whole or not at all: when the pack cannot be asked for, nothing is published either."""
    secretary = with_agenda(app, signed_in)

    def fail(*_args: object) -> None:
        raise OSError("no")

    monkeypatch.setattr(pack_asking, "_begin", fail)
    secretary.send(f"{MEETING}/publish", {}, form_at=MEETING, status=500)
    monkeypatch.undo()
    assert jobs(app) == []
    with app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM published_paper")).scalar_one() == 0
        state = db.session.execute(text("SELECT state FROM meeting WHERE slug = :s"), {"s": MEETING.split("/")[-1]})
        assert state.scalar_one() == "planned"


def test_what_comes_by_the_clock_joins_the_pack(app: Flask, signed_in: People) -> None:
    """An overdue condition comes to a published agenda: the pack is made again for whoever had the last one made."""
    overdue(app, signed_in)
    secretary = signed_in("secretary")
    day = {"day-day": "16", "day-month": "3", "day-year": "2027"}
    due = {name.replace("day-", "papers_due-", 1): value for name, value in day.items()}
    secretary.send("/boards/change-board/new-meeting", {**day, **due, "starts": "14:00", "place": "Room 2"})
    march = "/boards/change-board/2027-03-16"
    secretary.send(f"{march}/add-item", REPORT)
    secretary.send(f"{march}/publish", {}, form_at=march)
    known = len(jobs(app))
    move_on(app, 88)
    with app.app_context():
        run_due()
    assert jobs(app)[known:] == [("public_pack", 2, False)]
