"""The money grid by hand: keys, a block from a spreadsheet program, undo, save; and the paste page without JavaScript."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.calc_sheet import PENCE, TEXT, copied, office
from tests.support.driver import Person
from tests.support.stage import SAVING, Visitor, taken_on

NAMES = ("Fewer repeat calls", "Fewer letters", "Fewer visits")
YEARS = range(2026, 2031)


@pytest.fixture(scope="module")
def case(address: str) -> tuple[str, str]:
    """A case with three savings over five years; its reference and option."""
    ref = taken_on(Visitor(address, "proposer"), Visitor(address, "triage"))
    author = Visitor(address, "author")
    author.send(f"/proposals/{ref}/options/new", {"title": "One team", "description": "One team answers"})
    for name in NAMES:
        author.send(f"/proposals/{ref}/money/lines/new", {**SAVING, "title": name})
    found = re.search(r"lines/new\?option=([0-9a-f-]{36})", author.read(f"/proposals/{ref}/money"))
    assert found
    return ref, found.group(1)


@pytest.fixture
def person(browser: Browser, address: str) -> Iterator[Person]:
    made = Person(browser, address, "author")
    made.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield made
    made.close()


def opened(person: Person, case: tuple[str, str]) -> Page:
    """The grid, empty."""
    person.page.goto(f"{person.address}/proposals/{case[0]}/money?option={case[1]}")
    person.page.eval_on_selector_all("input[data-grid-box]", "all => all.forEach(one => { one.value = '' })")
    return person.page


def values(page: Page) -> list[list[str]]:
    """What stands in the boxes, row by row."""
    rows: list[list[str]] = page.eval_on_selector_all(
        "tr[data-grid-row]", "rows => rows.map(row => [...row.querySelectorAll('input')].map(one => one.value))"
    )
    return rows


def focused(page: Page) -> tuple[int, int]:
    """Row and column of the box that has the focus."""
    found = page.evaluate(
        "[...document.querySelectorAll('tr[data-grid-row]')].flatMap((row, y) => "
        "[...row.querySelectorAll('input')].map((one, x) => [one, y, x]))"
        ".filter(([one]) => one === document.activeElement).map(([, y, x]) => [y, x])[0] ?? [-1, -1]"
    )
    return found[0], found[1]


def pasted(page: Page, block: str) -> None:
    """Ctrl and V with that on the clipboard."""
    page.evaluate("text => navigator.clipboard.writeText(text)", block)
    page.keyboard.press("Control+V")


def test_by_the_keyboard_alone(person: Person, case: tuple[str, str]) -> None:
    page = opened(person, case)
    page.locator("input[data-grid-box]").first.focus()
    for amount in ("10", "20", "30"):
        page.keyboard.type(amount)
        page.keyboard.press("Tab")
    assert values(page)[0] == ["10", "20", "30", "", ""]
    assert focused(page) == (0, 3)
    for amount in ("1", "2"):
        page.keyboard.type(amount)
        page.keyboard.press("ArrowDown")
    assert [row[3] for row in values(page)] == ["1", "2", ""]
    assert focused(page) == (2, 3)
    page.keyboard.press("ArrowUp")
    page.keyboard.type("999")
    page.keyboard.press("Escape")
    assert values(page)[1][3] == "2"
    expect(page.locator("tr[data-net-total] [data-total]").nth(3)).to_have_text("£3")
    before = values(page)
    page.keyboard.press("ArrowUp")
    for _step in range(3):
        page.keyboard.press("ArrowLeft")
    assert focused(page) == (0, 0)
    pasted(page, "\n".join("\t".join(str(100 * y + x) for x in range(5)) for y in range(1, 4)))
    expect(page.locator(".app-grid__status")).to_contain_text("Pasted 3 rows and 5 columns. 15 values changed.")
    assert values(page)[2] == ["300", "301", "302", "303", "304"]
    page.locator("[data-grid-undo]").focus()
    page.keyboard.press("Enter")
    assert values(page) == before
    assert focused(page) == (0, 0)
    page.get_by_role("button", name="Save and continue").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your figures are saved.")).to_be_visible()
    assert values(page) == before


def test_a_block_copied_from_libreoffice_calc(person: Person, case: tuple[str, str]) -> None:
    page = opened(person, case)
    page.locator("input[data-grid-box]").first.focus()
    pasted(page, TEXT.read_text(encoding="utf-8"))
    expect(page.locator(".app-grid__status")).to_contain_text("Pasted 3 rows and 5 columns.")
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("button", name="Yes, that is right").click()
    expect(page.get_by_text("Your figures are saved.")).to_be_visible()
    assert tuple(tuple(_pence(one) for one in row) for row in values(page)) == PENCE


def _pence(shown: str) -> int | None:
    pounds, _dot, rest = shown.replace(",", "").removeprefix("-").partition(".")
    return (-1 if shown.startswith("-") else 1) * int(pounds + rest.ljust(2, "0")) if shown else None


@pytest.mark.skipif(office() is None, reason="LibreOffice is missing: its text stands in tests/support/clipboard")
def test_the_text_is_what_libreoffice_gives(tmp_path: Path) -> None:
    assert copied(tmp_path) == TEXT.read_text(encoding="utf-8")


def test_a_bad_cell_on_the_paste_page_without_javascript(browser: Browser, address: str, case: tuple[str, str]) -> None:
    plain = Person(browser, address, "author", script=False)
    page = plain.page
    try:
        page.goto(f"{address}/proposals/{case[0]}/money/paste?option={case[1]}")
        heads = "Line\t" + "\t".join(f"{year}/{(year + 1) % 100:02d}" for year in YEARS)
        block = f"{heads}\n{NAMES[1]}\t1\t2\tTBC\t4\t5"
        page.locator("#block").fill(block)
        page.get_by_role("button", name="Check what you pasted").click()
        problem = page.locator(".govuk-error-summary a")
        expect(problem).to_have_count(1)
        expect(problem).to_contain_text(f"{NAMES[1]}, 2028/29")
        assert page.locator("#block").input_value() == block
        assert page.get_by_role("button", name="Use these figures").count() == 0
        page.locator("#block").fill(block.replace("TBC", "(3)"))
        page.get_by_role("button", name="Check what you pasted").click()
        page.get_by_role("button", name="Use these figures").click()
        expect(page.get_by_text("5 values are saved.")).to_be_visible()
        assert values_of(page, NAMES[1]) == ["1", "2", "-3", "4", "5"]
    finally:
        plain.close()


def values_of(page: Page, name: str) -> list[str]:
    """The boxes of a line, as they are sent without a script."""
    row = page.locator("tr[data-grid-row]", has_text=name)
    return [box.input_value() for box in row.locator("input").all()]
