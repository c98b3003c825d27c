"""Forms of pots: a new pot, its years, asking it for money, answering, and what was used."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from changeportal.domain.calendar import year_label
from changeportal.domain.funding_terms import FundingAnswer, PotKind
from changeportal.domain.pots import KIND_LABELS
from changeportal.queries.cases import fund_choices
from changeportal.queries.resourcing.pots import ongoing_savings, pot_choices
from changeportal.services.resourcing.funding import AskPot
from changeportal.services.resourcing.pots import NewPot
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.figure_fields import MoneyField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required


class PotForm(PageForm):
    """A new pot."""

    name = TextField("What is the pot called?", [Required("Enter a name for the pot"), MaxLength(80, "The name")])
    kind = SelectField(
        "What kind of money is it?",
        [Required("Select what kind of money it is")],
        choices=[(kind.value, words) for kind, words in KIND_LABELS.items()],
    )
    fund = SelectField("Which fund does it belong to?", [Required("Select the fund")])
    holder = SelectField(
        "Does one person answer for it? (optional)",
        hint="Leave it for the finance business partner and the Section 151 officer",
        blank="Finance answers",
    )

    def __init__(self, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fund.choices = list(fund_choices())
        self.holder.choices = list(people)

    def command(self) -> NewPot:
        """What the service is asked."""
        holder = UUID(self.holder.data) if self.holder.data else None
        return NewPot(self.name.data, PotKind(self.kind.data), self.fund.data, holder)


def years_form(years: Sequence[int]) -> type[VersionedForm]:
    """What a pot can pay in each year."""
    members = {f"y{year}": MoneyField(f"Available in {year_label(year)} (optional)") for year in years}
    return type("PotYearsForm", (VersionedForm,), members)


def years_entered(form: VersionedForm, years: Sequence[int]) -> Mapping[int, int]:
    """The years in which something was entered."""
    return {year: form[f"y{year}"].data for year in years if form[f"y{year}"].data is not None}


class AskPotForm(PageForm):
    """Money asked of a pot."""

    pot = SelectField("Which pot do you ask?", [Required("Select which pot you ask")])
    year = SelectField("In which financial year?", [Required("Select the financial year")])
    amount = MoneyField("How much?", [Required("Enter how much you ask for")])
    why = TextAreaField(
        "What does the money pay for?",
        [Required("Say what the money pays for"), MaxWords(100, "What the money pays for")],
        rows=3,
    )
    saving = SelectField(
        "Which ongoing saving does it bring? (only for flexible use of capital receipts)",
        hint="Capital receipts pay only for what brings an ongoing saving, from 2025/26 to 2029/30",
        blank="None",
    )

    def __init__(self, proposal_id: UUID, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pot.choices = pot_choices()
        self.year.choices = [(str(year), year_label(year)) for year in years]
        self.saving.choices = ongoing_savings(proposal_id)

    def command(self, ref: str) -> AskPot:
        """What the service is asked."""
        return AskPot(
            ref=ref,
            pot=self.pot.data,
            year=int(self.year.data),
            pence=self.amount.data,
            why=self.why.data,
            saving_line=UUID(self.saving.data) if self.saving.data else None,
        )


class AnswerPotForm(VersionedForm):
    """The answer of whoever holds the pot."""

    answer = RadiosField(
        "Your answer",
        [Required("Select your answer")],
        choices=[Choice(FundingAnswer.CONFIRMED, "Confirm all of it"), Choice(FundingAnswer.DECLINED, "Decline")],
    )
    reason = TextAreaField("Why? (needed if you decline)", [MaxWords(200, "Why")], rows=3)


class UseForm(VersionedForm):
    """How much of what was confirmed has been used."""

    used = MoneyField("How much has been used so far?", [Required("Enter how much has been used, £0 if nothing")])
