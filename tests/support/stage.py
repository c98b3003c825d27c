"""Setting the stage of the browser tests over plain HTTP: ideas in the states that pages are looked at in."""

import re
from dataclasses import dataclass
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from bs4 import BeautifulSoup

from changeportal.services.demo import DEMO_PASSWORD
from tests.support.client import Judge

ANSWERS = {
    "problem": {"problem": "Letters go out late every week"},
    "change": {"change": "Send them by email first"},
    "residents": {"residents": ["residents", "staff"]},
    "mission": {"mission": "EP"},
    "money": {"money": ["spend_less"]},
    "needs": {"needs": ["people"]},
    "service": {"service": "repairs"},
    "affected": {"affected": ["no"]},
    "involvement": {"involvement": "help"},
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
    for question, answers in ANSWERS.items():
        person.send(f"/ideas/{ref}/{question}", dict(answers))
    person.send(f"/ideas/{ref}/check", {})
    return ref


def set_stage(address: str) -> Stage:
    """A draft, an idea that was submitted, and one that is being looked at."""
    proposer, triage = Visitor(address, "proposer"), Visitor(address, "triage")
    refs = {"ref": submitted(proposer, "Letters by email first"), "taken": submitted(proposer, "Bins on every estate")}
    refs["draft"] = draft(proposer, "Letters by email")
    triage.send(f"/triage/{refs['taken']}/take-up", {}, form_at=f"/triage/{refs['taken']}")
    return Stage(refs)
