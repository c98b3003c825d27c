"""One idea goes all the way: nine people, five gateways, a verified saving, a gap that moves, and the way back.

Run with the mouse, by keyboard alone, and without JavaScript. At each step the other people try the same and are refused.
"""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from changeportal.services.demo.load import AS_AT, set_clock
from tests.support.answers import IDEA, SAVING, TEXTS, TRIAGE
from tests.support.browser import live_server
from tests.support.database import YEAR, Servers
from tests.support.driver import Person

NINE = (
    "proposer",
    "triage",
    "author",
    "finance",
    "resource-manager",
    "change-lead",
    "secretary",
    "chair",
    "finance-two",
)
MEMBERS = ("member-one", "member-two", "member-three", "member-four")
REFUSED = (403, 404)
MANNERS: dict[str, dict[str, bool]] = {
    "mouse": {},
    "keyboard": {"keyboard": True},
    "without_javascript": {"script": False},
}
MEETING = "/boards/change-board/2026-12-08"
GAP = "/mtfs/figures/GF/{}/2027?view=cumulative"


@dataclass
class World:
    """The people at their browsers, the app behind them, and the proposal that they carry along."""

    browser: Browser
    address: str
    app: Flask
    manner: dict[str, bool]
    ref: str = ""
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, who: str) -> Person:
        """Somebody at their own browser, signed in through the form."""
        if who not in self.people:
            self.people[who] = Person(self.browser, self.address, who, **self.manner)
        return self.people[who]

    def does(
        self,
        who: str,
        path: str,
        button: str,
        answers: Mapping[str, Any],
        also: tuple[str, ...] = (),
        sent_to: str = "",
    ) -> str:
        """Everybody else tries it first and is refused (but ``also``); then the person does it.

        ``sent_to`` is where the form goes when that is not its own page.
        """
        page, target = path.format(ref=self.ref), (sent_to or path).format(ref=self.ref)
        for other in NINE:
            if other not in (who, *also):
                assert self.person(other).tries(target, answers) in REFUSED, f"{other} may {target}"
        return self.person(who).fill(page, button, answers)

    def figure(self, rung: str) -> int:
        """Whole pounds of a figure of the gap in 2027/28, as its page says."""
        words = self.person("finance").read(GAP.format(rung))
        found = re.search(r", 2027/28: (−?)£([\d,]+)", words)
        assert found, words[:200]
        return int(found.group(2).replace(",", "")) * (-1 if found.group(1) else 1)

    def mailed(self, words: str) -> None:
        """The proposer has been sent a mail with these words about the proposal."""
        for _try in range(60):
            text = self.person("proposer").read("/dev/mail")
            if any(words in mail and self.ref in mail for mail in text.split("To Marta Lindqvist")):
                return
            time.sleep(0.25)
        raise AssertionError(f"no mail about {self.ref} says {words!r}")

    def move_on(self, days: int) -> None:
        """Time passes; everybody has to sign in again."""
        set_clock(self.app.config["SQLALCHEMY_OWNER_URI"], AS_AT + timedelta(days=days))
        for person in self.people.values():
            person.close()
        self.people.clear()


@pytest.fixture(params=list(MANNERS))
def world(request: pytest.FixtureRequest, servers: Servers, browser: Browser) -> Iterator[World]:
    servers.make_year()
    with servers.clone(YEAR) as name:
        app = servers.app(name)
        with live_server(servers, name) as address:
            made = World(browser, address, app, MANNERS[request.param])
            yield made
            for person in made.people.values():
                person.close()
        servers.release(app)


def test_an_idea_becomes_a_verified_saving(world: World) -> None:
    still_to_find = world.figure("still_to_find")
    put_in(world)
    taken_forward(world)
    written(world)
    assert world.figure("still_to_find") == still_to_find - 48_000
    checked_and_agreed(world)
    resourced(world)
    approved = world.figure("approved")
    assert world.figure("pipeline_approval") < 0
    decided(world)
    assert world.figure("approved") == approved - 48_000
    delivered(world)
    assert world.figure("still_to_find") == still_to_find - 48_000
    closed(world)
    followed_back(world)
    verified = world.app.test_cli_runner().invoke(args=["audit", "verify"])
    assert verified.exit_code == 0, verified.output


def put_in(world: World) -> None:
    """Gateway 1, the proposer's side."""
    proposer = world.person("proposer")
    found = re.search(
        r"CP-\d{4}-\d+", proposer.fill("/ideas/new/name", "Save and continue", {"name": "Letters by email"})
    )
    assert found
    world.ref = found.group(0)
    for question, answers in IDEA.items():
        world.does("proposer", f"/ideas/{{ref}}/{question}", "Save and continue", answers)
    world.does("proposer", "/ideas/{ref}/check", "Submit idea", {})
    world.mailed("was received")


def people_of(world: World, path: str, field_id: str) -> dict[str, str]:
    """Choices of a list of people: name to value."""
    page = world.person("triage").page
    page.goto(world.address + path)
    found = page.eval_on_selector_all(f"#{field_id} option", "all => all.map(o => [o.textContent, o.value])")
    return {name.split(",")[0]: value for name, value in found}


def taken_forward(world: World) -> None:
    """Gateway 1, triage."""
    world.does("triage", "/triage/{ref}", "Take it up", {}, also=("change-lead",), sent_to="/triage/{ref}/take-up")
    world.does("triage", "/triage/{ref}", "Save and decide", TRIAGE, also=("change-lead",))
    people = people_of(world, f"/triage/{world.ref}/decide", "author_id")
    answers = {
        "outcome": "proceed",
        "reasons": "It helps residents and saves postage",
        "author_id": people["Devan Osei"],
        "sponsor_id": people["Helena Brightwater"],
        "directorate": "homes-and-neighbourhoods",
        "mission": "EP",
        "wards": "No ward",
    }
    world.does("triage", "/triage/{ref}/decide", "Record decision", answers)
    world.mailed("It helps residents and saves postage")


def written(world: World) -> None:
    """The author writes the case."""
    author, ref = world.person("author"), world.ref
    for section, texts in TEXTS.items():
        world.does("author", f"/proposals/{{ref}}/case/{section}", "Save and continue", {**texts, "complete": "yes"})
    case = "/proposals/{ref}/case"
    evidence = {
        "claim": "Letters are late",
        "kind": "data",
        "shows": "9 days",
        "source": "Our log",
        "strength": "strong",
    }
    world.does("author", f"{case}/evidence/new", "Save piece of evidence", evidence)
    risk = {"title": "No email", "cause": "old records", "effect": "no letter", "mitigation": "post it"}
    world.does("author", f"{case}/risks/new", "Save risk", {**risk, "likelihood": "2", "impact": "3"})
    screening = {"changes_anything": "yes", "effect_age": "better", "how_known": "Survey", "asked_people": "yes"}
    world.does("author", f"{case}/equality", "Save screening", {**screening, "asked_words": "In May"})
    option = {"title": "Email first", "description": "By email"}
    world.does("author", "/proposals/{ref}/options/new", "Add option", option)
    chosen, least = options_of(author, ref)
    world.does("author", f"/proposals/{{ref}}/money/lines/new?option={chosen}", "Save line", SAVING)
    line = re.search(r"/money/lines/([0-9a-f-]{36})", page_source(author, f"/proposals/{ref}/money?option={chosen}"))
    assert line
    money = {f"v-{line.group(1)}-2027": "48,000"}
    world.does("author", f"/proposals/{{ref}}/money?option={chosen}", "Save and continue", money)
    why = {"preferred": chosen, "why": "The cheapest", f"why_not_{least}": "Dearer"}
    world.does("author", "/proposals/{ref}/options", "Save recommendation", why)


def page_source(person: Person, path: str) -> str:
    """The markup of a page."""
    person.page.goto(person.address + path)
    return person.page.content()


def options_of(author: Person, ref: str) -> tuple[str, str]:
    """The id of the new option and of do minimum."""
    page = author.page
    page.goto(f"{author.address}/proposals/{ref}/options")
    values = page.eval_on_selector_all("input[name=preferred]", "all => all.map(o => o.value)")
    least = [
        name.removeprefix("why_not_")
        for name in page.eval_on_selector_all("[name^=why_not_]", "all => all.map(o => o.name)")
    ]
    names = page.eval_on_selector_all("input[name=preferred]", "all => all.map(o => o.labels[0].textContent.trim())")
    chosen = next(value for value, name in zip(values, names, strict=True) if name.startswith("Email first"))
    return chosen, next(one for one in least if one != chosen)


def checked_and_agreed(world: World) -> None:
    """Finance checks, gateway 2."""
    request = {"pool": "developers", "share": "0.2", "why": "To set it up"}
    months = {"start-month": "1", "start-year": "2027", "end-month": "2", "end-year": "2027"}
    world.does("author", "/proposals/{ref}/resources", "Send request", {**request, **months})
    world.does("author", "/proposals/{ref}/submit", "Submit the case", {})
    world.mailed("was submitted")
    sign_off = {"outcome": "agreed"}
    world.does("finance", "/proposals/{ref}/signoffs/finance", "Record my answer", sign_off, also=("finance-two",))
    decision = {"outcome": "proceed", "reasons": "It pays for itself in a month"}
    world.does("change-lead", "/proposals/{ref}/decide/G2", "Record decision", decision)
    world.mailed("It pays for itself in a month")


def resourced(world: World) -> None:
    """The team answers, gateway 3."""
    manager = world.person("resource-manager")
    asked = page_source(world.person("author"), f"/proposals/{world.ref}/resources")
    found = re.findall(r"/resources/requests/([0-9a-f-]{36})", asked)
    path = f"/resources/requests/{found[0]}"
    decision = {"outcome": "proceed", "reasons": "The people are there"}
    assert world.person("change-lead").tries(f"/proposals/{world.ref}/decide/G3", decision) == 403
    for other in NINE:
        if other != "resource-manager":
            assert world.person(other).tries(path, {"answer": "confirmed"}) in REFUSED, other
    manager.fill(path, "Send answer", {"answer": "confirmed"})
    world.does("change-lead", "/proposals/{ref}/decide/G3", "Record decision", decision)
    world.mailed("The people are there")


def decided(world: World) -> None:
    """Gateway 4: the board meets, the secretary records, the chair confirms."""
    secretary, ref = world.person("secretary"), world.ref
    item = {"ref": ref, "recommendation": "Agree to send letters by email first", "minutes": "15"}
    item["late_reason"] = "Its papers came after the others"
    world.does("secretary", f"{MEETING}/add-item", "Add item", item)
    n = re.findall(rf"{MEETING}/items/(\d+)\"[^>]*>Letters by email<", page_source(secretary, MEETING))[-1]
    here = [value for name, value in boxes(secretary, f"{MEETING}/attendance", "present").items() if name in PRESENT]
    world.does("secretary", f"{MEETING}/attendance", "Save attendance", {"present": here})
    world.does("chair", f"{MEETING}/interests", "Save declaration", {"answer": "no"})
    for who in MEMBERS:
        world.person(who).fill(f"{MEETING}/interests", "Save declaration", {"answer": "no"})
    record = {
        "outcome": "proceed",
        "resolution": "Agree to send letters by email first",
        "reasons": "Residents hear sooner and it saves money",
        "public": "yes",
    }
    world.does("secretary", f"{MEETING}/items/{n}/record", "Record decision", record, also=("chair",))
    for other in NINE:
        if other != "chair":
            assert world.person(other).tries(f"{MEETING}/items/{n}/confirm", {}) in REFUSED, other
    led = world.person("chair").fill(f"{MEETING}/items/{n}", "Confirm the decision", {})
    assert led.startswith("/decisions/D-2026-")
    world.mailed("Residents hear sooner and it saves money")


PRESENT = ("Ruth Ashdown", "Samir Whitlock", "Freya Considine", "Otis Barnaby", "Yasmin Tolliver")


def boxes(person: Person, path: str, name: str) -> dict[str, str]:
    """Checkboxes of a page: label to value."""
    person.page.goto(person.address + path)
    script = "all => all.map(o => [o.labels[0].textContent.trim(), o.value])"
    return dict(person.page.eval_on_selector_all(f"input[name={name}]", script))


def delivered(world: World) -> None:
    """In May 2027: the budget is changed, an actual is entered, and a second person verifies it."""
    found = re.search(r"/savings/(S-\d{4}-\d+)", page_source(world.person("finance"), "/savings?year=2027&q=Postage"))
    assert found
    saving = found.group(1)
    world.move_on(170)
    april = {"month-month": "4", "month-year": "2027"}
    budget = {
        "change": "permanent",
        "from_month-month": "4",
        "from_month-year": "2027",
        "pence": "48,000",
        "reference": "V-77",
    }
    world.does("finance", f"/savings/{saving}/budget", "Save", budget, also=("finance-two",))
    actual = {"kind": "actual", "pence": "4,000", "note": "Ledger", **april}
    world.does("finance", f"/savings/{saving}/actual", "Save", actual, also=("finance-two", "author"))
    entry = re.search(
        rf"/savings/{saving}/verify/([0-9a-f-]{{36}})", page_source(world.person("finance-two"), f"/savings/{saving}")
    )
    assert entry
    seen = {"pence": "4,000", "evidence_kind": "ledger", "reference": "J-1042"}
    world.does("finance-two", f"/savings/{saving}/verify/{entry.group(1)}", "Verify this saving", seen)
    world.mailed("has now saved £4,000, verified")
    assert "Postage" in world.person("finance").read(GAP.format("delivered"))


def closed(world: World) -> None:
    """Gateway 5."""
    report = {"words": "It came as promised"}
    world.does("author", "/proposals/{ref}/close", "Ask gateway 5", report)
    decision = {"outcome": "realised", "reasons": "Finance has seen it leave the budget"}
    world.does("change-lead", "/proposals/{ref}/decide/G5", "Record decision", decision)
    world.mailed("Finance has seen it leave the budget")


def followed_back(world: World) -> None:
    """From the figure of the gap to the idea: two clicks."""
    finance = world.person("finance")
    finance.read(GAP.format("delivered"))
    finance.page.get_by_role("link", name=re.compile(f"{world.ref} Letters by email")).first.click()
    words = " ".join(finance.page.locator("main").inner_text().split())
    assert "Follow this money" in words
    for part in ("Verified by finance", "£4,000", "Email first", "D-2026-"):
        assert part in words, part
    assert "Letters go out late every week" in finance.read(f"/proposals/{world.ref}/v/1")
