"""A line's year by months: it becomes their sum, the grid cannot contradict it, and the frozen case carries it."""

import json

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from changeportal.services.case_document import preferred_lines
from tests.integration.cases.test_gateway_two import written as whole_case
from tests.support.client import Judge
from tests.support.journey import People, taken_on, with_lines, with_option

MONTHS = {"2026-04-01": "100", "2026-05-01": "0.01", "2027-03-01": "899.99"}


def written(app: Flask, signed_in: People) -> tuple[str, Judge, str, str]:
    """A case with its lines, its author, the option and the id of the saving."""
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    option = with_option(app, author, ref)
    return ref, author, option, with_lines(app, author, ref, option)["Postage"]


def by_months(ref: str, line: str, year: int = 2026) -> str:
    return f"/proposals/{ref}/money/lines/{line}/months/{year}"


def sent(line: str) -> dict[str, str]:
    return {f"m-{line}-{month}": amount for month, amount in MONTHS.items()}


def held(app: Flask) -> tuple[list[int], int | None]:
    """The months and the year, in pence."""
    with app.app_context():
        months = db.session.execute(text("SELECT pence FROM profile_month ORDER BY month")).scalars().all()
        year = db.session.execute(text("SELECT pence FROM profile_amount WHERE year = 2026")).scalar()
        return [int(one) for one in months], year


def test_a_year_becomes_the_sum_of_its_months_and_gives_them_back(app: Flask, signed_in: People) -> None:
    ref, author, option, line = written(app, signed_in)
    author.send(by_months(ref, line), sent(line))
    months, year = held(app)
    assert (len(months), months[0], months[1], months[2], months[11], year) == (12, 10_000, 1, 0, 89_999, 100_000)
    assert "2026/27 by months" in author.page(f"/proposals/{ref}/money?option={option}").get_text()
    author.send(by_months(ref, line), dict.fromkeys(sent(line), ""))
    assert held(app) == ([], 100_000)


def test_the_grid_and_a_paste_cannot_contradict_the_months(app: Flask, signed_in: People) -> None:
    ref, author, option, line = written(app, signed_in)
    author.send(by_months(ref, line), sent(line))
    grid = f"/proposals/{ref}/money?option={option}"
    refused = author.send(grid, {f"v-{line}-2026": "1,001", f"v-{line}-2027": "77"}, status=422).text
    assert "Postage, 2026/27 is given by months" in refused
    assert 'value="1,001"' in refused
    assert 'value="77"' in refused
    block = {"block": "\t2026/27\nPostage\t5", "then": "use", "unit": "pounds"}
    assert "given by months" in author.send(f"/proposals/{ref}/money/paste?option={option}", block, status=422).text
    author.send(grid, {f"v-{line}-2026": "1,000", f"v-{line}-2027": "77"})
    assert held(app)[1] == 100_000


def test_a_bad_month_is_named_and_nothing_is_lost(app: Flask, signed_in: People) -> None:
    ref, author, _option, line = written(app, signed_in)
    page = author.send(by_months(ref, line), {**sent(line), f"m-{line}-2026-06-01": "TBC"}, status=422).text
    assert "Postage, June 2026" in page
    assert 'value="899.99"' in page
    below = author.send(by_months(ref, line), {**sent(line), f"m-{line}-2026-06-01": "-5"}, status=422).text
    assert "June 2026 must be £0 or more" in below
    assert held(app)[0] == []


def test_only_the_first_two_years_and_only_writers(app: Flask, signed_in: People) -> None:
    ref, author, _option, line = written(app, signed_in)
    author.page(by_months(ref, line, 2027))
    author.page(by_months(ref, line, 2028), status=404)
    reader = signed_in("viewer")
    reader.page(by_months(ref, line))
    token = reader.hidden(reader.page("/ideas/new/name"), "/ideas/new/name")
    assert reader.http.post(by_months(ref, line), data={**token, **sent(line), "version": "0"}).status_code == 403
    with app.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true"))
        db.session.commit()
    assert reader.http.get(by_months(ref, line)).status_code == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE profile_amount SET pence = pence + 1 WHERE year = 2026",
        "DELETE FROM profile_amount WHERE year = 2026",
        "UPDATE profile_month SET pence = pence + 1 WHERE month = '2026-06-01'",
        "DELETE FROM profile_month WHERE month = '2026-04-01'",
    ],
)
def test_the_database_keeps_months_and_year_together(app: Flask, signed_in: People, statement: str) -> None:
    ref, author, _option, line = written(app, signed_in)
    author.send(by_months(ref, line), sent(line))
    with app.app_context():
        db.session.execute(text(statement))
        with pytest.raises(DBAPIError, match="do not add up"):
            db.session.commit()


def test_the_frozen_case_carries_the_months(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    whole_case(app, author, ref)
    with app.app_context():
        line = str(db.session.execute(text("SELECT id FROM profile_line WHERE title = 'Postage'")).scalar_one())
    author.send(by_months(ref, line), sent(line))
    author.send(f"/proposals/{ref}/submit", {})
    with app.app_context():
        frozen = db.session.execute(text("SELECT document FROM case_version ORDER BY n DESC LIMIT 1")).scalar_one()
    found = next(one for one in preferred_lines(json.loads(frozen)) if one["id"] == line)
    assert found["amounts"]["2026"] == 100_000
    assert (found["months"]["2026-05-01"], sum(found["months"].values())) == (1, 100_000)
