"""Day rates that follow each other, the table filtered and with a yes supposed, the price of yes, the interruption."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.integration.resourcing.test_requests import ASK, asked, has
from tests.support.journey import People, taken_on

RATES = "/resources/pools/developers/rates"


def day(year: int, month: int, number: int) -> dict[str, str]:
    return {"starts-day": str(number), "starts-month": str(month), "starts-year": str(year)}


def rates(app: Flask) -> list[tuple[str, int]]:
    with app.app_context():
        rows = db.session.execute(text("SELECT starts, day_pence FROM pool_rate ORDER BY starts"))
        return [(row.starts.isoformat(), row.day_pence) for row in rows]


def test_a_rate_in_use_is_followed_and_not_changed(app: Flask, signed_in: People) -> None:
    manager = signed_in("resource-manager")
    manager.send(RATES, {**day(2026, 4, 1), "day_pence": "420"})
    early = manager.send(RATES, {**day(2026, 6, 1), "day_pence": "430"}, status=422)
    assert "A rate in use is not changed. Give the new rate a later first day" in early.text
    assert 'value="430"' in early.text
    manager.send(RATES, {**day(2030, 4, 1), "day_pence": "450.50"})
    assert rates(app) == [("2026-04-01", 42_000), ("2030-04-01", 45_050)]
    for change in (
        "UPDATE pool_rate SET day_pence = 1 WHERE starts = '2026-04-01'",
        "DELETE FROM pool_rate WHERE starts = '2026-04-01'",
        "INSERT INTO pool_rate (pool_id, starts, day_pence) SELECT pool_id, '2026-05-01', 1 FROM pool_rate LIMIT 1",
    ):
        with app.app_context(), pytest.raises(DBAPIError, match="a rate in use is followed"):
            db.session.execute(text(change))
    manager.send(f"{RATES}/2030-04-01/remove", {}, form_at=RATES)
    assert rates(app) == [("2026-04-01", 42_000)]
    token = manager.hidden(manager.page(RATES), RATES)
    assert manager.http.post(f"{RATES}/2026-04-01/remove", data=token).status_code == 423
    author = signed_in("author")
    assert "Only the manager of this team" in author.page(RATES).get_text()


def test_the_table_says_how_much_is_over_and_supposes_a_yes(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    asked(app, signed_in("author"), ref)
    has(app, 50)
    viewer = signed_in("viewer")
    assert "0.1 over" in viewer.page("/resources/capacity").get_text()
    narrowed = viewer.page("/resources/capacity?stage=approval").get_text()
    assert "0.1 over" not in narrowed
    assert "Only time for the proposals that you filtered is counted" in narrowed
    supposed = viewer.page(f"/resources/capacity?yes={ref}").get_text()
    assert "supposes a yes to 1 proposal" in supposed
    assert "0.1 over" in supposed
    assert "0.1 over" not in viewer.page("/resources/capacity?yes=CP-2026-9999").get_text()
    with app.app_context():
        assert db.session.execute(text("SELECT state FROM resource_request")).scalar() == "asked"


def test_a_filter_does_not_tell_on_a_restricted_proposal(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in, "Fewer posts in one team")
    asked(app, signed_in("author"), ref)
    has(app, 50)
    signed_in("change-lead").send(f"/proposals/{ref}/restrict", {"because": "It names posts"})
    viewer = signed_in("viewer")
    assert "0.1 over" in viewer.page("/resources/capacity").get_text()
    for query in ("stage=business_case", f"yes={ref}"):
        assert "0.1 over" not in viewer.page(f"/resources/capacity?{query}").get_text()
    cell = viewer.page("/resources/capacity/developers/2027-01-01").get_text()
    assert "restricted" not in cell
    assert (
        "A restricted proposal"
        in signed_in("resource-manager").page("/resources/capacity/developers/2027-01-01").get_text()
    )


def test_the_price_of_yes_says_what_is_over_and_when_it_fits(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    asked(app, signed_in("author"), ref)
    has(app, 50)
    words = signed_in("viewer").page(f"/proposals/{ref}/resources/price").get_text(" ", strip=True)
    assert "Developers January 2027 0.1 over" in words
    assert "It fits at no start within 24 months" in words
    with app.app_context():
        db.session.execute(text("UPDATE pool_month SET capacity = 60"))
        db.session.commit()
    words = signed_in("viewer").page(f"/proposals/{ref}/resources/price").get_text(" ", strip=True)
    assert "All of it fits when it starts in January 2027, as asked" in words


def test_over_capacity_interrupts_and_has_two_ways_out(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    request = asked(app, signed_in("author"), ref)
    has(app, 50)
    manager, path = signed_in("resource-manager"), f"/resources/requests/{request}"
    first = manager.send(path, {"answer": "part_confirmed", "share": "0.55", "reason": "A trainee"}, status=422)
    assert 'tabindex="-1" autofocus' in first.text
    assert "This takes developers to 110% in January 2027. Confirm anyway?" in first.text
    hidden = manager.hidden_of(first.text)
    kept = {"answer": "part_confirmed", "share": "0.55", "reason": "A trainee helps", "over_capacity_agreed": "yes"}
    back = manager.http.post(path, data={**hidden, **kept, "then": "change", "version": "1"})
    assert back.status_code == 200
    assert 'value="0.55"' in back.text
    assert "A trainee helps" in back.text
    manager.send(path, {**kept, "share": "0.55"})
    with app.app_context():
        assert db.session.execute(text("SELECT confirmed FROM request_month")).scalars().all() == [55, 55, 55]
        assert db.session.execute(text("SELECT over_capacity FROM request_reply")).scalar_one()
    assert ASK["share"] == "0.6"
