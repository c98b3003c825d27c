"""The form every page uses: protection, one-time key, messages of services, and the list for the error summary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID, uuid4

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from changeportal.domain.errors import Invalid
from changeportal.web import drafts
from changeportal.web.forms.fields import HiddenField, PageField
from changeportal.web.forms.untyped import UntypedForm

_STALE_PAGE = "This page was open for too long. Check your answers, then send them again."


@dataclass(frozen=True, slots=True)
class ErrorItem:
    """One line of the error summary. Without ``href`` it is about the whole form."""

    text: str
    href: str


class KeyField(HiddenField):
    """A fresh key for each form that is shown, kept when the same form is shown again with errors."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the key that came, where it is one; else the fresh one stands."""
        try:
            self.data = str(UUID(valuelist[0]))
        except (IndexError, ValueError):
            self.data = self.data or str(uuid4())


class VersionField(HiddenField):
    """The version of the thing that the person saw when the page was made; None when it did not come."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep a whole number, or None."""
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # fits an integer


class PageForm(UntypedForm):
    """A form with a forgery token and a one-time key. Templates show ``hidden_fields()`` and ``page_fields()``.

    ``headings`` are by the name of the field that they stand over.
    """

    form_errors: Any
    keeps_drafts: ClassVar[bool] = False
    headings: ClassVar[Mapping[str, str]] = {}

    def __init__(self, **kwargs: Any) -> None:
        typed = drafts.typed() if self.keeps_drafts and "formdata" not in kwargs else None
        if typed is not None:
            version = (kwargs.get("data") or {}).get("version")
            kwargs["formdata"] = (
                typed if version is None else MultiDict({**typed.to_dict(flat=False), "version": str(version)})
            )
        super().__init__(**kwargs)

    idempotency_key = KeyField(name="_key", default=lambda: str(uuid4()))

    def page_fields(self) -> list[PageField]:
        """The fields to show, in order, without the hidden ones and those that another field reveals."""
        fields = [field for field in self if isinstance(field, PageField) and not field.is_hidden]
        inner = {name for field in fields for name in field.reveals}
        return [field for field in fields if field.short_name not in inner]

    def hidden_fields(self) -> Markup:
        """The token, the key and what else travels unseen."""
        own = [field() for field in self if isinstance(field, PageField) and field.is_hidden]
        token = [self.csrf_token(id=False)] if "csrf_token" in self else []
        return Markup("\n").join([*token, *own])

    def take(self, refusal: Invalid) -> None:
        """Put a service's messages beside the fields they name; the rest stand in the summary alone."""
        for name, message in refusal.fields.items():
            field = self._fields.get(name)
            if isinstance(field, PageField) and not field.is_hidden:
                field.errors = [*field.errors, message]
            else:
                self.form_errors = [*self.form_errors, message]

    @property
    def error_list(self) -> list[ErrorItem]:
        """Every message in the order of the page, those about the whole form first."""
        items = [ErrorItem(message, "") for message in self.form_errors]
        if "csrf_token" in self and self.csrf_token.errors:
            items.append(ErrorItem(_STALE_PAGE, ""))
        for field in self.page_fields():
            items.extend(self._errors_of(field))
        return items

    def _errors_of(self, field: PageField) -> Iterator[ErrorItem]:
        for message in field.errors:
            yield ErrorItem(message, f"#{field.error_target()}")
        for name in field.reveals:
            yield from self._errors_of(self[name])


class VersionedForm(PageForm):
    """A form that changes something others may change too: it carries the version that the person saw."""

    version = VersionField(default=None)

    def expected_version(self) -> int | None:
        """The version that the person saw; None when the page did not carry one."""
        held: Any = self.version.data
        return held if isinstance(held, int) else None
