"""Forms of the tracker: amounts by month, verification, budget adjustment, mitigation, status, months."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from changeportal.domain.saving_status import STATUS_LABELS
from changeportal.domain.verification import BudgetChange, EvidenceRule
from changeportal.queries.savings import MonthOfSaving
from changeportal.web.formatting import month
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField, MonthField
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.figure_fields import MoneyField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required

CHANGES = {
    BudgetChange.PERMANENT: "The base budget, for good",
    BudgetChange.TEMPORARY: "The budget of one year only",
    BudgetChange.INCOME_RAISED: "The income budget was raised",
    BudgetChange.GROWTH_LOWERED: "A growth line was lowered",
}
MONTHS = 12


def _twelve() -> dict[str, Any]:
    return {f"m{n}": MoneyField(f"Month {n}", negative=True) for n in range(1, MONTHS + 1)}


_Twelve: Any = type("_Twelve", (VersionedForm,), _twelve())


class ForecastForm(_Twelve):  # type: ignore[misc]  # the twelve boxes are made by number
    """The owner's forecast for each month of a year that is still open."""

    note = TextAreaField("What has changed since last month? (optional)", [MaxWords(100, "What has changed")], rows=2)

    def __init__(self, months: Sequence[MonthOfSaving] = (), **kwargs: Any) -> None:
        data = {f"m{n}": one.plan if one.forecast is None else one.forecast for n, one in enumerate(months, 1)}
        super().__init__(data={**data, **kwargs.pop("data", {})}, **kwargs)
        for n, one in enumerate(months, 1):
            self[f"m{n}"].label.text = month(one.month)
            if one.closed:
                delattr(self, f"m{n}")

    def amounts(self, months: Sequence[MonthOfSaving]) -> dict[date, int]:
        """Pence by open month; a blank box says nothing."""
        held = {one.month: self[f"m{n}"].data for n, one in enumerate(months, 1) if f"m{n}" in self}
        return {day: pence for day, pence in held.items() if pence is not None}


class ActualForm(VersionedForm):
    """What came in one month."""

    kind = RadiosField(
        "What is it?",
        [Required("Select what it is")],
        choices=[
            Choice("actual", "What was saved"),
            Choice("pressure", "Pressure on the same budget", hint="Saved, but eaten by something else"),
        ],
    )
    month = MonthField("In which month?", [Required("Enter the month")], hint="For example, 10 2026")
    pence = MoneyField("How much?", [Required("Enter how much, like £4,000")], negative=True)
    about = MonthField("Does it correct an earlier, closed month? Which? (optional)", [])
    note = TextField("Where does the figure come from?", [MaxLength(200, "Where it comes from")])


class VerifyForm(PageForm):
    """The second person's agreement."""

    pence = MoneyField("How much do you verify?", [Required("Enter how much you verify")], negative=True)
    evidence_kind = RadiosField("What did you see?", [Required("Select what you saw")])
    reference = TextField(
        "Journal, invoice or virement number",
        [Required("Say where the evidence is, like a journal or invoice number"), MaxLength(120, "The number")],
    )
    secures_pence = MoneyField(
        "Full-year value that is now secured for later years (optional)",
        hint="Only when nothing more has to happen for it to go on",
    )

    def __init__(self, rule: EvidenceRule | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.evidence_kind.choices = [Choice(code, words) for code, words in (rule.delivered if rule else {}).items()]


class BudgetForm(PageForm):
    """The budget was changed."""

    change = RadiosField(
        "What was changed?",
        [Required("Select what was changed")],
        choices=[Choice(one, words) for one, words in CHANGES.items()],
    )
    from_month = MonthField("From which month?", [Required("Enter the first month")], hint="For example, 4 2027")
    pence = MoneyField(
        "By how much in a full year?", [Required("Enter how much the budget was changed by in a year, like £48,000")]
    )
    reference = TextField(
        "Journal or virement number",
        [Required("Enter the journal or virement number"), MaxLength(120, "The number")],
    )


class MitigationForm(PageForm):
    """What is done about a shortfall."""

    text = TextAreaField("What will be done?", [Required("Say what will be done"), MaxWords(100, "What")], rows=3)
    pence = MoneyField("How much will it cover?", [Required("Enter how much it will cover, like £12,000")])
    due = DateField("By when?", [Required("Enter by when")])


class StatusForm(PageForm):
    """Another status beside the computed one."""

    status = SelectField("Which status should be shown?", [Required("Select the status")])
    reason = TextAreaField("Why?", [Required("Say why the computed status is not shown"), MaxWords(100, "Why")], rows=3)
    expires = DateField("Until which day?", [Required("Enter the last day on which it is shown")])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.status.choices = [("", "Choose"), *((one.value, words) for one, words in STATUS_LABELS.items())]


class MonthCloseForm(PageForm):
    """Closing a month."""

    month = MonthField("Which month?", [Required("Enter the month to close")], hint="For example, 11 2026")
    note = TextField("Note (optional)", [MaxLength(200, "The note")])


class ReopenForm(PageForm):
    """Asking for a month to be opened again."""

    reason = TextAreaField(
        "Why does it have to be opened again?",
        [Required("Say why the month has to be opened again"), MaxWords(100, "Why")],
        rows=3,
    )


class AgreeForm(PageForm):
    """A button alone."""


class ClosingForm(VersionedForm):
    """Asking gateway 5."""

    words = TextAreaField(
        "What was promised, what came, and why do they differ?",
        [
            Required("Say what was promised, what came, and why they differ"),
            MaxWords(300, "The closing report"),
        ],
        rows=6,
    )
