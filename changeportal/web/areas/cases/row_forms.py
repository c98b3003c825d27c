"""Forms of evidence, risks and the equality screening."""

from typing import Any
from uuid import UUID

from changeportal.domain.case_sections import SECTIONS
from changeportal.domain.equality import EFFECT_LABELS, GROUPS, Screening, screening_from
from changeportal.domain.evidence import KIND_LABELS, STRENGTH_HELP
from changeportal.web.areas.cases.file_forms import file_field, title_field
from changeportal.web.areas.cases.part_forms import PartForm, people_choices
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.figure_fields import IntegerField, MoneyField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required

WHOLE_CASE = "evidence"
AS_BEFORE = "If you leave it blank, it stays as it is"
YES_NO = [Choice("yes", "Yes"), Choice("no", "No")]


def _score(label: str, hint: str = "") -> IntegerField:
    needed = [] if hint else [Required("Enter a number from 1 to 5")]
    return IntegerField(label, needed, least=1, most=5, hint=hint)


class EvidenceForm(PartForm):
    """An item of evidence."""

    claim = TextAreaField(
        "Which claim does it back?", [Required("Enter the claim that it backs"), MaxWords(60, "The claim")], rows=2
    )
    section = SelectField(
        "Which section does it stand beside?",
        choices=[(one.code, one.label) for one in SECTIONS if one.code != WHOLE_CASE],
        blank="The case as a whole",
    )
    kind = SelectField(
        "What kind of evidence is it?",
        [Required("Select what kind of evidence it is")],
        choices=[(k.value, v) for k, v in KIND_LABELS.items()],
    )
    shows = TextAreaField("What does it show?", [Required("Say what it shows"), MaxWords(100, "What it shows")], rows=3)
    source = TextField(
        "Where can people find it?", [Required("Say where people can find it"), MaxLength(300, "The source")]
    )
    dated = DateField("What date is it from? (optional)")
    strength = RadiosField(
        "How strong is it?",
        [Required("Select how strong it is")],
        choices=[Choice(one.value, one.value.capitalize(), hint=hint) for one, hint in STRENGTH_HELP.items()],
    )

    def values(self) -> dict[str, Any]:
        """What the service is asked to keep; the file goes its own way."""
        words = {name: (self[name].data or "").strip() for name in ("claim", "kind", "shows", "source", "strength")}
        return {**words, "dated": self.dated.data, "section": self.section.data or WHOLE_CASE}


class NewEvidenceForm(EvidenceForm):
    """A new item, with a file where one is chosen."""

    file = file_field("A file that shows it (optional)", needed=False)
    title = title_field()


class RiskForm(PartForm):
    """A risk."""

    title = TextField("What could go wrong?", [Required("Enter what could go wrong"), MaxLength(120, "The risk")])
    cause = TextAreaField(
        "Why might it happen?", [Required("Say why it might happen"), MaxWords(80, "The cause")], rows=2
    )
    effect = TextAreaField("What would it do?", [Required("Say what it would do"), MaxWords(80, "The effect")], rows=2)
    likelihood = _score("How likely is it, from 1 to 5?")
    impact = _score("How bad would it be, from 1 to 5?")
    mitigation = TextAreaField(
        "What will you do about it?",
        [Required("Say what you will do about it"), MaxWords(80, "What you will do")],
        rows=2,
    )
    likelihood_after = _score("How likely is it after that, from 1 to 5? (optional)", hint=AS_BEFORE)
    impact_after = _score("How bad would it be after that, from 1 to 5? (optional)", hint=AS_BEFORE)
    owner_id = SelectField("Who looks after it? (optional)", blank="Nobody yet", typed=True)
    probability = IntegerField(
        "In money: how many chances in 100 that it happens? (optional)",
        hint="With this and the three amounts below it counts in what the options are worth. The score above does not",
        least=1,
        most=99,
    )
    low_pence = MoneyField("What would it cost at the lowest? (optional)", hint="In today’s prices, if it happens")
    money_pence = MoneyField("What would it most likely cost? (optional)")
    high_pence = MoneyField("What would it cost at the highest? (optional)")

    def offer(self, proposal_id: UUID, row_id: UUID | None) -> None:
        """People."""
        self.owner_id.choices = people_choices()

    def values(self) -> dict[str, Any]:
        """A score after what is done that was left blank is the one before."""
        found = super().values()
        for name in ("likelihood", "impact"):
            found[f"{name}_after"] = found[f"{name}_after"] or found[name]
        return found


def _members() -> dict[str, Any]:
    members: dict[str, Any] = {
        "changes_anything": RadiosField(
            "Does this change a service, a policy, a job, a building, or how people reach us?",
            [Required("Select yes or no")],
            choices=YES_NO,
        ),
        "why_no_change": TextAreaField("If not, why not?", [MaxWords(100, "Why not")], rows=2),
    }
    effects = [("", "Not affected differently"), *((one.value, words) for one, words in EFFECT_LABELS.items())]
    for code, label in GROUPS:
        members[f"effect_{code}"] = SelectField(f"{label}: how could they be affected?", choices=effects, blank="")
    members |= {
        "how_known": TextAreaField(
            "How do you know?", [MaxWords(200, "How you know")], rows=3, hint="For the groups that you chose"
        ),
        "action": TextAreaField(
            "What will you do about it?",
            [MaxWords(200, "What you will do")],
            rows=3,
            hint="If any group is worse off, or both",
        ),
        "why_no_one": TextAreaField(
            "If no one is affected differently, how do you know?", [MaxWords(100, "How you know")], rows=2
        ),
        "asked_people": RadiosField(
            "Have you asked the people affected?", [Required("Select yes or no")], choices=YES_NO
        ),
        "asked_words": TextAreaField(
            "Who, when and what they said; or when you will ask, or why not", [MaxWords(200, "Your answer")], rows=3
        ),
    }
    return members


def screening_form() -> type[VersionedForm]:
    """The screening on one page."""
    return type("ScreeningForm", (VersionedForm,), {**_members(), "keeps_drafts": True})


def screening_of(form: VersionedForm) -> Screening:
    """The answers as the rule reads them."""
    return screening_from({field.short_name: field.data for field in form.page_fields()})
