"""Setting the stage of the browser tests over plain HTTP: ideas in the states that pages are looked at in."""

import re
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from bs4 import BeautifulSoup

from changeportal.services.demo import DEMO_PASSWORD
from tests.support.answers import IDEA, TRIAGE
from tests.support.client import Judge

SAVING: dict[str, object] = {
    "title": "Fewer repeat calls",
    "kind": "saving",
    "saving_class": "cash_releasing",
    "fund_code": "GF",
    "cost_centre": "41207",
    "recurrence": "ongoing",
    "confidence": "high",
}


@dataclass
class Stage:
    """References by name."""

    refs: dict[str, str]


class Visitor:
    """A person at the live server, by plain HTTP."""

    def __init__(self, address: str, who: str) -> None:
        self.address = address
        self.open = build_opener(HTTPCookieProcessor(CookieJar())).open
        self.send("/sign-in", {"email": f"{who}@demo.example", "password": DEMO_PASSWORD})

    def read(self, path: str) -> str:
        """A page's text."""
        with self.open(self.address + path) as shown:
            return str(shown.read().decode())

    def send(self, path: str, answers: dict[str, object], form_at: str = "") -> str:
        """Fill the form and send it; where it led."""
        with self.open(self.address + (form_at or path)) as shown:
            hidden = Judge.hidden(BeautifulSoup(shown.read(), "html.parser"), path)
        body = urlencode({**hidden, **answers}, doseq=True).encode()
        with self.open(self.address + path, body) as answer:
            return str(answer.geturl())


def draft(person: Visitor, name: str) -> str:
    """Begin an idea; its reference."""
    found = re.search(r"CP-\d{4}-\d+", person.send("/ideas/new/name", {"name": name}))
    assert found
    return found.group(0)


def submitted(person: Visitor, name: str) -> str:
    """Put an idea in whole; its reference."""
    ref = draft(person, name)
    for question, answers in IDEA.items():
        person.send(f"/ideas/{ref}/{question}", dict(answers))
    person.send(f"/ideas/{ref}/check", {})
    return ref


def set_stage(address: str) -> Stage:
    """A draft, an idea that was submitted, and one that is being looked at."""
    proposer, triage = Visitor(address, "proposer"), Visitor(address, "triage")
    refs = {"ref": submitted(proposer, "Letters by email first"), "taken": submitted(proposer, "Bins on every estate")}
    refs["draft"] = draft(proposer, "Letters by email")
    triage.send(f"/triage/{refs['taken']}/take-up", {}, form_at=f"/triage/{refs['taken']}")
    refs["case"] = taken_on(proposer, triage)
    refs["line"] = with_money(Visitor(address, "author"), refs["case"])
    refs["evidence"] = with_evidence(Visitor(address, "author"), refs["case"])
    refs["request"] = with_request(Visitor(address, "author"), refs["case"])
    finance = Visitor(address, "s151").read("/resources/pots/transformation-reserve")
    funding = re.search(r"/resources/money/([0-9a-f-]{36})", finance)
    assert funding
    refs["funding"] = funding.group(1)
    found = re.search(r"/admin/people/([0-9a-f-]{36})", Visitor(address, "admin").read("/admin/people"))
    assert found
    refs["person"] = found.group(1)
    results = Visitor(address, "author").read("/proposals/CP-2026-0020/results")
    shown = re.search(r'/results/([0-9a-f-]{36})">[^<]*</a> \(recommended\)', results)
    assert shown
    refs["option"] = shown.group(1)
    measure = re.search(
        r"/case/measures/([0-9a-f-]{36})", Visitor(address, "author").read("/proposals/CP-2026-0020/case/measures")
    )
    assert measure
    refs["measure"] = measure.group(1)
    papers = "/boards/change-board/2026-11-10/papers"
    job = Visitor(address, "viewer").send(
        "/boards/change-board/2026-11-10/pack", {"kind": "public_pack"}, form_at=papers
    )
    refs["job"] = job.rsplit("/", 1)[1]
    refs |= of_decisions(Visitor(address, "secretary"))
    refs |= of_the_year(Visitor(address, "finance-two"))
    return Stage(refs)


def of_decisions(clerk: Visitor) -> dict[str, str]:
    """A key decision that waits for the Executive, one to be heard in private with its notice, one out to consultation."""
    plan = re.findall(r"/proposals/(CP-\d{4}-\d+)/decisions", clerk.read("/forward-plan"))
    private = next(ref for ref in plan if "/representation" in clerk.read(f"/proposals/{ref}/decisions"))
    notice = re.search(r"/notices/([0-9a-f-]{36})/representation", clerk.read(f"/proposals/{private}/decisions"))
    key = next(ref for ref in plan if "/resolution" in clerk.read(f"/proposals/{ref}/decisions"))
    consulting = re.search(r"/proposals/(CP-\d{4}-\d+)", clerk.read("/proposals?status=consulting").split("<main")[1])
    assert notice
    assert consulting
    return {"key": key, "private": private, "notice": notice.group(1), "consulting": consulting.group(1)}


def of_the_year(finance: Visitor) -> dict[str, str]:
    """A saving with an actual that waits, and an open condition with its proposal."""
    found = re.search(r"/savings/(S-\d{4}-\d+)", finance.read("/savings?waiting=yes"))
    assert found
    saving = found.group(1)
    entry = re.search(rf"/savings/{saving}/verify/([0-9a-f-]{{36}})", finance.read(f"/savings/{saving}"))
    owner = re.search(r"/proposals/(CP-\d{4}-\d+)/decisions", finance.read("/conditions"))
    assert entry
    assert owner
    condition = re.search(r"/conditions/([0-9a-f-]{36})", finance.read(f"/proposals/{owner.group(1)}/decisions"))
    assert condition
    return {"saving": saving, "entry": entry.group(1), "owner": owner.group(1), "condition": condition.group(1)}


def with_request(author: Visitor, ref: str) -> str:
    """A request for developers; its id."""
    months = {"start-month": "1", "start-year": "2027", "end-month": "3", "end-year": "2027"}
    author.send(f"/proposals/{ref}/resources", {"pool": "developers", "share": "0.6", "why": "To build it", **months})
    found = re.search(r"/resources/requests/([0-9a-f-]{36})", author.read(f"/proposals/{ref}/resources"))
    assert found
    return found.group(1)


def taken_on(proposer: Visitor, triage: Visitor) -> str:
    """An idea that triage took forward, with an author and a sponsor."""
    ref = submitted(proposer, "One number for repairs")
    triage.send(f"/triage/{ref}/take-up", {}, form_at=f"/triage/{ref}")
    triage.send(f"/triage/{ref}", dict(TRIAGE))
    page = BeautifulSoup(triage.read(f"/triage/{ref}/decide"), "html.parser")
    people = {option.get_text().split(",")[0]: str(option["value"]) for option in page.select("#author_id option")}
    decision = {"outcome": "proceed", "reasons": "It helps", "mission": "EP", "wards": "No ward"}
    named = {"author_id": people["Devan Osei"], "sponsor_id": people["Helena Brightwater"]}
    triage.send(f"/triage/{ref}/decide", {**decision, **named, "directorate": "homes-and-neighbourhoods"})
    return ref


def with_evidence(author: Visitor, ref: str) -> str:
    """An item of evidence; its id."""
    answers = {"claim": "Calls repeat", "kind": "data", "shows": "Every third", "source": "Our log", "strength": "some"}
    author.send(f"/proposals/{ref}/case/evidence/new", dict(answers))
    found = re.search(r"/case/evidence/([0-9a-f-]{36})/files", author.read(f"/proposals/{ref}/case/evidence"))
    assert found
    return found.group(1)


def with_money(author: Visitor, ref: str) -> str:
    """An option with a saving and its amounts; the id of the line."""
    author.send(f"/proposals/{ref}/options/new", {"title": "One team", "description": "One team answers"})
    author.send(f"/proposals/{ref}/money/lines/new", SAVING)
    found = re.search(r"/money/lines/([0-9a-f-]{36})", author.read(f"/proposals/{ref}/money"))
    assert found
    author.send(f"/proposals/{ref}/money", {f"v-{found.group(1)}-2027": "48,000"})
    return found.group(1)
