"""Forms of the rows of a case: one row a page."""

from typing import Any
from uuid import UUID

from changeportal.domain.measures import DIRECTION_LABELS, EFFECT_LABELS
from changeportal.domain.theory import COLUMN_HINTS, COLUMN_LABELS
from changeportal.queries import case_parts as reads
from changeportal.queries.people import people_list
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import PageField, TextAreaField, TextField
from changeportal.web.forms.figure_fields import FigureField, IntegerField, NumberField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required

NONE = "none"


class PartForm(VersionedForm):
    """A row of a case. ``offer`` fills the lists to choose from."""

    keeps_drafts = True

    def offer(self, proposal_id: UUID, row_id: UUID | None) -> None:
        """Nothing to choose from other rows."""

    def values(self) -> dict[str, Any]:
        """What the service is asked to keep: keys as keys, words trimmed, nothing where nothing was given."""
        return {one.short_name: _kept(one) for one in self.page_fields()}


def _kept(field: PageField) -> Any:
    if isinstance(field, SelectField):
        return None if field.data in ("", NONE) else UUID(field.data)
    if isinstance(field, FigureField | DateField):
        return field.data
    return (field.data or "").strip()


def people_choices() -> list[tuple[str, str]]:
    """Key and name of everybody who is active."""
    return [(str(one.id), one.name) for one in people_list()]


class MeasureForm(PartForm):
    """A benefit or disbenefit that is no money."""

    effect = RadiosField(
        "Which is it?",
        [Required("Select whether it is a benefit or a disbenefit")],
        choices=[Choice(one.value, words) for one, words in EFFECT_LABELS.items()],
    )
    title = TextField(
        "What is measured?",
        [Required("Enter what is measured"), MaxLength(120, "What is measured")],
        hint="For example, weeks waited for a repair",
    )
    unit = TextField(
        "In which unit?", [Required("Enter the unit"), MaxLength(60, "The unit")], hint="For example, weeks"
    )
    direction = RadiosField(
        "Which way is better?",
        [Required("Select which way is better")],
        choices=[Choice(one.value, words) for one, words in DIRECTION_LABELS.items()],
    )
    baseline_value = NumberField("Where does it stand now, as a number?", said="Where it stands now")
    baseline_text = TextField(
        "Or in words, where there is no number (optional)", [MaxLength(200, "Where it stands now")]
    )
    baseline_on = DateField("On what date was that? (optional)", said="The date of the starting point")
    target_value = NumberField("What is the target, as a number?", said="The target")
    target_text = TextField("Or the target in words (optional)", [MaxLength(200, "The target")])
    target_on = DateField("By what date?", [Required("Enter the date of the target")], said="The date of the target")
    how_measured = TextAreaField(
        "How is it measured, and how often?",
        [Required("Say how it is measured"), MaxWords(80, "How it is measured")],
        rows=2,
    )
    groups = TextAreaField(
        "How is it broken down by group? (optional)",
        [MaxWords(80, "The breakdown")],
        rows=2,
        hint="For example, by age and disability, compared with all tenants",
    )
    owner_id = SelectField("Who owns it?", [Required("Select who owns it")], typed=True)
    commitment_id = SelectField(
        "Which commitment of the Delivery Plan does it show?", [Required("Select a commitment, or none of them")]
    )

    def offer(self, proposal_id: UUID, row_id: UUID | None) -> None:
        """People and commitments."""
        self.owner_id.choices = people_choices()
        self.commitment_id.choices = [(NONE, "None of them"), *reads.commitment_choices()]


class MilestoneForm(PartForm):
    """A milestone."""

    title = TextField("What is reached?", [Required("Enter what is reached"), MaxLength(120, "What is reached")])
    due = DateField("By what date?", [Required("Enter the date")], said="The date")
    lead_id = SelectField("Who leads on it?", [Required("Select who leads on it")], typed=True)
    after_id = SelectField("Which milestone has to be reached before it? (optional)", blank="None")

    def offer(self, proposal_id: UUID, row_id: UUID | None) -> None:
        """People, and the other milestones."""
        self.lead_id.choices = people_choices()
        self.after_id.choices = [(str(one.id), one.title) for one in reads.milestones(proposal_id) if one.id != row_id]


class ConsultationForm(PartForm):
    """A consultation."""

    title = TextField("What is it called?", [Required("Enter what it is called"), MaxLength(120, "The name")])
    how = TextAreaField(
        "Who was asked, and how could they answer?",
        [Required("Say who was asked and how"), MaxWords(100, "Who was asked")],
        rows=3,
        hint="Think of people without internet, other languages and easy read",
    )
    opened = DateField("When does it open?", [Required("Enter the day on which it opens")], said="The first day")
    closed = DateField("When does it close?", [Required("Enter the day on which it closes")], said="The last day")


class _OfConsultation(PartForm):
    consultation_id = SelectField("Which consultation is this about?", [Required("Select the consultation")])

    def offer(self, proposal_id: UUID, row_id: UUID | None) -> None:
        """The consultations; a single one is chosen already."""
        field = self.consultation_id
        field.choices = [(str(one.id), one.title) for one in reads.consultations(proposal_id)]
        if len(field.choices) == 1 and not field.data:
            field.data = field.choices[0][0]


class AnswerForm(_OfConsultation):
    """How many of a group answered."""

    group_name = TextField(
        "Which group is it?",
        [Required("Enter the group"), MaxLength(80, "The group")],
        hint="For example, disabled people, or residents of one ward. A person can be in several groups.",
    )
    number = IntegerField("How many of them answered?", [Required("Enter how many answered")], said="How many answered")


class ChangeForm(_OfConsultation):
    """You said, we did."""

    said = TextAreaField("You said", [Required("Enter what people said"), MaxWords(100, "What people said")], rows=3)
    did = TextAreaField(
        "We did",
        [Required("Enter what you did about it"), MaxWords(100, "What you did")],
        rows=3,
        hint="Or why you did not",
    )


class StepForm(PartForm):
    """A step of the theory of change."""

    stands_in = RadiosField(
        "In which column does it stand?",
        [Required("Select the column")],
        choices=[Choice(one.value, COLUMN_LABELS[one], hint=COLUMN_HINTS[one]) for one in COLUMN_LABELS],
    )
    title = TextField(
        "What is it?", [Required("Enter what it is"), MaxLength(60, "The step")], hint="For example, 40 trained staff"
    )


class LinkForm(PartForm):
    """One step leads to another."""

    start_id = SelectField("Which step is it?", [Required("Select the step that leads to another")])
    end_id = SelectField("What does it lead to?", [Required("Select what it leads to")])
    assumption = TextAreaField(
        "If what?", [Required("Say what has to be true"), MaxWords(40, "What has to be true")], rows=2,
        hint="It leads there, if … Write the end of the sentence, like: staff have time to go to the training",
    )  # fmt: skip

    def offer(self, proposal_id: UUID, row_id: UUID | None) -> None:
        """The steps by column."""
        steps = [(one.key, f"{COLUMN_LABELS[one.column]}: {one.title}") for one in reads.theory(proposal_id).steps]
        self.start_id.choices, self.end_id.choices = steps, list(steps)
