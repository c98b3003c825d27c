"""Findings on the pages: two cases cutting one budget beyond its size, found while writing, at submission and by the board."""

import io

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.support.journey import People, taken_on, with_lines

FILE = "Cost centre,Fund,Year,Budget\n41207,GF,2027/28,60000\n"


def load(signed_in: People, body: str = FILE) -> None:
    finance, path = signed_in("finance"), "/mtfs/budgets"
    token = finance.hidden(finance.page(path), path)
    answer = finance.http.post(path, data={**token, "file": (io.BytesIO(body.encode()), "budgets.csv")})
    assert answer.status_code == 302, answer.text


def claiming(app: Flask, signed_in: People, name: str, amount: str) -> str:
    ref = taken_on(app, signed_in, name)
    author = signed_in("author")
    with app.app_context():
        proposal = db.session.execute(text("SELECT id FROM proposal WHERE ref = :r"), {"r": ref}).scalar_one()
        db.session.execute(text("UPDATE proposal SET route = 'full' WHERE id = :p"), {"p": proposal})
        db.session.commit()
    author.send(f"/proposals/{ref}/options/new", {"title": name, "description": "x"})
    with app.app_context():
        rows = db.session.execute(text("SELECT id, kind FROM case_option WHERE proposal_id = :p"), {"p": proposal})
        option = {row.kind: str(row.id) for row in rows}
    with_lines(app, author, ref, option["other"])
    with app.app_context():
        line = db.session.execute(
            text("SELECT id FROM profile_line WHERE proposal_id = :p AND kind = 'saving'"), {"p": proposal}
        ).scalar_one()
    author.send(f"/proposals/{ref}/money?option={option['other']}", {f"v-{line}-2027": amount})
    chosen = {"preferred": option["other"], "why": "Best", f"why_not_{option['do_minimum']}": "Dearer"}
    author.send(f"/proposals/{ref}/options", chosen)
    return ref


def test_two_cases_beyond_one_budget_are_found_and_answered(app: Flask, signed_in: People) -> None:
    load(signed_in)
    first = claiming(app, signed_in, "Letters by email", "40,000")
    author = signed_in("author")
    assert "whose budget is" not in author.page(f"/proposals/{first}/findings").get_text()
    second = claiming(app, signed_in, "Fewer letters", "30,000")
    words = author.page(f"/proposals/{second}/findings").get_text()
    assert f"£70,000 together with {first} from cost centre 41207, whose budget is £60,000" in words
    assert f"together with {second}" in author.page(f"/proposals/{first}/findings").get_text()
    submit = author.page(f"/proposals/{second}/submit")
    assert "whose budget is £60,000" in submit.get_text()
    assert submit.select_one(f'a[href="/proposals/{second}/findings"]')
    path = f"/proposals/{second}/findings"
    key = "beyond_budget:41207::2027"
    assert "Say how you know" in author.send(path, {"finding": key, "answer": " "}, status=422).text
    author.send(path, {"finding": key, "answer": "The first one takes 25,000 only"})
    assert "The first one takes 25,000 only" in signed_in("viewer").page(path).get_text()
    assert "whose budget is £60,000" not in author.page(f"/proposals/{second}/submit").get_text()
    token = signed_in("viewer")
    hidden = token.hidden(token.page("/ideas/new/name"), "/ideas/new/name")
    assert token.http.post(path, data={**hidden, "finding": key, "answer": "x"}).status_code == 403


def test_a_restricted_claim_is_never_named(app: Flask, signed_in: People) -> None:
    load(signed_in)
    first = claiming(app, signed_in, "Letters by email", "40,000")
    second = claiming(app, signed_in, "Fewer letters", "30,000")
    with app.app_context():
        db.session.execute(text("UPDATE proposal SET restricted = true WHERE ref = :r"), {"r": first})
        db.session.commit()
    assert first not in signed_in("author").page(f"/proposals/{second}/findings").get_text()


def test_budgets_are_loaded_by_finance_alone_and_whole(app: Flask, signed_in: People) -> None:
    load(signed_in)
    load(signed_in, FILE.replace("60000", "61000"))
    finance, path = signed_in("finance"), "/mtfs/budgets"
    page = finance.page(path).get_text()
    assert "£61,000" in page
    assert "1 budget" in page
    token = finance.hidden(finance.page(path), path)
    bad = {**token, "file": (io.BytesIO((FILE + "7,GF,2027/28,TBC\n").encode()), "b.csv")}
    refused = finance.http.post(path, data=bad)
    assert refused.status_code == 422
    assert "row 3: TBC is no amount" in refused.text
    author = signed_in("author")
    hidden = author.hidden(author.page("/ideas/new/name"), "/ideas/new/name")
    assert author.http.post(path, data={**hidden, "file": (io.BytesIO(FILE.encode()), "b.csv")}).status_code == 403
