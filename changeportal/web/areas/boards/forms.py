"""Forms of meetings: planning, agendas, attendance, interests."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from changeportal.queries.boards import Due, Member
from changeportal.queries.meetings import ItemRow
from changeportal.services.boards.agenda import AddItem
from changeportal.services.boards.interests import Declare
from changeportal.services.boards.meetings import PlanMeeting
from changeportal.services.boards.places import At
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.choice_fields import CheckboxesField, RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.figure_fields import IntegerField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required, When

LONDON = ZoneInfo("Europe/London")
TIME_WORDS = "Enter the time it starts, like 14:00"


class MeetingForm(PageForm):
    """A new meeting."""

    day = DateField("On which day?", [Required("Enter the day of the meeting")])
    starts = TextField(
        "When does it start?", [Required(TIME_WORDS), MaxLength(5, "The time")], hint="For example, 14:00"
    )
    place = TextField("Where?", [Required("Enter where it is"), MaxLength(120, "The place")])
    papers_due = DateField("By which day are papers due?", [Required("Enter the day by which papers are due")])

    def command(self, board: str) -> PlanMeeting | None:
        """What the service is asked; None when the time cannot be read, said beside its box."""
        try:
            starts = time.fromisoformat(str(self.starts.data).strip().zfill(5))
        except ValueError:
            self.starts.errors = [*self.starts.errors, TIME_WORDS]
            return None
        at = datetime.combine(self.day.data, starts, LONDON)
        return PlanMeeting(board, at, self.place.data, self.papers_due.data)


class ItemForm(PageForm):
    """A new item of an agenda."""

    ref = SelectField("Which proposal?", [])
    title = TextField(
        "Or the title of a report to note", [MaxLength(120, "The title")], hint="Leave empty when you choose a proposal"
    )
    recommendation = TextAreaField(
        "What is the board asked to do?",
        [MaxWords(150, "What the board is asked to do")],
        hint="One sentence that the board can agree to",
        rows=3,
    )
    minutes = IntegerField("How many minutes?", [Required("Enter how many minutes the item needs, like 15")])

    def __init__(self, due: Sequence[Due] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        choices = [(one.ref, f"{one.ref} {one.title}, gateway {one.gateway.value[1]}") for one in due]
        self.ref.choices = [("", "No proposal"), *choices]

    def command(self, at: At) -> AddItem:
        """What the service is asked."""
        return AddItem(
            at,
            self.ref.data or "",
            self.title.data or "",
            self.recommendation.data or "",
            self.minutes.data or 0,
        )


class AttendanceForm(VersionedForm):
    """Who is here."""

    present = CheckboxesField("Who is here now?")
    apologies = CheckboxesField("Who has sent apologies?")

    def __init__(self, members: Sequence[Member] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        choices = [Choice(str(one.id), one.name, hint=one.office.replace("_", " ").capitalize()) for one in members]
        self.present.choices = choices
        self.apologies.choices = list(choices)


class InterestForm(PageForm):
    """Whether one has an interest, and in which item."""

    answer = RadiosField(
        "Do you have an interest in any item?",
        [Required("Select whether you have an interest in any item")],
        choices=[
            Choice("no", "No"),
            Choice("yes", "Yes", reveals=("n", "kind", "what", "will", "dispensation")),
        ],
    )
    n = SelectField("In which item?", [When("answer", "yes", Required("Select the item"))])
    kind = RadiosField(
        "What kind of interest?",
        [When("answer", "yes", Required("Select what kind of interest it is"))],
        choices=[
            Choice("disclosable", "A disclosable interest", hint="By law a councillor must leave for the item"),
            Choice("other", "Another interest or conflict", hint="For example, your own post is in scope"),
        ],
    )
    what = TextAreaField(
        "What is the interest?",
        [When("answer", "yes", Required("Say what the interest is")), MaxWords(80, "The interest")],
        rows=3,
    )
    will = RadiosField(
        "What will you do?",
        [When("answer", "yes", Required("Select what you will do"))],
        choices=[
            Choice("take_part", "Stay and take part"),
            Choice("stay_silent", "Stay but not take part"),
            Choice("leave", "Leave for this item"),
        ],
    )
    dispensation = TextField("Dispensation, if you have one (who gave it, and when)", [MaxLength(120, "Dispensation")])

    def __init__(self, items: Sequence[ItemRow] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.n.choices = [("", "Choose"), *((str(one.n), f"Item {one.n}: {one.title}") for one in items)]

    def command(self, at: At) -> Declare:
        """What the service is asked."""
        if self.answer.data != "yes":
            return Declare(at, False)
        return Declare(
            at,
            True,
            int(self.n.data),
            self.kind.data,
            self.what.data,
            self.will.data,
            self.dispensation.data or "",
        )


class PutOffForm(PageForm):
    """Putting an item off."""

    reason = TextAreaField("Why is it put off?", [Required("Say why it is put off"), MaxWords(150, "Why")], rows=3)
    until = DateField("When does it come back?", [Required("Enter the day on which it comes back")])


class ButtonForm(VersionedForm):
    """A button alone."""


class VoteForm(PageForm):
    """One's own vote."""

    vote = RadiosField(
        "How do you vote?",
        [Required("Select how you vote")],
        choices=[Choice("for", "For"), Choice("against", "Against"), Choice("abstain", "I abstain")],
    )
