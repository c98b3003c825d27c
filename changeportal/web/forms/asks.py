"""Places in a decision's form to say what is asked, section by section: as many as wanted, also without JavaScript."""

from collections.abc import Sequence
from typing import Any

from flask import request

from changeportal.domain.case_sections import SECTIONS
from changeportal.domain.returned import MOST_ASKS, Ask
from changeportal.domain.terms import Outcome
from changeportal.web import drafts
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.choice_fields import SelectField
from changeportal.web.forms.fields import TextAreaField
from changeportal.web.forms.untyped import Stop
from changeportal.web.forms.validators import MaxWords, When

FIRST = 2
NAMES = ("ask_section", "ask_text")


class WithIts:
    """Needed where its sibling was filled in."""

    def __init__(self, sibling: str, message: str) -> None:
        self.sibling, self.message = sibling, message

    def __call__(self, form: Any, field: Any) -> None:
        """Stop when it is empty and its sibling is not."""
        if form[self.sibling].data and not field.data:
            raise Stop(self.message)


def adding() -> bool:
    """Whether the person asked for one more place instead of sending the form."""
    return request.form.get("add") == "ask"


def _places(least: int) -> int:
    typed = list(request.form or drafts.typed() or ())
    sent = sum(str(name).startswith(f"{NAMES[1]}_") for name in typed)
    return min(MOST_ASKS, max(FIRST, least, sent + adding()))


def with_asks(kind: type[VersionedForm], least: int = 0) -> type[Any]:
    """The form with its places; ``ask_names`` of the class are revealed by the outcome that sends a case back."""
    members: dict[str, Any] = {}
    for n in range(1, _places(least) + 1):
        section, text = (f"{name}_{n}" for name in NAMES)
        members[section] = SelectField(
            f"Thing to ask for {n}: which section is it about?",
            [When("outcome", Outcome.RETURN, WithIts(text, f"Select the section that thing {n} is about"))],
            choices=[(one.code, one.label) for one in SECTIONS],
            blank="Choose",
        )
        members[text] = TextAreaField(
            f"Thing to ask for {n}: what should be done?",
            [
                When(
                    "outcome",
                    Outcome.RETURN,
                    WithIts(section, f"Enter what should be done in thing {n}"),
                    MaxWords(100),
                )
            ],
            rows=3,
        )
    return type(kind.__name__, (kind,), {**members, "ask_names": tuple(members)})


def asks_of(form: Any) -> tuple[Ask, ...]:
    """What is asked; empty places are passed over."""
    numbers = range(1, len(form.ask_names) // len(NAMES) + 1)
    found = [(form[f"{NAMES[0]}_{n}"].data, form[f"{NAMES[1]}_{n}"].data) for n in numbers]
    return tuple(Ask(section, text) for section, text in found if section and text)


def asks_data(asks: Sequence[Sequence[str]]) -> dict[str, str]:
    """What the places begin with, from (section, text)."""
    return {f"{name}_{n}": words for n, one in enumerate(asks, start=1) for name, words in zip(NAMES, one, strict=True)}
