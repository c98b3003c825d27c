"""Adding and ending people, roles, standing in, dead mails, the audit trail."""

from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.ideas.test_submit import put_in
from tests.integration.ideas.test_triage import person_id, triaged
from tests.support.client import Judge
from tests.support.journey import People, taken_on

DAYS = {"starts-day": "20", "starts-month": "11", "starts-year": "2026"}
UNTIL = {"ends-day": "30", "ends-month": "11", "ends-year": "2026"}


def test_a_new_person_gets_a_link_and_a_role(app: Flask, signed_in: People) -> None:
    admin = signed_in("admin")
    answer = admin.send("/admin/people/new", {"name": "Nia Farrow", "email": "nia@demo.example"})
    path = answer.location
    admin.send(f"{path}/roles", {"role": "triage_officer", "scope": "", **DAYS}, form_at=path)
    assert "Triage officer" in admin.page(path).get_text()
    with app.app_context():
        hrefs = db.session.execute(text("SELECT payload->>'href' FROM outbox")).scalars().all()
        assert any(href.startswith("/reset-password/") for href in hrefs)
    again = admin.send("/admin/people/new", {"name": "Nia", "email": "NIA@demo.example"}, status=422)
    assert "Someone already has an account with this email address" in again.text


def test_an_administrator_has_no_business_power_and_not_over_themselves(app: Flask, signed_in: People) -> None:
    ref, admin = put_in(signed_in("proposer")), signed_in("admin")
    mine = f"/admin/people/{person_id(app, 'admin')}"
    assert "You cannot change your own roles" in admin.page(mine).get_text()
    token = admin.hidden(admin.page("/admin/people/new"), "/admin/people/new")
    own = admin.http.post(f"{mine}/roles", data={**token, "role": "chair", "scope": "", **DAYS})
    assert own.status_code == 403
    assert admin.http.post(f"/triage/{ref}/take-up", data=token).status_code == 403


def test_only_the_administrator_manages_people(signed_in: People) -> None:
    for who in ("change-lead", "s151", "auditor"):
        assert signed_in(who).http.get("/admin/people").status_code == 403


def test_a_leaver_is_out_at_once_and_what_they_had_is_listed(app: Flask, signed_in: People) -> None:
    ref, author, admin = taken_on(app, signed_in), signed_in("author"), signed_in("admin")
    path = f"/admin/people/{person_id(app, 'author')}"
    admin.send(f"{path}/end", {}, form_at=path)
    assert author.http.get("/").status_code == 302
    page = admin.page(path).get_text(" ")
    assert "The account ended on 20 November 2026" in page
    assert ref in page
    assert "Devan Osei" in admin.page("/admin/leavers").get_text()
    refused = Judge(app).http.get("/sign-in")
    assert refused.status_code == 200


def of_author(year: Flask) -> list[str]:
    with year.app_context():
        rows = db.session.execute(
            text(
                "SELECT s.ref FROM saving s JOIN person p ON p.id = s.owner_id WHERE p.email = 'author@demo.example' "
                "AND s.state = 'live' ORDER BY s.ref"
            )
        )
        return list(rows.scalars())


def test_a_leavers_savings_are_named_before_and_after(year: Flask) -> None:
    """One has another owner by the time that it is confirmed: it stays, and is named; a restricted one goes unnamed."""
    admin, refs = Judge(year).sign_in("admin"), of_author(year)
    assert len(refs) > 3
    with year.app_context():
        db.session.execute(text("UPDATE saving SET restricted = true WHERE ref = :r"), {"r": refs[0]})
        db.session.commit()
    path = f"/admin/people/{person_id(year, 'author')}"
    choice = {"to": person_id(year, "viewer")}
    shown = BeautifulSoup(admin.send(f"{path}/hand-on", choice, form_at=path, status=200).text, "html.parser")
    assert f"You are about to hand on {len(refs) - 1} savings of Devan Osei" in shown.h1.get_text()
    named = [row.select("td")[-1].get_text() for row in shown.select("#handed-caption ~ tbody tr")]
    assert named == refs[1:]
    assert "Items not itemised here" in shown.get_text()
    assert of_author(year) == refs
    with year.app_context():
        db.session.execute(
            text("UPDATE saving SET owner_id = :p WHERE ref = :r"), {"p": person_id(year, "director"), "r": refs[1]}
        )
        db.session.commit()
    answer = admin.send(f"{path}/hand-on", {**choice, "ref": named, "step": "confirm"}, form_at=path)
    said = " ".join(admin.page(str(answer.location)).get_text(" ").split())
    assert f"{len(refs) - 2} savings handed on: {', '.join(refs[2:])}." in said
    assert f"1 saving not handed on. {refs[1]}: it has another owner now, or it has ended." in said
    assert of_author(year) == []
    with year.app_context():
        mails = db.session.execute(
            text("SELECT payload ->> 'body' FROM outbox WHERE payload ->> 'subject' LIKE 'You own % savings now'")
        ).scalars()
        assert [body.count("S-") for body in mails] == [len(refs) - 1]


def test_a_deputy_acts_with_both_names_in_the_record(app: Flask, signed_in: People) -> None:
    ref, triage = put_in(signed_in("proposer")), signed_in("triage")
    triage.send("/account/deputies", {"deputy": person_id(app, "viewer"), **DAYS, **UNTIL})
    viewer = signed_in("viewer")
    triaged(viewer, ref)
    with app.app_context():
        row = db.session.execute(
            text(
                "SELECT a.name, b.name FROM proposal_event e JOIN person a ON a.id = e.actor_id "
                "JOIN person b ON b.id = e.on_behalf_of_id WHERE e.kind = 'taken_up'"
            )
        ).one()
        assert tuple(row) == ("Petra Nightingale", "Ivo Marchetti")
    bad = triage.send("/account/deputies", {"deputy": person_id(app, "triage"), **DAYS, **UNTIL}, status=422)
    assert "Choose somebody else" in bad.text


def test_a_dead_mail_is_sent_again(app: Flask, signed_in: People) -> None:
    put_in(signed_in("proposer"))
    with app.app_context():
        db.session.execute(text("UPDATE outbox SET dead_at = now(), attempts = 8, last_error = 'refused'"))
        row = str(db.session.execute(text("SELECT id FROM outbox LIMIT 1")).scalar_one())
        db.session.commit()
    admin = signed_in("admin")
    assert "Given up" in admin.page("/admin/jobs").get_text()
    admin.send(f"/admin/jobs/{row}/send-again", {}, form_at="/admin/jobs")
    with app.app_context():
        assert db.session.execute(text("SELECT dead_at FROM outbox WHERE id = :id"), {"id": row}).scalar_one() is None


def test_the_auditor_reads_the_trail(app: Flask, signed_in: People) -> None:
    put_in(signed_in("proposer"))
    auditor = signed_in("auditor")
    assert "version frozen" in auditor.page("/admin/audit").get_text(" ")
    assert "1 event" in auditor.page("/admin/audit?action=version_frozen").get_text(" ")
    assert auditor.http.get("/admin/audit?format=csv").text.count("version_frozen") == 1
