"""The test client: it judges every HTML page that it is given."""

from typing import Any

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from changeportal.services.demo import DEMO_PASSWORD

FIELDS = ("input", "select", "textarea")
SILENT = {"hidden", "submit", "button"}
BANNED = ("please", "sorry", "invalid", "forbidden", "oops")


class Judge:
    """A signed-in or anonymous browser. ``page`` and ``send`` return the parsed page after judging it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http = app.test_client()

    def page(self, path: str, *, status: int = 200) -> BeautifulSoup:
        """GET a page; the status must be the expected one."""
        return self._judged(self.http.get(path), path, status)

    def send(self, path: str, answers: dict[str, Any], *, status: int = 302, form_at: str = "") -> TestResponse:
        """Fill the form of the page at ``form_at`` (or ``path``) and send it, as a browser would."""
        asked = self.http.get(form_at or path)
        assert asked.status_code == 200, f"{form_at or path}: {asked.status_code} {asked.location}\n{asked.text[:9000]}"
        hidden = self.hidden(BeautifulSoup(asked.text, "html.parser"), path)
        response = self.http.post(path, data={**hidden, **answers})
        assert response.status_code == status, f"{path}: {response.status_code}\n{response.text[:9000]}"
        if response.mimetype == "text/html" and status not in {301, 302, 303}:
            self._judged(response, path, status)
        return response

    @staticmethod
    def hidden(page: BeautifulSoup, path: str) -> dict[str, str]:
        """The hidden values of the form that posts to the path, or of the page's last POST form."""
        posted = [form for form in page.find_all("form") if str(form.get("method", "")).lower() == "post"]
        forms = [form for form in posted if not form.find_parent("dialog")]
        mine = [
            form for form in forms if str(form.get("action", "")).split("?")[0] in {path.split("?", maxsplit=1)[0], ""}
        ]
        chosen = (mine or forms)[-1]
        inputs = chosen.find_all("input", type="hidden")
        return {str(one["name"]): str(one.get("value", "")) for one in inputs if one.get("name")}

    @staticmethod
    def hidden_of(text: str) -> dict[str, str]:
        """The token of a page's first form that has one."""
        found = BeautifulSoup(text, "html.parser").find("input", attrs={"name": "csrf_token"})
        return {"csrf_token": str(found["value"])} if isinstance(found, Tag) else {}

    def sign_in(self, who: str) -> "Judge":
        """Sign in as a demo person through the form; ``who`` is the first part of their address."""
        self.send("/sign-in", {"email": f"{who}@demo.example", "password": DEMO_PASSWORD})
        return self

    def _judged(self, response: TestResponse, path: str, status: int) -> BeautifulSoup:
        assert response.status_code == status, (
            f"{path}: {response.status_code} {response.location}\n{response.text[:9000]}"
        )
        check_headers(response)
        return judge(response.text, path)


def at(page: Tag, css: str) -> Tag:
    """The first place that ``css`` finds; it must be there."""
    found = page.select_one(css)
    assert found is not None, f"{css} is not on the page"
    return found


def check_headers(response: TestResponse) -> None:
    """The header set of every answer."""
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["Cache-Control"] == "no-store"


def judge(text: str, path: str = "") -> BeautifulSoup:
    """Parse a page strictly and hold it to the house's rules; the parsed page."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(text)
    assert not parser.errors, f"{path}: {parser.errors[:3]}"
    page = BeautifulSoup(text, "html5lib")
    found = [*_structure(page), *_ids(page), *_labels(page), *_tables(page), *_scripts(page), *_words(page)]
    assert not found, f"{path}: {found}"
    return page


def _structure(page: BeautifulSoup) -> list[str]:
    problems = []
    heads = page.find_all("h1")
    title = page.title.get_text(" ", strip=True) if page.title else ""
    if len(heads) != 1:
        problems.append(f"{len(heads)} h1")
    elif not title.removeprefix("Error: ").startswith(" ".join(heads[0].get_text(" ", strip=True).split())[:40]):
        problems.append(f"title {title!r} does not begin with the h1 {heads[0].get_text(' ', strip=True)!r}")
    if bool(page.select(".govuk-error-summary")) != title.startswith("Error: "):
        problems.append("the title says Error: exactly when there is an error summary")
    if not page.find("main") or not (page.html and page.html.get("lang")):
        problems.append("no main landmark or language")
    problems += [
        f"empty link {link}"
        for link in page.find_all("a")
        if not link.get_text(strip=True) and not link.get("aria-label")
    ]
    return problems


def _ids(page: BeautifulSoup) -> list[str]:
    ids = [str(one["id"]) for one in page.find_all(id=True)]
    problems = [f"id {one} twice" for one in sorted({one for one in ids if ids.count(one) > 1})]
    targets = [str(link["href"])[1:] for link in page.select(".govuk-error-summary a[href^='#']")]
    problems += [f"the error summary links to {one}, which is not there" for one in targets if one not in ids]
    for one in page.find_all(attrs={"aria-labelledby": True}) + page.find_all(attrs={"aria-describedby": True}):
        for name in ("aria-labelledby", "aria-describedby"):
            problems += [
                f"{name} {target} is not there" for target in str(one.get(name, "")).split() if target not in ids
            ]
    return problems


def _labels(page: BeautifulSoup) -> list[str]:
    labelled = {str(label["for"]) for label in page.find_all("label") if label.get("for")}
    problems = []
    for field in page.find_all(FIELDS):
        named = str(field.get("id", "")) in labelled or field.get("aria-labelledby") or field.get("aria-label")
        if str(field.get("type", "text")) not in SILENT and not named:
            problems.append(f"no label: {str(field)[:120]}")
    posts = [form for form in page.find_all("form") if str(form.get("method", "get")).lower() == "post"]
    bare = [form for form in posts if not form.find("input", attrs={"name": "csrf_token"})]
    return problems + [f"no token in {form.get('action')}" for form in bare]


def _tables(page: BeautifulSoup) -> list[str]:
    problems = []
    for table in page.find_all("table"):
        if not table.find("caption"):
            problems.append("a table without a caption")
        problems += [f"no scope: {head}" for head in table.find_all("th") if not head.get("scope")]
    return problems


def _scripts(page: BeautifulSoup) -> list[str]:
    problems = [f"inline style: {str(one)[:100]}" for one in page.find_all(style=True)]
    problems += [f"script without a nonce: {one}" for one in page.find_all("script") if not one.get("nonce")]
    for one in page.find_all(True):
        assert isinstance(one, Tag)
        problems += [f"handler {name}" for name in one.attrs if name.startswith("on")]
    return problems


def _words(page: BeautifulSoup) -> list[str]:
    text = " ".join(one.get_text(" ") for one in page.select(".govuk-error-message, .govuk-error-summary")).lower()
    return [f"the word {word!r} in an error" for word in BANNED if f" {word} " in f" {text} "]
