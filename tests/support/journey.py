"""The steps of the journey as a test takes them through the pages."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.ideas.test_submit import put_in
from tests.integration.ideas.test_triage import person_id, triaged
from tests.support.answers import SAVING
from tests.support.client import Judge

People = Callable[[str], Judge]


def taken_on(app: Flask, signed_in: People, name: str = "Letters by email") -> str:
    """An idea that triage took forward: light, council-wide, with an author and a sponsor. The reference."""
    ref = put_in(signed_in("proposer"), name)
    triage = signed_in("triage")
    triaged(triage, ref)
    answers = {
        "outcome": "proceed",
        "reasons": "It helps",
        "author_id": person_id(app, "author"),
        "sponsor_id": person_id(app, "sponsor"),
        "directorate": "homes-and-neighbourhoods",
        "mission": "EP",
        "wards": "No ward",
    }
    triage.send(f"/triage/{ref}/decide", answers)
    return ref


def with_option(app: Flask, author: Judge, ref: str) -> str:
    """A second option; its id."""
    author.send(f"/proposals/{ref}/options/new", {"title": "Email first", "description": "Send letters by email"})
    with app.app_context():
        found = db.session.execute(text("SELECT id FROM case_option WHERE kind = 'other'")).scalar_one()
        return str(found)


COST = {
    "title": "Set-up",
    "kind": "cost",
    "cost_kind": "one_off",
    "fund_code": "GF",
    "recurrence": "one_off",
    "confidence": "medium",
}


def with_lines(app: Flask, author: Judge, ref: str, option: str) -> dict[str, str]:
    """A saving and a cost on the option; their ids by title."""
    for line in (SAVING, COST):
        author.send(f"/proposals/{ref}/money/lines/new?option={option}", line)
    with app.app_context():
        rows = db.session.execute(text("SELECT title, id::text FROM profile_line"))
        return {row.title: row.id for row in rows}
