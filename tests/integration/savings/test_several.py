"""Several savings of a month verified at once: each named before, each by its own rules, once, and told in one mail."""

import re
from contextlib import suppress

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from changeportal.domain.errors import Refused
from changeportal.domain.money import parse_pounds
from changeportal.domain.wording import pounds
from changeportal.services.context import Context
from changeportal.services.schedule import SYSTEM
from changeportal.services.transaction import transaction
from tests.support.client import Judge

PATH = "/savings/verify"
COUNT = "SELECT count(*) FROM verification WHERE month = '2026-11-01'"


def scalar(app: Flask, said: str, **values: object) -> object:
    with app.app_context():
        return db.session.execute(text(said), values).scalar_one()


class Filled:
    """The form of the page as a person fills it: the rows ticked, the first kind of evidence, a reference each."""

    def __init__(self, page: BeautifulSoup) -> None:
        self.rows = page.select("#waiting-caption ~ tbody tr")
        self.refs = [str(row.select_one(".app-note").get_text()).split(",")[0].split(".")[0] for row in self.rows]
        self.ids = [str(row.select_one("[name=pick]")["value"]) for row in self.rows]
        self.answers: dict[str, object] = {"pick": list(self.ids), "month": "2026-11"}
        self.pence = []
        for n, row in enumerate(self.rows):
            boxes = row.select("input[type=text]")
            self.answers[str(boxes[0]["name"])] = str(boxes[0]["value"])
            self.answers[str(boxes[1]["name"])] = f"J-{n}"
            self.answers[str(row.select_one("select")["name"])] = str(row.select("option")[1]["value"])
            self.pence.append(parse_pounds(str(boxes[0]["value"])) or 0)

    def name(self, n: int, what: str) -> str:
        return f"{what}_{self.ids[n].replace('-', '')}"


@pytest.fixture
def second(year: Flask) -> Judge:
    return Judge(year).sign_in("finance-two")


def words(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def test_each_is_named_before_anything_is_verified(year: Flask, second: Judge) -> None:
    filled = Filled(second.page(PATH))
    assert len(filled.rows) == 6
    answer = second.send(PATH, filled.answers, status=200)
    shown = BeautifulSoup(answer.text, "html.parser")
    total = pounds(sum(filled.pence))
    assert shown.h1.get_text() == f"You are about to verify 6 savings, {total} in all, for November 2026"
    rows = [" ".join(row.get_text(" ").split()) for row in shown.select("#chosen-caption ~ tbody tr")]
    assert len(rows) == 7
    for n, ref in enumerate(filled.refs):
        assert ref in rows[n]
        assert f"J-{n}" in rows[n]
        assert pounds(filled.pence[n]) in rows[n]
    assert rows[-1] == f"All of them {total}"
    assert scalar(year, COUNT) == 0


def confirmed(person: Judge, filled: Filled, **more: object) -> str:
    """Confirm what was checked; what the page says afterwards."""
    answer = person.send(PATH, {**filled.answers, "step": "confirm", **more}, form_at=PATH)
    return words(person.page(str(answer.location)))


def test_all_are_verified_and_named_afterwards(year: Flask, second: Judge) -> None:
    filled = Filled(second.page(PATH))
    before = scalar(year, "SELECT count(*) FROM audit_event WHERE action = 'delivery_verified'")
    page = confirmed(second, filled)
    assert f"6 savings are verified: {', '.join(filled.refs)}." in page
    assert "Nothing waits for you in this month" in page
    assert "Verified of this month (6)" in page
    assert scalar(year, COUNT) == 6
    assert scalar(year, "SELECT sum(pence) FROM verification WHERE month = '2026-11-01'") == sum(filled.pence)
    assert scalar(year, "SELECT count(*) FROM audit_event WHERE action = 'delivery_verified'") == int(str(before)) + 6


def test_one_that_is_refused_refuses_itself_alone(year: Flask, second: Judge) -> None:
    """Verified by somebody else between the two pages, and entered again between them: the others go through."""
    filled = Filled(second.page(PATH))
    second.send(PATH, filled.answers, status=200)
    other = Judge(year).sign_in("s151")
    alone = {"pence": str(filled.answers[filled.name(0, "pence")]), "reference": "Mine"}
    alone["evidence_kind"] = str(filled.answers[filled.name(0, "kind")])
    other.send(f"/savings/{filled.refs[0]}/verify/{filled.ids[0]}", alone)
    finance = Judge(year).sign_in("finance")
    again = {"kind": "actual", "pence": "1", "month-month": "11", "month-year": "2026", "note": "Entered again"}
    finance.send(f"/savings/{filled.refs[1]}/actual", again)
    page = confirmed(second, filled)
    assert f"4 savings are verified: {', '.join(filled.refs[2:])}." in page
    assert f"2 savings were not verified. {filled.refs[0]}: This amount has already been verified." in page
    assert f"{filled.refs[1]}: This actual was entered again since. Look at the newer one." in page
    assert scalar(year, COUNT) == 5


def test_sent_twice_it_is_carried_out_once(year: Flask, second: Judge) -> None:
    filled = Filled(second.page(PATH))
    hidden = second.hidden(second.page(PATH), PATH)
    body = {**hidden, **filled.answers, "step": "confirm"}
    first, again = (second.http.post(PATH, data=body) for _turn in range(2))
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.location == again.location
    assert scalar(year, COUNT) == 6
    assert "carried out once" in words(second.page(str(again.location)))


def test_own_entries_are_for_somebody_else_by_crafted_post_too(year: Flask, second: Judge) -> None:
    filled = Filled(second.page(PATH))
    finance = Judge(year).sign_in("finance")
    page = words(finance.page(PATH))
    assert "Waiting for somebody else (6)" in page
    assert "You entered this actual, so someone else must verify the saving" in page
    token = finance.hidden(finance.page("/ideas/new/name"), PATH)
    refused = finance.http.post(PATH, data={**token, **filled.answers, "step": "confirm"})
    assert refused.status_code == 422
    viewer = Judge(year).sign_in("viewer")
    assert "Only" in words(viewer.page(PATH))
    token = viewer.hidden(viewer.page("/ideas/new/name"), PATH)
    assert viewer.http.post(PATH, data={**token, **filled.answers, "step": "confirm"}).status_code == 422
    assert scalar(year, COUNT) == 0


def test_what_is_wrong_is_named_by_its_row_and_everything_typed_is_kept(year: Flask, second: Judge) -> None:
    filled = Filled(second.page(PATH))
    typed = {filled.name(0, "pence"): "999,999,999", filled.name(1, "reference"): "", filled.name(2, "kind"): ""}
    typed |= {filled.name(3, "pence"): "about 40", filled.name(4, "pence"): ""}
    answer = second.send(PATH, {**filled.answers, **typed}, status=422)
    said = words(BeautifulSoup(answer.text, "html.parser"))
    for n, wrong in (
        (0, "you cannot verify more than was entered"),
        (1, "say where the evidence is"),
        (2, "choose evidence from the list"),
    ):
        assert f"{filled.refs[n]}: {wrong}" in said
    assert f"Enter how much you verify of {filled.refs[4]}" in said
    assert 'value="999,999,999"' in answer.text
    assert 'value="about 40"' in answer.text
    assert 'value="J-5"' in answer.text
    changed = second.send(PATH, {**filled.answers, **typed, "step": "change"}, status=200)
    assert 'value="999,999,999"' in changed.text
    assert "Select at least one saving to verify" in second.send(PATH, {"month": "2026-11"}, status=422).text
    few = {**filled.answers, **typed, "pick": [filled.ids[5]]}
    assert "You are about to verify 1 saving," in second.send(PATH, few, status=200).text


def test_one_reference_serves_those_that_have_none(year: Flask, second: Judge) -> None:
    filled = Filled(second.page(PATH))
    bare = {filled.name(n, "reference"): "" for n in range(1, 6)}
    confirmed(second, filled, **bare, reference_all="Ledger report, period 8")
    with year.app_context():
        found = db.session.execute(
            text("SELECT reference, count(*) FROM verification WHERE month = '2026-11-01' GROUP BY 1 ORDER BY 1")
        )
        assert [tuple(row) for row in found] == [("J-0", 1), ("Ledger report, period 8", 5)]


def test_each_person_has_one_mail_and_no_word_of_what_is_restricted(year: Flask, second: Judge) -> None:
    filled = Filled(second.page(PATH))
    with year.app_context():
        db.session.execute(
            text("UPDATE proposal SET restricted = true WHERE id = (SELECT proposal_id FROM saving WHERE ref = :r)"),
            {"r": filled.refs[0]},
        )
        title = db.session.execute(text("SELECT title FROM saving WHERE ref = :r"), {"r": filled.refs[0]}).scalar_one()
        db.session.commit()
    confirmed(second, filled)
    with year.app_context():
        rows = db.session.execute(
            text(
                "SELECT person_id, payload ->> 'subject' AS subject, payload ->> 'body' AS body FROM outbox "
                "WHERE payload ->> 'subject' LIKE 'Finance has verified%'"
            )
        ).all()
    assert rows
    assert len(rows) == len({row.person_id for row in rows})
    assert any(re.search(r"verified [2-6] savings of yours", row.subject) for row in rows)
    assert any(f"{filled.refs[0]}, a restricted saving: " in row.body for row in rows)
    assert not any(str(title) in row.body for row in rows)


def test_what_is_refused_alone_leaves_nothing_in_the_audit(year: Flask) -> None:
    """What a part collected for the end of the transaction goes back with the part."""
    with year.app_context():
        now = db.session.execute(text("SELECT app_now()")).scalar_one()
        with transaction(Context(SYSTEM, "parts", now)) as tx:
            with suppress(Refused), tx.savepoint():
                tx.audit("refused_part", "saving", "one")
                raise Refused("no", "Not this one")
            with tx.savepoint():
                tx.audit("kept_part", "saving", "two")
    kept = "SELECT string_agg(action, ',') FROM audit_event WHERE action IN ('refused_part', 'kept_part')"
    assert scalar(year, kept) == "kept_part"
