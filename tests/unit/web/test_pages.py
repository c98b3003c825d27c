"""The gallery and every error page render as whole, sound pages."""

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from flask import Flask, render_template

from changeportal.domain import errors
from changeportal.web import gallery

ERROR_PAGES = sorted(
    path.stem for path in (Path(__file__).resolve().parents[3] / "templates" / "errors").glob("[0-9]*.html")
)


def _judge(markup: str) -> None:
    page = html5lib.parse(markup, namespaceHTMLElements=False)
    ids = Counter(node.get("id") for node in page.iter() if node.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    assert len(page.findall(".//h1")) == 1
    assert (page.findtext(".//title") or "").endswith("changeportal")
    for node in page.iter():
        for attribute in ("aria-describedby", "aria-labelledby", "for"):
            assert set((node.get(attribute) or "").split()) <= set(ids), (node.tag, node.get(attribute))
    for link in page.findall(".//main//*[@class='govuk-list govuk-error-summary__list']//a"):
        assert link.get("href", "")[1:] in ids


@pytest.mark.usefixtures("page")
def test_gallery_is_a_sound_page() -> None:
    person = SimpleNamespace(name="Ash Example")
    markup = render_template("components/gallery.html", actor=person, demo=True, now=None, **gallery.context())
    _judge(markup)
    assert "<title>Error: Every component, in its states – CP-2026-0042 – changeportal</title>" in markup


@pytest.mark.usefixtures("page")
@pytest.mark.parametrize("code", ERROR_PAGES)
def test_error_pages_are_sound(code: str, app: Flask) -> None:
    error: errors.DomainError = errors.Refused("why", "Only finance can verify a saving.")
    if code == "409":
        error = errors.Stale(
            "Dee Example saved first.", changed_by="Dee Example", current={"options": "Three", "version": "4"}
        )
    if code == "422":
        error = errors.Invalid({"name": "Enter a name"})
    markup = render_template(f"errors/{code}.html", error=error, request_id="0193-abc")
    _judge(markup)
    if code in {"500", "503"}:
        assert "0193-abc" in markup
    if code in {"403", "423"}:
        assert "Only finance can verify a saving." in markup
