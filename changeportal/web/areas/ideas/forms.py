"""One form for each of the ten questions."""

from collections.abc import Mapping
from typing import Any

from changeportal.domain.idea_form import (
    AFFECTED,
    ASKED,
    DO_NOT_KNOW,
    GUESSES,
    HELPS,
    INVOLVEMENT,
    MONEY,
    NAME_LIMIT,
    NEEDS,
    WORD_LIMIT,
    Question,
)
from changeportal.queries.ideas import mission_choices, service_choices
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.choice_fields import CheckboxesField, RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required

LAST = {DO_NOT_KNOW, "no", "nothing"}
SPENDS = ("spend_less", "bring_in_more", "avoid_cost")


def _required(question: Question) -> Required:
    return Required(ASKED[question].missing)


def _text(question: Question) -> dict[str, Any]:
    return {
        "label": ASKED[question].heading,
        "hint": ASKED[question].hint,
        "said": ASKED[question].short,
        "heading": True,
    }


def _choices(words: Mapping[str, str], reveals: Mapping[str, tuple[str, ...]] | None = None) -> list[Choice]:
    made, divided = [], False
    for value, text in words.items():
        last = value in LAST
        divider = "or" if last and not divided else ""
        divided = divided or last
        made.append(Choice(value, text, divider=divider, exclusive=last, reveals=(reveals or {}).get(value, ())))
    return made


class NameForm(VersionedForm):
    """Question 1."""

    name = TextField(
        validators=[_required(Question.NAME), MaxLength(NAME_LIMIT, "Name")], width="30", **_text(Question.NAME)
    )


class ProblemForm(VersionedForm):
    """Question 2."""

    keeps_drafts = True

    problem = TextAreaField(
        validators=[_required(Question.PROBLEM), MaxWords(WORD_LIMIT, "Your answer")], **_text(Question.PROBLEM)
    )


class ChangeForm(VersionedForm):
    """Question 3."""

    keeps_drafts = True

    change = TextAreaField(
        validators=[_required(Question.CHANGE), MaxWords(WORD_LIMIT, "Your answer")], **_text(Question.CHANGE)
    )


class ResidentsForm(VersionedForm):
    """Question 4."""

    residents = CheckboxesField(
        validators=[_required(Question.RESIDENTS)], choices=_choices(HELPS), **_text(Question.RESIDENTS)
    )
    residents_how = TextAreaField(
        "What would be different for them? (optional)", [MaxWords(WORD_LIMIT, "Your answer")], rows=4
    )


class MissionForm(VersionedForm):
    """Question 5; the missions are reference data."""

    mission = RadiosField(validators=[_required(Question.MISSION)], **_text(Question.MISSION))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offered = [Choice(code, name, hint=vision) for code, name, vision in mission_choices()]
        self.mission.choices = [*offered, Choice(DO_NOT_KNOW, "I do not know", divider="or")]


class MoneyForm(VersionedForm):
    """Question 6."""

    money = CheckboxesField(validators=[_required(Question.MONEY)], choices=_choices(MONEY), **_text(Question.MONEY))
    money_guess = RadiosField("About how much a year? (optional)", choices=_choices(GUESSES))


class NeedsForm(VersionedForm):
    """Question 7."""

    keeps_drafts = True

    needs = CheckboxesField(validators=[_required(Question.NEEDS)], choices=_choices(NEEDS), **_text(Question.NEEDS))


class ServiceForm(VersionedForm):
    """Question 8; the services are reference data."""

    service = SelectField(validators=[_required(Question.SERVICE)], **_text(Question.SERVICE))
    touches = TextField("Which other services or partners does it touch? (optional)", [MaxLength(300, "Your answer")])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.service.choices = [*service_choices(), (DO_NOT_KNOW, "I do not know")]


class AffectedForm(VersionedForm):
    """Question 9."""

    keeps_drafts = True

    affected = CheckboxesField(
        validators=[_required(Question.AFFECTED)], choices=_choices(AFFECTED), **_text(Question.AFFECTED)
    )


class InvolvementForm(VersionedForm):
    """Question 10."""

    keeps_drafts = True

    involvement = RadiosField(
        validators=[_required(Question.INVOLVEMENT)], choices=_choices(INVOLVEMENT), **_text(Question.INVOLVEMENT)
    )


FORMS: dict[Question, type[VersionedForm]] = {
    Question.NAME: NameForm,
    Question.PROBLEM: ProblemForm,
    Question.CHANGE: ChangeForm,
    Question.RESIDENTS: ResidentsForm,
    Question.MISSION: MissionForm,
    Question.MONEY: MoneyForm,
    Question.NEEDS: NeedsForm,
    Question.SERVICE: ServiceForm,
    Question.AFFECTED: AffectedForm,
    Question.INVOLVEMENT: InvolvementForm,
}


def answers_of(form: VersionedForm) -> dict[str, Any]:
    """What the form holds, by field."""
    return {field.short_name: field.data for field in form.page_fields()}
