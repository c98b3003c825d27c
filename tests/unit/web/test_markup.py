"""Our macros and fields draw what govuk-frontend-jinja draws, but for the spaces that it adds."""

from typing import Any

import html5lib
import pytest
from flask import Flask
from jinja2 import Environment, PackageLoader, PrefixLoader
from werkzeug.datastructures import MultiDict

from changeportal.web.forms.base import PageForm
from changeportal.web.forms.choice_fields import CheckboxesField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.validators import Required

LIBRARY = Environment(
    loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}), autoescape=True
)


def library(component: str, **params: Any) -> str:
    macro = "govuk" + component.title().replace("-", "")
    source = (
        f'{{% from "govuk_frontend_jinja/components/{component}/macro.html" import {macro} %}}{{{{ {macro}(params) }}}}'
    )
    return LIBRARY.from_string(source).render(params=params)


def ours(app: Flask, call: str, **context: Any) -> str:
    name = call.split("(", maxsplit=1)[0]
    return app.jinja_env.from_string(f'{{% from "components/govuk.html" import {name} %}}{{{{ {call} }}}}').render(
        **context
    )


def tree(markup: str) -> list[Any]:
    """Tags, attributes and words, without the spaces between them."""

    def walk(node: Any) -> Any:
        words = " ".join("".join([node.text or "", *(child.tail or "" for child in node)]).split())
        return (
            node.tag,
            {**node.attrib, "class": " ".join(node.get("class", "").split())},
            words,
            [walk(child) for child in node],
        )

    return [walk(node) for node in html5lib.parseFragment(markup, namespaceHTMLElements=False)]


class Form(PageForm):
    name = TextField("Name", [Required("Enter a name")], hint="In full")
    words = TextAreaField("Words", rows=5)
    who = CheckboxesField("Who", choices=[Choice("a", "A", "First"), Choice("b", "B", divider="or", exclusive=True)])
    team = SelectField("Team", choices=[("x", "X")], blank=None)


pytestmark = pytest.mark.usefixtures("page")


@pytest.mark.parametrize(
    ("call", "component", "params"),
    [
        ("button('Save', once=false)", "button", {"text": "Save"}),
        (
            "button('Stop', kind='warning')",
            "button",
            {"text": "Stop", "classes": "govuk-button--warning", "preventDoubleClick": True},
        ),
        ("button('Go', href='/x')", "button", {"text": "Go", "href": "/x"}),
        ("tag({'text': 'Draft', 'colour': 'grey'})", "tag", {"text": "Draft", "classes": "govuk-tag--grey"}),
        ("warning('Careful')", "warning-text", {"text": "Careful", "iconFallbackText": "Warning"}),
        (
            "error_summary([{'text': 'Mend', 'href': '#a'}])",
            "error-summary",
            {"titleText": "There is a problem", "errorList": [{"text": "Mend", "href": "#a"}]},
        ),
        (
            "summary_list([{'key': 'K', 'value': 'V'}])",
            "summary-list",
            {"rows": [{"key": {"text": "K"}, "value": {"text": "V"}}]},
        ),
    ],
)
def test_macros(page: Flask, call: str, component: str, params: dict[str, Any]) -> None:
    assert tree(ours(page, call)) == tree(library(component, **params))


def test_fields() -> None:
    form = Form(formdata=MultiDict({"words": "x", "team": "x"}))
    form.validate()
    text = library(
        "input",
        id="name",
        name="name",
        label={"text": "Name"},
        hint={"text": "In full"},
        errorMessage={"text": "Enter a name"},
    )
    area = library("textarea", id="words", name="words", rows="5", label={"text": "Words"}, value="x")
    select = library(
        "select", id="team", name="team", label={"text": "Team"}, items=[{"value": "x", "text": "X", "selected": True}]
    )
    boxes = [
        {"value": "a", "text": "A", "hint": {"text": "First"}},
        {"divider": "or"},
        {"value": "b", "text": "B", "behaviour": "exclusive"},
    ]
    who = library("checkboxes", idPrefix="who", name="who", fieldset={"legend": {"text": "Who"}}, items=boxes)
    assert tree(form.name()) == tree(text)
    assert tree(form.words()) == tree(area)
    assert tree(form.team()) == tree(select)
    assert _without_ids(tree(form.who())) == _without_ids(tree(who))


def _without_ids(nodes: list[Any]) -> list[Any]:
    """Ids of later boxes count choices with us and dividers with the library."""
    held = {"id", "for", "aria-describedby"}
    return [
        (tag, {k: v for k, v in own.items() if k not in held}, words, _without_ids(inner))
        for tag, own, words, inner in nodes
    ]
