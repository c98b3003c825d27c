"""Asking about a case: on its own page, or about the item of an agenda that it is."""

from typing import Any

from changeportal.domain.case_sections import SECTIONS
from changeportal.web.forms.base import PageForm
from changeportal.web.forms.choice_fields import SelectField
from changeportal.web.forms.fields import TextAreaField
from changeportal.web.forms.validators import MaxWords, Required


class QuestionForm(PageForm):
    """A question about a section."""

    section = SelectField("What is it about?", [Required("Select what it is about")])
    text = TextAreaField("Your question", [Required("Enter your question"), MaxWords(150, "Your question")], rows=3)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.section.choices = [("", "Choose"), *((one.code, one.label) for one in SECTIONS)]
