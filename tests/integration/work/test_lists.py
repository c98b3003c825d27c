"""Lists under a name: kept with their filters, one's own alone, only ours."""

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.data.session import db
from tests.support.journey import People

ADDRESS = "/proposals?stage=idea&sort=title"


def test_a_list_is_kept_and_let_go(signed_in: People) -> None:
    person = signed_in("viewer")
    save = person.page("/proposals?stage=idea&sort=title").select_one('a[href^="/lists/new"]')
    assert save
    path = str(save["href"])
    person.send(path, {"title": "New ideas"})
    link = person.page("/").find("a", string="New ideas")
    assert link
    assert link["href"] == ADDRESS
    assert signed_in("author").page("/").find("a", string="New ideas") is None
    answer = person.send(path, {"title": "New ideas"}, status=422)
    assert "You already have a list with this name" in answer.text
    form = next(one for one in person.page("/").select("form") if "/remove" in str(one["action"]))
    signed_in("author").send(str(form["action"]), {}, form_at="/")
    assert person.page("/").find("a", string="New ideas")
    person.send(str(form["action"]), {}, form_at="/")
    assert person.page("/").find("a", string="New ideas") is None


@pytest.mark.parametrize("address", ["//evil.example/proposals", "https://evil.example/proposals", "/sign-out", ""])
def test_only_our_lists_are_kept(signed_in: People, address: str) -> None:
    person = signed_in("viewer")
    answer = person.send("/lists/new", {"title": "Elsewhere", "address": address}, status=422)
    assert "not a list that can be saved" in answer.text
    assert "Elsewhere" in answer.text


def test_an_address_elsewhere_is_refused_by_sql(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(DBAPIError, match="ck_saved_list_address_is_ours"):
            db.session.execute(
                text(
                    "INSERT INTO saved_list SELECT gen_random_uuid(), id, 'x', '//evil.example', now() "
                    "FROM person WHERE email = 'viewer@demo.example'"
                )
            )
        db.session.rollback()
