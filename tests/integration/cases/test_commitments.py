"""Which commitments a proposal serves: chosen with what it adds, shown on the mission, by its writers alone."""

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.support.journey import People, taken_on


def test_commitments_are_chosen_with_what_they_add(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author, path = signed_in("author"), f"/proposals/{ref}/commitments"
    refused = author.send(path, {"lead": "EP-1", "lead_adds": "", "also_1": "EP-2"}, status=422)
    assert "Say how much of its target it brings" in refused.text
    twice = author.send(path, {"lead": "EP-1", "lead_adds": "10", "also_1": "EP-1", "also_1_adds": "5"}, status=422)
    assert "Select each commitment once" in twice.text
    author.send(path, {"lead": "EP-1", "lead_adds": "10 by 2028", "also_2": "EP-2", "also_2_adds": "5 by 2027"})
    with app.app_context():
        rows = db.session.execute(
            text(
                "SELECT c.code, s.lead, s.contribution FROM proposal_commitment s JOIN commitment c ON c.id = s.commitment_id "
                "ORDER BY s.lead DESC"
            )
        )
        assert [tuple(row) for row in rows] == [("EP-1", True, "10 by 2028"), ("EP-2", False, "5 by 2027")]
    assert "EP-1, EP-2" in author.page(f"/proposals/{ref}/case/fit").get_text()
    assert "10 by 2028" in signed_in("viewer").page(path).get_text()
    author.send(
        path, {"lead": "EP-2", "lead_adds": "6", "also_1": "", "also_1_adds": "", "also_2": "", "also_2_adds": ""}
    )
    with app.app_context():
        assert db.session.execute(text("SELECT count(*) FROM proposal_commitment")).scalar() == 1


def test_a_reader_and_a_stale_tab_are_refused(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    path = f"/proposals/{ref}/commitments"
    author, reader = signed_in("author"), signed_in("viewer")
    stale = author.hidden(author.page(path), path)
    author.send(path, {"lead": "EP-1", "lead_adds": "10"})
    late = author.http.post(path, data={**stale, "lead": "EP-2", "lead_adds": "mine"})
    assert late.status_code == 409
    assert "mine" in late.text
    token = reader.hidden(reader.page("/ideas/new/name"), "/ideas/new/name")
    assert reader.http.post(path, data={**token, "lead": "EP-2", "lead_adds": "x"}).status_code == 403
