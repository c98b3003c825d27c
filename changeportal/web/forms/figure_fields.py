"""Fields that hold figures: money, whole numbers, shares of a person, files."""

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from markupsafe import Markup

from changeportal.domain.money import MoneyError, Unit, parse_pounds, plain_pounds
from changeportal.web.forms import rendering
from changeportal.web.forms.fields import TextField
from changeportal.web.forms.untyped import Stop
from changeportal.web.forms.validators import Check

_SHARE = re.compile(r"([0-9]*)(?:\.([0-9]{1,2}))?")
_WHOLE = re.compile(r"[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,12}")
_NUMBER = re.compile(r"[-−]?([0-9]{1,3}(,[0-9]{3})+|[0-9]{1,12})(\.[0-9]{1,3})?")
_PLACES = 2


class FigureField(TextField):
    """Text that becomes a number. What was typed is kept and shown again when it can't be read; blank is None."""

    empty = None

    def __init__(self, label: str = "", validators: Sequence[Check] = (), **kwargs: Any) -> None:
        self.typed: str | None = None
        super().__init__(label, validators, **{"spellcheck": False, **kwargs})

    def read(self, text: str) -> Any:
        """The number in the text. Raises ValueError with the message."""
        raise NotImplementedError

    def written(self, value: Any) -> str:
        """The number as it stands in the box."""
        raise NotImplementedError

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number; WTForms turns the ValueError into the field's error."""
        self.typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        self.data = self.read(self.typed) if self.typed else None

    def forget(self) -> None:
        """Drop the number and the text."""
        super().forget()
        self.typed = None

    def shown(self) -> str:
        """What was typed, or the number held."""
        if self.typed is not None:
            return self.typed
        return "" if self.data is None else self.written(self.data)

    def extra(self) -> rendering.Attributes:
        """A number pad on phones; never a spinner that changes the figure on scrolling."""
        return {**super().extra(), "inputmode": "numeric", "autocomplete": "off"}


class MoneyField(FigureField):
    """Typed pounds (or £000) that become whole pence. Refuses what is below nought unless ``negative``."""

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Check] = (),
        *,
        unit: Unit = Unit.POUNDS,
        negative: bool = False,
        **kwargs: Any,
    ) -> None:
        self.unit = unit
        self.negative = negative
        super().__init__(label, validators, **{"prefix_text": unit.label, "width": "govuk-input--width-10", **kwargs})

    def read(self, text: str) -> int | None:
        """Pence."""
        try:
            pence = parse_pounds(text, self.unit)
        except MoneyError as problem:
            raise ValueError(f"{self.said}: {problem.message[0].lower()}{problem.message[1:]}") from problem
        if pence is not None and pence < 0 and not self.negative:
            raise ValueError(f"{self.said} must be £0 or more")
        return pence

    def written(self, value: int) -> str:
        """Whole pounds where there are no pence."""
        if self.unit is Unit.POUNDS:
            return plain_pounds(value).removesuffix(".00")
        digits = str(abs(value)).rjust(self.unit.places + 1, "0")
        plain = f"{digits[: -self.unit.places]}.{digits[-self.unit.places :]}".rstrip("0").rstrip(".")
        return f"-{plain}" if value < 0 else plain


class IntegerField(FigureField):
    """A whole number between two ends, both included."""

    def __init__(
        self, label: str = "", validators: Sequence[Check] = (), *, least: int = 0, most: int = 1_000_000, **kwargs: Any
    ) -> None:
        self.least = least
        self.most = most
        super().__init__(label, validators, **{"width": "govuk-input--width-5", **kwargs})

    def read(self, text: str) -> int | None:
        """The number."""
        if not _WHOLE.fullmatch(text):
            raise ValueError(f"{self.said} must be a whole number, like {max(self.least, min(12, self.most))}")
        value = int(text.replace(",", ""))
        if not self.least <= value <= self.most:
            raise ValueError(f"{self.said} must be between {self.least:,} and {self.most:,}")
        return value

    def written(self, value: int) -> str:
        """The number in figures."""
        return str(value)


class NumberField(FigureField):
    """A number in a unit of its own, with up to 3 decimal places; it may be below nought."""

    def __init__(self, label: str = "", validators: Sequence[Check] = (), **kwargs: Any) -> None:
        super().__init__(label, validators, **{"width": "govuk-input--width-10", **kwargs})

    def read(self, text: str) -> Decimal:
        """The number."""
        if not _NUMBER.fullmatch(text):
            raise ValueError(f"{self.said} must be a number, like 12 or 6.5")
        return Decimal(text.replace(",", "").replace("−", "-"))

    def written(self, value: Decimal) -> str:
        """The number without noughts at its end."""
        return f"{value.normalize():f}"

    def extra(self) -> rendering.Attributes:
        """A pad with a decimal point and a sign."""
        return {**super().extra(), "inputmode": "text"}


class DecimalShareField(FigureField):
    """A share of a full-time person, 0.1 to 1, held in hundredths (0.6 is 60)."""

    def __init__(
        self, label: str = "", validators: Sequence[Check] = (), *, least: int = 10, most: int = 100, **kwargs: Any
    ) -> None:
        self.least = least
        self.most = most
        super().__init__(label, validators, **{"width": "govuk-input--width-3", **kwargs})

    def read(self, text: str) -> int | None:
        """Hundredths."""
        match = _SHARE.fullmatch(text)
        if match is None or not (match[1] or match[2]) or len(match[1]) > _PLACES:
            raise ValueError(f"{self.said} must be a number with up to 2 decimal places, like 0.6")
        value = int(f"{match[1] or '0'}{(match[2] or '').ljust(_PLACES, '0')}")
        if not self.least <= value <= self.most:
            raise ValueError(
                f"{self.said} must be between {self.written(self.least)} and {self.written(self.most)}, like 0.6"
            )
        return value

    def written(self, value: int) -> str:
        """ "0.6" for 60."""
        digits = str(value).rjust(_PLACES + 1, "0")
        return f"{digits[:-_PLACES]}.{digits[-_PLACES:]}".rstrip("0").rstrip(".")

    def extra(self) -> rendering.Attributes:
        """A pad with a decimal point."""
        return {**super().extra(), "inputmode": "decimal"}


class FileField(TextField):
    """One uploaded file, or None. Size is checked by the limit on requests; kind by the name here, and by content later."""

    empty = None

    def __init__(
        self,
        label: str = "",
        validators: Sequence[Check] = (),
        *,
        kinds: Sequence[str] = (),
        kinds_said: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.kinds = tuple(kinds)
        self.kinds_said = kinds_said

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the file, where one was chosen."""
        self.data = next((one for one in valuelist if getattr(one, "filename", "")), None)

    def pre_validate(self, form: Any) -> None:
        """Stop at an empty file or one of a kind that is not taken."""
        if self.data is None:
            return
        if self.kinds and PurePath(self.data.filename).suffix.lower().lstrip(".") not in self.kinds:
            raise Stop(f"The selected file must be {self.kinds_said}")
        if not self.data.stream.read(1):
            raise Stop("The selected file is empty")
        self.data.stream.seek(0)

    def render(self) -> Markup:
        """A GOV.UK file upload; the form needs enctype multipart/form-data."""
        own = rendering.attributes(
            {
                "class": "govuk-file-upload" + (" govuk-file-upload--error" if self.errors else ""),
                "id": self.id,
                "name": self.name,
                "type": "file",
                "accept": ",".join(f".{kind}" for kind in self.kinds) or None,
                "aria-describedby": rendering.described_by(self),
            }
        )
        box = Markup("<input{}>").format(own)
        return rendering.group(self, [rendering.label(self), rendering.hint(self), rendering.error(self), box])
