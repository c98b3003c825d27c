"""Statements per page: twelve at most beside signing in and the session, whatever the data."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from changeportal.data.session import db
from tests.support.client import Judge

MOST = 12
PLUMBING = ("BEGIN", "SET", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
PAGES = (
    "/",
    "/proposals",
    "/proposals?q=letters",
    "/proposals/CP-2025-0019",
    "/proposals/CP-2025-0019/decisions",
    "/proposals/CP-2026-0070/case",
    "/proposals/CP-2026-0070/money",
    "/proposals/CP-2026-0020/results",
    "/proposals/CP-2026-0020/findings",
    "/proposals/CP-2026-0020/commitments",
    "/mtfs/budgets",
    "/resources/pools/developers",
    "/savings",
    "/mtfs",
    "/mtfs/figures/GF/on_track/2026",
    "/mtfs/compare",
    "/boards",
    "/boards/change-board",
    "/boards/change-board/2026-12-08",
    "/boards/change-board/2026-12-08/items/1",
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
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_little(year: Flask, path: str) -> None:
    person = Judge(year).sign_in("change-lead")
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
    test_a_page_asks_little(year, f"/savings/{ref}")
