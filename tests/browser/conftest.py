"""One live server and one browser for the browser tests of a process."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.support.browser import chromium, launch, live_server
from tests.support.database import YEAR, Servers


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser tests of one run together, and say plainly when they can't run."""
    mine = [item for item in items if "tests/browser" in item.nodeid or "browser/" in str(item.path)]
    for item in mine:
        item.add_marker(pytest.mark.xdist_group(f"browser-{item.path.stem}"))
        if chromium() is None and not os.environ.get("CI"):
            item.add_marker(pytest.mark.skip(reason=f"Chromium is missing: {len(mine)} browser tests did not run"))


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    made = launch(playwright)
    yield made
    made.close()


@pytest.fixture(scope="session")
def address(servers: Servers) -> Iterator[str]:
    """A live server over the example year."""
    servers.make_year()
    with servers.clone(YEAR) as name, live_server(servers, name) as where:
        yield where
