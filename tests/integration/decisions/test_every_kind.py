"""A route of each kind of body through the pages: it notes and endorses when it advises, recommends, and decides where it may."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from changeportal.domain.deciders import DECIDERS
from changeportal.domain.gateway_facts import Power
from changeportal.domain.terms import BoardKind
from tests.integration.boards.test_meeting import MEETING, MEMBERS, declared, here, planned
from tests.integration.decisions.test_lawful import KEY, RESOLVED, at_approval, on, scalar
from tests.integration.ideas.test_triage import state
from tests.support.client import Judge
from tests.support.journey import People

BOARDS = {
    BoardKind.OFFICER: "section-151-officer",
    BoardKind.OFFICER_BOARD: "change-board",
    BoardKind.EXECUTIVE_MEMBER: "executive-member-homes",
    BoardKind.EXECUTIVE: "executive",
    BoardKind.FULL_COUNCIL: "council",
    BoardKind.SCRUTINY: "scrutiny",
    BoardKind.PARTNERSHIP_BOARD: "health-and-care-partnership",
}
SAYS = {
    "note": ("noted", "Note"),
    "endorse": ("endorsed", "Endorse"),
    "recommend": ("recommended to the next body", "Recommend"),
    "proceed": ("taken forward", "Agree"),
}
ADVISING = ["recommend", "endorse", "note", "return", "pause"]
OFFERED = {"advise": set(ADVISING), "recommend": {*ADVISING, "agree_in_principle"}}
LAST = "director-of-homes"


def route_of(kind: BoardKind) -> list[tuple[str, str, str]]:
    """Board, power and what it says: to advise twice, then to recommend and to decide where this kind may."""
    slug, powers = BOARDS[kind], DECIDERS[kind].powers
    steps = [(slug, "advise", "note"), (slug, "advise", "endorse")]
    if Power.RECOMMEND in powers:
        steps.append((slug, "recommend", "recommend"))
    steps.append((slug if Power.DECIDE in powers else LAST, "decide", "proceed"))
    return steps


def outcomes(page: BeautifulSoup) -> set[str]:
    return {str(one["value"]) for one in page.select("input[name=outcome]")}


class Route:
    """A proposal on its way, and the pages through which each kind of body says what it says."""

    def __init__(self, app: Flask, signed_in: People, ref: str) -> None:
        self.app, self.signed_in, self.ref = app, signed_in, ref
        self.items = 0

    def says(self, slug: str, power: str, said: str) -> str:
        """The address of the decision's page."""
        if slug == "change-board":
            return self._at_a_meeting(power, said)
        if slug in (BOARDS[BoardKind.OFFICER], LAST):
            return self._alone("s151" if slug != LAST else "director", power, said)
        return self._by_the_clerk(power, said)

    def _by_the_clerk(self, power: str, said: str) -> str:
        clerk, path = self.signed_in("secretary"), f"/proposals/{self.ref}/resolution"
        self._offers(clerk, path, power)
        words = {"outcome": said, "resolution": f"That it be: {said}", **on("resolved_on", date(2026, 11, 20))}
        return str(clerk.send(path, {**RESOLVED, **words}).location)

    def _alone(self, who: str, power: str, said: str) -> str:
        officer, path = self.signed_in(who), f"/proposals/{self.ref}/decide/G4"
        self._offers(officer, path, power)
        officer.send(path, {"outcome": said, "reasons": "Within the scheme"})
        return self._newest()

    def _at_a_meeting(self, power: str, said: str) -> str:
        secretary, chair = self.signed_in("secretary"), self.signed_in("chair")
        first, self.items = not self.items, self.items + 1
        if first:
            planned(secretary)
        item = {"ref": self.ref, "recommendation": "Agree option 2", "minutes": "15"}
        secretary.send(f"{MEETING}/add-item", item if first else {**item, "late_reason": "The body before it was late"})
        if first:
            secretary.send(f"{MEETING}/publish", {}, form_at=MEETING)
            here(self.app, secretary, *MEMBERS)
            declared(self.signed_in, *MEMBERS)
        place = f"{MEETING}/items/{self.items}"
        self._offers(secretary, f"{place}/record", power)
        record = {"outcome": said, "reasons": "It helps", "resolution": f"That it be: {said}", "public": "yes"}
        secretary.send(f"{place}/record", record)
        return str(chair.send(f"{place}/confirm", {}, form_at=place).location)

    def _offers(self, person: Judge, path: str, power: str) -> None:
        found = outcomes(person.page(path))
        if power == "decide":
            assert {"proceed", "proceed_with_conditions", "decline"} <= found
            assert not found & {"note", "endorse", "recommend"}
        else:
            assert found == OFFERED[power], path

    def _newest(self) -> str:
        number = scalar(
            self.app, "SELECT number FROM decision WHERE gateway = 'G4' ORDER BY decided_at DESC, number DESC LIMIT 1"
        )
        return f"/decisions/{number}"


@pytest.mark.parametrize("kind", list(BoardKind))
def test_a_route_of_every_kind_of_body(app: Flask, signed_in: People, kind: BoardKind) -> None:
    steps = route_of(kind)
    bodies: list[dict[str, Any]] = [{"board": slug, "power": power} for slug, power, _said in steps]
    ref = at_approval(app, signed_in, {**KEY, "key_decision": False, "call_in": False, "bodies": bodies})
    route, viewer = Route(app, signed_in, ref), signed_in("viewer")
    for n, (slug, power, said) in enumerate(steps, start=1):
        assert f"It may {power.capitalize()}" in words(viewer, f"/proposals/{ref}/decisions")
        page = words(viewer, route.says(slug, power, said))
        name = scalar(app, f"SELECT name FROM board WHERE slug = '{slug}'")
        assert name in page
        heard, verb = SAYS[said]
        assert verb in page
        assert f": {heard}" in words(viewer, f"/proposals/{ref}/decisions"), said
        last = n == len(steps)
        assert state(app, ref) == (("benefits", "active") if last else ("approval", "in_review"))
        assert scalar(app, "SELECT count(*) FROM saving") == (1 if last else 0)
        assert scalar(app, "SELECT count(*) FROM decision WHERE gateway = 'G4'") == n
    assert scalar(app, "SELECT count(*) FROM gateway_round WHERE closed_at IS NULL") == 0


def words(person: Judge, path: str) -> str:
    return " ".join(person.page(path).get_text(" ").split())


@pytest.mark.parametrize("said", ["proceed", "decline", "delegate"])
def test_who_advises_does_not_decide(app: Flask, signed_in: People, said: str) -> None:
    """An officer who advises can not decide by a crafted post: the form and the rule refuse it."""
    bodies = [{"board": BOARDS[BoardKind.OFFICER], "power": "advise"}, {"board": LAST, "power": "decide"}]
    ref = at_approval(app, signed_in, {**KEY, "key_decision": False, "call_in": False, "bodies": bodies})
    path = f"/proposals/{ref}/decide/G4"
    signed_in("s151").send(path, {"outcome": said, "reasons": "Now"}, status=422)
    assert state(app, ref) == ("approval", "in_review")
    assert scalar(app, "SELECT count(*) FROM decision WHERE gateway = 'G4'") == 0
