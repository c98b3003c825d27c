"""A person at a browser in three manners: with the mouse, with the keyboard alone, and without JavaScript."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from changeportal.services.demo import DEMO_PASSWORD
from tests.support.client import Judge

MOST_TABS = 400
FIND_FORM = "form:has(button:text-is('{}'))"


class Person:
    """Somebody who is signed in. ``keyboard`` touches no mouse; ``script`` False has JavaScript turned off."""

    def __init__(
        self, browser: Browser, address: str, who: str, *, keyboard: bool = False, script: bool = True
    ) -> None:
        self.address, self.who, self.keyboard = address, who, keyboard
        self.context: BrowserContext = browser.new_context(java_script_enabled=script)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(8000)
        self.fill("/sign-in", "Sign in", {"email": f"{who}@demo.example", "password": DEMO_PASSWORD})

    def close(self) -> None:
        """Leave."""
        self.context.close()

    def read(self, path: str) -> str:
        """What a page says."""
        self.page.goto(self.address + path)
        return " ".join(self.page.locator("main").inner_text().split())

    def fill(self, path: str, button: str, answers: Mapping[str, Any]) -> str:
        """Open a page, answer its form and press its button; where that led."""
        self.page.goto(self.address + path)
        return self.answer(button, answers)

    def answer(self, button: str, answers: Mapping[str, Any]) -> str:
        """Answer the form of this page that has the button."""
        press = self.page.get_by_role("button", name=button, exact=True).last
        form = press.locator("xpath=ancestor::form")
        for name, value in answers.items():
            for one in value if isinstance(value, list) else [value]:
                self._set(form, name, str(one))
        self._press(press)
        self.page.wait_for_load_state()
        wrong = self.page.locator(".govuk-error-summary")
        assert wrong.count() == 0, f"{self.who} at {self.page.url}: {wrong.first.inner_text()}"
        return self.page.url.removeprefix(self.address)

    def _set(self, form: Locator, name: str, value: str) -> None:
        boxes = form.locator(f'[name="{name}"]')
        kind = boxes.first.evaluate("e => e.type") if boxes.count() else ""
        assert kind, f"{self.who} at {self.page.url}: no box {name}"
        if kind in ("radio", "checkbox"):
            self._choose(form.locator(f'[name="{name}"][value="{value}"]'))
        elif kind == "select-one":
            self._select(boxes.first, value)
        elif self.keyboard:
            self._go_to(boxes.first)
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(value)
        else:
            boxes.first.fill(value)

    def _choose(self, box: Locator) -> None:
        if not self.keyboard:
            box.check(force=True)
            return
        if box.evaluate("e => e.type") == "checkbox":
            self._go_to(box)
            if not box.is_checked():
                self.page.keyboard.press("Space")
        else:
            self._arrow_to(box)
        assert box.is_checked()

    def _arrow_to(self, box: Locator) -> None:
        """Tab into the group of radios, then arrow down to the one."""
        name = box.get_attribute("name")
        self._tab_until(lambda: bool(self.page.evaluate("n => document.activeElement.name === n", name)))
        for _try in range(30):
            if box.evaluate("e => document.activeElement === e"):
                if not box.is_checked():
                    self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no way to {name} by arrow keys")

    def _select(self, box: Locator, value: str) -> None:
        if not self.keyboard:
            box.select_option(value)
            return
        self._go_to(box)
        self.page.keyboard.press("Home")
        for _try in range(120):
            if box.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no way to {value} by arrow keys")

    def _press(self, button: Locator) -> None:
        if self.keyboard:
            self._go_to(button)
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")
        else:
            button.click()

    def _go_to(self, target: Locator) -> None:
        self._tab_until(lambda: bool(target.evaluate("e => document.activeElement === e")))

    def _tab_until(self, there: Any) -> None:
        for _try in range(MOST_TABS):
            if there():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{self.who} at {self.page.url}: out of reach by Tab")

    def tries(self, path: str, answers: Mapping[str, Any]) -> int:
        """A crafted POST with this person's own token; the status of the answer, redirects not followed.

        Where the product says that somebody is at it this moment, it is sent again, as a person would.
        """
        page = self.context.request.get(f"{self.address}/account")
        token = Judge.hidden_of(page.text())
        body = urlencode({**token, **answers}, doseq=True)
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        for _try in range(3):
            answer = self.context.request.post(f"{self.address}{path}", data=body, headers=headers, max_redirects=0)
            if "Try again in a few seconds" not in answer.text():
                break
        return answer.status
