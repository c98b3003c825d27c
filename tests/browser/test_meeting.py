"""A whole meeting of eight people in real browsers: agenda, late paper, question, interests, votes, casting vote, minutes, mails.

Run with the mouse, by keyboard alone (K9) and without JavaScript. Whoever may not do a step is refused.
"""

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser
from sqlalchemy import text

from changeportal.data.session import db
from changeportal.services.demo.load import set_clock
from tests.browser.test_journey import MANNERS
from tests.support.browser import live_server
from tests.support.database import YEAR, Servers
from tests.support.driver import Person

BOARD = "/boards/change-board"
MEETING = f"{BOARD}/2026-12-10"
DECIDED, PUT_OFF = "Warden patrols by bicycle", "Contract for sharps collection"
HERE = ("chair", "member-one", "member-two", "member-three")
REFUSED = (403, 404)
PLAN = {
    "day-day": "10",
    "day-month": "12",
    "day-year": "2026",
    "starts": "14:00",
    "place": "Room 2",
    "papers_due-day": "3",
    "papers_due-month": "12",
    "papers_due-year": "2026",
}
UNTIL = {"until-day": "12", "until-month": "1", "until-year": "2027"}
DUE = {"due_1-day": "1", "due_1-month": "2", "due_1-year": "2027"}


@dataclass
class Table:
    """The people of a meeting at their browsers."""

    browser: Browser
    address: str
    app: Flask
    manner: Mapping[str, bool]
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, who: str) -> Person:
        """Somebody, signed in through the form."""
        if who not in self.people:
            self.people[who] = Person(self.browser, self.address, who, **self.manner)
        return self.people[who]

    def at(self, moment: datetime) -> None:
        """Time passes; everybody signs in again."""
        set_clock(self.app.config["SQLALCHEMY_OWNER_URI"], moment)
        for person in self.people.values():
            person.close()
        self.people.clear()

    def one(self, statement: str, **values: str) -> str:
        """A value of the database."""
        with self.app.app_context():
            found = str(db.session.execute(text(statement), values).scalar_one())
            db.session.rollback()
            return found

    def id_of(self, who: str) -> str:
        """Somebody's key, as the boxes of a form have it."""
        return self.one("SELECT id FROM person WHERE email = :e", e=f"{who}@demo.example")

    def refused(self, path: str, *who: str, **answers: str) -> None:
        """Those people may not do it."""
        for one in who:
            assert self.person(one).tries(path, answers) in REFUSED, f"{one} may {path}"

    def mailed(self, who: str, *words: str) -> None:
        """A mail with these words went to the person."""
        for _try in range(80):
            mails = self.person("secretary").read("/dev/mail").split("To ")
            if any(mail.startswith(f"{who}@") and all(one in mail for one in words) for mail in mails):
                return
            time.sleep(0.25)
        raise AssertionError(f"no mail to {who} says {words}")


@pytest.fixture(params=list(MANNERS))
def table(request: pytest.FixtureRequest, servers: Servers, browser: Browser) -> Iterator[Table]:
    servers.make_year()
    with servers.clone(YEAR) as name:
        app = servers.app(name)
        with live_server(servers, name) as address:
            made = Table(browser, address, app, MANNERS[request.param])
            yield made
            for person in made.people.values():
                person.close()
        servers.release(app)


@pytest.mark.timeout(900)
def test_a_meeting_of_eight_people(table: Table) -> None:
    _build(table)
    _before(table)
    table.at(datetime(2026, 12, 10, 14, 10, tzinfo=UTC))
    _gather(table)
    _put_off(table)
    _vote(table)
    _decide(table)
    _close(table)


def _build(table: Table) -> None:
    """The secretary plans, orders, publishes and adds a late paper; nobody else can."""
    secretary = table.person("secretary")
    secretary.fill(f"{BOARD}/new-meeting", "Add meeting", PLAN)
    freed = {"reason": "It fits the longer meeting", **UNTIL}
    secretary.fill(f"{BOARD}/2026-12-08/items/4/put-off", "Put it off", freed)
    assert DECIDED in secretary.read(BOARD)
    report = {"title": "Programme report", "recommendation": "Note it", "minutes": "5"}
    secretary.fill(f"{MEETING}/add-item", "Add item", report)
    for title in (PUT_OFF, DECIDED):
        ref = table.one("SELECT ref FROM proposal WHERE title = :t", t=title)
        item = {"ref": ref, "recommendation": f"Agree {title}", "minutes": "20"}
        secretary.fill(f"{MEETING}/add-item", "Add item", item)
    table.refused(f"{MEETING}/items/1/move", "chair", "member-one", "viewer", to="down")
    secretary.fill(MEETING, "Move down item 1", {})
    secretary.fill(MEETING, "Move down item 2", {})
    words = secretary.read(MEETING)
    assert words.index(PUT_OFF) < words.index(DECIDED) < words.index("Programme report")
    table.refused(f"{MEETING}/publish", "chair", "member-one", "viewer")
    secretary.fill(MEETING, "Publish the papers", {})
    late = {"title": "Audit letter", "recommendation": "Note it", "minutes": "5"}
    secretary.fill(f"{MEETING}/add-item", "Add item", {**late, "late_reason": "It came this morning"})
    assert "It came this morning" in table.person("member-five").read(MEETING)
    table.mailed("member-five", "Audit letter", "It came this morning")


def _before(table: Table) -> None:
    """A question before the meeting, answered by the author; both stay with the item."""
    member = table.person("member-one")
    asked = {"section": "delivery", "text": "Who rides in winter?"}
    member.fill(f"{MEETING}/items/2/question", "Send question", asked)
    author = table.one(
        "SELECT split_part(x.email, '@', 1) FROM proposal_person q JOIN person x ON x.id = q.person_id "
        "JOIN proposal p ON p.id = q.proposal_id WHERE p.title = :t AND q.part = 'author' AND q.ended_at IS NULL",
        t=DECIDED,
    )
    ref = table.one("SELECT ref FROM proposal WHERE title = :t", t=DECIDED)
    writer = table.person(author)
    writer.fill(f"/proposals/{ref}/questions", "Send answer", {"answer": "The same wardens, on foot when it snows"})
    assert "on foot when it snows" in table.person("member-two").read(f"{MEETING}/items/2")
    table.mailed("member-one", "on foot when it snows")
    assert "Housing Revenue Account, 2027/28: if agreed," in member.read(f"{MEETING}/items/2")


def _gather(table: Table) -> None:
    """Four are here and say that they have no interest; the page says the quorum and then lets them decide."""
    secretary = table.person("secretary")
    secretary.fill(f"{MEETING}/attendance", "Save attendance", {"present": [table.id_of(one) for one in HERE[:3]]})
    assert "Attendance is saved. You need 1 more board member" in secretary.page.locator("[role=alert]").inner_text()
    assert secretary.page.locator("[role=status]").first.inner_text().count("quorum is 4")
    secretary.read(f"{MEETING}/items/2/record")
    assert secretary.page.locator("main textarea").count() == 0
    secretary.fill(f"{MEETING}/attendance", "Save attendance", {"present": [table.id_of(HERE[3])]})
    assert "Quorum: 4 of 6 board members are here" in secretary.page.locator("[role=alert]").inner_text()
    for one in HERE[:3]:
        table.person(one).fill(f"{MEETING}/interests", "Save declaration", {"answer": "no"})
    assert "Not declared interests yet: Otis Barnaby" in secretary.read(f"{MEETING}/items/2")


def _put_off(table: Table) -> None:
    """One interest takes the quorum of one item: no form, nothing to confirm, and it goes to another day."""
    interest = {"answer": "yes", "n": "1", "kind": "other", "what": "My sister bids", "will": "leave"}
    table.person("member-three").fill(f"{MEETING}/interests", "Save declaration", interest)
    words = table.person("member-three").page.locator("[role=alert]").inner_text()
    assert "For item 1 you do not have quorum, because 1 board member left" in words
    secretary = table.person("secretary")
    secretary.read(f"{MEETING}/items/1")
    assert "Otis Barnaby: My sister bids" in secretary.page.locator("aside").inner_text()
    assert secretary.page.get_by_role("button", name="Record decision").count() == 0
    table.refused(f"{MEETING}/items/1/record", "secretary", "chair", outcome="proceed", reasons="x", public="yes")
    assert "Every check is given" in secretary.read(f"{MEETING}/items/2")
    secretary.fill(f"{MEETING}/items/1/put-off", "Put it off", {"reason": "No quorum", **UNTIL})
    assert "It comes back on 12 January 2027" in table.person("viewer").read(f"{MEETING}/items/1")


def _vote(table: Table) -> None:
    """A vote is called, it is equal, and whoever chairs decides it."""
    item = f"{MEETING}/items/2"
    table.refused(f"{item}/vote", "member-one", vote="for")
    table.refused(f"{item}/call-vote", "member-one", "viewer")
    table.person("chair").fill(item, "Call a vote", {})
    for who, said in zip(HERE, ("for", "for", "against", "against"), strict=True):
        table.person(who).fill(item, "Vote", {"vote": said})
    table.refused(f"{item}/vote", *HERE, "member-five", "viewer", vote="for")
    assert "Votes are equal" in table.person("member-one").read(item)
    table.refused(f"{item}/casting-vote", "member-one", "secretary", "viewer", vote="for")
    table.person("chair").fill(item, "Give the casting vote", {"vote": "for"})
    dissent = {"person": table.id_of("member-two"), "words": "Too early"}
    table.person("member-two").fill(f"{item}/dissent", "Record dissent", dissent)


def _decide(table: Table) -> None:
    """The secretary records two resolutions and a condition, the chair confirms, and nobody else can."""
    item = f"{MEETING}/items/2"
    record: dict[str, Any] = {
        "outcome": "proceed_with_conditions",
        "resolution": f"Agree {DECIDED}",
        "verb_2": "delegate",
        "resolution_2": "The director buys the bicycles",
        "reasons": "It pays within two years",
        "condition_1": "Train the wardens",
        "owner_1": table.id_of("directorate-lead"),
        **DUE,
        "blocks_1": "implementation",
        "public": "yes",
    }
    table.refused(f"{item}/record", "member-one", "viewer", **record)
    table.person("secretary").fill(f"{item}/record", "Record decision", record)
    table.refused(f"{item}/confirm", "secretary", "member-one", "viewer")
    led = table.person("chair").fill(item, "Confirm the decision", {})
    words = table.person("viewer").read(led)
    for one in (
        "2 for, 2 against, 0 abstained. The chair's casting vote was for.",
        "Dissent recorded: Freya Considine: Too early",
        "Delegate the final decision: The director buys the bicycles",
        "Train the wardens",
        f"Recommendation, as put Agree {DECIDED}",
    ):
        assert one in words, one


def _close(table: Table) -> None:
    """A report is noted, the other is not reached; the minutes say all of it."""
    secretary = table.person("secretary")
    secretary.fill(f"{MEETING}/items/3", "Noted", {"words": "They asked for dates"})
    table.refused(f"{MEETING}/close", "chair", "member-one", "viewer")
    secretary.fill(MEETING, "Close meeting", {})
    minutes = table.person("viewer").read(f"{MEETING}/minutes")
    for one in (
        "Otis Barnaby Own seat from",
        "Otis Barnaby: My sister bids (leaves for this item)",
        "Put off. It comes back on 12 January 2027. No quorum",
        "Condition: Train the wardens (Emeka Stourbridge, by 1 February 2027)",
        "Noted. They asked for dates",
        "Item 4: Audit letter Late paper: It came this morning.",
        "Not reached. Not reached at the meeting",
    ):
        assert one in minutes, one
