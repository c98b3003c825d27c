"""Forms of the delegation policy; the cells of the table of rules are read by row."""

from changeportal.web.forms.base import PageForm
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import HiddenField, TextAreaField
from changeportal.web.forms.validators import MaxWords, Required


class VersionForm(PageForm):
    """What stands around the table."""

    based_on = HiddenField()
    effective_from = DateField(
        "From which day does it hold?",
        [Required("Enter the day from which it holds")],
        hint="It holds once somebody else has agreed it",
    )


class AgreeForm(PageForm):
    """Why the second person agrees."""

    note = TextAreaField(
        "What did you look at, and why do you agree?",
        [Required("Say what you looked at and why you agree"), MaxWords(200, "The note")],
        rows=3,
    )
