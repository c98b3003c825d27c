"""The one doorway to WTForms and Flask-WTF, which ship no types."""

from flask_wtf import FlaskForm
from wtforms.fields import Field
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

UNSET = unset_value
Stop = StopValidation


class UntypedField(Field):  # type: ignore[misc]  # its base has no types
    """WTForms' field."""


class UntypedForm(FlaskForm):  # type: ignore[misc]  # its base has no types
    """Flask-WTF's form, with its protection against forged requests."""
