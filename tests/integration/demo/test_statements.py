"""Statements per page: twelve at most beside signing in and the session, whatever the data."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from changeportal.data.session import db
from changeportal.imports.reference_files import reference_text, rows_of
from tests.support.client import Judge

MOST = 12
EVERYBODY = [row["email"].split("@")[0] for row in rows_of(reference_text("demo", "people.csv"))]
PLUMBING = ("BEGIN", "SET", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
PAGES = (
    "/",
    "/proposals",
    "/proposals?q=letters",
    "/proposals/CP-2025-0019",
    "/proposals/CP-2025-0019/decisions",
    "/proposals/CP-2024-0006/v/2",
    "/proposals/CP-2026-0070/case",
    "/proposals/CP-2026-0070/money",
    "/proposals/CP-2026-0070/money/years",
    "/proposals/CP-2026-0020/results",
    "/proposals/CP-2026-0020/findings",
    "/proposals/CP-2026-0020/commitments",
    "/proposals/CP-2026-0020/case",
    "/proposals/CP-2026-0020/case/need",
    "/proposals/CP-2026-0020/case/equality",
    "/proposals/CP-2026-0020/options",
    "/proposals/CP-2026-0020/asked",
    "/proposals/CP-2026-0031/v/2",
    "/proposals/CP-2026-0031/signoffs/finance",
    "/proposals/CP-2026-0031/decide/G2",
    "/proposals/CP-2026-0070/findings",
    "/proposals/CP-2026-0070/case/evidence",
    "/proposals/CP-2026-0020/case/measures",
    "/proposals/CP-2026-0020/case/delivery",
    "/proposals/CP-2026-0020/case/consultation",
    "/proposals/CP-2026-0020/case/theory",
    "/proposals/CP-2026-0020/case/links/new",
    "/proposals/CP-2026-0020/case/criteria/new",
    "/proposals/CP-2026-0020/quality",
    "/proposals/quality",
    "/mtfs/budgets",
    "/mtfs/posts",
    "/mtfs/contracts",
    "/resources/pools/developers",
    "/savings",
    "/savings/verify",
    "/savings/verify?month=2026-11",
    "/mtfs",
    "/mtfs/figures/GF/on_track/2026",
    "/mtfs/compare",
    "/boards",
    "/boards/change-board",
    "/boards/change-board/2026-12-08",
    "/boards/executive/2027-01-21",
    "/boards/change-board/2026-12-08/items/1",
    "/boards/change-board/2026-12-08/items/1/record",
    "/boards/change-board/2026-12-08/items/1/question",
    "/boards/change-board/2026-11-10/minutes",
    "/boards/change-board/2026-11-10/papers",
    "/decisions/D-2026-0001",
    "/decisions",
    "/forward-plan",
    "/deciders",
    "/deciders/executive/steps",
    "/pre-election-periods",
    "/admin/policies/delegation",
    "/admin/policies/delegation/1",
    "/proposals/CP-2026-0009/decisions",
    "/proposals/CP-2026-0009/resolution",
    "/proposals/CP-2026-0009/notices/new",
    "/decisions/D-2026-0001/call-in",
    "/resources/capacity",
    "/resources/capacity?stage=resourcing&yes=CP-2026-0041",
    "/resources/pools/developers/rates",
    "/resources/pots",
    "/resources/pots/capital-receipts",
    "/resources/receipts",
    "/proposals/CP-2026-0012/resources/costs",
    "/proposals/CP-2026-0012/resources/costs/project-managers",
    "/proposals/CP-2026-0012/resources/money",
    "/proposals/CP-2026-0041/resources/price",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_little(year: Flask, path: str) -> None:
    asks_little(year, "change-lead", path)


@pytest.mark.parametrize("who", EVERYBODY)
def test_your_work_asks_little_for_everybody(year: Flask, who: str) -> None:
    asks_little(year, who, "/")


def asks_little(year: Flask, who: str, path: str) -> None:
    person = Judge(year).sign_in(who)
    person.page(path)
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.lstrip().upper().startswith(PLUMBING):
            heard.append(statement)

    with year.app_context():
        event.listen(db.engine, "before_cursor_execute", hear)
        person.page(path)
        event.remove(db.engine, "before_cursor_execute", hear)
    own = [
        one
        for one in heard
        if "web_session" not in one and "FROM role_grant" not in one and "FROM person" not in one[:120]
    ]
    assert len(own) <= MOST, f"{len(own)}: " + "\n".join(one[:90].replace("\n", " ") for one in own)


def test_every_saving_page_asks_little(year: Flask) -> None:
    with year.app_context():
        ref = db.session.execute(text("SELECT ref FROM saving WHERE proposal_id IS NOT NULL LIMIT 1")).scalar_one()
    asks_little(year, "change-lead", f"/savings/{ref}")


def test_the_pages_of_files_and_claims_ask_little(year: Flask) -> None:
    with year.app_context():
        claim = (
            "SELECT line_id FROM claim_on_post c JOIN proposal p ON p.id = c.proposal_id WHERE p.ref = 'CP-2026-0070'"
        )
        line = db.session.execute(text(claim)).scalar_one()
        evidence = db.session.execute(text("SELECT evidence_id FROM attachment")).scalar_one()
    asks_little(year, "change-lead", f"/proposals/CP-2026-0070/money/lines/{line}/claims")
    asks_little(year, "change-lead", f"/proposals/CP-2026-0070/case/evidence/{evidence}/files")


WRITTEN = (
    "case/need",
    "case/equality",
    "case/evidence",
    "case/risks",
    "case/appraisal",
    "case/theory",
    "options",
    "money",
)


@pytest.mark.parametrize("path", WRITTEN)
def test_a_page_asks_little_of_whoever_writes_it(year: Flask, path: str) -> None:
    asks_little(year, "author", f"/proposals/CP-2026-0020/{path}")


def test_the_pages_of_a_line_and_of_an_opened_option_ask_little(year: Flask) -> None:
    with year.app_context():
        found = "SELECT l.id, l.option_id FROM profile_line l JOIN proposal p ON p.id = l.proposal_id WHERE p.ref = 'CP-2026-0020'"
        line, option = db.session.execute(text(f"{found} LIMIT 1")).one()
    asks_little(year, "author", f"/proposals/CP-2026-0020/money/lines/{line}/terms")
    asks_little(year, "author", f"/proposals/CP-2026-0020/results/{option}")
