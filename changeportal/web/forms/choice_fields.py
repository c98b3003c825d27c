"""Fields where a person chooses: radios, checkboxes, a select box."""

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from changeportal.web.forms import rendering
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.fields import PageField
from changeportal.web.forms.untyped import Stop
from changeportal.web.forms.validators import Check


class ChoosingField(PageField):
    """What radios and checkboxes share. ``choices`` may also be set on the field before the form is shown or checked."""

    family = ""
    control = ""
    is_scripted = False

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Check] = (),
        *,
        choices: Iterable[Choice] = (),
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.choices = list(choices)
        self.inline = inline
        self.small = small

    @property
    def reveals(self) -> tuple[str, ...]:
        """Names of the fields that the choices show."""
        return tuple(name for choice in self.choices for name in choice.reveals)

    def held(self) -> list[str]:
        """The values chosen."""
        return [self.data] if self.data else []

    def pre_validate(self, form: Any) -> None:
        """Stop at a value that was never offered."""
        offered = {choice.value for choice in self.choices}
        if any(value not in offered for value in self.held()):
            raise Stop(f"{self.said}: select one of the options on the page")

    def render(self) -> Markup:
        """GOV.UK radios or checkboxes in a fieldset."""
        size = "".join(
            f" govuk-{self.family}--{kind}" for kind, on in (("inline", self.inline), ("small", self.small)) if on
        )
        items = Markup("\n").join(self._items())
        module = rendering.attributes({"data-module": f"govuk-{self.family}" if self.is_scripted else None})
        body = Markup('<div class="govuk-{}{}"{}>\n{}\n</div>').format(self.family, size, module, items)
        return rendering.group(self, [rendering.fieldset(self, [body])])

    def _items(self) -> Iterable[Markup]:
        for index, choice in enumerate(self.choices):
            if choice.divider:
                yield Markup('<div class="govuk-{}__divider">{}</div>').format(self.family, choice.divider)
            own_id = f"{self.id}-{index + 1}" if index else self.id
            yield self._item(choice, own_id)
            if choice.reveals:
                yield self._revealed(choice, own_id)

    def _item(self, choice: Choice, own_id: str) -> Markup:
        box = rendering.attributes(
            {
                "class": f"govuk-{self.family}__input",
                "id": own_id,
                "name": self.name,
                "type": self.control,
                "value": choice.value,
                "checked": "" if choice.value in self.held() else None,
                "data-aria-controls": f"conditional-{own_id}" if choice.reveals and self.is_scripted else None,
                "data-behaviour": "exclusive" if choice.exclusive else None,
                "aria-describedby": f"{own_id}-item-hint" if choice.hint else None,
            }
        )
        words = Markup('<label class="govuk-label govuk-{}__label" for="{}">{}</label>').format(
            self.family, own_id, choice.text
        )
        note = (
            Markup('<div id="{}-item-hint" class="govuk-hint govuk-{}__hint">{}</div>').format(
                own_id, self.family, choice.hint
            )
            if choice.hint
            else Markup("")
        )
        return Markup('<div class="govuk-{}__item"><input{}>{}{}</div>').format(self.family, box, words, note)

    def _revealed(self, choice: Choice, own_id: str) -> Markup:
        if self.form is None:
            raise ValueError("a field that reveals others needs its form")
        shown = choice.value in self.held() or not self.is_scripted
        hidden = "" if shown else f" govuk-{self.family}__conditional--hidden"
        inner = Markup("\n").join(self.form[name]() for name in choice.reveals)
        return Markup('<div class="govuk-{}__conditional{}" id="conditional-{}">\n{}\n</div>').format(
            self.family, hidden, own_id, inner
        )


class RadiosField(ChoosingField):
    """One of several; the value is its text, or "" when nothing was chosen."""

    family = "radios"
    control = "radio"

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the value chosen."""
        self.data = valuelist[0] if valuelist else ""


class CheckboxesField(ChoosingField):
    """Any of several; the value is a list of texts."""

    family = "checkboxes"
    control = "checkbox"
    is_scripted = True

    @property
    def is_blank(self) -> bool:
        """Whether nothing is ticked."""
        return not self.data

    def held(self) -> list[str]:
        """The values ticked."""
        return list(self.data or [])

    def forget(self) -> None:
        """Untick everything."""
        super().forget()
        self.data = []

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the values ticked."""
        self.data = list(valuelist)


class SelectField(PageField):
    """One of a long list of (value, text). ``typed`` turns it into a box that offers matches, where scripts run."""

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Check] = (),
        *,
        choices: Iterable[tuple[str, str]] = (),
        blank: str | None = "Choose from the list",
        typed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.choices = list(choices)
        self.blank = blank
        self.typed = typed

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the value chosen."""
        self.data = valuelist[0] if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        """Stop at a value that was never offered."""
        if self.data and self.data not in {value for value, _ in self.choices}:
            raise Stop(f"{self.said}: choose from the list")

    def render(self) -> Markup:
        """A GOV.UK select."""
        offered = [("", self.blank), *self.choices] if self.blank is not None else self.choices
        options = Markup("").join(
            Markup('<option value="{}"{}>{}</option>').format(
                value, Markup(" selected") if value == (self.data or "") else "", text
            )
            for value, text in offered
        )
        own = rendering.attributes(
            {
                "class": " ".join(
                    one for one in ("govuk-select", self.width, "govuk-select--error" if self.errors else "") if one
                ),
                "id": self.id,
                "name": self.name,
                "aria-describedby": rendering.described_by(self),
                "data-module": "app-choose" if self.typed else None,
            }
        )
        box = Markup("<select{}>{}</select>").format(own, options)
        return rendering.group(self, [rendering.label(self), rendering.hint(self), rendering.error(self), box])
