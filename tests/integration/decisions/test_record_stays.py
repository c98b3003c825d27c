"""A decision recorded, then every table, page and file of its case attacked: what was decided still reads the same.

The tables are those of the schema (tests/support/tables.py says what becomes of each), the pages those of the case that
take anything. The case has a row of every kind (tests/support/whole_case.py); a board decides on it at a real meeting.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.adapters.storage import storage
from changeportal.data.base import Base
from changeportal.data.session import db
from changeportal.services.file_check import stored_files
from changeportal.services.integrity import seals
from tests.integration.boards.test_meeting import MEETING
from tests.support import tables, whole_case
from tests.support.answers import TEXTS
from tests.support.client import Judge
from tests.support.database import Servers

REFUSED = (
    r"permission denied|only ever|never changed|never change|stays|nothing is added|written once|rests on the checks|"
    r"only a draft|can no longer|counts until"
)


@dataclass
class Scene:
    """The decided case: its reference, the pages and files that are its record, and who reads them."""

    app: Flask
    ref: str
    places: list[str]
    pack: str
    people: dict[str, Judge] = field(default_factory=dict)

    def who(self, name: str) -> Judge:
        """Somebody who is signed in."""
        if name not in self.people:
            self.people[name] = Judge(self.app).sign_in(name)
        return self.people[name]

    def sql(self, statement: str, **values: Any) -> Any:
        """Rows, asked as the app's own role."""
        with self.app.app_context():
            return [tuple(row) for row in db.session.execute(text(statement), values)]

    def reads(self) -> dict[str, object]:
        """What the record says: its pages, the pack's bytes, the plan."""
        reader = self.who("viewer")
        said: dict[str, object] = {}
        for place in self.places:
            main = reader.page(place).find("main")
            assert main is not None
            said[place] = " ".join(main.get_text(" ").split())
        said["pack"] = reader.http.get(self.pack).data
        of = "FROM plan_line l JOIN proposal p ON p.id = l.proposal_id AND p.ref = :r"
        said["plan"] = self.sql(
            f"SELECT l.title, a.year, a.pence {of} JOIN plan_amount a ON a.plan_line_id = l.id ORDER BY l.id, a.year",
            r=self.ref,
        )
        said["months"] = self.sql(
            f"SELECT e.month, e.pence {of} JOIN saving s ON s.plan_line_id = l.id JOIN saving_entry e ON e.saving_id = s.id "
            "WHERE e.series = 'approved_plan' ORDER BY l.id, e.month",
            r=self.ref,
        )
        return said


@pytest.fixture(scope="module")
def decided(servers: Servers) -> Iterator[Scene]:
    """A case with a row of every kind that the change board has decided at its meeting, which is over."""
    with servers.clone() as name:
        app = servers.app(name)
        scene = Scene(app, "", [], "")
        scene.ref, decision, scene.pack = whole_case.decided(app, scene.who)
        scene.places = [f"/proposals/{scene.ref}/v/2", decision, f"{MEETING}/minutes", whole_case.ITEM]
        yield scene
        servers.release(app)


def test_every_table_has_its_case() -> None:
    groups = (tables.ADDED_TO, tables.KEPT, tables.LIVE, tables.APART)
    named = [name for group in groups for name in group]
    assert sorted(named) == sorted(set(named))
    assert set(named) == set(Base.metadata.tables)


def _refused(scene: Scene, statement: str) -> None:
    with scene.app.app_context():
        with pytest.raises(DBAPIError, match=REFUSED):
            db.session.execute(text(statement))
        db.session.rollback()


@pytest.mark.parametrize("table", sorted(tables.ADDED_TO))
def test_what_is_only_added_to_is_not_changed_or_taken_away(decided: Scene, table: str) -> None:
    column = tables.ADDED_TO[table]
    _refused(decided, f"UPDATE {table} SET {column} = {column}")
    _refused(decided, f"DELETE FROM {table}")
    _refused(decided, f"TRUNCATE {table} CASCADE")


@pytest.mark.parametrize("statement", [one for group in tables.KEPT.values() for one in group])
def test_what_a_guard_keeps_is_not_changed(decided: Scene, statement: str) -> None:
    table = next(name for name, group in tables.KEPT.items() if statement in group)
    assert decided.sql(f"SELECT count(*) FROM {table}")[0][0], table
    _refused(decided, statement)


@pytest.mark.parametrize("statement", tables.ADDED)
def test_nothing_is_added_to_what_was_decided(decided: Scene, statement: str) -> None:
    _refused(decided, statement)


def test_the_record_reads_the_same_when_everything_live_is_changed(decided: Scene) -> None:
    empty = [table for table in tables.LIVE if not decided.sql(f"SELECT 1 FROM {table} LIMIT 1")]
    assert empty == ["proposal_link"]
    before = decided.reads()
    assert before["plan"]
    assert before["months"]
    _through_the_pages(decided)
    after_pages = decided.reads()
    for place, said in before.items():
        assert after_pages[place] == said, place
    with decided.app.app_context():
        for table, change in tables.LIVE.items():
            db.session.execute(text(f"UPDATE {table} {change}"))
        db.session.commit()
    for place, said in decided.reads().items():
        assert said == before[place], place
    with decided.app.app_context():
        assert seals(db.session()) == []
        assert "This record has not changed since it was made" in str(before[decided.places[1]])


OF_THE_CASE = ("cases.", "resourcing.")
STILL_OPEN = {
    "cases.draft_post": "words that were typed are kept for their writer alone",
    "cases.draft_discard_post": "the same",
}


def _through_the_pages(scene: Scene) -> None:
    """Every page of the case that takes something, filled in as well as may be, by the author."""
    author = scene.who("author")
    hidden = author.hidden_of(author.http.get("/account").text)
    for endpoint, path in _posts(scene):
        answers: dict[str, Any] = {**ANSWERS, **hidden, "_key": str(uuid4())}
        if path.endswith("/files"):
            answers["file"] = (io.BytesIO(b"a,b\n1,2\n"), "survey.pdf")
        answer = author.http.post(path, data=answers)
        assert answer.status_code >= 400, (endpoint, path, answer.status_code, answer.location)
    for block in (
        {"block": _block(scene)},
        {"file": (io.BytesIO(_block(scene).replace("\t", ",").encode()), "grid.csv")},
    ):
        path = f"/proposals/{scene.ref}/money/paste?option={_ids(scene)['option_id']}"
        answer = author.http.post(path, data={**hidden, **block, "then": "use", "unit": "pounds", "version": "0"})
        assert answer.status_code in (403, 409, 423), answer.text[:2000]


def _block(scene: Scene) -> str:
    title = scene.sql("SELECT title FROM profile_line WHERE id = :i", i=_ids(scene)["line_id"])[0][0]
    return f"\t2027/28\n{title}\t99999"


def _ids(scene: Scene) -> dict[str, Any]:
    """A row of each kind that the pages of the case ask for."""
    kinds = {
        "line_id": "profile_line WHERE kind = 'saving' AND",
        "option_id": "case_option WHERE preferred AND",
        "evidence_id": "evidence WHERE",
        "row_id": "case_measure WHERE",
        "request_id": "resource_request WHERE",
    }
    found = {
        name: scene.sql(
            f"SELECT id FROM {where} proposal_id = (SELECT id FROM proposal WHERE ref = :r) LIMIT 1", r=scene.ref
        )
        for name, where in kinds.items()
    }
    return {name: rows[0][0] if rows else uuid4() for name, rows in found.items()}


def _posts(scene: Scene) -> Iterator[tuple[str, str]]:
    """Endpoints and filled addresses of everything under the case that takes a post."""
    known = {
        **_ids(scene),
        "ref": scene.ref,
        "section": "need",
        "part": "measures",
        "year": 2027,
        "thing": "post",
        "way": "up",
        "slug": "developers",
        "kind": "finance",
    }
    adapter = scene.app.url_map.bind("")
    for rule in scene.app.url_map.iter_rules():
        if "POST" not in (rule.methods or ()) or not rule.endpoint.startswith(OF_THE_CASE):
            continue
        if "ref" not in rule.arguments or rule.endpoint in STILL_OPEN:
            continue
        values = {name: known.get(name, uuid4()) for name in rule.arguments}
        if rule.arguments >= {"section", "row_id"}:
            values["section"] = "evidence"
        yield rule.endpoint, adapter.build(rule.endpoint, values, method="POST")


ANSWERS: dict[str, Any] = {
    **TEXTS["need"],
    "complete": "yes",
    "title": "Changed",
    "description": "Changed",
    "kind": "data",
    "claim": "Changed",
    "shows": "Changed",
    "source": "Changed",
    "strength": "some",
    "cause": "Changed",
    "effect": "benefit",
    "mitigation": "Changed",
    "likelihood": "1",
    "impact": "1",
    "changes_anything": "no",
    "why": "Changed",
    "posts": "P-1",
    "count": "yes",
    "fund": "GF",
    "pool": "developers",
    "share": "1",
    "version": "1",
}


def test_files_of_a_decided_case_are_told_by_their_hash(decided: Scene) -> None:
    """Bytes that somebody changes under the product: the check names them, and nobody is given them."""
    key, job = decided.sql("SELECT storage_key, id FROM job WHERE made_at IS NOT NULL")[0]
    with decided.app.app_context():
        place = storage().folder / key[:2] / key
        held = place.read_bytes()
        try:
            place.write_bytes(held.replace(b"/Title", b"/Titlf", 1) + b" ")
            assert f"pack {job} does not agree with its hash" in stored_files(db.session(), storage())[1]
        finally:
            answer = decided.who("viewer").http.get(decided.pack)
            place.write_bytes(held)
    assert answer.status_code == 403
    assert "not the one that was made" in answer.text
    assert isinstance(job, UUID)
