"""Journeys by keyboard alone: signing in, an idea with two errors, a filtered list, the session warning."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from changeportal.services.demo import DEMO_PASSWORD
from tests.support.keys import focused, tab, tab_to

MINUTE = 60_000


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    made = context.new_page()
    made.set_default_timeout(8000)
    yield made
    context.close()


def sign_in(page: Page, address: str, who: str) -> None:
    page.goto(f"{address}/sign-in")
    tab_to(page, page.get_by_label("Email address"))
    page.keyboard.type(f"{who}@demo.example")
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(DEMO_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your work")


def test_sign_in_skip_and_open_the_first_task(page: Page, address: str) -> None:
    sign_in(page, address, "author")
    tab(page)
    assert focused(page) == "Skip to main content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
    first = page.locator("main tbody th a").first
    tab_to(page, first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_an_idea_with_two_errors(page: Page, address: str) -> None:
    sign_in(page, address, "viewer")
    page.goto(f"{address}/ideas/new/name")
    tab_to(page, page.locator("[name=name]"))
    page.keyboard.type("Quieter lifts")
    page.keyboard.press("Enter")
    page.wait_for_url("**/problem")
    ref = page.url.split("/ideas/")[1].split("/")[0]
    for question in ("problem", "mission"):
        page.goto(f"{address}/ideas/{ref}/{question}")
        tab_to(page, page.get_by_role("button", name="Save and continue"))
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert page.title().startswith("Error:")
        summary = page.locator(".govuk-error-summary")
        assert summary.evaluate("e => document.activeElement === e || e.contains(document.activeElement)")
        link = summary.get_by_role("link")
        tab_to(page, link)
        target = str(link.get_attribute("href"))
        page.keyboard.press("Enter")
        assert page.evaluate("'#' + document.activeElement.id") == target


def test_a_list_is_filtered_sorted_turned_and_saved(page: Page, address: str) -> None:
    sign_in(page, address, "viewer")
    page.goto(f"{address}/proposals")
    tab_to(page, page.get_by_label("Stage"))
    page.keyboard.type("Ben")
    tab_to(page, page.get_by_role("button", name="Apply filters").last)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "stage=benefits" in page.url
    assert page.evaluate("document.activeElement.id") == "results"
    page.goto(f"{address}/proposals")
    tab_to(page, page.get_by_role("link", name="By name", exact=True))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "sort=title" in page.url
    tab_to(page, page.get_by_role("link", name="Page 2"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator(".app-count").inner_text().startswith("Showing 26 to 50 of ")
    tab_to(page, page.get_by_role("link", name="Save this list"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("What do you want to call this list?"))
    page.keyboard.type("By name")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="By name", exact=True)).to_be_visible()


def test_the_session_warning(page: Page, address: str) -> None:
    page.clock.install()
    sign_in(page, address, "viewer")
    tab_to(page, page.get_by_role("link", name="Proposals", exact=True))
    held = focused(page)
    page.clock.fast_forward(25 * MINUTE)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert dialog.evaluate("e => document.activeElement === e || e.contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert focused(page) == held
    assert page.url.rstrip("/") == address
