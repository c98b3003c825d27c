"""The base of our fields, and those that hold text."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from changeportal.web.forms import rendering
from changeportal.web.forms.untyped import UntypedField
from changeportal.web.forms.validators import Check, MaxWords, When


class PageField(UntypedField):
    """A field as a person meets it: label, hint, error, control. Calling it renders the whole group.

    ``heading`` makes the label the page's h1. ``said`` is the label as it reads in an error ("Name"); the label by default.
    """

    empty: Any = ""
    is_hidden = False
    errors: Any
    process_errors: Any

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Check] = (),
        *,
        hint: str = "",
        said: str = "",
        heading: bool = False,
        label_classes: str = "",
        width: str = "",
        prefix_text: str = "",
        suffix_text: str = "",
        autocomplete: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators), **kwargs)
        self.form = kwargs.get("_form")
        self.hint = hint
        self.said = said or label
        self.heading = heading
        self.label_classes = label_classes
        self.width = width
        self.prefix_text = prefix_text
        self.suffix_text = suffix_text
        self.autocomplete = autocomplete
        self.input_id: str = self.id

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return self.data is None or self.data == self.empty

    @property
    def reveals(self) -> tuple[str, ...]:
        """Names of the fields that this one shows and hides."""
        return ()

    def forget(self) -> None:
        """Drop what was typed, and what was wrong with it."""
        self.data = self.empty
        self.errors = []
        self.process_errors = []

    def error_target(self) -> str:
        """The id that the error summary links to."""
        return self.input_id

    def render(self) -> Markup:
        """The group's markup; each field draws its own."""
        raise NotImplementedError

    def __call__(self, **kwargs: Any) -> Markup:
        """The whole group: label, hint, error, control."""
        return self.render()


class TextField(PageField):
    """One line of text, without spaces at its ends."""

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Check] = (),
        *,
        kind: str = "text",
        spellcheck: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.kind = kind
        self.spellcheck = spellcheck

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the text, trimmed."""
        self.data = valuelist[0].strip() if valuelist else ""

    def shown(self) -> str:
        """What stands in the box."""
        return self.data or ""

    def extra(self) -> rendering.Attributes:
        """Attributes of the box beyond its name and id."""
        return {
            "type": self.kind,
            "autocomplete": self.autocomplete or None,
            "spellcheck": None if self.spellcheck else "false",
        }

    def render(self) -> Markup:
        """A GOV.UK text input."""
        box = rendering.text_box(self, self.shown(), extra=self.extra())
        return rendering.group(self, [rendering.label(self), rendering.hint(self), rendering.error(self), box])


class PasswordField(TextField):
    """A password: spaces at its ends count, and it is never sent back."""

    def __init__(self, label: str = "", validators: Sequence[Check] = (), **kwargs: Any) -> None:
        super().__init__(
            label, validators, **{"kind": "password", "spellcheck": False, "width": "govuk-input--width-20", **kwargs}
        )

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the text as it was typed."""
        self.data = valuelist[0] if valuelist else ""

    def shown(self) -> str:
        """Nothing."""
        return ""


class TextAreaField(PageField):
    """Several lines of text, with line ends as "\\n"; a word limit among its checks is counted on the page too."""

    def __init__(self, label: str = "", validators: Sequence[Check] = (), *, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.rows = rows

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the text with plain line ends, trimmed."""
        self.data = valuelist[0].replace("\r\n", "\n").replace("\r", "\n").strip() if valuelist else ""

    @property
    def word_limit(self) -> int | None:
        """The limit of a ``MaxWords`` check, also one inside ``When``."""
        flat = [inner for check in self.validators for inner in (check.checks if isinstance(check, When) else (check,))]
        return next((check.limit for check in flat if isinstance(check, MaxWords)), None)

    def render(self) -> Markup:
        """A GOV.UK textarea, with a character count where there is a limit."""
        limit = self.word_limit
        note_id = f"{self.id}-info" if limit else ""
        area = rendering.text_area(self, self.data or "", rows=self.rows, extra={}, note_id=note_id)
        parts = [rendering.label(self), rendering.hint(self), rendering.error(self), area]
        if not limit:
            return rendering.group(self, parts)
        note = Markup(
            '<div id="{}" class="govuk-hint govuk-character-count__message">You can enter up to {:,} words</div>'
        ).format(note_id, limit)
        counted: rendering.Attributes = {
            "data-module": "govuk-character-count",
            "data-maxlength": limit,
            "data-count-type": "words",
        }
        return rendering.group(self, [*parts, note], classes="govuk-character-count", extra=counted)


class HiddenField(PageField):
    """A value that the page carries along unseen."""

    is_hidden = True

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the value as it came."""
        if valuelist:
            self.data = valuelist[0]

    def render(self) -> Markup:
        """A hidden input."""
        value = "" if self.data is None else self.data
        return Markup('<input type="hidden" name="{}" value="{}">').format(self.name, value)
