"""Small forms about a proposal: filters, reasons, dates, people."""

from typing import Any

from changeportal.domain.terms import Action, Part
from changeportal.queries.people import people_list
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required


class ReasonForm(VersionedForm):
    """Why."""

    reason = TextAreaField("Why?", [Required("Say why"), MaxWords(200)], rows=4)


class PauseForm(ReasonForm):
    """Why, and until when."""

    until = DateField(
        "When will it be looked at again?", [Required("Enter the date on which it will be looked at again")]
    )


class PlainForm(VersionedForm):
    """The button alone."""


class PartForm(VersionedForm):
    """A person gets a part."""

    part = RadiosField(
        "Which part?",
        [Required("Select which part")],
        choices=[
            Choice(Part.AUTHOR, "Author", hint="Writes the business case. There is one author at a time"),
            Choice(Part.CONTRIBUTOR, "Contributor", hint="Helps to write it"),
            Choice(Part.SPONSOR, "Sponsor", hint="Answers for it. May not decide on it or sign it off"),
            Choice(Part.SAVINGS_OWNER, "Savings owner", hint="Says each month what is saved"),
        ],
    )
    person_id = SelectField("Who?", [Required("Select who")])
    reason = TextAreaField("Why?", [Required("Say why"), MaxWords(200)], rows=3)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person_id.choices = [(str(one.id), f"{one.name}, {one.job_title}") for one in people_list()]


class RestrictForm(VersionedForm):
    """Why it is restricted."""

    because = TextField(
        "Why must it be restricted?",
        [MaxLength(200, "The reason")],
        hint="For example because it names posts at risk. Leave this blank to show it to everyone again",
    )


FORMS: dict[Action, type[VersionedForm]] = {
    Action.WITHDRAW: ReasonForm,
    Action.WITHDRAW_SUBMISSION: PlainForm,
    Action.PAUSE: PauseForm,
    Action.RESUME: PlainForm,
    Action.REOPEN: ReasonForm,
}
