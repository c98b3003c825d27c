"""Forms of a written procedure: opening one, and answering."""

from collections.abc import Sequence
from typing import Any

from changeportal.queries.boards import Due
from changeportal.services.boards.places import At
from changeportal.services.boards.written import Answer, OpenWritten
from changeportal.web.areas.boards.forms import moment_of
from changeportal.web.forms.base import PageForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required, When


class WrittenForm(PageForm):
    """A decision between meetings."""

    ref = SelectField("Which proposal cannot wait?", [Required("Select the proposal that cannot wait")])
    recommendation = TextAreaField(
        "What is the board asked to do?",
        [Required("Enter what the board is asked to do"), MaxWords(150, "What the board is asked to do")],
        rows=3,
    )
    urgency = TextAreaField(
        "Why can it not wait for a meeting?",
        [Required("Say why it cannot wait for a meeting"), MaxWords(150, "Why it cannot wait")],
        rows=3,
    )
    deadline = DateField("Until which day can answers be given?", [Required("Enter the day of the deadline")])
    until = TextField(
        "Until what time?", [Required("Enter a time, like 17:00"), MaxLength(5, "The time")], hint="For example, 17:00"
    )

    def __init__(self, due: Sequence[Due] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        choices = [(one.ref, f"{one.ref} {one.title}, gateway {one.gateway.value[1]}") for one in due]
        self.ref.choices = [("", "Choose"), *choices]

    def command(self, board: str) -> OpenWritten | None:
        """What the service is asked; None when the time cannot be read, said beside its box."""
        deadline = moment_of(self.deadline.data, self.until.data)
        if deadline is None:
            self.until.errors = [*self.until.errors, "Enter a time, like 17:00"]
            return None
        return OpenWritten(board, self.ref.data, self.recommendation.data, deadline, self.urgency.data)


class AnswerForm(PageForm):
    """One's answer in a written procedure."""

    answer = RadiosField(
        "What is your answer?",
        [Required("Select your answer")],
        choices=[
            Choice("agree", "Agree"),
            Choice("disagree", "Do not agree"),
            Choice("abstain", "I abstain"),
            Choice("discuss", "Discuss it at a meeting", hint="This ends the written procedure"),
            Choice("interest", "I have an interest and take no part", reveals=("kind", "interest")),
        ],
    )
    kind = RadiosField(
        "What kind of interest?",
        [When("answer", "interest", Required("Select what kind of interest it is"))],
        choices=[Choice("own_post", "My own post is in scope"), Choice("other", "Another interest or conflict")],
    )
    interest = TextAreaField(
        "What is the interest?",
        [When("answer", "interest", Required("Say what the interest is")), MaxWords(80, "The interest")],
        rows=2,
    )

    def command(self, at: At) -> Answer:
        """What the service is asked."""
        return Answer(at, self.answer.data, self.interest.data or "", self.kind.data or "other")
