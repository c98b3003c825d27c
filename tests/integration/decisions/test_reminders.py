"""The day after call-in ended: who is reminded, and what a reminder says of a restricted proposal."""

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from changeportal.services.schedule import run_due
from tests.integration.decisions.test_lawful import approved
from tests.support.clock import move_on
from tests.support.journey import People

OVER = "the call-in period is over"


def reminded(app: Flask) -> dict[str, tuple[str, str]]:
    """By whom: subject and body of the reminder that call-in is over."""
    with app.app_context():
        rows = db.session.execute(
            text(
                "SELECT p.email, o.payload ->> 'subject' AS subject, o.payload ->> 'body' AS body FROM outbox o "
                "JOIN person p ON p.id = o.person_id WHERE o.payload ->> 'subject' LIKE :over"
            ),
            {"over": f"%{OVER}"},
        )
        return {row.email.split("@")[0]: (row.subject, row.body) for row in rows}


def the_day_after(app: Flask) -> None:
    move_on(app, 40)  # 30 December; call-in ended on the 29th
    with app.app_context():
        run_due()


def test_the_clerks_are_reminded(app: Flask, signed_in: People) -> None:
    ref, _clerk, _number = approved(app, signed_in)
    the_day_after(app)
    assert set(reminded(app)) == {"secretary"}
    assert "can be authorised to start" in reminded(app)["secretary"][1]
    assert reminded(app)["secretary"][0] == f"{ref}: {OVER}"


def test_of_a_restricted_one_hear_those_who_may_know_without_a_word_of_it(app: Flask, signed_in: People) -> None:
    """The change lead and the monitoring officer, who signs off the legal side, may know of it; the clerk may not."""
    ref, _clerk, _number = approved(app, signed_in)
    with app.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true WHERE ref = :r"), {"r": ref})
        db.session.commit()
    the_day_after(app)
    found = reminded(app)
    assert "change-lead" in found
    assert "secretary" not in found
    assert set(found.values()) == {(f"{ref}: {OVER}", "Sign in to read it.")}
    for who in found:
        assert signed_in(who).http.get(f"/proposals/{ref}/decisions").status_code == 200
