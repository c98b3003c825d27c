"""Beside each section: who looks after it, questions and comments, evidence; and what changed since one last read."""

from flask import Flask
from sqlalchemy import text

from changeportal.data.session import db
from tests.integration.cases.test_gateway_two import EVIDENCE, submitted
from tests.integration.cases.test_returned import done, returned, words
from tests.integration.ideas.test_triage import person_id
from tests.support.client import Judge, at
from tests.support.journey import People, taken_on


def test_questions_and_comments_stand_beside_their_section(app: Flask, signed_in: People) -> None:
    ref, viewer, author = taken_on(app, signed_in), signed_in("viewer"), signed_in("author")
    need, ask = f"/proposals/{ref}/case/need", f"/proposals/{ref}/questions"
    beside = {"section": "need", "from": "need"}
    for asked in ("How many letters?", "Who counted them?"):
        led = viewer.send(ask, {**beside, "text": asked}, form_at=need)
        assert led.location.endswith("/case/need#questions")
    viewer.send(ask, {**beside, "text": "Well written", "as": "comment"}, form_at=need)
    shown = words(author, need)
    assert "Questions and comments (2 open)" in shown
    assert shown.index("How many letters?") < shown.index("Who counted them?") < shown.index("Well written")
    assert "2 questions open" in words(author, f"/proposals/{ref}/case")
    assert "Questions and comments (2 open)" in words(author, f"/proposals/{ref}/case")
    assert "How many letters?" not in words(author, f"/proposals/{ref}/case/fit")
    form = author.page(need).select_one(f"aside form[action^='{ask}/']")
    assert form
    author.send(str(form["action"]), {"answer": "About 400 a week", "from": "need"}, form_at=need)
    after = author.page(need)
    assert "Questions and comments (1 open)" in after.get_text()
    folded = after.select_one("aside details")
    assert folded
    assert "Answered (1)" in " ".join(one.get_text() for one in after.select("aside details"))
    assert not viewer.page(need).select(f"aside form[action^='{ask}/']")
    kept = viewer.send(ask, {**beside, "text": ""}, form_at=need, status=422)
    assert "Enter your question" in kept.text


def test_evidence_is_attached_to_a_section(app: Flask, signed_in: People) -> None:
    ref, author = taken_on(app, signed_in), signed_in("author")
    need = f"/proposals/{ref}/case/need"
    link = author.page(need).select_one(f"aside a[href='/proposals/{ref}/case/evidence/new?section=need']")
    assert link
    assert author.page(str(link["href"])).select_one("option[value=need][selected]")
    author.send(f"/proposals/{ref}/case/evidence/new", {**EVIDENCE, "section": "need"})
    assert "Letters are late 9 days late" in words(author, need)
    assert "9 days late" not in words(author, f"/proposals/{ref}/case/fit")
    assert "Assigned to nobody yet. Change" in words(author, need)


def test_saved_for_later_needs_no_answer_about_completeness(app: Flask, signed_in: People) -> None:
    ref, author = taken_on(app, signed_in), signed_in("author")
    path = f"/proposals/{ref}/case/need"
    assert "Select whether you have completed" in author.send(path, {"problem": "x"}, status=422).text
    author.send(path, {"problem": "Half of it", "then": "later"})
    assert "Half of it" in words(author, path)
    assert "In progress" in words(author, f"/proposals/{ref}/case")


def test_after_a_clash_each_part_is_taken_from_either_side(app: Flask, signed_in: People) -> None:
    ref = taken_on(app, signed_in)
    path, one, two = f"/proposals/{ref}/case/need", signed_in("author"), signed_in("author")
    stale = two.hidden(two.page(path), path)
    one.send(path, {"problem": "First words", "affected": "First people", "complete": "no"})
    mine = {"problem": "Second words", "affected": "Second people", "complete": "yes"}
    late = two.http.post(path, data={**stale, **mine})
    assert late.status_code == 409
    page = two._judged(late, path, 409)
    assert page.select_one("input[name=complete][value=yes]")
    again = two.hidden(page, path)
    chosen = {"use_problem": "theirs", "use_affected": "mine", "residents_said": ""}
    assert two.http.post(path, data={**again, **mine, **chosen}).status_code == 302
    read = words(two, path)
    assert "First words" in read
    assert "Second people" in read
    assert "Second words" not in read


def test_a_reviewer_reads_what_changed_since_they_last_looked(app: Flask, signed_in: People) -> None:
    ref, lead, author = returned(app, signed_in), signed_in("change-lead"), signed_in("author")
    finance = signed_in("finance")
    finance.page(f"/proposals/{ref}/v/2")
    done(author, ref)
    author.send(f"/proposals/{ref}/case/fit", {"contribution": "It helps every tenant sooner", "complete": "yes"})
    author.send(f"/proposals/{ref}/submit", {})
    for person, paths in ((lead, ("decide/G2", "v/3")), (finance, ("signoffs/finance", "v/3", "v/3"))):
        for path in paths:
            shown = words(person, f"/proposals/{ref}/{path}")
            assert "Since you last looked (version 2," in shown, path
            assert "0 figures and 1 text changed" in shown, path
            assert "Words in ‘Say which mission and outcome it helps’" in shown, path
    assert "Since you last looked" not in words(signed_in("viewer"), f"/proposals/{ref}/v/3")
    waiting = finance.page("/").select_one(f"a[href='/proposals/{ref}/v/compare?from=2&to=3']")
    assert waiting
    assert "What changed since version 2" in waiting.get_text()


def test_compared_versions_mark_words_for_everybody_and_fold_what_is_the_same(app: Flask, signed_in: People) -> None:
    ref, author = returned(app, signed_in), signed_in("author")
    done(author, ref)
    author.send(f"/proposals/{ref}/case/fit", {"contribution": "It helps tenants hear sooner", "complete": "yes"})
    author.send(f"/proposals/{ref}/submit", {})
    page = author.page(f"/proposals/{ref}/v/compare?from=2&to=3")
    assert at(page, "del").get_text() == "[removed: residents end of removed]"
    assert at(page, "ins").get_text() == "[added: tenants end of added]"
    folded = {one.summary.get_text(strip=True): one for one in page.select("main details") if one.summary}
    assert "2,000 tenants" in folded["Describe the problem and who it affects"].get_text()
    assert "Say which mission and outcome it helps" not in folded


def test_the_checks_of_a_first_version_have_nothing_before(app: Flask, signed_in: People) -> None:
    ref = submitted(app, signed_in)
    assert "Since you last looked" not in words(signed_in("finance"), f"/proposals/{ref}/signoffs/finance")


def two(app: Flask, signed_in: People) -> tuple[str, Judge, Judge]:
    """A case, its author and a contributor."""
    ref = taken_on(app, signed_in)
    part = {"part": "contributor", "person_id": person_id(app, "finance-two"), "reason": "She knows the figures"}
    signed_in("change-lead").send(f"/proposals/{ref}/people", part)
    return ref, signed_in("author"), signed_in("finance-two")


HERE = "is also here"


def test_who_else_writes_a_section_is_shown(app: Flask, signed_in: People) -> None:
    ref, author, other = two(app, signed_in)
    need = f"/proposals/{ref}/case/need"
    assert HERE not in words(author, need)
    assert HERE not in words(author, need)
    assert "Devan Osei is also here, last seen at" in words(other, need)
    assert "Rowan Delacroix is also here" in words(author, need)
    assert HERE not in words(author, f"/proposals/{ref}/case/fit")
    for path in ("options", "money", "case/risks", "case/evidence", "case/equality"):
        author.page(f"/proposals/{ref}/{path}")
        assert HERE in words(other, f"/proposals/{ref}/{path}"), path
    with app.app_context():
        db.session.execute(text("UPDATE section_open SET at = at - interval '6 minutes'"))
        db.session.commit()
    assert HERE not in words(other, need)
    token = author.hidden(author.page("/ideas/new/name"), "/ideas/new/name")
    author.http.post(f"/drafts/proposals/{ref}/case/need", data={**token, "problem": "Late"})
    assert "Devan Osei is also here" in words(other, need)


def test_who_does_not_write_the_case_is_neither_told_nor_shown(app: Flask, signed_in: People) -> None:
    ref, author, other = two(app, signed_in)
    need, viewer = f"/proposals/{ref}/case/need", signed_in("viewer")
    author.page(need)
    assert HERE not in words(viewer, need)
    token = viewer.hidden(viewer.page("/ideas/new/name"), "/ideas/new/name")
    viewer.http.post(f"/drafts/proposals/{ref}/case/need", data={**token, "problem": "x"})
    with app.app_context():
        db.session.execute(text("UPDATE section_open SET at = at - interval '6 minutes'"))
        assert db.session.execute(text("SELECT count(*) FROM section_open")).scalar_one() == 1
        db.session.execute(text("UPDATE proposal_person SET ended_at = app_now() WHERE part = 'author'"))
        db.session.commit()
    assert HERE not in words(other, need)
