"""The one doorway to WTForms and Flask-WTF, which ship no types."""

from flask_wtf import FlaskForm  # type: ignore[import-untyped]  # no types are published
from wtforms.fields import Field  # type: ignore[import-untyped]  # no types are published
from wtforms.utils import unset_value  # type: ignore[import-untyped]  # no types are published
from wtforms.validators import StopValidation  # type: ignore[import-untyped]  # no types are published

UNSET = unset_value
Stop = StopValidation


class UntypedField(Field):  # type: ignore[misc]  # its base has no types
    """WTForms' field."""


class UntypedForm(FlaskForm):  # type: ignore[misc]  # its base has no types
    """Flask-WTF's form, with its protection against forged requests."""
