"""The results of the appraisal on the pages: a published example typed through the screens gives its published figure."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from changeportal.data import appraisal_rows
from changeportal.data.session import db
from tests.integration.cases.test_gateway_two import written
from tests.support.answers import SAVING
from tests.support.client import Judge, at
from tests.support.journey import COST, People, taken_on, with_lines, with_option


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
    rows = {at(row, "th").get_text(): row.get_text("|") for row in table.select("tbody tr")}
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


def years_shown(author: Judge, ref: str, option: str, first: int, years: int) -> None:
    author.send(f"/proposals/{ref}/money/years?option={option}", {"first_year": str(first), "years": str(years)})


def pasted(author: Judge, ref: str, option: str, first: int, rows: dict[str, str]) -> None:
    """Amounts in £000 through the paste page, by name of line."""
    years = len(next(iter(rows.values())).split())
    heads = "\t".join(f"{year}/{(year + 1) % 100:02d}" for year in range(first, first + years))
    lines = [f"{name}\t" + "\t".join(amounts.split()) for name, amounts in rows.items()]
    block = {"block": "\n".join([f"Line\t{heads}", *lines]), "then": "use", "unit": "thousands"}
    author.send(f"/proposals/{ref}/money/paste?option={option}", block)


def whole_pounds(text_of_cell: str) -> int:
    return int(text_of_cell.replace("£", "").replace(",", "").replace("−", "-"))


def column(page: BeautifulSoup, name: str) -> list[int]:
    """A column of the table by years, in whole pounds."""
    table = page.select_one("table:has(#years-caption)")
    assert table
    place = [head.get_text(strip=True) for head in table.select("thead th")].index(name)
    return [whole_pounds(row.select("th, td")[place].get_text(strip=True)) for row in table.select("tbody tr")]


def test_bicester_typed_through_the_screens(app: Flask, signed_in: People) -> None:
    """Home Office, Bicester accommodation centre, appendix four: net costs by year and their present values, £000.

    The source multiplies by factors of four places, so that a year can differ by 1 in its last place.
    """
    printed = [0, 4785, 27773, 34371, 13058, 12617, 12190, 11778, 11380, 10994, 10623, 10263, 9917, 9581, 0]
    ref, author, option, _lines = full(app, signed_in)
    years_shown(author, ref, option, 2026, 15)
    author.send(f"/proposals/{ref}/case/appraisal", answers(years="15"))
    spent = "0 4952 29751 38109" + " 14985" * 10 + " 0"
    pasted(author, ref, option, 2026, {COST["title"]: spent})
    page = author.page(f"/proposals/{ref}/results/{option}")
    found = [-pounds for pounds in column(page, "Present value")]
    for ours, theirs in zip(found, printed, strict=True):
        assert abs(ours - theirs * 1000) <= 1500
    agree = sum(abs(ours - theirs * 1000) <= 500 for ours, theirs in zip(found, printed, strict=True))
    assert agree == 11
    worth = page.get_text(" ")
    # what is printed adds up to 179,330 with those roundings; exact factors give 179,333.6
    assert "−£179,333,559" in worth
    assert "None: no rate makes these flows worth nought" in worth


def test_the_isle_of_wight_typed_through_the_screens(app: Flask, signed_in: People) -> None:
    """Executive of 20 April 2005, paper D1, appendix 2: borrowing under the Prudential Code, £ million."""
    printed = ["0.993", "4.286", "7.531", "10.732", "13.892", "16.091"]
    owed = ["33.084", "65.672", "97.804", "129.520", "160.858", "161.019"]
    ref, author, option, _lines = full(app, signed_in)
    path = f"/proposals/{ref}/case/appraisal"
    said = answers(years="6", prices="cash", repaid="reducing_balance", share="", interest="6")
    refused = author.send(path, said, status=422)
    assert 'href="#repaid"' in refused.text
    assert "Enter which share of what is owed is repaid each year" in refused.text
    assert 'href="#share"' in author.send(path, {**said, "share": "a lot"}, status=422).text
    author.send(path, {**said, "share": "4"})
    building = {**COST, "title": "Building", "cost_kind": "capital"}
    author.send(f"/proposals/{ref}/money/lines/new?option={option}", building)
    years_shown(author, ref, option, 2026, 6)
    pasted(author, ref, option, 2026, {"Building": "33084 33911 34759 35628 36519 6595"})
    page = author.page(f"/proposals/{ref}/results/{option}")
    table = page.select_one("table:has(#financing-caption)")
    assert table
    cells = [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in table.select("tbody tr")]
    assert [millions(row[3]) for row in cells] == printed
    assert [millions(row[4]) for row in cells] == owed
    words = " ".join(page.get_text(" ").split())
    assert "4% of what is owed each year" in words
    assert "Interest on what is borrowed 6% The council’s own: 4.8%" in words


def millions(cell: str) -> str:
    """£ million to three places, half up, from whole pounds."""
    return f"{Decimal(whole_pounds(cell)).scaleb(-6).quantize(Decimal('0.001'), ROUND_HALF_UP)}"


def test_two_options_of_the_northern_ireland_guide_side_by_side(app: Flask, signed_in: People) -> None:
    """Practical guide to the Green Book, A4.6: option A 100 and 35 a year, option B 75 and 47 a year, £000."""
    ref, author, option, _lines = full(app, signed_in)
    author.send(f"/proposals/{ref}/case/appraisal", answers(years="5"))
    with app.app_context():
        least = str(db.session.execute(text("SELECT id FROM case_option WHERE kind = 'do_minimum'")).scalar_one())
    author.send(f"/proposals/{ref}/money/lines/new?option={least}", COST)
    pasted(author, ref, option, 2026, {COST["title"]: "100 35 35 35 35"})
    pasted(author, ref, least, 2026, {COST["title"]: "75 47 47 47 47"})
    for which, printed in ((option, ("33.8", "32.7", "31.6", "30.5")), (least, ("45.4", "43.9", "42.4", "41.0"))):
        found = column(author.page(f"/proposals/{ref}/results/{which}"), "Present value")[1:]
        assert [f"{round(-pounds / 100) / 10:.1f}" for pounds in found] == list(printed)
    table = author.page(f"/proposals/{ref}/results").select_one("table:has(#results-caption)")
    assert table
    for words in table.select("a .govuk-visually-hidden"):
        words.decompose()
    worth = next(
        row.get_text("|", strip=True) for row in table.select("tbody tr") if "Net present value" in row.get_text()
    )
    # printed: 228.6; and 247.7, which is the sum of rounded years (exact 247.635)
    assert worth == "Net present value|−£247,635|−£228,558"


def test_a_horizon_out_of_range_is_refused_at_its_field(app: Flask, signed_in: People) -> None:
    ref, author, _option, _lines = full(app, signed_in)
    for years in ("1", "61", "ten"):
        page = author.send(f"/proposals/{ref}/case/appraisal", answers(years=years), status=422)
        assert 'href="#years"' in page.text
        assert f'value="{years}"' in page.text
    with app.app_context():
        assert not db.session.execute(text("SELECT 1 FROM case_section WHERE body ->> 'years' <> ''")).all()


RISK = {
    "title": "Late",
    "cause": "few people",
    "effect": "later",
    "mitigation": "dates",
    "likelihood": "5",
    "impact": "5",
}


def test_risks_in_money_go_into_the_worth_and_scores_do_not(app: Flask, signed_in: People) -> None:
    ref, author, option, _lines = full(app, signed_in)
    risks, opened = f"/proposals/{ref}/case/risks/new", f"/proposals/{ref}/results/{option}"
    author.send(risks, RISK)
    assert "No risk says what it would cost" in author.page(opened).get_text()
    money = {"probability": "50", "low_pence": "1,000", "money_pence": "2,000", "high_pence": "6,000"}
    for field, wrong in (("probability", "100"), ("low_pence", "2,001"), ("high_pence", "")):
        refused = author.send(risks, {**RISK, **money, field: wrong}, status=422)
        assert "There is a problem" in refused.text
        assert "few people" in refused.text
    author.send(risks, {**RISK, **money})
    page = author.page(opened).get_text(" ")
    # half of (1,000 + 2,000 + 6,000) / 3
    assert "Expected cost of the risks £1,500" in " ".join(page.split())
    assert "9 in 10 chance of at least −£" in page
    assert "Simulated" not in page
    drawn = " ".join(author.page(f"{opened}?seed=7").get_text(" ").split())
    assert "Simulated with 10,000 draws and the seed 7" in drawn
    assert drawn == " ".join(author.page(f"{opened}?seed=7").get_text(" ").split())
    author.page(f"{opened}?seed=x")


def test_the_database_takes_no_half_of_a_risk(app: Flask, signed_in: People) -> None:
    ref, author, _option, _lines = full(app, signed_in)
    author.send(f"/proposals/{ref}/case/risks/new", RISK)
    for change in (
        "probability = 50",
        "probability = 100, low_pence = 1, money_pence = 2, high_pence = 3",
        "probability = 50, low_pence = 3, money_pence = 2, high_pence = 4",
        "probability = 50, low_pence = 1, high_pence = 4",
    ):
        with app.app_context(), pytest.raises(IntegrityError):
            db.session.execute(text(f"UPDATE risk SET {change}"))


def test_year_0_stays_once_the_case_is_put_in(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author, april = signed_in("author"), date(2027, 4, 2)
    written(app, author, ref)
    with app.app_context():
        proposal = db.session.execute(text("SELECT id FROM proposal")).scalar_one()
        assert appraisal_rows.year_0(db.session, proposal, april) == 2027
    author.send(f"/proposals/{ref}/submit", {})
    with app.app_context():
        assert appraisal_rows.year_0(db.session, proposal, april) == 2026
