"""Checks of form fields. Every message is given whole, in the words of the question, and says how to mend it."""

import re
from typing import Any, Protocol

from changeportal.web.forms.untyped import Stop

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


class Check(Protocol):
    """A check of one field of a form; it raises ``Stop`` with the message."""

    def __call__(self, form: Any, field: Any) -> None:
        """Stop, or do nothing."""


class Required:
    """The field may not be left blank."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Stop with the message, unless the field already says what is wrong with it."""
        if field.errors:
            raise Stop
        if field.is_blank:
            raise Stop(self.message)


class MaxLength:
    """At most so many characters. The message repeats the label: "Name must be 80 characters or less"."""

    def __init__(self, limit: int, said: str = "") -> None:
        self.limit = limit
        self.said = said

    def __call__(self, form: Any, field: Any) -> None:
        """Stop when the text is longer."""
        if len(field.data or "") > self.limit:
            raise Stop(f"{self.said or field.said} must be {self.limit:,} characters or less")


class MaxWords:
    """At most so many words, counted as the page's own counter counts them."""

    def __init__(self, limit: int, said: str = "") -> None:
        self.limit = limit
        self.said = said

    def __call__(self, form: Any, field: Any) -> None:
        """Stop when there are more."""
        extra = len((field.data or "").split()) - self.limit
        if extra > 0:
            raise Stop(f"{self.said or field.said} must be {self.limit:,} words or less. Take out {extra:,}")


class Email:
    """An email address in the right shape; a blank field passes."""

    def __init__(self, message: str = "Enter an email address in the correct format, like name@example.com") -> None:
        self.message = message

    def __call__(self, form: Any, field: Any) -> None:
        """Stop when it could not be an address."""
        if field.data and not _EMAIL.fullmatch(field.data):
            raise Stop(self.message)


class When:
    """Run other checks only while a sibling holds a value; otherwise forget what was typed, which nobody can see."""

    def __init__(self, sibling: str, value: str, *checks: Check) -> None:
        self.sibling = sibling
        self.value = value
        self.checks = checks

    def __call__(self, form: Any, field: Any) -> None:
        """Stop with the first message of the checks, or quietly when the field is not shown."""
        held = form[self.sibling].data
        chosen = self.value in held if isinstance(held, list) else held == self.value
        if not chosen:
            field.forget()
            raise Stop
        for check in self.checks:
            check(form, field)
