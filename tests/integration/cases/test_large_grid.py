"""Large cases: the grid in pages by group, saved one page at a time, and twelve statements at most."""

import re
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from changeportal.data.session import db
from tests.support.client import Judge
from tests.support.journey import People, taken_on, with_option

MADE = """
INSERT INTO profile_line (id, option_id, proposal_id, position, kind, title, saving_class, cost_kind, fund_code)
SELECT gen_random_uuid(), o.id, o.proposal_id, n, CASE WHEN n % 2 = 0 THEN 'saving' ELSE 'cost' END, 'Line ' || n,
       CASE WHEN n % 2 = 0 THEN 'cash_releasing' END, CASE WHEN n % 2 = 1 THEN 'running' END, 'GF'
FROM case_option o, generate_series(1, :lines) n WHERE o.kind = 'other'
"""
FILLED = """
INSERT INTO profile_amount (line_id, year, pence)
SELECT l.id, y, 100 * l.position FROM profile_line l, generate_series(2026, 2025 + :years) y
"""
MOST = 12
PLUMBING = ("BEGIN", "SET", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def large(app: Flask, signed_in: People, lines: int, years: int) -> tuple[str, Judge, str]:
    """A case with so many lines and years, all filled in."""
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    option = with_option(app, author, ref)
    author.send(f"/proposals/{ref}/money/years?option={option}", {"first_year": "2026", "years": str(years)})
    with app.app_context():
        db.session.execute(text(MADE), {"lines": lines})
        db.session.execute(text(FILLED), {"years": years})
        db.session.commit()
    return ref, author, option


def everything(app: Flask) -> dict[tuple[str, int], int]:
    with app.app_context():
        rows = db.session.execute(
            text("SELECT l.title, a.year, a.pence FROM profile_amount a JOIN profile_line l ON l.id = a.line_id")
        )
        return {(row.title, row.year): row.pence for row in rows}


def statements(app: Flask, person: Judge, path: str) -> int:
    """How many a page asks, beside signing in and the session."""
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        own = ("web_session", "FROM role_grant")
        if not statement.lstrip().upper().startswith(PLUMBING) and not any(one in statement for one in own):
            heard.append(statement)

    person.page(path)
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", hear)
        person.page(path)
        event.remove(db.engine, "before_cursor_execute", hear)
    return len([one for one in heard if "FROM person" not in one[:120]])


@pytest.mark.parametrize(("lines", "years", "pages"), [(12, 30, 4), (200, 5, 8)])
def test_a_large_grid_is_split_and_a_page_saves_its_own_boxes_alone(
    app: Flask, signed_in: People, lines: int, years: int, pages: int
) -> None:
    ref, author, option = large(app, signed_in, lines, years)
    path = f"/proposals/{ref}/money?option={option}"
    before = everything(app)
    seen: list[str] = []
    for number in range(1, pages + 1):
        page = author.page(f"{path}&part={number}")
        boxes = page.select("input[data-grid-box]")
        assert 0 < len(boxes) <= 150
        seen += [str(box["name"]) for box in boxes]
    assert len(seen) == len(set(seen)) == lines * years
    author.page(f"{path}&part={pages + 1}", status=404)
    boxes = author.page(f"{path}&part=2").select("input[data-grid-box]")
    typed = {str(box["name"]): str(box["value"]) for box in boxes} | {str(boxes[0]["name"]): "9,999"}
    done = author.send(f"{path}&part=2", typed)
    assert done.location.endswith(f"option={option}&part=2")
    after = everything(app)
    changed = {place: pence for place, pence in after.items() if before[place] != pence}
    assert list(changed.values()) == [999_900]
    assert before.keys() == after.keys()


def test_the_whole_grid_is_added_up_under_each_page(app: Flask, signed_in: People) -> None:
    ref, author, option = large(app, signed_in, 12, 30)
    page = author.page(f"/proposals/{ref}/money?option={option}&part=2")
    table = page.select_one("table:has(#totals-caption)")
    assert table
    rows = [row.get_text("|", strip=True) for row in table.select("tbody tr")]
    # savings are lines 2, 4 to 12 (42 pounds), costs 1, 3 to 11 (36 pounds), in each year
    assert rows[0].startswith("Savings (budget goes down)|£42|£42")
    assert rows[-1].startswith("Net saving each year|£6|£6")


def test_a_bad_box_of_a_page_keeps_what_was_typed_there(app: Flask, signed_in: People) -> None:
    ref, author, option = large(app, signed_in, 12, 30)
    path = f"/proposals/{ref}/money?option={option}&part=2"
    name = str(author.page(path).select("input[data-grid-box]")[0]["name"])
    bad = author.send(path, {name: "12 apples"}, status=422)
    assert "12 apples" in bad.text
    assert re.search(r'action="[^"]*part=2"', bad.text)


@pytest.mark.parametrize(("lines", "years"), [(12, 30), (200, 5)])
def test_the_pages_of_a_large_case_ask_little(app: Flask, signed_in: People, lines: int, years: int) -> None:
    ref, author, option = large(app, signed_in, lines, years)
    for path in ("money", "money/paste", "money/years", "results", f"results/{option}"):
        assert statements(app, author, f"/proposals/{ref}/{path}?option={option}") <= MOST, path


def test_years_stay_between_2_and_30_and_hide_no_amount(app: Flask, signed_in: People) -> None:
    ref, author, option = large(app, signed_in, 2, 5)
    path = f"/proposals/{ref}/money/years?option={option}"
    for wrong in ("1", "31", "five", ""):
        author.send(path, {"first_year": "2026", "years": wrong}, status=422)
    refused = author.send(path, {"first_year": "2027", "years": "5"}, status=422).text
    assert "There are amounts in 2026/27" in refused
    author.send(path, {"first_year": "2026", "years": "30"})
    assert "2055/56" in author.page(f"/proposals/{ref}/money?option={option}").get_text()
