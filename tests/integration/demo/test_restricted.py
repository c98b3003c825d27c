"""A restricted proposal: for a stranger it never existed, on no page, list, search, file or total's rows; totals hold."""

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from changeportal.services.demo.load import AS_AT
from changeportal.services.rollups import rebuild
from tests.support.client import Judge

HIDDEN = "CP-2025-0019"
PATHS = (
    "",
    "/case",
    "/case/need",
    "/money",
    "/options",
    "/resources",
    "/decisions",
    "/history",
    "/people",
    "/v/1",
    "/v/1/case.pdf",
    "/v/1/case.docx",
    "/v/1/money.xlsx",
    "/summary.pdf",
    "/submit",
    "/signoffs/finance",
    "/decide/G2",
    "/close",
)


@pytest.fixture
def hidden(year: Flask) -> Flask:
    """The example year with a proposal in delivery restricted."""
    with year.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true WHERE ref = :ref"), {"ref": HIDDEN})
        rebuild(db.session, AS_AT)
        db.session.commit()
    return year


def saving_of(app: Flask) -> str:
    with app.app_context():
        return str(
            db.session.execute(
                text("SELECT s.ref FROM saving s JOIN proposal p ON p.id = s.proposal_id WHERE p.ref = :ref"),
                {"ref": HIDDEN},
            ).scalar_one()
        )


@pytest.mark.parametrize("path", PATHS)
def test_its_pages_answer_as_what_never_existed(hidden: Flask, path: str) -> None:
    viewer = Judge(hidden).sign_in("viewer")
    here, nowhere = (viewer.http.get(f"/proposals/{ref}{path}") for ref in (HIDDEN, "CP-2025-9999"))
    assert here.status_code == nowhere.status_code == 404
    assert "Page not found" in here.text
    assert "Reablement" not in here.text


@pytest.mark.parametrize(
    "path",
    [
        "/proposals?q=Reablement",
        "/proposals?size=100",
        "/proposals?format=csv",
        "/savings?year=2026&size=100",
        "/savings?year=2026&format=csv",
        "/savings?q=Reablement",
        "/decisions?size=100",
        "/decisions?format=csv",
        "/missions/greener-healthier",
        "/mtfs/figures/GF/on_track/2026?size=100",
        "/mtfs/figures/GF/on_track/2026?format=csv",
        "/conditions",
        "/conditions?format=csv",
        "/boards/change-board",
    ],
)
def test_no_list_search_file_or_rows_of_a_total_names_it(hidden: Flask, path: str) -> None:
    for who, sees in (("viewer", False), ("auditor", False)):
        text_shown = Judge(hidden).sign_in(who).http.get(path, follow_redirects=True).text
        assert (HIDDEN in text_shown) is sees, who


def test_its_saving_and_decision_are_hidden_too(hidden: Flask) -> None:
    viewer, finance = Judge(hidden).sign_in("viewer"), Judge(hidden).sign_in("finance")
    saving = saving_of(hidden)
    assert viewer.http.get(f"/savings/{saving}").status_code == 404
    finance.page(f"/savings/{saving}")
    with hidden.app_context():
        numbers = db.session.execute(
            text("SELECT number FROM decision d JOIN proposal p ON p.id = d.proposal_id WHERE p.ref = :ref"),
            {"ref": HIDDEN},
        ).scalars()
        for number in numbers:
            assert viewer.http.get(f"/decisions/{number}").status_code == 404


def test_the_tracker_still_adds_up(hidden: Flask) -> None:
    """For the viewer the rows and what is not itemised are the whole; for finance nothing is hidden; both wholes agree."""
    found = {}
    for who in ("viewer", "finance"):
        shown = Judge(hidden).sign_in(who).http.get("/savings?year=2026&format=csv").text
        rows = list(csv.DictReader(io.StringIO(shown.lstrip("﻿"))))
        plans = {"rows": 0, "hidden": 0, "whole": 0}
        for row in (one for one in rows if one["Fund"] == "GF"):
            kind = {"Items not itemised here": "hidden", "All of this list": "whole"}.get(row["Title"], "rows")
            plans[kind] += int(row["Plan (£)"].replace(".", ""))
        assert plans["rows"] + plans["hidden"] == plans["whole"], who
        found[who] = plans
    assert found["viewer"]["whole"] == found["finance"]["whole"]
    assert found["viewer"]["hidden"] == 165_000_000
    assert found["finance"]["hidden"] == 0
