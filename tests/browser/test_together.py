"""Two people write a case at once: nothing is lost, it comes back with what is asked, is amended, compared and sent again."""

import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from changeportal.domain.terms import Route
from tests.support.browser import axe, too_wide
from tests.support.driver import Person
from tests.support.stage import Visitor
from tests.support.two_writers import Case, begun, written

NEED = {"problem": "Late letters", "affected": "2,000 tenants", "residents_said": "They told us"}
MEETING = "/boards/change-board/2026-12-08"
MEMBERS = ("member-one", "member-two", "member-three", "member-four")
PRESENT = ("Ruth Ashdown", "Samir Whitlock", "Freya Considine", "Otis Barnaby", "Yasmin Tolliver")
ASKED = {
    "outcome": "return",
    "ask_section_1": "need",
    "ask_text_1": "Say how many of them are tenants",
    "ask_section_2": "money",
    "ask_text_2": "Use the price of 2027",
    "reasons": "The numbers are not clear",
}


@pytest.fixture
def people(browser: Browser, address: str) -> Iterator[dict[str, Person]]:
    """Three people at browsers of their own."""
    made = {who: Person(browser, address, who) for who in ("author", "viewer", "change-lead", "finance")}
    yield made
    for person in made.values():
        person.close()


@pytest.mark.parametrize("route", [Route.LIGHT, Route.FULL])
def test_a_case_is_written_by_two_sent_back_amended_compared_and_sent_again(
    address: str, people: dict[str, Person], route: Route
) -> None:
    case = begun(address, route)
    both_write(people, case)
    written(address, case, without=("need",))
    people["author"].fill(f"/proposals/{case.ref}/submit", "Submit the case", {})
    Visitor(address, "finance").send(f"/proposals/{case.ref}/signoffs/finance", {"outcome": "agreed"})
    decided(address, people, case, ASKED)
    amended(people, case)
    people["author"].fill(f"/proposals/{case.ref}/submit", "Submit the case", {})
    compared(people, case)
    people["finance"].fill(f"/proposals/{case.ref}/signoffs/finance", "Record my answer", {"outcome": "agreed"})
    decided(address, people, case, {"outcome": "proceed", "reasons": "The numbers are clear now"})
    assert "Resourcing" in people["viewer"].read(f"/proposals/{case.ref}")


def decided(address: str, people: dict[str, Person], case: Case, answers: dict[str, str]) -> None:
    """The change lead decides on a light case; on a full one the board, whose item says what it needs to know."""
    if case.route is Route.LIGHT:
        people["change-lead"].fill(f"/proposals/{case.ref}/decide/G2", "Record decision", answers)
        return
    secretary, chair = Visitor(address, "secretary"), Visitor(address, "chair")
    item = on_agenda(secretary, case)
    for who in ("chair", *MEMBERS) if answers is ASKED else ():
        Visitor(address, who).send(f"{MEETING}/interests", {"answer": "no"})
    shown = " ".join(BeautifulSoup(chair.read(item), "html.parser").get_text(" ").split())
    assert "What the checks found" in shown
    if answers is not ASKED:
        for words in (
            "Since you last looked (version 2",
            "Say how many of them are tenants",
            "We counted 1,900 tenants",
        ):
            assert words in shown, words
    secretary.send(f"{item}/record", {**answers, "resolution": "As recorded", "public": "yes"})
    chair.send(f"{item}/confirm", {}, form_at=item)


def on_agenda(secretary: Visitor, case: Case) -> str:
    """The case on the agenda with its members here; the address of its item."""
    item = {"ref": case.ref, "recommendation": "Agree to send letters by email first", "minutes": "15"}
    secretary.send(f"{MEETING}/add-item", {**item, "late_reason": "Its papers came after the others"})
    found = re.findall(rf'{MEETING}/items/(\d+)"[^>]*>{case.title}<', secretary.read(MEETING))
    page = BeautifulSoup(secretary.read(f"{MEETING}/attendance"), "html.parser")
    names = {one["for"]: one.get_text(strip=True).split(",")[0] for one in page.select("label[for]")}
    here = [str(one["value"]) for one in page.select("input[name=present]") if names[one["id"]] in PRESENT]
    secretary.send(f"{MEETING}/attendance", {"present": here})
    return f"{MEETING}/items/{found[-1]}"


def both_write(people: dict[str, Person], case: Case) -> None:
    """Both have the section open; the second save shows both texts, and each part is taken from one of them."""
    first, second = people["author"], people["viewer"]
    path = f"/proposals/{case.ref}/case/need"
    more = {"if_nothing": "They stay late"} if case.route is Route.FULL else {}
    for person in (first, second):
        person.page.goto(person.address + path)
    first.answer("Save and continue", {"problem": "Late letters", "affected": "Some tenants", "complete": "no"})
    second.answer("Save and continue", {**NEED, **more, "problem": "Slow letters", "complete": "yes"})
    page = second.page
    assert page.title().startswith("Someone changed this while you were working")
    shown = page.locator("main").inner_text()
    for words in ("Devan Osei saved this section", "Late letters", "Some tenants"):
        assert words in shown, words
    for name, words in {**NEED, "problem": "Slow letters"}.items():
        assert page.locator(f"textarea[name={name}]").input_value() == words
    assert axe(page) == []
    second.answer("Save what is chosen", {"use_problem": "theirs", "affected": "2,000 tenants, some of them old"})
    read = first.read(path)
    assert page.url.endswith("/case"), read
    first.page.goto(first.address + path)
    assert first.page.locator("textarea[name=problem]").input_value() == "Late letters"
    assert first.page.locator("textarea[name=affected]").input_value() == "2,000 tenants, some of them old"
    assert first.page.locator("textarea[name=residents_said]").input_value() == "They told us"


def amended(people: dict[str, Person], case: Case) -> None:
    """What was asked stands beside each section; it cannot be sent again before both say what they did."""
    author, helper, ref = people["author"], people["viewer"], case.ref
    assert "The case was sent back with 2 things to do" in author.read(f"/proposals/{ref}/case")
    assert "Say what was done about what was asked" in author.read(f"/proposals/{ref}/submit")
    need = f"/proposals/{ref}/case/need"
    more = {"if_nothing": "They stay late"} if case.route is Route.FULL else {}
    words = {**NEED, **more, "affected": "1,900 tenants, some of them old", "complete": "yes"}
    helper.fill(need, "Save and continue", words)
    helper.fill(need, "Keep what was done", {"answer": "We counted 1,900 tenants"})
    money = f"/proposals/{ref}/money?option={case.option}"
    author.fill(money, "Save and continue", {f"v-{case.line}-2027": "280,000"})
    author.fill(money, "Keep what was done", {"answer": "The price of 2027 makes it less"})
    assert "All are answered" in author.read(f"/proposals/{ref}/case")


def compared(people: dict[str, Person], case: Case) -> None:
    """The reviewer reads why the check lapsed, what changed since they looked, what was asked and what was done."""
    finance, ref = people["finance"], case.ref
    shown = finance.read(f"/proposals/{ref}/signoffs/finance")
    lapsed = "Lapsed because ‘Enter savings and costs by year’ changed: 2027/28 saving ‘Fewer repeat calls’ (GF) £300,000 → £280,000"
    for words in (
        lapsed,
        "Since you last looked (version 2",
        "Use the price of 2027",
        "The price of 2027 makes it less",
    ):
        assert words in shown, words
    finance.page.get_by_role("link", name="See what changed from version 2 to version 3").click()
    page = finance.page
    row = page.get_by_role("row", name="Fewer repeat calls").inner_text()
    for words in ("Saving", "GF", "2027/28", "£300,000", "£280,000", "−£20,000"):
        assert words in row, words
    assert "2,000" in page.locator("del").first.inner_text()
    assert "1,900" in page.locator("ins").first.inner_text()
    assert page.locator("main details", has_text="Say which mission and outcome it helps").count() == 1
    assert axe(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert not too_wide(page)
