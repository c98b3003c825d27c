"""GOV.UK markup of form fields. Text of a person is placed as it is, never indented, so that it does not grow spaces."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from changeportal.web.forms.fields import PageField

Attributes = Mapping[str, str | int | None]


def attributes(values: Attributes) -> Markup:
    """` name="value"` for each; None is left out and "" stands alone."""
    shown = ((name, value) for name, value in values.items() if value is not None)
    return Markup("").join(
        Markup(' {}="{}"').format(name, value) if value != "" else Markup(" {}").format(name) for name, value in shown
    )


def described_by(field: "PageField", extra: str = "") -> str | None:
    """The ids of the hint, the error and anything else that describes the control, in reading order."""
    ids = [extra, f"{field.id}-hint" if field.hint else "", f"{field.id}-error" if field.errors else ""]
    return " ".join(one for one in ids if one) or None


def label(field: "PageField") -> Markup:
    """The field's label; as the page's one heading where it is the question."""
    size = " govuk-label--l" if field.heading else f" {field.label_classes}" if field.label_classes else ""
    tag = Markup('<label class="govuk-label{}" for="{}">{}</label>').format(size, field.input_id, field.label.text)
    return Markup('<h1 class="govuk-label-wrapper">{}</h1>').format(tag) if field.heading else tag


def hint(field: "PageField") -> Markup:
    """The hint, or nothing."""
    return (
        Markup('<div id="{}-hint" class="govuk-hint">{}</div>').format(field.id, field.hint)
        if field.hint
        else Markup("")
    )


def error(field: "PageField") -> Markup:
    """What is wrong with the field, or nothing."""
    if not field.errors:
        return Markup("")
    words = Markup("<br>").join(escape(message) for message in field.errors)
    return Markup(
        '<p id="{}-error" class="govuk-error-message"><span class="govuk-visually-hidden">Error:</span> {}</p>'
    ).format(field.id, words)


def group(field: "PageField", parts: Iterable[Markup], *, classes: str = "", extra: Attributes | None = None) -> Markup:
    """A form group around the parts, marked when there is an error."""
    names = " ".join(
        one for one in ("govuk-form-group", "govuk-form-group--error" if field.errors else "", classes) if one
    )
    inner = Markup("\n").join(part for part in parts if part)
    return Markup('<div class="{}"{}>\n{}\n</div>').format(names, attributes(extra or {}), inner)


def fieldset(field: "PageField", parts: Iterable[Markup], *, role: str | None = None) -> Markup:
    """A fieldset with the label as its legend."""
    legend = _legend(field)
    inner = Markup("\n").join(part for part in (legend, hint(field), error(field), *parts) if part)
    outer = attributes({"role": role, "aria-describedby": described_by(field)})
    return Markup('<fieldset class="govuk-fieldset"{}>\n{}\n</fieldset>').format(outer, inner)


def _legend(field: "PageField") -> Markup:
    if field.heading:
        return Markup(
            '<legend class="govuk-fieldset__legend govuk-fieldset__legend--l"><h1 class="govuk-fieldset__heading">{}</h1></legend>'
        ).format(field.label.text)
    size = field.label_classes.replace("govuk-label--", "govuk-fieldset__legend--")
    classes = f"govuk-fieldset__legend {size}".strip()
    return Markup('<legend class="{}">{}</legend>').format(classes, field.label.text)


def text_box(field: "PageField", value: str, *, classes: str = "", extra: Attributes | None = None) -> Markup:
    """One line to type in, with what stands before or after it."""
    names = " ".join(
        one for one in ("govuk-input", classes, field.width, "govuk-input--error" if field.errors else "") if one
    )
    box = Markup("<input{}>").format(
        attributes(
            {
                "class": names,
                "id": field.input_id,
                "name": field.name,
                "type": "text",
                "value": value or None,
                "aria-describedby": described_by(field),
                **(extra or {}),
            }
        )
    )
    return _with_affixes(field, box)


def _with_affixes(field: "PageField", box: Markup) -> Markup:
    if not (field.prefix_text or field.suffix_text):
        return box
    before = Markup('<div class="govuk-input__prefix" aria-hidden="true">{}</div>').format(field.prefix_text)
    after = Markup('<div class="govuk-input__suffix" aria-hidden="true">{}</div>').format(field.suffix_text)
    inner = Markup("").join(
        part for part, shown in ((before, field.prefix_text), (box, True), (after, field.suffix_text)) if shown
    )
    return Markup('<div class="govuk-input__wrapper">{}</div>').format(inner)


def text_area(field: "PageField", value: str, *, rows: int, extra: Attributes, note_id: str = "") -> Markup:
    """Lines to type in. A browser drops one line end after the tag, so one is given; the text stands as it was sent."""
    names = (
        "govuk-textarea"
        + (" govuk-js-character-count" if note_id else "")
        + (" govuk-textarea--error" if field.errors else "")
    )
    described = " ".join(one for one in (described_by(field) or "", note_id) if one) or None
    values: Attributes = {
        "class": names,
        "id": field.input_id,
        "name": field.name,
        "rows": rows,
        "aria-describedby": described,
        **extra,
    }
    return Markup("<textarea{}>\n{}</textarea>").format(attributes(values), value)
