"""From an approved plan to a verified saving: two facts, two people, closed months, stored totals."""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from changeportal.services.rollups import rebuild
from tests.integration.boards.test_meeting import MEETING, condition_met, ready, recorded
from tests.integration.ideas.test_triage import last_mail, state
from tests.support.client import Judge
from tests.support.clock import move_on
from tests.support.journey import People

APRIL = {"month-month": "4", "month-year": "2027"}
ACTUAL = {"kind": "actual", "pence": "4,000", "note": "Ledger report", **APRIL}
SEEN = {"pence": "4,000", "evidence_kind": "ledger", "reference": "J-1042"}
BUDGET = {
    "change": "permanent",
    "from_month-month": "4",
    "from_month-year": "2027",
    "pence": "48,000",
    "reference": "V-77",
}


def approved(app: Flask, signed_in: People) -> str:
    """A proposal in delivery, in May 2027; its saving is S-2026-0001, £48,000 in 2027/28."""
    ref, secretary = ready(app, signed_in)
    recorded(app, secretary)
    signed_in("chair").send(f"{MEETING}/items/1/confirm", {}, form_at=f"{MEETING}/items/1")
    condition_met(app, secretary, ref)
    move_on(app, 170)
    return ref


def entry(app: Flask) -> str:
    with app.app_context():
        return str(
            db.session.execute(
                text("SELECT id FROM saving_entry WHERE series = 'actual' ORDER BY at DESC LIMIT 1")
            ).scalar_one()
        )


def totals(app: Flask, year: int) -> dict[str, int]:
    with app.app_context():
        row = db.session.execute(
            text(
                "SELECT sum(plan) AS plan, sum(actual) AS actual, sum(verified) AS verified, sum(delivered) AS delivered "
                "FROM saving_total WHERE year = :year"
            ),
            {"year": year},
        ).one()
        return {name: int(value or 0) for name, value in row._mapping.items()}


def rungs(app: Flask, year: int) -> dict[str, int]:
    with app.app_context():
        rows = db.session.execute(
            text("SELECT rung, sum(pence) FROM gap_year WHERE year = :year AND rung IS NOT NULL GROUP BY 1"),
            {"year": year},
        )
        return {row[0]: int(row[1]) for row in rows}


def test_both_facts_and_two_people(app: Flask, signed_in: People) -> None:
    ref = approved(app, signed_in)
    assert rungs(app, 2027) == {"approved": -4_800_000}
    finance, second = signed_in("finance"), signed_in("finance-two")
    finance.send("/savings/S-2026-0001/budget", BUDGET)
    assert rungs(app, 2027) == {"on_track": -4_800_000}
    finance.send("/savings/S-2026-0001/actual", ACTUAL)
    path = f"/savings/S-2026-0001/verify/{entry(app)}"
    assert "You entered this actual, so someone else must verify the saving" in finance.page(path).get_text()
    second.send(path, SEEN)
    assert rungs(app, 2027) == {"delivered": -400_000, "on_track": -4_400_000}
    assert totals(app, 2027) == {"plan": 4_800_000, "actual": 400_000, "verified": 400_000, "delivered": 400_000}
    page = finance.page("/savings/S-2026-0001?year=2027").get_text(" ")
    assert "Rowan Delacroix" in page
    assert "J-1042" in page
    assert "£400,000" not in page
    assert "has verified £4,000" in last_mail(app, "proposer")
    assert "£4,000" in finance.page(f"/proposals/{ref}").get_text()


def test_verified_without_a_budget_change_is_not_delivered(app: Flask, signed_in: People) -> None:
    approved(app, signed_in)
    signed_in("finance").send("/savings/S-2026-0001/actual", ACTUAL)
    signed_in("finance-two").send(f"/savings/S-2026-0001/verify/{entry(app)}", SEEN)
    assert totals(app, 2027)["verified"] == 400_000
    assert rungs(app, 2027) == {"approved": -4_800_000}


def test_one_person_can_not_verify_their_own_actual(app: Flask, signed_in: People) -> None:
    approved(app, signed_in)
    finance = signed_in("finance")
    finance.send("/savings/S-2026-0001/actual", ACTUAL)
    token = _token(finance, "/savings/S-2026-0001/actual")
    refused = finance.http.post(f"/savings/S-2026-0001/verify/{entry(app)}", data={**token, **SEEN})
    assert refused.status_code == 403
    assert "You entered this actual, so someone else must verify the saving" in refused.text
    with app.app_context(), pytest.raises(DBAPIError, match="may not verify it"):
        db.session.execute(
            text(
                "INSERT INTO verification (id, entry_id, saving_id, month, pence, evidence_kind, evidence, reference, by_id, at) "
                "SELECT gen_random_uuid(), e.id, e.saving_id, e.month, e.pence, 'ledger', 'x', 'x', e.by_id, now() "
                "FROM saving_entry e WHERE series = 'actual'"
            )
        )


def test_more_than_was_entered_is_not_verified(app: Flask, signed_in: People) -> None:
    approved(app, signed_in)
    signed_in("finance").send("/savings/S-2026-0001/actual", ACTUAL)
    second, path = signed_in("finance-two"), f"/savings/S-2026-0001/verify/{entry(app)}"
    answer = second.send(path, {**SEEN, "pence": "4,001"}, status=422)
    assert "You cannot verify more than was entered" in answer.text
    assert 'value="J-1042"' in answer.text


def test_a_temporary_budget_change_does_not_support_an_ongoing_saving(app: Flask, signed_in: People) -> None:
    approved(app, signed_in)
    answer = signed_in("finance").send("/savings/S-2026-0001/budget", {**BUDGET, "change": "temporary"}, status=422)
    assert "A temporary budget change only supports a one-off saving" in answer.text


def test_bad_money_is_refused_by_its_name_and_kept(app: Flask, signed_in: People) -> None:
    approved(app, signed_in)
    finance = signed_in("finance")
    for typed in ("12.345", "about 40", "£", "1,00"):
        answer = finance.send("/savings/S-2026-0001/actual", {**ACTUAL, "pence": typed}, status=422)
        assert "How much" in answer.text
        assert f'value="{typed}"' in answer.text


def test_a_closed_month_takes_nothing_and_is_opened_by_two(app: Flask, signed_in: People) -> None:
    approved(app, signed_in)
    finance, second = signed_in("finance"), signed_in("finance-two")
    finance.send("/savings/S-2026-0001/actual", ACTUAL)
    finance.send("/savings/months", APRIL)
    late = finance.send("/savings/S-2026-0001/actual", {**ACTUAL, "pence": "5,000"}, status=423)
    assert "is closed" in late.text
    with app.app_context(), pytest.raises(DBAPIError, match="the month is closed"):
        db.session.execute(
            text(
                "INSERT INTO saving_entry (id, saving_id, series, month, pence, by_id, at) "
                "SELECT gen_random_uuid(), saving_id, 'actual', month, 1, by_id, now() FROM saving_entry WHERE series = 'actual'"
            )
        )
    finance.send("/savings/months/2027-04-01", {"reason": "An invoice came late"})
    token = _token(finance, "/savings/months")
    alone = finance.http.post("/savings/months/2027-04-01/agree", data=token)
    assert alone.status_code == 403
    second.send("/savings/months/2027-04-01/agree", {}, form_at="/savings/months")
    finance.send("/savings/S-2026-0001/actual", {**ACTUAL, "pence": "5,000"})
    assert totals(app, 2027)["actual"] == 500_000


def test_a_late_correction_stands_in_the_open_month(app: Flask, signed_in: People) -> None:
    approved(app, signed_in)
    finance = signed_in("finance")
    finance.send("/savings/S-2026-0001/actual", ACTUAL)
    finance.send("/savings/months", APRIL)
    may = {"month-month": "5", "month-year": "2027", "about-month": "4", "about-year": "2027", "pence": "-500"}
    finance.send("/savings/S-2026-0001/actual", {**ACTUAL, **may})
    assert "corrects April 2027" in finance.page("/savings/S-2026-0001?year=2027").get_text(" ")
    assert totals(app, 2027)["actual"] == 350_000


def test_the_owner_forecasts_and_the_status_follows_its_rule(app: Flask, signed_in: People) -> None:
    approved(app, signed_in)
    author = signed_in("author")
    page = author.page("/savings/S-2026-0001/forecast?year=2027")
    boxes = {str(one["name"]): str(one["value"]) for one in page.select("input[name^=m]") if one.get("name") != "month"}
    assert boxes["m1"] == "4000"
    low = {f"m{n}": "2,000" for n in range(1, 13)}
    author.send("/savings/S-2026-0001/forecast?year=2027", low)
    words = author.page("/savings/S-2026-0001?year=2027").get_text(" ")
    assert "Will not deliver in the year" in words
    assert "£24,000 of £48,000 planned" in words
    refused = signed_in("viewer").page("/savings/S-2026-0001/forecast").get_text()
    assert "Only the savings owner or the finance business partner can do this" in refused


def test_gateway_five_closes_what_finance_has_verified(app: Flask, signed_in: People) -> None:
    ref = approved(app, signed_in)
    author, lead = signed_in("author"), signed_in("change-lead")
    author.send(f"/proposals/{ref}/close", {"words": "It came as promised"})
    early = lead.send(f"/proposals/{ref}/decide/G5", {"outcome": "realised", "reasons": "It came"}, status=403)
    assert "verified" in early.text
    signed_in("finance").send("/savings/S-2026-0001/actual", ACTUAL)
    signed_in("finance-two").send(f"/savings/S-2026-0001/verify/{entry(app)}", SEEN)
    lead.send(f"/proposals/{ref}/decide/G5", {"outcome": "realised", "reasons": "Finance has seen it"})
    assert state(app, ref) == ("closed", "completed")


def test_totals_are_what_a_rebuild_makes(app: Flask, signed_in: People) -> None:
    approved(app, signed_in)
    signed_in("finance").send("/savings/S-2026-0001/budget", BUDGET)
    before = _stored(app)
    with app.app_context():
        rebuild(db.session, datetime(2027, 5, 9, tzinfo=UTC))
        db.session.commit()
    assert _stored(app) == before


def _stored(app: Flask) -> list[Any]:
    with app.app_context():
        found = [
            db.session.execute(text(f"SELECT * FROM {table} ORDER BY key")).all()
            for table in ("gap_year", "saving_total", "stage_count")
        ]
        return [[tuple(row) for row in rows] for rows in found]


def _token(person: Judge, path: str) -> dict[str, str]:
    return person.hidden(person.page(path), path)


def test_the_tracker_adds_up(app: Flask, signed_in: People) -> None:
    approved(app, signed_in)
    page = signed_in("viewer").page("/savings?year=2027")
    words = page.get_text(" ")
    assert "Items not itemised here" in words
    rows = [one.get_text(" ", strip=True) for one in page.select("#savings-caption ~ tbody tr")]
    assert rows[0].endswith("48 48 0 0 0 48")
    assert rows[-1] == "All of this list, GF 48 48 0 0 0 48"
    assert signed_in("viewer").http.get("/savings?year=2027&format=csv").text.count("48000.00") == 6
