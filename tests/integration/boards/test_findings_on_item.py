"""Two proposals cut one budget beyond its size: found while writing, at submission, and named on the board's item."""

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.boards.test_meeting import MEETING, at_approval, on_agenda
from tests.integration.cases.test_findings import claiming, load
from tests.integration.cases.test_returned import words
from tests.support.journey import People

ITEM = f"{MEETING}/items/1"


def test_a_budget_cut_twice_is_named_on_every_page_that_matters(app: Flask, signed_in: People) -> None:
    load(signed_in)
    first = at_approval(app, signed_in)
    secretary = signed_in("secretary")
    on_agenda(secretary, first)
    alone = words(secretary, ITEM)
    assert "whose budget is" not in alone
    second = claiming(app, signed_in, "Fewer letters", "30,000")
    author = signed_in("author")
    found = f"In 2027/28 it takes £78,000 together with {first} from cost centre 41207, whose budget is £60,000"
    assert found in words(author, f"/proposals/{second}/findings")
    assert found in words(author, f"/proposals/{second}/submit")
    page = secretary.page(ITEM)
    shown = " ".join(page.get_text(" ").split())
    assert "1 serious finding, " in shown
    assert f"it takes £78,000 together with {second} from cost centre 41207, whose budget is £60,000" in shown
    assert "Not answered" in shown
    assert page.select_one(f"a[href='/proposals/{first}/findings']")


def test_a_restricted_proposal_is_not_named_to_the_board(app: Flask, signed_in: People) -> None:
    load(signed_in)
    first = at_approval(app, signed_in)
    secretary = signed_in("secretary")
    on_agenda(secretary, first)
    second = claiming(app, signed_in, "Fewer letters", "30,000")
    with app.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true WHERE ref = :r"), {"r": second})
        db.session.commit()
    assert second not in secretary.page(ITEM).get_text()


def test_what_was_found_at_submission_stands_on_the_item_with_its_count(app: Flask, signed_in: People) -> None:
    first = at_approval(app, signed_in)
    secretary = signed_in("secretary")
    on_agenda(secretary, first)
    shown = words(secretary, ITEM)
    assert "0 serious findings, 1 for advice." in shown
