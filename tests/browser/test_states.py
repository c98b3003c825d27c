"""Every state of every page: no fault found by axe, no sideways scroll, no script or style that the policy refuses."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser

from changeportal.web.access_table import ACCESS
from tests.support.browser import axe, sign_in, too_wide
from tests.support.stage import Stage, set_stage

STATES: dict[str, list[dict[str, Any]]] = yaml.safe_load((Path(__file__).parent / "states.yml").read_text())
LISTED = [(endpoint, state) for endpoint, states in STATES.items() for state in states]
WIDTHS = (1280, 320)


@pytest.fixture(scope="session")
def stage(address: str) -> Stage:
    """Ideas in the states that the list names."""
    return set_stage(address)


@pytest.fixture(scope="session")
def signed_in_states(browser: Browser, address: str) -> dict[str, Any]:
    """The cookies of each person who is signed in, made once."""
    kept: dict[str, Any] = {"none": None}
    for who in sorted({state["who"] for _endpoint, state in LISTED} - {"none"}):
        context = browser.new_context()
        sign_in(context.new_page(), address, who)
        kept[who] = context.storage_state()
        context.close()
    return kept


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("endpoint", "state"), LISTED, ids=[f"{one}-{n}" for n, (one, _state) in enumerate(LISTED)])
def test_state(
    browser: Browser,
    address: str,
    stage: Stage,
    signed_in_states: dict[str, Any],
    endpoint: str,
    state: dict[str, Any],
    width: int,
) -> None:
    context = browser.new_context(
        storage_state=signed_in_states[state["who"]], viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text) if message.type == "error" else None)
    page.goto(address + state["path"].format(**stage.refs))
    for box, words in state.get("fill", {}).items():
        page.fill(f"#{box}", words)
    for box, body in state.get("upload", {}).items():
        page.set_input_files(f"#{box}", {"name": "rows.csv", "mimeType": "text/csv", "buffer": body.encode()})
    if "press" in state:
        page.get_by_role("button", name=state["press"], exact=True).first.click()
    page.wait_for_load_state()
    assert axe(page) == []
    assert not too_wide(page), f"{endpoint} scrolls sideways at {width}"
    assert not [line for line in heard if "Content Security Policy" in line]
    context.close()


FIRST = [(endpoint, states[0]) for endpoint, states in STATES.items() if states]


@pytest.mark.parametrize(("endpoint", "state"), FIRST, ids=[endpoint for endpoint, _state in FIRST])
def test_forced_colours(
    browser: Browser, address: str, stage: Stage, signed_in_states: dict[str, Any], endpoint: str, state: dict[str, Any]
) -> None:
    """The first state of each page in the colours that the person's system forces."""
    context = browser.new_context(
        storage_state=signed_in_states[state["who"]], forced_colors="active", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.goto(address + state["path"].format(**stage.refs))
    page.wait_for_load_state()
    assert page.evaluate("matchMedia('(forced-colors: active)').matches"), endpoint
    assert axe(page) == []
    context.close()


def test_every_get_endpoint_is_listed() -> None:
    posts = {name for name in ACCESS if name.endswith("_post") or name == "account.sign_out"}
    assert set(STATES) == set(ACCESS) - posts
