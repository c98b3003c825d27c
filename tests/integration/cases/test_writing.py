"""Writing the case: sections with two people at once, options, and the money grid."""

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.support.journey import People, taken_on, with_lines, with_option


def test_the_task_list_says_how_far_the_case_is(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    before = author.page(f"/proposals/{ref}/case").get_text()
    assert "0 of " in before
    author.send(
        f"/proposals/{ref}/case/need",
        {"problem": "Late letters", "affected": "2,000 tenants", "residents_said": "They told us", "complete": "yes"},
    )
    after = " ".join(author.page(f"/proposals/{ref}/case").get_text().split())
    assert "1 of " in after
    assert "Complete" in after


def test_a_stale_save_shows_both_and_loses_nothing(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    path = f"/proposals/{ref}/case/need"
    one, two = signed_in("author"), signed_in("author")
    stale = two.hidden(two.page(path), path)
    one.send(path, {"problem": "First words", "complete": "no"})
    late = two.http.post(path, data={**stale, "problem": "Second words", "complete": "no"})
    assert late.status_code == 409
    assert "First words" in late.text
    assert "Second words" in late.text
    again = {"problem": "Both words", "version": "1", "complete": "no", "csrf_token": stale["csrf_token"]}
    assert two.http.post(path, data=again).status_code == 302
    with app.app_context():
        assert db.session.execute(text("SELECT body->>'problem' FROM case_section")).scalar() == "Both words"


def test_a_reader_can_read_but_not_write(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    reader = signed_in("viewer")
    assert "Only the author or a contributor can do this" in reader.page(f"/proposals/{ref}/case/need").get_text()
    token = reader.hidden(reader.page("/ideas/new/name"), "/ideas/new/name")
    answer = reader.http.post(f"/proposals/{ref}/case/need", data={**token, "problem": "x", "complete": "no"})
    assert answer.status_code == 403


def test_do_minimum_stays_and_each_other_option_needs_a_reason(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    option = with_option(app, author, ref)
    with app.app_context():
        least = str(db.session.execute(text("SELECT id FROM case_option WHERE kind = 'do_minimum'")).scalar_one())
    path = f"/proposals/{ref}/options"
    refused = author.send(path, {"preferred": option, "why": "Cheapest"}, status=422)
    assert "Say why you rejected Do minimum" in refused.text
    author.send(path, {"preferred": option, "why": "Cheapest", f"why_not_{least}": "It costs more each year"})
    token = author.hidden(author.page("/ideas/new/name"), "/ideas/new/name")
    assert author.http.post(f"{path}/{least}/remove", data=token).status_code == 403
    with app.app_context():
        assert db.session.execute(text("SELECT title FROM case_option WHERE preferred")).scalar() == "Email first"


def test_the_grid_keeps_good_boxes_and_marks_bad_ones(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    option = with_option(app, author, ref)
    lines = with_lines(app, author, ref, option)
    path = f"/proposals/{ref}/money?option={option}"
    boxes = {f"v-{lines['Postage']}-2027": "£48,000", f"v-{lines['Set-up']}-2026": "TBC"}
    refused = author.send(path, boxes, status=422)
    assert "Set-up, 2026/27" in refused.text
    assert 'value="£48,000"' in refused.text
    assert 'value="TBC"' in refused.text
    boxes[f"v-{lines['Set-up']}-2026"] = "(1,000.50)"
    asked = author.send(path, boxes, status=422)
    assert "Is that right?" in asked.text
    boxes[f"v-{lines['Set-up']}-2026"] = "1,000.50"
    author.send(path, boxes)
    with app.app_context():
        rows = db.session.execute(text("SELECT year, pence FROM profile_amount ORDER BY year")).all()
        assert [tuple(row) for row in rows] == [(2026, 100_050), (2027, 4_800_000)]
        acts = db.session.execute(text("SELECT act FROM proposal_act WHERE act = 'entered_figures'")).scalars().all()
        assert acts == ["entered_figures"]


def test_a_stale_grid_is_not_saved(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    option = with_option(app, author, ref)
    lines = with_lines(app, author, ref, option)
    path = f"/proposals/{ref}/money?option={option}"
    stale = author.hidden(author.page(path), path)
    box = f"v-{lines['Postage']}-2027"
    author.send(path, {box: "10"})
    assert author.http.post(path, data={**stale, box: "20"}).status_code == 409
    with app.app_context():
        assert db.session.execute(text("SELECT pence FROM profile_amount")).scalar() == 1_000


def test_the_options_page_adds_up(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author = signed_in("author")
    option = with_option(app, author, ref)
    lines = with_lines(app, author, ref, option)
    box = f"v-{lines['Postage']}-20"
    author.send(
        f"/proposals/{ref}/money?option={option}",
        {f"{box}27": "100", f"{box}28": "150", f"v-{lines['Set-up']}-2026": "40"},
    )
    words = " ".join(signed_in("viewer").page(f"/proposals/{ref}/options").get_text(" ").split())
    assert "Savings and income, all years £0 £250" in words
    assert "Net, all years £0 +£210" in words


def test_each_section_has_an_owner_who_writes_the_case(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    author, path = signed_in("author"), f"/proposals/{ref}/owners"
    with app.app_context():
        mine, stranger = (
            str(
                db.session.execute(
                    text("SELECT id FROM person WHERE email = :e"), {"e": f"{who}@demo.example"}
                ).scalar_one()
            )
            for who in ("author", "viewer")
        )
    author.send(path, {"need": mine})
    assert "Owner: Devan Osei" in author.page(f"/proposals/{ref}/case").get_text()
    author.send(f"/proposals/{ref}/case/need", {"problem": "Still saved at once", "complete": "no"})
    token = author.hidden(author.page(path), path)
    assert author.http.post(path, data={**token, "need": stranger}).status_code == 422
    reader = signed_in("viewer")
    assert "Devan Osei" in reader.page(path).get_text()
    hidden = reader.hidden(reader.page("/ideas/new/name"), "/ideas/new/name")
    assert reader.http.post(path, data={**hidden, "need": mine}).status_code == 403
