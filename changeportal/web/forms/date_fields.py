"""Dates and months typed in parts. A missing part is an error with words, never a fault."""

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from changeportal.web.forms import rendering
from changeportal.web.forms.fields import PageField
from changeportal.web.forms.untyped import UNSET
from changeportal.web.forms.validators import Check

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_YEAR_DIGITS = 4


class PartsError(ValueError):
    """The parts don't make a date: the message's end, and the parts to mend."""

    def __init__(self, words: str, parts: Sequence[str]) -> None:
        super().__init__(words)
        self.words = words
        self.parts = tuple(parts)


def _number(text: str, part: str) -> int | None:
    if part == "month" and text.lower() in _MONTHS:
        return _MONTHS[text.lower()]
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _YEAR_DIGITS else None


def _joined(parts: Sequence[str]) -> str:
    return " and ".join(f"a {part}" if index == 0 else part for index, part in enumerate(parts))


def read_parts(typed: dict[str, str]) -> date | None:
    """The date in day (the first when there is none to type), month and year; None when all are blank. Raises PartsError."""
    missing = [part for part, text in typed.items() if not text]
    if len(missing) == len(typed):
        return None
    if missing:
        raise PartsError(f"must include {_joined(missing)}", missing)
    if len(typed["year"]) != _YEAR_DIGITS:
        raise PartsError("must have a year of 4 numbers, like 2026", ["year"])
    numbers = {part: _number(text, part) for part, text in typed.items()}
    unread = [part for part, value in numbers.items() if value is None]
    if unread:
        raise PartsError("must be a real date", unread)
    try:
        return date(numbers["year"] or 0, numbers["month"] or 0, numbers.get("day", 1) or 0)
    except ValueError as problem:
        raise PartsError("must be a real date", list(typed)) from problem


class DateField(PageField):
    """A day, typed in three boxes named ``{name}-day``, ``-month`` and ``-year``; a date, or None when all are blank."""

    empty = None
    parts: tuple[str, ...] = ("day", "month", "year")

    def __init__(self, label: str = "", validators: Sequence[Check] = (), **kwargs: Any) -> None:
        self.typed: dict[str, str] | None = None
        self.wrong: tuple[str, ...] = ()
        super().__init__(label, validators, **kwargs)

    def process(self, formdata: Any, data: Any = UNSET, extra_filters: Any = None) -> None:
        """Read the parts that came; those that did not are blank."""
        super().process(None, data, extra_filters)
        if formdata is None:
            return
        self.typed = {part: (formdata.get(f"{self.name}-{part}") or "").strip() for part in self.parts}
        self.data = None
        try:
            self.data = read_parts(self.typed)
        except PartsError as problem:
            self.wrong = problem.parts
            self.process_errors.append(f"{self.said} {problem.words}")

    def forget(self) -> None:
        """Drop the date and its parts."""
        super().forget()
        self.typed = None
        self.wrong = ()

    def error_target(self) -> str:
        """The first part to mend."""
        first = next((part for part in self.parts if part in self.wrong), self.parts[0])
        return f"{self.id}-{first}"

    def shown(self, part: str) -> str:
        """What stands in one box."""
        if self.typed is not None:
            return self.typed[part]
        return str(getattr(self.data, part)) if self.data else ""

    def _box(self, part: str) -> Markup:
        is_wrong = bool(self.errors) and part in (self.wrong or self.parts)
        size = 4 if part == "year" else 2
        box = rendering.attributes(
            {
                "class": f"govuk-input govuk-date-input__input govuk-input--width-{size}"
                + (" govuk-input--error" if is_wrong else ""),
                "id": f"{self.id}-{part}",
                "name": f"{self.name}-{part}",
                "type": "text",
                "inputmode": "numeric",
                "value": self.shown(part) or None,
            }
        )
        words = Markup('<label class="govuk-label govuk-date-input__label" for="{}-{}">{}</label>').format(
            self.id, part, part.capitalize()
        )
        group = Markup('<div class="govuk-form-group">{}<input{}></div>').format(words, box)
        return Markup('<div class="govuk-date-input__item">{}</div>').format(group)

    def render(self) -> Markup:
        """A GOV.UK date input."""
        boxes = Markup("\n").join(self._box(part) for part in self.parts)
        body = Markup('<div class="govuk-date-input" id="{}">\n{}\n</div>').format(self.id, boxes)
        return rendering.group(self, [rendering.fieldset(self, [body], role="group")])


class MonthField(DateField):
    """A month, typed in two boxes; the first day of the month, or None when both are blank."""

    parts = ("month", "year")
