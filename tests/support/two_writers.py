"""A case in the hands of two people: the stage over plain HTTP, up to what they write at the same time."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup

from changeportal.domain.business_case import Answered, Field, fields_asked
from changeportal.domain.case_traits import sections_asked
from changeportal.domain.signoffs import CaseTraits
from changeportal.domain.terms import Route
from tests.support.answers import TRIAGE
from tests.support.stage import SAVING, Visitor, submitted

EVIDENCE = {"claim": "Letters are late", "kind": "data", "shows": "9 days", "source": "Our log", "strength": "strong"}
RISK = {"title": "No email", "cause": "old records", "effect": "no letter", "mitigation": "post it"}
SCREENING = {"changes_anything": "yes", "effect_age": "better", "how_known": "Survey", "asked_people": "yes"}
GIVEN = {"years": "10", "prices": "real", "bias": "none", "managed": "0", "optimism": "10", "life": "0"}
ROWS = ("evidence", "options", "money", "risks", "equality")


@dataclass
class Case:
    """The proposal, its route, and what the tests press on."""

    ref: str
    route: Route
    option: str = ""
    line: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
        return f"Letters by email, {self.route.value}"


def begun(address: str, route: Route) -> Case:
    """Taken forward on that route, with an author and a contributor."""
    proposer, triage, lead = (Visitor(address, who) for who in ("proposer", "triage", "change-lead"))
    case = Case("", route)
    ref = case.ref = submitted(proposer, case.title)
    triage.send(f"/triage/{ref}/take-up", {}, form_at=f"/triage/{ref}")
    triage.send(f"/triage/{ref}", {**TRIAGE, "risk": "3" if route is Route.FULL else "1"})
    people = choices(triage.read(f"/triage/{ref}/decide"), "author_id")
    decision = {"outcome": "proceed", "reasons": "It helps", "mission": "EP", "wards": "No ward"}
    named = {"author_id": people["Devan Osei"], "sponsor_id": people["Helena Brightwater"]}
    triage.send(f"/triage/{ref}/decide", {**decision, **named, "directorate": "homes-and-neighbourhoods"})
    who = choices(lead.read(f"/proposals/{ref}/people"), "person_id")["Petra Nightingale"]
    part = {"part": "contributor", "person_id": who, "reason": "She writes the need"}
    lead.send(f"/proposals/{ref}/people", part)
    return case


def choices(page: str, field_id: str) -> dict[str, str]:
    """Names and values of a list of people."""
    found = BeautifulSoup(page, "html.parser").select(f"#{field_id} option")
    return {one.get_text().split(",")[0]: str(one["value"]) for one in found}


def example(one: Field) -> str:
    """An answer to a question of a section, in the way it is answered."""
    if one.code in GIVEN:
        return GIVEN[one.code]
    given = {Answered.YES_NO: "no", Answered.COUNT: "0", Answered.POUNDS: "0", Answered.PERCENT: "0"}
    return given.get(one.answered, f"About {one.label.lower()}")


def written(address: str, case: Case, *, without: tuple[str, ...] = ()) -> None:
    """Everything that the route asks for, ``without`` some sections, written by the author."""
    author, ref = Visitor(address, "author"), case.ref
    for section in sections_asked(case.route, CaseTraits()):
        asked = fields_asked(section, case.route)
        if asked and section.code not in (*without, *ROWS):
            answers: dict[str, object] = {one.code: example(one) for one in asked if not one.optional}
            author.send(f"/proposals/{ref}/case/{section.code}", {**answers, "complete": "yes"})
    author.send(f"/proposals/{ref}/case/evidence/new", dict(EVIDENCE))
    author.send(f"/proposals/{ref}/case/risks/new", {**RISK, "likelihood": "2", "impact": "3"})
    author.send(f"/proposals/{ref}/case/equality", {**SCREENING, "asked_words": "In May"})
    _options(author, case)
    if case.route is Route.FULL:
        note = {"met": "yes", "note": "It pays for itself"}
        Visitor(address, "finance").send(f"/proposals/{ref}/criteria/value_for_money", note)


def _options(author: Visitor, case: Case) -> None:
    """Two or three options, a saving on the chosen one with its amounts, and why the others are not recommended."""
    ref = case.ref
    for title in ("Email first", "Email and text") if case.route is Route.FULL else ("Email first",):
        author.send(f"/proposals/{ref}/options/new", {"title": title, "description": "By email"})
    page = BeautifulSoup(author.read(f"/proposals/{ref}/options"), "html.parser")
    names = {one["id"]: one["value"] for one in page.select("input[name=preferred]")}
    titles = {str(names[one["for"]]): one.get_text(strip=True) for one in page.select("label") if one["for"] in names}
    case.option = next(value for value, title in titles.items() if title.startswith("Email first"))
    author.send(f"/proposals/{ref}/money/lines/new?option={case.option}", {**SAVING, "cost_centre": "51999"})
    found = re.search(r"/money/lines/([0-9a-f-]{36})", author.read(f"/proposals/{ref}/money?option={case.option}"))
    assert found
    case.line = found.group(1)
    author.send(f"/proposals/{ref}/money?option={case.option}", {f"v-{case.line}-2027": "300,000"})
    why: dict[str, object] = {f"why_not_{value}": "Dearer" for value in titles if value != case.option}
    author.send(f"/proposals/{ref}/options", {"preferred": case.option, "why": "The cheapest", **why})
