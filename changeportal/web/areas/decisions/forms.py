"""Forms of decisions and conditions."""

from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.fields import TextAreaField
from changeportal.web.forms.validators import MaxWords, Required


class CorrectionForm(PageForm):
    """What was wrong."""

    text = TextAreaField(
        "What is wrong, and what should it say?",
        [Required("Say what is wrong and what it should say"), MaxWords(200, "The correction")],
        rows=3,
    )


class ConditionForm(VersionedForm):
    """What shows that a condition is met."""

    evidence = TextAreaField(
        "What shows that it is met?",
        [Required("Say what shows that the condition is met"), MaxWords(150, "The evidence")],
        rows=3,
    )
