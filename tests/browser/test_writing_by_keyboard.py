"""Writing a case by keyboard alone: a draft that is kept and offered, options compared, and two people in one section."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from changeportal.domain.terms import Route
from tests.support.browser import axe
from tests.support.driver import Person
from tests.support.keys import tab_to
from tests.support.stage import Visitor
from tests.support.two_writers import Case, begun

SPOKEN = """
window.said = []
const status = document.querySelector('[data-draft-status]')
new MutationObserver(() => window.said.push(status.textContent)).observe(status, {childList: true})
"""
FOCUS = """() => {
  const at = document.activeElement, look = getComputedStyle(at), box = at.getBoundingClientRect()
  const seen = look.outlineStyle !== 'none' || look.boxShadow !== 'none' || look.backgroundColor === 'rgb(255, 221, 0)'
  const label = at.labels && at.labels[0] ? getComputedStyle(at.labels[0], '::before').boxShadow !== 'none' : false
  return at === document.body || ((seen || label) && box.bottom > 0 && box.top < innerHeight)
}"""


@pytest.fixture(scope="module")
def case(address: str) -> Case:
    return begun(address, Route.LIGHT)


@pytest.fixture
def two(browser: Browser, address: str) -> Iterator[tuple[Person, Person]]:
    """The author and the contributor, neither with a mouse."""
    both = Person(browser, address, "author", keyboard=True), Person(browser, address, "viewer", keyboard=True)
    yield both
    for person in both:
        person.close()


def test_a_draft_is_said_once_and_offered_again(two: tuple[Person, Person], case: Case) -> None:
    author, page = two[0], two[0].page
    path = f"{author.address}/proposals/{case.ref}/case/fit"
    page.goto(path)
    page.evaluate(SPOKEN)
    box = page.locator("textarea[name=contribution]")
    for words in ("It helps ", "residents ", "to hear sooner"):
        author._go_to(box)
        page.keyboard.press("Control+End")
        with page.expect_response(lambda answer: "/drafts/" in answer.url and answer.status == 204):
            page.keyboard.type(words)
    page.get_by_text("Draft saved at").first.wait_for()
    assert page.evaluate("window.said.length") == 1
    assert page.evaluate("window.said[0]").startswith("Draft saved at")
    page.goto(f"{author.address}/proposals/{case.ref}/case")
    page.goto(path)
    assert box.input_value() == ""
    offer = page.get_by_role("link", name="Use what you typed")
    author._go_to(offer)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert box.input_value() == "It helps residents to hear sooner"
    author.answer("Save and continue", {"complete": "yes"})
    assert "You typed something here" not in author.read(f"/proposals/{case.ref}/case/fit")


def test_options_are_added_chosen_and_explained(two: tuple[Person, Person], case: Case) -> None:
    author, page = two[0], two[0].page
    author.fill(f"/proposals/{case.ref}/options/new", "Add option", {"title": "Email first", "description": "By email"})
    assert page.url.endswith("/options")
    for way in ("up", "down"):
        moves = page.get_by_role("button", name=f"Move {way} Email first")
        tab_to(page, moves)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert moves.evaluate("e => document.activeElement === e")
    chosen = page.locator("input[name=preferred]").last.get_attribute("value")
    least = page.locator("input[name=preferred]").first.get_attribute("value")
    answers = {"preferred": chosen, "why": "The cheapest", f"why_not_{least}": "It leaves letters late"}
    author.answer("Save recommendation", answers)
    assert "Email first (recommended)" in author.read(f"/proposals/{case.ref}/options")


def test_two_people_in_one_section(two: tuple[Person, Person], case: Case, address: str) -> None:
    first, second = two
    path = f"/proposals/{case.ref}/case/need"
    for person in two:
        person.page.goto(address + path)
    first.answer("Save and continue", {"problem": "Late letters", "affected": "Tenants", "complete": "no"})
    second.answer("Save and continue", {"problem": "Slow letters", "affected": "Leaseholders", "complete": "no"})
    page = second.page
    assert page.title().startswith("Someone changed this while you were working")
    assert axe(page) == []
    every_stop_is_seen(page)
    second.answer("Save what is chosen", {"use_problem": "theirs", "affected": "Tenants and leaseholders"})
    kept = Visitor(address, "author").read(path)
    assert "Late letters" in kept
    assert "Tenants and leaseholders" in kept
    assert "Slow letters" not in kept


def every_stop_is_seen(page: Page) -> None:
    """Tab from the top to the end: each stop can be seen and the way ends."""
    page.evaluate("document.activeElement.blur()")
    stops = 0
    while stops < 120:
        page.keyboard.press("Tab")
        stops += 1
        assert page.evaluate(FOCUS), f"focus cannot be seen at stop {stops}: " + page.evaluate(
            "document.activeElement.outerHTML.slice(0, 120)"
        )
        if page.evaluate("document.activeElement.closest('footer') !== null"):
            return
    raise AssertionError("no way to the end of the page by Tab")
