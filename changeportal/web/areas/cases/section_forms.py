"""The form of a section of the case: its questions in the way each is answered; all are kept as text."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from changeportal.domain.business_case import MOST_PERCENT, Answered, Field, Section, fields_asked, unread
from changeportal.domain.money import MoneyError, parse_pounds, plain_pounds
from changeportal.domain.terms import Route
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.choice_fields import RadiosField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.fields import PageField, TextAreaField
from changeportal.web.forms.figure_fields import IntegerField, MoneyField, NumberField
from changeportal.web.forms.validators import MaxWords, Required


def section_form(section: Section, route: Route, *, later: bool = False) -> type[VersionedForm]:
    """The form of a section: its questions on that route, and whether it is complete, which ``later`` need not say."""
    members: dict[str, Any] = {one.code: _box(one) for one in fields_asked(section, route)}
    members["complete"] = RadiosField(
        "Have you completed this section?",
        [] if later else [Required("Select whether you have completed this section")],
        choices=[Choice("yes", "Yes, I have completed this section"), Choice("no", "No, I will come back later")],
    )
    return type("SectionForm", (VersionedForm,), {**members, "keeps_drafts": True})


def _box(one: Field) -> PageField:
    if one.answered in FIGURES:
        return FIGURES[one.answered](one)
    if one.answered is Answered.YES_NO:
        return RadiosField(one.label, choices=[Choice("yes", "Yes"), Choice("no", "No")], inline=True)
    if one.answered is Answered.CHOICE:
        return RadiosField(one.label, choices=[Choice(code, words) for code, words in one.choices], hint=one.hint)
    return TextAreaField(one.label, [MaxWords(one.words, one.label)], rows=6)


FIGURES: Mapping[Answered, Callable[[Field], PageField]] = {
    Answered.COUNT: lambda one: IntegerField(one.label, hint=one.hint, least=one.least, most=one.most),
    Answered.PERCENT: lambda one: IntegerField(one.label, hint=one.hint, most=MOST_PERCENT),
    Answered.RATE: lambda one: NumberField(one.label, hint=one.hint),
    Answered.POUNDS: lambda one: MoneyField(one.label, hint=one.hint),
}


def section_texts(section: Section, form: VersionedForm) -> dict[str, str]:
    """What was answered, as the text that is kept."""
    return {one.code: _kept(one, form[one.code].data) for one in section.fields if one.code in form}


def _kept(one: Field, value: Any) -> str:
    if value is None:
        return ""
    if one.answered is Answered.RATE:
        return f"{value.normalize():f}"
    return plain_pounds(value) if one.answered is Answered.POUNDS else str(value)


def section_data(section: Section, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The other way round: what the form begins with."""
    return {**kept, **{one.code: _begun(one, str(kept.get(one.code, ""))) for one in section.fields}}


def _begun(one: Field, text: str) -> Any:
    if one.answered in (Answered.COUNT, Answered.PERCENT):
        return int(text) if text.isdecimal() else None
    if one.answered is Answered.RATE:
        return Decimal(text) if text and not unread(one, text) else None
    if one.answered is not Answered.POUNDS:
        return text
    try:
        return parse_pounds(text)
    except MoneyError:
        return None
