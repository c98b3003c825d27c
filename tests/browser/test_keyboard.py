"""Journeys by keyboard alone: signing in, an idea with two errors, a filtered list, the session warning."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from changeportal.services.demo import DEMO_PASSWORD
from tests.support.keys import focused, tab, tab_to
from tests.support.stage import Visitor

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


def test_a_request_over_capacity(page: Page, address: str) -> None:
    months = {"start-month": "1", "start-year": "2027", "end-month": "2", "end-year": "2027"}
    request = {"pool": "developers", "share": "5", "why": "All of it at once", **months}
    Visitor(address, "author").send("/proposals/CP-2026-0070/resources", dict(request))
    sign_in(page, address, "resource-manager")
    page.goto(f"{address}/resources/requests")
    press(page, page.get_by_role("row", name=re.compile("Plain letters about rent")).get_by_role("link").first)
    for changes_it in (True, False):
        tab_to(page, page.locator("[name=answer]").first)
        page.keyboard.press("Space")
        press(page, page.get_by_role("button", name="Send answer"))
        heading = page.get_by_role("heading", level=1)
        assert heading.evaluate("e => document.activeElement === e")
        assert heading.inner_text().endswith("Confirm anyway?")
        if changes_it:
            press(page, page.get_by_role("button", name="Change my answer"))
            continue
        tab_to(page, page.locator("textarea"))
        page.keyboard.type("The chief executive asked for it")
        press(page, page.get_by_role("button", name="Confirm anyway"))
    assert page.url == f"{address}/resources/requests"
    assert page.get_by_role("row", name=re.compile("Plain letters about rent")).count() == 0


def ten_waiting(address: str) -> None:
    """The example has six actuals of November; four more are entered, so that one is left for other tests."""
    finance = Visitor(address, "finance")
    listed = re.findall(r"/savings/(S-\d{4}-\d+)\?", finance.read("/savings?fund=GF"))
    held = set(re.findall(r"/savings/(S-\d{4}-\d+)", finance.read("/savings/verify?month=2026-11")))
    actual = {"kind": "actual", "pence": "100", "month-month": "11", "month-year": "2026", "note": "Ledger"}
    for ref in [one for one in dict.fromkeys(listed) if one not in held][: 10 - len(held)]:
        finance.send(f"/savings/{ref}/actual", dict(actual))


def test_nine_savings_are_verified_at_once(page: Page, address: str) -> None:
    ten_waiting(address)
    sign_in(page, address, "finance-two")
    page.goto(f"{address}/savings/verify?month=2026-11")
    boxes = page.locator("[name=pick]")
    assert boxes.count() == 10
    listed = page.locator("#waiting-caption ~ tbody th").all_inner_texts()
    refs = [re.findall(r"S-[0-9-]+[0-9]", one)[-1] for one in listed][:9]
    status = page.locator("main [role=status]")
    for n in range(9):
        tab_to(page, boxes.nth(n))
        page.keyboard.press("Space")
        assert status.inner_text() == f"{n + 1} of 10 savings chosen"
        tab_to(page, page.locator("tbody select").nth(n))
        page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_label(re.compile("Reference for the chosen savings")))
    page.keyboard.type("Ledger report, period 8")
    press(page, page.get_by_role("button", name="Check what you chose"))
    heading = page.get_by_role("heading", level=1).inner_text()
    assert re.fullmatch(r"You are about to verify 9 savings, £[0-9,.]+ in all, for November 2026", heading)
    named = page.locator("#chosen-caption ~ tbody").inner_text()
    assert [one for one in refs if one not in named] == []
    press(page, page.get_by_role("button", name="Change something"))
    assert [boxes.nth(n).is_checked() for n in range(10)] == [True] * 9 + [False]
    press(page, page.get_by_role("button", name="Check what you chose"))
    press(page, page.get_by_role("button", name="Verify these 9 savings"))
    said = page.locator(".govuk-notification-banner").first.inner_text()
    assert "9 savings are verified" in said
    assert [one for one in refs if one not in said] == []


def press(page: Page, target: Locator) -> None:
    """Go there by Tab and press Enter."""
    tab_to(page, target)
    with page.expect_navigation():
        page.keyboard.press("Enter")
