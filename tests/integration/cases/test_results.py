"""The results of the appraisal on the pages: a published example typed through the screens gives its published figure."""

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.support.client import Judge
from tests.support.journey import COST, SAVING, People, taken_on, with_lines, with_option


def full(app: Flask, signed_in: People) -> tuple[str, Judge, str, dict[str, str]]:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    with app.app_context():
        db.session.execute(text("UPDATE proposal SET route = 'full'"))
        db.session.commit()
    option = with_option(app, author, ref)
    return ref, author, option, with_lines(app, author, ref, option)


def answers(**more: str) -> dict[str, str]:
    said = {
        "years": "11",
        "prices": "real",
        "bias": "none",
        "managed": "0",
        "optimism": "0",
        "life": "0",
        "why": "Box 15",
    }
    return {**said, "complete": "yes", **more}


def test_box_15_typed_through_the_screens(app: Flask, signed_in: People) -> None:
    ref, author, option, lines = full(app, signed_in)
    author.send(f"/proposals/{ref}/case/appraisal", answers())
    block = "Line\t" + "\t".join(f"{year}/{year % 100 + 1}" for year in range(2026, 2031))
    block += f"\n{COST['title']}\t1000000\t0\t0\t0\t0\n{SAVING['title']}\t0" + "\t150000" * 4
    author.send(f"/proposals/{ref}/money/paste?option={option}", {"block": block, "then": "use", "unit": "pounds"})
    assert lines
    page = author.page(f"/proposals/{ref}/results")
    table = page.select_one("table:has(#results-caption)")
    assert table
    rows = {row.select_one("th").get_text(): row.get_text("|") for row in table.select("tbody tr")}  # type: ignore[union-attr]
    assert "£247,491" in rows["Net present value"]
    assert "6 years 8 months" in rows["Pays for itself after"]
    one = author.page(f"/proposals/{ref}/results/{option}").get_text(" ")
    assert "The case fails if benefits fall by 19.8%." in one
    assert "0.9662" in one
    assert "Benefits 12 months late" in one


def test_assumptions_change_the_result_and_bad_ones_are_named(app: Flask, signed_in: People) -> None:
    ref, author, option, lines = full(app, signed_in)
    author.send(f"/proposals/{ref}/money?option={option}", {f"v-{lines['Postage']}-2027": "1,000"})
    bad = author.send(f"/proposals/{ref}/case/appraisal", answers(optimism="120"), status=422)
    assert "must be between 0 and 100" in bad.text
    author.send(f"/proposals/{ref}/case/appraisal", answers(optimism="50", years="2"))
    page = author.page(f"/proposals/{ref}/results/{option}").get_text(" ")
    assert "£500" in page
    assert "50.0%" in page


def test_a_stranger_to_a_restricted_case_sees_no_results(app: Flask, signed_in: People) -> None:
    ref, _author, option, _lines = full(app, signed_in)
    with app.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true"))
        db.session.commit()
    viewer = signed_in("viewer")
    for path in (f"/proposals/{ref}/results", f"/proposals/{ref}/results/{option}"):
        assert viewer.http.get(path).status_code == 404
