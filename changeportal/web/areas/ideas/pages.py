"""What the idea pages show."""

from typing import Any

from flask import request, url_for

from changeportal.domain.errors import Invalid
from changeportal.domain.idea_form import ASKED, Question, before, number, shown
from changeportal.queries.ideas import IdeaPage, mission_and_service
from changeportal.web.forms.base import ErrorItem, VersionedForm


class CheckForm(VersionedForm):
    """Nothing to fill in: the button alone."""


def first(form: VersionedForm) -> dict[str, Any]:
    """The first question, before there is a draft."""
    return {
        "form": form,
        "asked": ASKED[Question.NAME],
        "caption": "Submit an idea: question 1 of 10",
        "back_href": url_for("ideas.new"),
        "later_text": "",
    }


def asked(idea: IdeaPage, question: Question, form: VersionedForm) -> dict[str, Any]:
    """A question of a draft."""
    previous = before(question)
    changing = bool(request.args.get("change"))
    back = url_for("ideas.check", ref=idea.ref) if changing or previous is None else _at(idea.ref, previous)
    return {
        "form": form,
        "asked": ASKED[question],
        "ref": idea.ref,
        "caption": f"Submit an idea: question {number(question)} of 10",
        "back_href": back,
        "later_text": "Save and come back later",
    }


def _at(ref: str, question: Question) -> str:
    return url_for("ideas.question", ref=ref, question=question.value)


def checked(idea: IdeaPage, error: Invalid | None = None) -> dict[str, Any]:
    """Every answer with its link; what is missing links to its question."""
    mission, service = mission_and_service(idea.answers)
    rows = []
    for question in Question:
        lines = shown(question, idea.answers)
        if lines and question is Question.MISSION:
            lines = [mission]
        if lines and question is Question.SERVICE:
            lines = [service, *lines[1:]]
        href = f"{_at(idea.ref, question)}?change=yes"
        rows.append({"key": ASKED[question].short, "lines": lines, "href": href, "question": ASKED[question].heading})
    errors = [
        ErrorItem(message, f"{_at(idea.ref, Question(name))}?change=yes")
        for name, message in (error.fields if error else {}).items()
    ]
    return {
        "idea": idea,
        "ref": idea.ref,
        "rows": rows,
        "form": CheckForm(data={"version": idea.version}),
        "errors": errors,
        "back_href": _at(idea.ref, Question.INVOLVEMENT),
    }
