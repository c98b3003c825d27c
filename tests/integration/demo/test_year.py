"""The example year: its figures are those that the specification prints, and every stage and status is there."""

import json
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from changeportal.domain.terms import STATUSES, SavingStatus
from changeportal.services.audit_check import verify
from changeportal.services.demo.load import AS_AT
from changeportal.services.rollups import rebuild
from tests.support.client import Judge


def ladder(app: Flask, *words: str) -> dict[str, Any]:
    result = app.test_cli_runner().invoke(args=["figures", "ladder", "--json", *words])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.output)
    return found


def millions(pence: list[int]) -> list[str]:
    return [f"{(Decimal(value) / 100_000_000).quantize(Decimal('0.001'))}" for value in pence]


def rung(found: dict[str, Any], code: str) -> list[str]:
    return millions(next(one["incremental"] for one in found["rungs"] if one["code"] == code))


def test_requirement_and_what_is_still_to_find(year: Flask) -> None:
    second, first = ladder(year), ladder(year, "--version", "M1")
    assert second["years"] == ["2025/26", "2026/27", "2027/28", "2028/29", "2029/30"]
    assert rung(first, "requirement") == ["24.000", "25.000", "21.000", "15.000", "11.600"]
    assert rung(second, "requirement") == ["20.000", "21.000", "24.000", "16.100", "11.600"]
    assert rung(second, "still_to_find") == ["0.000", "0.000", "12.376", "13.084", "11.199"]


def test_what_stands_on_the_rungs_between(year: Flask) -> None:
    found = ladder(year)
    assert rung(found, "pipeline_approval") == ["0.000", "0.000", "-4.230", "-1.210", "-0.380"]
    assert rung(found, "pipeline_resourcing") == ["0.000", "0.000", "-1.220", "-0.800", "0.000"]
    assert rung(found, "pipeline_business_case") == ["0.000", "0.000", "-0.480", "-0.160", "0.000"]
    assert rung(found, "pipeline_idea") == ["0.000", "0.000", "0.125", "0.125", "0.000"]
    assert rung(found, "reserves_one_off") == ["-1.200", "1.200", "0.000", "0.000", "0.000"]
    in_budgets = [
        sum(next(one["incremental"] for one in found["rungs"] if one["code"] == code)[place] for code in IN_BUDGETS)
        for place in range(5)
    ]
    assert millions(in_budgets) == ["-18.800", "-22.200", "-5.819", "-0.971", "-0.021"]


IN_BUDGETS = ("delivered", "on_track", "at_risk")


def test_every_stage_and_status_is_there(year: Flask) -> None:
    with year.app_context():
        rows = {tuple(row) for row in db.session.execute(text("SELECT DISTINCT stage, status FROM proposal"))}
        missing = {(stage.value, one.value) for stage, all_of in STATUSES.items() for one in all_of} - rows
        assert missing == {
            ("approval", "paused"),
            ("approval", "withdrawn"),
            ("resourcing", "declined"),
            ("resourcing", "withdrawn"),
        }
        statuses = set(db.session.execute(text("SELECT DISTINCT status FROM saving")).scalars())
        assert {one.value for one in SavingStatus} - statuses == {"withdrawn", "replaced"}


def test_meetings_and_the_chain(year: Flask) -> None:
    with year.app_context():
        past, coming = db.session.execute(
            text(
                "SELECT count(*) FILTER (WHERE state = 'closed'), count(*) FILTER (WHERE state <> 'closed') FROM meeting"
            )
        ).one()
        assert past >= 3
        assert coming >= 3
        assert verify(db.session).ok


def test_stored_totals_are_what_a_rebuild_makes(year: Flask) -> None:
    with year.app_context():
        before = db.session.execute(text("SELECT key, pence, rows FROM gap_year ORDER BY key")).all()
        rebuild(db.session, AS_AT)
        assert db.session.execute(text("SELECT key, pence, rows FROM gap_year ORDER BY key")).all() == before


@pytest.mark.parametrize(
    "who",
    [
        "proposer",
        "triage",
        "change-lead",
        "finance",
        "finance-two",
        "legal",
        "resource-manager",
        "secretary",
        "chair",
        "member-five",
    ],
)
def test_everybody_has_something_waiting(year: Flask, who: str) -> None:
    page = Judge(year).sign_in(who).page("/")
    assert not page.select(".app-empty"), who


def test_the_gap_page_and_each_figure_open(year: Flask) -> None:
    viewer = Judge(year).sign_in("viewer")
    page = viewer.page("/mtfs")
    assert "There is £12.376 million still to find in 2027/28." in page.get_text(" ")
    weighted = [one.get_text(strip=True) for one in page.select("#ladder-caption ~ tbody tr")[-1].select("td")]
    assert weighted[:2] == ["Set", "Set"]
    assert "Set" not in weighted[2:]
    links = [str(one["href"]) for one in page.select("#ladder-caption ~ tbody a")]
    assert len(links) > 30
    for href in links[::7]:
        shown = viewer.page(href)
        rows = [one.get_text(" ", strip=True) for one in shown.select("#figure-caption ~ tbody tr")]
        assert any(row.startswith("Items not itemised here") for row in rows), href


def test_rows_of_a_figure_add_up_to_it_for_everybody(year: Flask) -> None:
    """CP-2026-0016 and CP-2026-0031 are restricted: a viewer sees neither, and the total is the same."""
    for who, sees in (("viewer", False), ("s151", True)):
        person = Judge(year).sign_in(who)
        page = person.page("/mtfs/figures/GF/pipeline_approval/2027")
        cells = [row.select("td")[-1].get_text(strip=True) for row in page.select("#figure-caption ~ tbody tr")]
        pence = [int(one.replace("£", "").replace(",", "").replace("−", "-").split(".")[0]) for one in cells]
        assert sum(pence[:-1]) == pence[-1] == -4_230_000
        assert ("CP-2026-0016" in page.get_text()) is sees


def test_from_the_figure_to_the_idea_in_two_clicks(year: Flask) -> None:
    finance = Judge(year).sign_in("finance")
    figure = finance.page("/mtfs/figures/GF/on_track/2026?view=cumulative")
    href = next(
        str(one["href"]) for one in figure.select("#figure-caption ~ tbody a") if "CP-2025-0019" in one.get_text()
    )
    thread = finance.page(href).get_text(" ")
    assert "Follow this money" in thread
    assert "Verified by finance" in thread
    assert "D-20" in thread


def test_the_bridge_between_the_versions(year: Flask) -> None:
    words = Judge(year).sign_in("viewer").page("/mtfs/compare").get_text(" ")
    assert "From M1 to M2" in words
    assert "Temporary accommodation above plan" in words
