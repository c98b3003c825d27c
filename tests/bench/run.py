"""`make bench`: main pages at 1,000, 10,000 and 100,000 proposals, as ratios in one run, beside a floor of the same run.

The floor of a page is the SQL that it ran, run again bare on one connection, plus rendering a page of its size from a
ready string in bare Flask. Times are medians in milliseconds and only mean something beside each other.
"""

import sys
import time
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event, text

from changeportal.data.session import db
from tests.bench.papers import Paper, papers
from tests.bench.timing import median
from tests.support.client import Judge
from tests.support.database import REFERENCE, Servers, test_servers

SIZES = (1_000, 10_000, 100_000)
PLUMBING = ("BEGIN", "SET", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "SHOW")
PAGES = (
    ("list", "/proposals"),
    ("list, stage and directorate", "/proposals?stage=business_case&directorate=resources"),
    ("search, a word", "/proposals?q=letters"),
    ("search, a reference", "/proposals?q=CP-2026-200077"),
    ("proposal", "/proposals/CP-2026-200077"),
    ("tracker", "/savings"),
    ("gap", "/mtfs"),
    ("figure", "/mtfs/figures/HRA/pipeline_approval/2027"),
    ("your work", "/"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A page at one size: median, its floor, statements, bytes."""

    page: float
    floor: float
    statements: int
    size: int


class Heard:
    """The statements that a page runs."""

    def __init__(self, engine: Engine) -> None:
        self.found: list[tuple[str, Any]] = []
        event.listen(engine, "before_cursor_execute", self._hear)

    def _hear(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        if not statement.lstrip().upper().startswith(PLUMBING) and not many:
            self.found.append((statement, parameters))


def measure(app: Flask, person: Judge, heard: Heard, path: str) -> Measured:
    """One page."""
    person.http.get(path)
    heard.found.clear()
    answer = person.http.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    asked = list(heard.found)
    page = median(lambda: person.http.get(path))
    return Measured(page, _floor(app, asked, answer.text), len(asked), len(answer.data))


def _floor(app: Flask, asked: list[tuple[str, Any]], page: str) -> float:
    bare = Flask("floor")
    bare.add_url_rule("/", "page", lambda: page)
    client = bare.test_client()
    reads = [one for one in asked if one[0].lstrip().upper().startswith(("SELECT", "WITH"))]
    with app.app_context(), db.engine.connect() as connection:
        raw = connection.connection.driver_connection

        def once() -> None:
            with raw.cursor() as cursor:
                for statement, parameters in reads:
                    cursor.execute(statement, parameters)
                    cursor.fetchall()
            raw.rollback()
            client.get("/")

        return median(once)


def database(servers: Servers, size: int) -> Flask:
    """An example year with so many proposals more."""
    name = f"bench_{size}"
    servers.sql(f"CREATE DATABASE {name} TEMPLATE {REFERENCE}")
    app = servers.app(name)
    start = time.perf_counter()
    result = app.test_cli_runner().invoke(args=["demo", "load", "--scale", str(size)])
    assert result.exit_code == 0, f"{result.output} {result.exception}"
    servers.sql("ANALYZE", name)
    print(f"{size:>7,} proposals made in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return app


def main() -> None:
    """Measure and print the table."""
    sizes = tuple(int(word) for word in sys.argv[1:]) or SIZES
    found: dict[tuple[str, int], Measured] = {}
    with test_servers() as servers:
        for size in sizes:
            app = database(servers, size)
            with app.app_context():
                heard = Heard(db.engine)
            person = Judge(app).sign_in("change-lead")
            for name, path in PAGES:
                found[name, size] = measure(app, person, heard, path)
            check(app)
            servers.release(app)
        made = papers(servers)
    report(found, sizes)
    report_papers(made)


def check(app: Flask) -> None:
    """What was made by COPY agrees with itself."""
    with app.app_context():
        stray = db.session.execute(
            text(
                "SELECT count(*) FROM proposal p WHERE NOT EXISTS (SELECT 1 FROM proposal_event e WHERE e.proposal_id = p.id)"
            )
        ).scalar_one()
        assert stray == 0


def report(found: dict[tuple[str, int], Measured], sizes: tuple[int, ...]) -> None:
    """A line for each page and size: against the floor, and against the smallest size."""
    print(f"{'page':<30}{'proposals':>10}{'ms':>8}{'floor':>8}{'× floor':>9}{'× smallest':>12}{'SQL':>5}{'KB':>6}")
    for (name, size), one in found.items():
        least = found[name, sizes[0]].page
        print(
            f"{name:<30}{size:>10,}{one.page:>8.1f}{one.floor:>8.1f}{one.page / one.floor:>9.1f}"
            f"{one.page / least:>12.2f}{one.statements:>5}{one.size / 1024:>6.0f}"
        )


def report_papers(made: list[Paper]) -> None:
    """A line for each paper."""
    print(f"\n{'paper':<40}{'ms':>8}{'size':>12}")
    for one in made:
        print(f"{one.name:<40}{one.ms:>8.0f}{one.size:>12}")


if __name__ == "__main__":
    main()
