"""What a line says beyond its amounts, through the pages: its range, gross to net, weights; in versions and papers too."""

import io
import json

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from changeportal.data.session import db
from tests.integration.cases.test_gateway_two import written
from tests.integration.cases.test_papers import fetched, word_text
from tests.integration.cases.test_results import answers, full, pasted
from tests.integration.cases.test_returned import done, returned, words
from tests.support.answers import SAVING
from tests.support.client import Judge
from tests.support.journey import COST, People, taken_on
from tests.support.pdf_reader import text_of

NET = {"deadweight": "20", "net_reason": "The pilot of 2025"}
RANGE = {"range_low": "10", "range_high": "20", "range_reason": "A quote from 2024"}


def terms(ref: str, line: str) -> str:
    return f"/proposals/{ref}/money/lines/{line}/terms"


def figures(page: BeautifulSoup) -> dict[str, str]:
    """The figures of an opened option, by name."""
    rows = page.select("#figures > div")
    found = [(row.select_one("dt"), row.select_one("dd > strong")) for row in rows]
    return {key.get_text(strip=True): value.get_text(strip=True) for key, value in found if key and value}


def thousand(app: Flask, signed_in: People) -> tuple[str, Judge, str, dict[str, str]]:
    """A saving of £103,500 a year after year 0, which is £100,000 at 3.5%, for a cost of £50,000."""
    ref, author, option, lines = full(app, signed_in)
    author.send(f"/proposals/{ref}/case/appraisal", answers(years="2"))
    pasted(author, ref, option, 2026, {COST["title"]: "50 0", SAVING["title"]: "0 103.5"})
    return ref, author, option, lines


def test_gross_and_net_with_the_trail(app: Flask, signed_in: People) -> None:
    ref, author, option, lines = thousand(app, signed_in)
    author.send(terms(ref, lines["Postage"]), NET)
    page = author.page(f"/proposals/{ref}/results/{option}")
    found = figures(page)
    assert found["Present value of benefits, gross"] == "£100,000"
    assert found["Present value of benefits"] == "£80,000"
    assert found["Net present value"] == "£30,000"
    assert "£100,000 − £20,000 taken off" in page.get_text()
    line = next(row for row in page.select("table:has(#lines-caption) tbody tr") if "Postage" in row.get_text())
    assert [cell.get_text(" ", strip=True) for cell in line.select("td")] == [
        "Saving",
        "£103,500",
        "£100,000",
        "None",
        "20% would have happened anyway The pilot of 2025",
        "£80,000",
        "None",
        "£80,000",
    ]
    assert "Benefits gross: all of them down to the proposal" in page.get_text()
    effect = page.select_one("table:has(#cumulative-caption) tbody tr")
    assert effect
    assert effect.get_text("|", strip=True) == "GF|+£50,000|−£103,500"


def test_weights_stand_beside(app: Flask, signed_in: People) -> None:
    """Half the middle income counts 2.4622888267 times: 246,229 less 50,000."""
    ref, author, option, lines = thousand(app, signed_in)
    opened = f"/proposals/{ref}/results/{option}"
    author.send(terms(ref, lines["Postage"]), {"group_income_pence": "16,000", "net_reason": "Census"})
    assert figures(author.page(opened))["Net present value, weighted by who gains"].startswith("Not weighted")
    author.send(f"/proposals/{ref}/case/appraisal", answers(years="2", median_income="32,000"))
    found = figures(author.page(opened))
    assert found["Net present value, weighted by who gains"] == "£196,229"
    assert found["Net present value"] == "£50,000"
    bad = author.send(f"/proposals/{ref}/case/appraisal", answers(median_income="plenty"), status=422)
    assert 'href="#median_income"' in bad.text


def test_ranges_on_the_page_side_by_side_and_in_the_tornado(app: Flask, signed_in: People) -> None:
    """The cost may be £45,000 to £60,000: nine chances in ten of losing no more than £5,663 of £50,000."""
    ref, author, option, lines = thousand(app, signed_in)
    author.send(terms(ref, lines["Set-up"]), RANGE)
    page = author.page(f"/proposals/{ref}/results/{option}")
    found = figures(page)
    assert found["9 in 10 chance of at least"] == "£44,337"
    told = " ".join(page.get_text(" ").split())
    assert "‘Set-up’ 20% higher, its own range £40,000 −£10,000" in told
    assert "‘Set-up’ 10% lower, its own range £55,000 £5,000" in told
    assert "10% lower to 20% higher A quote from 2024 £45,000 £50,000 £60,000" in told
    drawn = author.page(f"/proposals/{ref}/results/{option}?seed=7").get_text(" ")
    assert "Simulated with 10,000 draws and the seed 7" in " ".join(drawn.split())
    table = author.page(f"/proposals/{ref}/results").select_one("table:has(#results-caption)")
    assert table
    row = next(row for row in table.select("tbody tr") if "9 in 10 chance of at least" in row.get_text())
    assert "£44,337" in row.get_text()


def test_every_figure_side_by_side_opens_to_its_rule_and_to_the_table_behind_it(app: Flask, signed_in: People) -> None:
    ref, author, option, lines = thousand(app, signed_in)
    author.send(terms(ref, lines["Set-up"]), RANGE)
    table = author.page(f"/proposals/{ref}/results").select_one("table:has(#results-caption)")
    assert table
    cells = table.select("tbody td")
    assert all(cell.select_one("a[href]") for cell in cells)
    page = author.page(f"/proposals/{ref}/results/{option}")
    codes = {
        str(one["href"]).partition("#")[2] for cell in cells for one in cell.select("a") if option in str(one["href"])
    }
    assert len(codes) == len(table.select("tbody tr"))
    for code in codes:
        rule = page.select_one(f"#{code} .app-note")
        assert rule, code
        assert rule.get_text(strip=True), code
    for link in page.select("#figures a"):
        assert page.select_one(str(link["href"])), link


@pytest.mark.parametrize(
    ("said", "message", "field"),
    [
        ({"range_low": "10"}, "Enter how much higher it could be", "range_high"),
        ({**RANGE, "range_reason": ""}, "Say why it could be that much lower or higher", "range_reason"),
        ({"leakage": "101", "net_reason": "x"}, "must be between 0 and 100", "leakage"),
        ({"leakage": "10"}, "Say how you know", "net_reason"),
        (
            {"group_income_pence": "lots", "net_reason": "x"},
            "What the households that gain have in a year:",
            "group_income_pence",
        ),
    ],
)
def test_a_refusal_names_the_field_and_loses_nothing(
    app: Flask, signed_in: People, said: dict[str, str], message: str, field: str
) -> None:
    ref, author, _option, lines = full(app, signed_in)
    page = author.send(terms(ref, lines["Postage"]), {"drop_off": "7", **said}, status=422).text
    assert message in page
    assert f'href="#{field}"' in page
    assert 'value="7"' in page


def test_a_cost_is_asked_for_its_range_alone_and_a_benefit_stays_one(app: Flask, signed_in: People) -> None:
    ref, author, option, lines = full(app, signed_in)
    assert not author.page(terms(ref, lines["Set-up"])).select_one("#deadweight")
    author.send(terms(ref, lines["Postage"]), NET)
    path = f"/proposals/{ref}/money/lines/{lines['Postage']}"
    page = author.send(path, {**COST, "title": "Postage"}, status=422).text
    assert "Take that away first" in page
    author.send(terms(ref, lines["Postage"]), {"deadweight": "", "net_reason": ""})
    author.send(path, {**COST, "title": "Postage"})
    assert option


def test_a_second_save_is_held_against_the_first_and_nothing_is_lost(app: Flask, signed_in: People) -> None:
    ref, author, _option, lines = full(app, signed_in)
    path, other = terms(ref, lines["Set-up"]), signed_in("author")
    hidden = author.hidden(author.page(path), path)
    other.send(path, RANGE)
    late = author.http.post(path, data={**hidden, **RANGE, "range_high": "99"})
    assert late.status_code == 409
    assert "Someone changed this line while you were working" in late.text
    assert 'value="99"' in late.text
    author.http.post(path, data={**author.hidden_of(late.text), **hidden, **RANGE, "range_high": "99", "version": "2"})
    with app.app_context():
        assert db.session.execute(text("SELECT range_high FROM profile_line WHERE title = 'Set-up'")).scalar_one() == 99


def test_rights(app: Flask, signed_in: People) -> None:
    ref, author, _option, lines = full(app, signed_in)
    path = terms(ref, lines["Postage"])
    author.send(path, NET)
    viewer = signed_in("viewer")
    page = viewer.page(path)
    assert not page.select_one("#deadweight")
    assert "20% would have happened anyway" in page.get_text()
    sent = viewer.http.post(path, data={**author.hidden(author.page(path), path), **NET})
    assert sent.status_code in {400, 403}
    with app.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true"))
        db.session.commit()
    assert viewer.http.get(path).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        "range_low = 10",
        "range_low = 10, range_high = 10",
        "range_low = 101, range_high = 0, range_reason = 'x'",
        "range_low = 0, range_high = 0, range_reason = 'x'",
        "deadweight = 101, net_reason = 'x'",
        "deadweight = 10",
        "net_reason = 'x'",
        "group_income_pence = 0, net_reason = 'x'",
        "group_income_pence = 5",
    ],
)
def test_the_database_takes_no_half_of_it(app: Flask, signed_in: People, change: str) -> None:
    full(app, signed_in)
    with app.app_context(), pytest.raises(IntegrityError):
        db.session.execute(text(f"UPDATE profile_line SET {change} WHERE kind = 'saving'"))


def test_the_database_takes_no_share_of_a_cost(app: Flask, signed_in: People) -> None:
    full(app, signed_in)
    with app.app_context(), pytest.raises(IntegrityError, match="net_is_of_a_benefit"):
        db.session.execute(text("UPDATE profile_line SET deadweight = 10, net_reason = 'x' WHERE kind = 'cost'"))


def lines_of(app: Flask) -> dict[str, str]:
    with app.app_context():
        return {row[0]: str(row[1]) for row in db.session.execute(text("SELECT title, id FROM profile_line"))}


def test_versions_hold_compare_and_print_them(app: Flask, signed_in: People) -> None:
    ref, author = returned(app, signed_in), signed_in("author")
    lines = lines_of(app)
    author.send(terms(ref, lines["Postage"]), {**NET, **RANGE})
    months = f"/proposals/{ref}/money/lines/{lines['Postage']}/months/2027"
    boxes = {f"m-{lines['Postage']}-{year}-{month:02d}-01": "0" for year, month in [(2027, m) for m in range(4, 13)]}
    boxes |= {f"m-{lines['Postage']}-2028-{month:02d}-01": "16,000" for month in (1, 2, 3)}
    author.send(months, boxes)
    done(author, ref)
    author.send(f"/proposals/{ref}/submit", {})
    with app.app_context():
        held = json.loads(db.session.execute(text("SELECT document FROM case_version WHERE n = 3")).scalar_one())
    line = next(one for option in held["options"] for one in option["lines"] if one["title"] == "Postage")
    assert (line["deadweight"], line["range_low"], line["months"]["2028-03-01"]) == (20, 10, 1_600_000)
    worth = next(one for one in held["appraisal"]["options"] if one["preferred"])
    assert worth["pv_gross"] != worth["pv_benefits"]
    assert worth["npv_low"]
    changed = words(author, f"/proposals/{ref}/v/compare?from=2&to=3")
    assert "April 2027 £4,000 £0 −£4,000" in changed
    assert "January 2028 £4,000 £16,000 +£12,000" in changed
    assert "Range Nothing 10% lower to 20% higher" in changed
    assert "Taken off and added Nothing 20% would have happened anyway" in changed
    page = words(author, f"/proposals/{ref}/v/3")
    for wanted in ("10% lower to 20% higher", "Present value of benefits, gross", "9 in 10 chance of at least"):
        assert wanted in page
        assert wanted in " ".join(text_of(fetched(author, f"/proposals/{ref}/v/3/case.pdf")).split())
        assert wanted in word_text(fetched(author, f"/proposals/{ref}/v/3/case.docx"))
    assert "Not worked out then" not in page
    book = load_workbook(io.BytesIO(fetched(author, f"/proposals/{ref}/v/3/money.xlsx")))
    cells = [cell.value for row in book["Ranges and net benefits"].iter_rows() for cell in row if cell.value]
    assert "10% lower to 20% higher. A quote from 2024" in cells
    assert "20% would have happened anyway. The pilot of 2025" in cells
    heads = [cell.value for cell in book["What they are worth"][3]]
    assert "Present value of benefits, gross (£)" in heads


def test_a_version_without_terms_reads_as_before(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    written(app, author, ref)
    author.send(f"/proposals/{ref}/submit", {})
    with app.app_context():
        held = json.loads(db.session.execute(text("SELECT document FROM case_version WHERE n = 2")).scalar_one())
    assert not {"deadweight", "range_low", "net_reason"} & set(held["options"][1]["lines"][0])
    assert "Ranges and net benefits" not in words(author, f"/proposals/{ref}/v/2")
