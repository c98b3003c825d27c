"""Forms of meetings: planning, agendas, attendance, interests."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from changeportal.domain.deciders import substitutes_refusal
from changeportal.domain.terms import BoardKind
from changeportal.queries.boards import Due, Member
from changeportal.queries.meetings import ItemRow
from changeportal.queries.people import people_list
from changeportal.services.boards.agenda import AddItem
from changeportal.services.boards.attendance import RecordAttendance
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


def moment_of(day: date, words: object) -> datetime | None:
    """The time of that day by London's clock; None when it is not a time like 14:00."""
    try:
        return datetime.combine(day, time.fromisoformat(str(words).strip().zfill(5)), LONDON)
    except ValueError:
        return None


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
        at = moment_of(self.day.data, self.starts.data)
        if at is None:
            self.starts.errors = [*self.starts.errors, TIME_WORDS]
            return None
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
    late_reason = TextAreaField(
        "Why does it come after the papers were published?",
        [Required("Say why it comes after the papers were published"), MaxWords(100, "Why it is late")],
        rows=2,
    )

    def __init__(self, due: Sequence[Due] = (), *, late: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not late:
            del self.late_reason
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
            self.late_reason.data if "late_reason" in self else "",
        )


class AttendanceForm(VersionedForm):
    """Who is here, and who sits in whose place where the body allows it."""

    present = CheckboxesField("Who is here now?")
    apologies = CheckboxesField("Who has sent apologies?")
    substitute_1 = SelectField("Substitute, if somebody sits in another’s place")
    for_1 = SelectField("In whose place?")
    substitute_2 = SelectField("A second substitute")
    for_2 = SelectField("In whose place do they sit?")
    since = TextField(
        "Since when is it so?", [MaxLength(5, "The time")], hint="Leave it empty for now, or enter a time like 14:10"
    )

    def __init__(self, members: Sequence[Member] = (), kind: BoardKind | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._substitutes(members, kind)
        choices = [Choice(str(one.id), one.name, hint=one.office.replace("_", " ").capitalize()) for one in members]
        self.present.choices = choices
        self.apologies.choices = list(choices)

    def _substitutes(self, members: Sequence[Member], kind: BoardKind | None) -> None:
        if kind is None or substitutes_refusal(kind):
            del self.substitute_1, self.for_1, self.substitute_2, self.for_2
            return
        sits = {one.id for one in members}
        others = [("", "Nobody"), *((str(one.id), one.name) for one in people_list() if one.id not in sits)]
        voting = [("", "Choose"), *((str(one.id), one.name) for one in members if one.voting)]
        self.substitute_1.choices, self.substitute_2.choices = others, list(others)
        self.for_1.choices, self.for_2.choices = voting, list(voting)

    def command(self, at: At, today: date) -> RecordAttendance | None:
        """What the service is asked; None when the time cannot be read, said beside its box."""
        since = None
        if str(self.since.data or "").strip():
            since = moment_of(today, self.since.data)
            if since is None:
                self.since.errors = [*self.since.errors, "Enter a time, like 14:10"]
                return None
        here = [UUID(one) for one in self.present.data or ()]
        away = [UUID(one) for one in self.apologies.data or ()]
        return RecordAttendance(at, here, away, self.expected_version(), self._in_place(), since)

    def _in_place(self) -> Mapping[UUID, UUID]:
        if "substitute_1" not in self:
            return {}
        pairs = ((self.substitute_1.data, self.for_1.data), (self.substitute_2.data, self.for_2.data))
        return {UUID(one): UUID(member) for one, member in pairs if one and member}


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
            Choice("own_post", "My own post is in scope", hint="You take no part in the item"),
            Choice("other", "Another interest or conflict"),
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


class NoteForm(PageForm):
    """What a body said about a report that it noted."""

    words = TextAreaField("What did the board say? (optional)", [MaxWords(150, "What the board said")], rows=2)


class DissentForm(PageForm):
    """Dissent that somebody asked to have recorded."""

    person = SelectField("Who asks for it?", [Required("Select who asks for it")])
    words = TextAreaField(
        "What is to be recorded?",
        [Required("Enter what is to be recorded"), MaxWords(150, "What is to be recorded")],
        hint="It stands in the record of the decision, with the name",
        rows=3,
    )

    def __init__(self, people: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.person.choices = list(people)


class CastingForm(PageForm):
    """The second vote of whoever chairs, when votes are equal."""

    vote = RadiosField(
        "How do you give the casting vote?",
        [Required("Select how you give the casting vote")],
        choices=[Choice("for", "For"), Choice("against", "Against")],
    )


class VoteForm(PageForm):
    """One's own vote."""

    vote = RadiosField(
        "How do you vote?",
        [Required("Select how you vote")],
        choices=[Choice("for", "For"), Choice("against", "Against"), Choice("abstain", "I abstain")],
    )
