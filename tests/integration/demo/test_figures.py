"""Figures of missions and of capacity open the rows that add up to them; the gap says how double counting is taken out."""

import pytest
from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from changeportal.domain.money import parse_pounds
from tests.support.client import Judge


def cells(row: object) -> list[str]:
    return [" ".join(one.get_text(" ").split()) for one in row.find_all(["th", "td"])]  # type: ignore[attr-defined]  # a tag


def pence(said: str) -> int:
    return parse_pounds(said) or 0


def test_live_proposals_of_a_mission_are_as_many_as_its_list(year: Flask) -> None:
    viewer = Judge(year).sign_in("viewer")
    rows = viewer.page("/missions").select("#missions-caption ~ tbody tr")
    assert len(rows) == 6
    for row in rows:
        link = row.select("td a")[-1]
        count = int(str(link.contents[0]))
        shown = viewer.page(str(link["href"])).select_one(".app-count")
        assert shown
        assert shown.get_text().split(" of ")[-1].split()[0] == str(count)


@pytest.mark.parametrize("restricted", [False, True])
def test_each_figure_of_a_missions_money_is_the_sum_of_its_rows(year: Flask, restricted: bool) -> None:
    viewer = Judge(year).sign_in("viewer")
    if restricted:
        with year.app_context():
            db.session.execute(
                text(
                    "UPDATE proposal SET restricted = true WHERE mission_id = (SELECT id FROM mission WHERE code = 'GH')"
                )
            )
            db.session.commit()
    links = viewer.page("/missions/greener-healthier").select("#money-caption ~ tbody a")
    assert len(links) > 4
    for link in links:
        page = viewer.page(str(link["href"]))
        rows = [cells(row) for row in page.select("#money-caption ~ tbody tr")]
        amounts = [pence(row[-1]) for row in rows]
        assert amounts[-1] == sum(amounts[:-1])
        shown = pence(str(link.contents[0]).replace("\u2212", "-")) * 1000
        assert abs(amounts[-1] - shown) <= 50_000
        assert rows[-2][0] == "Items not itemised here"
        assert (amounts[-2] == 0) is not restricted or amounts[-1] == 0


@pytest.mark.parametrize("filters", ["", "?stage=resourcing", "?yes=CP-2026-0041", "?mission=child-friendly"])
def test_each_cell_of_the_capacity_table_is_the_sum_of_its_rows(year: Flask, filters: str) -> None:
    """In hundredths of a post: commitments and each request, whole or under the filters that the cell was opened with."""
    viewer = Judge(year).sign_in("viewer")
    links = viewer.page(f"/resources/capacity{filters}").select(".app-heat__link")
    assert links
    for link in links[:24]:
        page = viewer.page(str(link["href"]))
        rows = [[round(float(one) * 100) for one in cells(row)[1:]] for row in page.select("#cell-caption ~ tbody tr")]
        for place in range(3):
            assert rows[-1][place] == sum(row[place] for row in rows[:-1]), link
        assert str(link.contents[0]) in page.select_one("main p").get_text()


def test_the_gap_says_how_double_counting_is_taken_out(year: Flask) -> None:
    """A claim on a growth line stands beside the line; claims beyond it are said, by year and by how much."""
    viewer = Judge(year).sign_in("viewer")
    page = viewer.page("/mtfs")
    assert page.find("h2", string="How double counting is taken out")
    rows = [cells(row) for row in page.select("#claims-caption ~ tbody tr")]
    with year.app_context():
        claimed = db.session.execute(
            text(
                "SELECT count(DISTINCT s.growth_line) FROM saving s JOIN contribution c ON c.saving_id = s.id WHERE "
                "s.saving_class = 'cost_avoidance' AND s.growth_line <> '' AND c.rung IS NOT NULL AND c.fund_code = 'GF'"
            )
        ).scalar_one()
    assert len(rows) >= claimed
    if not rows:
        assert "No cost avoidance claims a growth line of this fund." in page.get_text()


def test_a_claim_beyond_its_growth_line_is_said(year: Flask) -> None:
    """By hand: a saving of the General Fund is made a claim on the smallest growth line that is not nil; the page says what
    is claimed of it in each year, and by how much that goes beyond."""
    with year.app_context():
        saving, proposal = db.session.execute(
            text(
                "SELECT s.id, s.proposal_id FROM saving s JOIN contribution c ON c.saving_id = s.id WHERE c.fund_code = 'GF' "
                "AND c.rung IS NOT NULL AND c.pence < -30000000 AND s.proposal_id IS NOT NULL ORDER BY s.ref LIMIT 1"
            )
        ).one()
        code = db.session.execute(
            text(
                "SELECT l.code FROM mtfs_line l JOIN mtfs_amount a ON a.line_id = l.id JOIN mtfs_version v ON v.id = "
                "l.version_id WHERE v.state = 'published' AND l.kind IN ('inflation', 'pressure') AND l.fund_code = 'GF' "
                "AND v.published_on = (SELECT max(published_on) FROM mtfs_version) "
                "GROUP BY l.code HAVING max(a.pence) > 0 ORDER BY max(a.pence), l.code LIMIT 1"
            )
        ).scalar_one()
        claim = {"s": saving, "c": code}
        db.session.execute(
            text("UPDATE saving SET saving_class = 'cost_avoidance', growth_line = :c WHERE id = :s"), claim
        )
        db.session.commit()
        claimed = db.session.execute(
            text(
                "SELECT year, -sum(pence)::bigint FROM contribution WHERE saving_id = :s AND rung IS NOT NULL GROUP BY 1 "
                "ORDER BY 1"
            ),
            claim,
        ).all()
        growth = {
            row[0]: int(row[1])
            for row in db.session.execute(
                text(
                    "SELECT a.year, a.pence FROM mtfs_amount a JOIN mtfs_line l ON l.id = a.line_id JOIN mtfs_version v ON "
                    "v.id = l.version_id WHERE l.code = :c AND v.published_on = (SELECT max(published_on) FROM mtfs_version)"
                ),
                claim,
            )
        }
    row = next(
        row
        for row in Judge(year).sign_in("viewer").page("/mtfs").select("#claims-caption ~ tbody tr")
        if code in row.text
    )
    shown = cells(row)
    beyond = False
    for place, (_year, pence_claimed) in enumerate(claimed, start=1):
        took, has = shown[place].split(" of ")
        grown = growth.get(claimed[place - 1][0], 0)
        assert abs(pence(took) * 1000 - pence_claimed) <= 50_000
        assert abs(pence(has.replace("\u2212", "-")) * 1000 - grown) <= 50_000
        beyond = beyond or pence_claimed > max(grown, 0)
    assert ("Claimed twice over" in shown[0]) is beyond
    assert proposal is not None
