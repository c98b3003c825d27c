"""The board pack: made in the background by the rights of whoever asked, its pages never numbered again, one by one or killed."""

import hashlib
import io
import itertools
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from changeportal.adapters.storage import storage
from changeportal.data.session import db
from changeportal.domain.wording import pounds
from changeportal.jobs import tasks
from tests.integration.cases.test_papers import FIGURE, fetched
from tests.integration.ideas.test_triage import last_mail
from tests.support.client import Judge
from tests.support.pdf_reader import faults, text_of

MEETING = "/boards/change-board/2026-12-08"


def asked(person: Judge, kind: str = "public_pack", status: int = 302, at: str = MEETING) -> str:
    answer = person.send(f"{at}/pack", {"kind": kind}, form_at=f"{at}/papers", status=status)
    return str(answer.location)


def make(app: Flask) -> int:
    with app.app_context():
        return tasks.make_packs()


def sql(app: Flask, said: str, **values: object) -> None:
    with app.app_context():
        db.session.execute(text(said), values)
        db.session.commit()


def published(app: Flask) -> None:
    """The coming meeting of the example has its papers out."""
    sql(app, "UPDATE meeting SET state = 'published', published_at = app_now() WHERE slug = '2026-12-08'")
    sql(
        app,
        "INSERT INTO published_paper (id, meeting_id, item_id, version, position, title, case_version_id, published_at) "
        "SELECT gen_random_uuid(), a.meeting_id, a.id, 1, a.n, a.title, r.case_version_id, app_now() FROM agenda_item a "
        "JOIN meeting m ON m.id = a.meeting_id LEFT JOIN gateway_round r ON r.id = a.round_id "
        "WHERE m.slug = '2026-12-08' AND NOT EXISTS (SELECT 1 FROM published_paper p WHERE p.item_id = a.id)",
    )


def late(app: Flask, *, restricted: bool = False) -> str:
    """One more item on the same meeting, after the papers were published; its reference."""
    with app.app_context():
        row = db.session.execute(
            text(
                "WITH m AS (SELECT id, board_id FROM meeting WHERE slug = '2026-12-08'), "
                "p AS (SELECT v.proposal_id, v.id AS version_id, p.ref, p.title FROM case_version v JOIN proposal p "
                "ON p.id = v.proposal_id WHERE NOT p.restricted AND v.gateway = 'G2' AND NOT EXISTS (SELECT 1 FROM "
                "agenda_item a JOIN m ON m.id = a.meeting_id WHERE a.proposal_id = p.id) "
                "ORDER BY length(v.document) DESC, p.ref LIMIT 1), "
                "i AS (INSERT INTO agenda_item (id, meeting_id, n, proposal_id, title, recommendation, minutes, late, "
                "late_reason, added_at) SELECT gen_random_uuid(), m.id, (SELECT max(n) + 1 FROM agenda_item a WHERE "
                "a.meeting_id = m.id), p.proposal_id, p.title, 'Agree it late', 10, true, 'The tender closed late', app_now() "
                "FROM m, p RETURNING *) "
                "INSERT INTO published_paper (id, meeting_id, item_id, version, position, title, case_version_id, "
                "late_reason, published_at) SELECT gen_random_uuid(), i.meeting_id, i.id, 1, (SELECT max(position) + 1 FROM "
                "published_paper q WHERE q.meeting_id = i.meeting_id), i.title, p.version_id, i.late_reason, app_now() "
                "FROM i, p RETURNING (SELECT ref FROM p)"
            )
        ).scalar_one()
        if restricted:
            db.session.execute(text("UPDATE proposal SET restricted = true WHERE ref = :r"), {"r": row})
        db.session.commit()
    return str(row)


def private(app: Flask, body: str = "change-board") -> None:
    """The body is to hear a proposal in private, that the Executive is to hear so."""
    sql(
        app,
        "INSERT INTO decision_notice (id, proposal_id, board_id, kind, published_on, decision_on, matter, documents, contact, "
        "paragraph, public_interest, link, by_id, at) SELECT gen_random_uuid(), n.proposal_id, b.id, n.kind, n.published_on, "
        "n.decision_on, n.matter, n.documents, n.contact, n.paragraph, n.public_interest, n.link, n.by_id, app_now() "
        "FROM decision_notice n JOIN proposal p ON p.id = n.proposal_id AND p.ref = 'CP-2026-0018', board b "
        "WHERE n.kind = 'private_meeting' AND b.slug = :b",
        b=body,
    )


def pages(app: Flask) -> list[tuple[int, str, int, int]]:
    with app.app_context():
        rows = db.session.execute(
            text(
                "SELECT p.position, g.kind, g.first_page, g.last_page FROM paper_pages g "
                "JOIN published_paper p ON p.id = g.paper_id ORDER BY g.kind, p.position"
            )
        )
        return [tuple(row) for row in rows]


def test_a_pack_from_asking_to_reading(year: Flask) -> None:
    published(year)
    private(year)
    viewer = Judge(year).sign_in("viewer")
    here = asked(viewer)
    assert asked(viewer) == here  # not begun twice
    page = viewer.page(here)
    assert "Waiting to start" in page.get_text(" ")
    assert page.select_one("progress")
    assert page.find("a", string="See how far it is")
    assert viewer.http.get(f"{here}/file.pdf").status_code == 404
    assert make(year) == 1
    assert make(year) == 0
    assert "The pack of papers is made" in last_mail(year, "viewer")
    shown = viewer.page(here)
    made = fetched(viewer, f"{here}/file.pdf")
    assert hashlib.sha256(made).hexdigest() in shown.get_text(" ")
    assert shown.find("a", href=f"{MEETING}/papers")
    papers = viewer.page(f"{MEETING}/papers")
    assert papers.find("a", href=f"{here}/file.pdf")
    assert faults(made) == []
    read = PdfReader(io.BytesIO(made))
    lines = list(enumerate(papers.select("main > ol > li"), start=1))
    items = [
        (n, str(one.select_one("strong").get_text(" ", strip=True)))
        for n, one in lines
        if "Public pack, page" in one.get_text(" ")
    ]
    titles = [one.title for one in read.outline if not isinstance(one, list)]
    assert titles == ["Agenda", "Not in this pack", *(f"Item {n}: {title}" for n, title in items)]
    assert f"{MEETING}/papers" in str(read.pages[0]["/Annots"][0].get_object()["/A"]["/URI"])
    known = pages(year)
    assert known[0][2] == 1
    assert all(b[2] == a[3] + 1 for a, b in itertools.pairwise(known))
    fronts = len(read.pages) - known[-1][3]
    for (_position, _kind, first, last), (_n, title) in zip(known, items, strict=True):
        words = re.sub(r"\s+", " ", read.pages[fronts + first - 1].extract_text().replace("\u200b", ""))
        assert title[:40] in words
        assert f"Page {first} " in f"{words} "
        where = f"page {first}" if first == last else f"pages {first} to {last}"
        assert f"Public pack, {where}" in papers.get_text(" ")


def test_its_figures_are_those_of_the_screen(year: Flask) -> None:
    published(year)
    private(year)
    ref = late(year)
    viewer = Judge(year).sign_in("viewer")
    both = asked(viewer), asked(viewer, "exempt_pack")
    assert make(year) == 2
    said = " ".join(text_of(fetched(viewer, f"{one}/file.pdf")) for one in both)
    assert ref in said
    papers = viewer.page(f"{MEETING}/papers")
    for link in papers.select("main > ol > li > a"):
        figures = set(FIGURE.findall(viewer.page(str(link["href"])).get_text(" ")))
        assert figures <= set(FIGURE.findall(said)), link["href"]


def even(said: str) -> str:
    return re.sub(r"\s+", " ", said.replace("\u200b", ""))


def test_its_first_pages_have_the_effect_and_the_record_of_the_screen(year: Flask) -> None:
    """The same rows: what each item does to the gap before the vote, alone and with the whole agenda; what came of the
    sponsor's closed savings."""
    published(year)
    private(year)
    viewer = Judge(year).sign_in("viewer")
    both = {kind: asked(viewer, kind) for kind in ("public_pack", "exempt_pack")}
    assert make(year) == 2
    said = {kind: even(text_of(fetched(viewer, f"{here}/file.pdf"))) for kind, here in both.items()}
    papers = viewer.page(f"{MEETING}/papers")
    checked = 0
    for n, one in enumerate(papers.select("main > ol > li"), start=1):
        kind = "exempt_pack" if "Exempt pack, page" in one.get_text(" ") else "public_pack"
        screen = viewer.page(f"{MEETING}/items/{n}")
        alone = [row for row in rows_of(screen, "effect-caption") if row[1] == "This item"]
        for row in alone:
            assert " ".join(row) in said[kind], row
        for words in sentences(screen):
            assert words in said[kind], words
        checked += len(alone)
    assert checked
    record = sentences(viewer.page(f"{MEETING}/items/1"))[-1]
    assert "approved" in record
    assert rows_of(viewer.page(f"{MEETING}/items/1"), "record-caption")


def rows_of(page: BeautifulSoup, caption: str) -> list[list[str]]:
    found = page.select(f"#{caption} ~ tbody tr")
    return [[even(cell.get_text(" ", strip=True)) for cell in row.find_all(["th", "td"])] for row in found]


def sentences(page: BeautifulSoup) -> list[str]:
    """What the item does to the gap, and the record of its sponsor, in words."""
    gap = page.find("h2", string="What it does to the gap")
    record = page.find("h2", string=re.compile("record of promise"))
    assert gap
    assert record
    listed = gap.find_next_sibling()
    lines = [one.get_text(strip=True) for one in listed.select("li")] or [listed.get_text(strip=True)]
    return [even(one) for one in [*lines, record.find_next_sibling("p").get_text(strip=True)]]


def test_a_public_pack_does_not_count_what_is_exempt(year: Flask) -> None:
    """An item that moves the schools grant is to be heard in private: the exempt pack counts it, the public one does not."""
    published(year)
    viewer = Judge(year).sign_in("viewer")
    moves = next(n for n in range(1, 5) if "Dedicated Schools Grant" in " ".join(alone(viewer, n)))
    sql(
        year,
        "INSERT INTO decision_notice (id, proposal_id, board_id, kind, published_on, decision_on, matter, paragraph, "
        "public_interest, by_id, at) SELECT gen_random_uuid(), a.proposal_id, m.board_id, 'private_meeting', "
        "london_today(), n.decision_on, n.matter, 3, n.public_interest, n.by_id, app_now() FROM agenda_item a JOIN meeting m "
        "ON m.id = a.meeting_id, decision_notice n WHERE m.slug = '2026-12-08' AND a.n = :n AND n.kind = 'private_meeting' "
        "LIMIT 1",
        n=moves,
    )
    both = {kind: asked(viewer, kind) for kind in ("public_pack", "exempt_pack")}
    make(year)
    said = {kind: even(text_of(fetched(viewer, f"{here}/file.pdf"))) for kind, here in both.items()}
    assert "All papers of this pack" in said["public_pack"]
    assert "Dedicated Schools Grant, 20" not in said["public_pack"]
    assert "Whole agenda" in said["exempt_pack"]
    assert "Dedicated Schools Grant, 20" in said["exempt_pack"]


def alone(person: Judge, n: int) -> list[str]:
    rows = rows_of(person.page(f"{MEETING}/items/{n}"), "effect-caption")
    return [row[0] for row in rows if row[1] == "This item"]


def test_the_record_is_of_closed_savings_and_of_nothing_restricted(year: Flask) -> None:
    """By hand: what was approved for the months that were over at the closing, and what finance verified of them."""
    published(year)
    viewer = Judge(year).sign_in("viewer")
    before = rows_of(viewer.page(f"{MEETING}/items/1"), "record-caption")
    with year.app_context():
        by_hand = db.session.execute(
            text(
                "SELECT s.ref, (SELECT sum(e.pence) FROM saving_entry e WHERE e.saving_id = s.id AND e.series = "
                "'approved_plan' AND e.month < date_trunc('month', p.ended_at)) AS approved, (SELECT coalesce(sum(v.pence), 0) "
                "FROM verification v WHERE v.saving_id = s.id AND v.month < date_trunc('month', p.ended_at)) AS verified "
                "FROM saving s JOIN proposal p ON p.id = s.proposal_id WHERE p.stage = 'closed' ORDER BY s.ref"
            )
        ).all()
    assert [(re.findall(r"S-[0-9-]+", row[0])[-1], row[1:]) for row in before] == [
        (row.ref, [pounds(int(row.approved)), pounds(int(row.verified))]) for row in by_hand
    ]
    sql(year, "UPDATE proposal SET restricted = true WHERE ref = 'CP-2024-0003'")
    after = rows_of(viewer.page(f"{MEETING}/items/1"), "record-caption")
    assert len(after) < len(before)
    assert after == rows_of(Judge(year).sign_in("finance").page(f"{MEETING}/items/1"), "record-caption")


def test_page_numbers_on_screen_are_those_of_the_file(year: Flask) -> None:
    """ "Page 14" is found in the file, on the papers' page and on the case as it is read on screen."""
    published(year)
    viewer = Judge(year).sign_in("viewer")
    here = asked(viewer)
    make(year)
    read = PdfReader(io.BytesIO(fetched(viewer, f"{here}/file.pdf")))
    fronts = len(read.pages) - pages(year)[-1][3]
    papers = viewer.page(f"{MEETING}/papers")
    links = papers.select("main details li")
    assert len(links) > 20
    for one in links:
        number, title = re.fullmatch(
            r"Page ([0-9]+): (.*?)(?: of .*)?", even(one.get_text("")).strip(), re.DOTALL
        ).groups()
        title = even(one.a.contents[0])
        assert title in even(read.pages[fronts + int(number) - 1].extract_text()), (number, title)
    first = links[0].a["href"].split("#")[0]
    assert first.endswith("?pack=change-board/2026-12-08")
    case = viewer.page(first)
    shown = {even(one.parent.contents[0]).strip(): one.get_text() for one in case.select("h2 .app-page")}
    listed = {
        even(one.a.contents[0]): even(one.get_text("")).split(":")[0].lower() for one in links if first in one.a["href"]
    }
    assert len(shown) > 5
    for title, page in shown.items():
        assert page == listed["Compare the options" if title == "Options" else title]
    for one in case.select("details a[href^='#s-']"):
        assert case.select_one(str(one["href"])), one


def test_what_a_board_needs_of_an_item_stands_on_one_page(year: Flask) -> None:
    """The case begins on the page after it, in both packs, however much the first page has to say."""
    published(year)
    private(year)
    late(year)
    viewer = Judge(year).sign_in("viewer")
    asked(viewer)
    asked(viewer, "exempt_pack")
    make(year)
    with year.app_context():
        rows = db.session.execute(
            text(
                "SELECT g.first_page, s.page FROM paper_pages g JOIN paper_section s ON s.paper_id = g.paper_id AND "
                "s.kind = g.kind WHERE s.n = 1"
            )
        ).all()
    assert len(rows) > 3
    assert {begins - first for first, begins in rows} == {1}


def test_the_pages_of_sections_stay(year: Flask) -> None:
    published(year)
    asked(Judge(year).sign_in("viewer"))
    make(year)
    for said in ("UPDATE paper_section SET page = 1", "DELETE FROM paper_section"):
        with year.app_context(), pytest.raises(DBAPIError, match="permission denied"):
            db.session.execute(text(said))


def test_late_papers_go_on_and_nothing_is_numbered_again(year: Flask) -> None:
    published(year)
    viewer = Judge(year).sign_in("viewer")
    asked(viewer)
    make(year)
    before = pages(year)
    sql(year, "UPDATE question SET answer = repeat(answer || ' ', 60)")
    late(year)
    here = asked(viewer)
    make(year)
    after = pages(year)
    assert after[: len(before)] == before
    assert [one[2] for one in after[len(before) :]] == [before[-1][3] + 1]
    assert "(late paper)" in text_of(fetched(viewer, f"{here}/file.pdf"))


def test_a_paper_that_grew_keeps_the_numbers_of_the_others(year: Flask) -> None:
    """Were a paper longer than its pages, they go on as 1a, 1b, and the next one starts where it always did."""
    published(year)
    sql(
        year,
        "INSERT INTO paper_pages (paper_id, kind, first_page, last_page) SELECT p.id, 'public_pack', p.position * 2 - 1, "
        "p.position * 2 FROM published_paper p JOIN meeting m ON m.id = p.meeting_id WHERE m.slug = '2026-12-08'",
    )
    known = pages(year)
    viewer = Judge(year).sign_in("viewer")
    here = asked(viewer)
    make(year)
    assert pages(year) == known
    said = text_of(fetched(viewer, f"{here}/file.pdf"))
    assert "Page 4a " in said
    assert "Page 5 " in said


def test_restricted_papers_are_in_the_exempt_pack_alone(year: Flask) -> None:
    published(year)
    private(year)
    ref = late(year, restricted=True)
    viewer, finance = Judge(year).sign_in("viewer"), Judge(year).sign_in("finance")
    public, exempt, theirs = asked(finance), asked(finance, "exempt_pack"), asked(viewer, "exempt_pack")
    assert make(year) == 3
    assert ref not in text_of(fetched(viewer, f"{theirs}/file.pdf"))
    said = text_of(fetched(finance, f"{exempt}/file.pdf"))
    assert ref in said
    assert said.startswith("Exempt, Example. Exempt pack")
    assert faults(fetched(finance, f"{exempt}/file.pdf")) == []
    assert ref not in text_of(fetched(finance, f"{public}/file.pdf"))
    fetched(viewer, f"{public}/file.pdf")
    for path in (exempt, f"{exempt}/file.pdf"):
        assert viewer.http.get(path).status_code == 404
    assert exempt not in str(viewer.page(f"{MEETING}/papers"))
    with year.app_context():
        kept = db.session.execute(text("SELECT subject FROM security_event WHERE kind = 'restricted_paper'")).scalars()
        assert set(kept) == {f"{exempt}/file.pdf", f"{theirs}/file.pdf"}


def test_a_pack_closes_with_what_it_holds(year: Flask) -> None:
    published(year)
    ref = late(year)
    viewer = Judge(year).sign_in("viewer")
    here = asked(viewer)
    make(year)
    waiting = asked(viewer)
    sql(year, "UPDATE proposal SET restricted = true WHERE ref = :r", r=ref)
    assert viewer.http.get(f"{here}/file.pdf").status_code == 404
    assert make(year) == 0
    with year.app_context():
        problem = db.session.execute(text("SELECT problem FROM job WHERE id = :i"), {"i": waiting.rsplit("/", 1)[1]})
        assert "may no longer see" in problem.scalar_one()


def kept_files() -> set[Path]:
    return {one for one in storage().folder.rglob("*") if one.is_file()}


def test_what_is_heard_in_private_is_told_by_its_paragraph_alone(year: Flask) -> None:
    published(year)
    private(year)
    viewer = Judge(year).sign_in("viewer")
    public, exempt = asked(viewer), asked(viewer, "exempt_pack")
    make(year)
    told, whole = (text_of(fetched(viewer, f"{one}/file.pdf")) for one in (public, exempt))
    for said in (told, whole):
        assert "Paragraph 3 of part 1 of Schedule 12A" in said
        assert "The contractor’s prices would be known (example)" in said
    assert "CP-2026-0018" in whole
    assert "CP-2026-0018" not in told


def test_another_body_s_private_notice_says_nothing_of_this_pack(year: Flask) -> None:
    """The Executive hears it in private; the papers of the change board are public."""
    published(year)
    viewer = Judge(year).sign_in("viewer")
    here = asked(viewer)
    make(year)
    assert "CP-2026-0018" in text_of(fetched(viewer, f"{here}/file.pdf"))
    asked(viewer, "exempt_pack", status=403)
    private(year, "corporate-management-board")
    asked(viewer, "exempt_pack", status=403)
    private(year)
    asked(viewer, "exempt_pack")
