"""Forms of the business case: a section, an option, the choice, a money line."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from changeportal.domain.case_money import CLASS_LABELS, COST_LABELS, FUNDING_LABELS
from changeportal.domain.terms import Category, CostKind, FundingKind, LineKind, SavingClass
from changeportal.queries.cases import LineRow, OptionRow, fund_choices
from changeportal.services.money_lines import SaveLine
from changeportal.services.options import Choose
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import MonthField
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.figure_fields import MoneyField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required, When

SAVES = {LineKind.SAVING, LineKind.INCOME}


def _words(value: str) -> str:
    return value.replace("_", " ").capitalize()


class OptionForm(VersionedForm):
    """An option's words."""

    title = TextField("What is this option called?", [Required("Enter a name for the option"), MaxLength(120, "Name")])
    description = TextAreaField("What would be done?", [MaxWords(300, "What would be done")])


def choose_form(options: Sequence[OptionRow]) -> type[PageForm]:
    """The choice among the options, with a box for each reason."""
    members: dict[str, Any] = {
        "preferred": RadiosField(
            "Which option do you recommend?",
            [Required("Select the option you recommend")],
            choices=[Choice(str(one.id), one.title) for one in options],
        ),
        "why": TextAreaField(
            "Why is it the best?", [Required("Say why it is the best option"), MaxWords(200, "Why")], rows=4
        ),
    }
    for one in options:
        members[f"why_not_{one.id}"] = TextAreaField(
            f"Why not {one.title}?",
            [MaxWords(50, "Why not")],
            rows=2,
            hint="Leave this blank for the one you recommend",
        )
    return type("ChooseForm", (PageForm,), members)


def choice_of(form: PageForm, ref: str, options: Sequence[OptionRow]) -> Choose:
    """What the service is asked."""
    chosen = UUID(form["preferred"].data)
    why_not = {one.id: form[f"why_not_{one.id}"].data or "" for one in options}
    return Choose(ref, chosen, form["why"].data or "", why_not)


class LineForm(VersionedForm):
    """A money line; its amounts are typed in the grid."""

    title = TextField("What is this line called?", [Required("Enter a name for this line"), MaxLength(120, "Name")])
    kind = RadiosField(
        "What is it?",
        [Required("Select what this line is")],
        choices=[
            Choice(LineKind.SAVING, "Saving", hint="The budget goes down", reveals=("saving_class",)),
            Choice(LineKind.INCOME, "Income", hint="More money comes in"),
            Choice(LineKind.COST, "Cost", reveals=("cost_kind",)),
            Choice(LineKind.FUNDING, "Money that pays for a cost", reveals=("funding_kind",)),
        ],
    )
    saving_class = SelectField(
        "What kind of saving?",
        [When("kind", LineKind.SAVING, Required("Select what kind of saving this is"))],
        choices=list(CLASS_LABELS.items()),
    )
    cost_kind = SelectField(
        "What kind of cost?",
        [When("kind", LineKind.COST, Required("Select what kind of cost this is"))],
        choices=list(COST_LABELS.items()),
    )
    funding_kind = SelectField(
        "Where does it come from?",
        [When("kind", LineKind.FUNDING, Required("Select where the money comes from"))],
        choices=list(FUNDING_LABELS.items()),
    )
    category = SelectField("Category (savings only)", choices=[(one.value, _words(one.value)) for one in Category])
    fund_code = SelectField("Which fund?", [Required("Select which fund")])
    cost_centre = TextField("Cost centre", [MaxLength(20, "Cost centre")], width="govuk-input--width-10")
    subjective = TextField("Subjective code", [MaxLength(20, "Subjective code")], width="govuk-input--width-10")
    no_code_reason = TextField("If there is no cost centre, why not?", [MaxLength(200, "The reason")])
    growth_line = TextField(
        "Growth line of the MTFS (cost avoidance only)",
        [MaxLength(20, "Growth line")],
        width="govuk-input--width-10",
        hint="Like GF-P-03",
    )
    recurrence = RadiosField(
        "How long does it last?",
        [Required("Select how long it lasts")],
        choices=[
            Choice("ongoing", "Every year from then on"),
            Choice("one_off", "Once"),
            Choice("time_limited", "For some years"),
        ],
    )
    start_month = MonthField("When does it start? (optional)", hint="For example, 4 2027")
    full_year_pence = MoneyField("What is it worth in a whole year? (optional)", width="govuk-input--width-10")
    confidence = RadiosField(
        "How sure are you?",
        [Required("Select how sure you are")],
        choices=[Choice("low", "Low"), Choice("medium", "Medium"), Choice("high", "High")],
        inline=True,
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fund_code.choices = fund_choices()

    def command(self, ref: str, option_id: UUID, line_id: UUID | None = None) -> SaveLine:
        """What the service is asked. Income is its own class."""
        kind = LineKind(self.kind.data)
        saving = SavingClass.INCOME if kind is LineKind.INCOME else _or_none(SavingClass, self.saving_class.data)
        return SaveLine(
            ref=ref,
            option_id=option_id,
            line_id=line_id,
            kind=kind,
            title=self.title.data,
            fund_code=self.fund_code.data,
            saving_class=saving if kind in SAVES else None,
            category=_or_none(Category, self.category.data) if kind in SAVES else None,
            cost_kind=_or_none(CostKind, self.cost_kind.data) if kind is LineKind.COST else None,
            funding_kind=_or_none(FundingKind, self.funding_kind.data) if kind is LineKind.FUNDING else None,
            cost_centre=self.cost_centre.data or "",
            subjective=self.subjective.data or "",
            no_code_reason=self.no_code_reason.data or "",
            growth_line=self.growth_line.data or "",
            recurrence=self.recurrence.data,
            start_month=self.start_month.data,
            full_year_pence=self.full_year_pence.data,
            confidence=self.confidence.data,
        )


def _or_none(words: Any, value: str | None) -> Any:
    return words(value) if value else None


def line_data(line: LineRow) -> Mapping[str, Any]:
    """A line's values for its form."""
    names = LineForm(data={}).data.keys()
    return {name: getattr(line, name) for name in names if hasattr(line, name)}
