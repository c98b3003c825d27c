"""Forms of asking for time and of answering."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from changeportal.domain.calendar import add_months
from changeportal.domain.resourcing import AnswerGiven
from changeportal.domain.terms import RequestAnswer
from changeportal.queries.resourcing.pools import pool_choices
from changeportal.services.resourcing.asking import Ask
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField, MonthField
from changeportal.web.forms.fields import TextAreaField, TextField
from changeportal.web.forms.figure_fields import DecimalShareField, MoneyField
from changeportal.web.forms.validators import MaxLength, MaxWords, Required, When

Months = Sequence[tuple[date, int, int]]


class AskForm(PageForm):
    """Somebody's time."""

    pool = SelectField("Whose time do you need?", [Required("Select whose time you need")])
    share = DecimalShareField(
        "How much of full time?",
        [Required("Enter how much of their time you need, like 0.6")],
        hint="1 is full time, 0.2 is one day a week",
        most=500,
    )
    start = MonthField("From which month?", [Required("Enter the first month")], hint="For example, 1 2027")
    end = MonthField("To which month?", [Required("Enter the last month")], hint="For example, 3 2027")
    why = TextAreaField(
        "What do you need them for?",
        [Required("Say what you need them for"), MaxWords(100, "What you need them for")],
        rows=3,
    )
    wanted = TextField("Is there someone you would like? (optional)", [MaxLength(80, "The name")])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.pool.choices = pool_choices()

    def command(self, ref: str) -> Ask:
        """What the service is asked: the same share in each month."""
        months: dict[date, int] = {}
        month = self.start.data
        while month <= self.end.data and len(months) <= 60:
            months[month] = self.share.data
            month = add_months(month, 1)
        return Ask(ref, self.pool.data, self.why.data, months, self.wanted.data or "")

    def months_in_order(self) -> bool:
        """Whether the last month is not before the first; says so beside the box when it is."""
        if self.end.data >= self.start.data:
            return True
        self.end.errors = [*self.end.errors, "End month must be the same as or after the start month"]
        return False


class RateForm(VersionedForm):
    """What a day of a team's time costs, from a date on."""

    starts = DateField("From which day?", [Required("Enter the first day of this rate")], hint="For example, 1 4 2027")
    day_pence = MoneyField("What does a day cost?", [Required("Enter what a day costs, like £420")], width="5")


class AnswerForm(VersionedForm):
    """A resource manager's answer."""

    answer = RadiosField(
        "Your answer",
        [Required("Select your answer")],
        choices=[
            Choice(RequestAnswer.CONFIRMED, "Confirm all of it"),
            Choice(RequestAnswer.PART_CONFIRMED, "Offer part of it", reveals=("share",)),
            Choice(RequestAnswer.OFFERED_LATER, "Offer it later", reveals=("offered_from",)),
            Choice(RequestAnswer.DECLINED, "Decline"),
        ],
    )
    share = DecimalShareField(
        "How much of full time in each month?",
        [When("answer", RequestAnswer.PART_CONFIRMED, Required("Enter how much you can offer, like 0.4"))],
        most=500,
    )
    offered_from = MonthField(
        "From which month?",
        [When("answer", RequestAnswer.OFFERED_LATER, Required("Enter the month from which you can offer it"))],
    )
    reason = TextAreaField("Why? (needed unless you confirm within capacity)", [MaxWords(200, "Why")], rows=3)

    def given(self, asked: Months) -> AnswerGiven:
        """The answer by month."""
        answer = RequestAnswer(self.answer.data)
        confirmed: dict[date, int] = {}
        if answer is RequestAnswer.CONFIRMED:
            confirmed = {month: time for month, time, _held in asked}
        elif answer is RequestAnswer.PART_CONFIRMED:
            confirmed = {month: min(self.share.data, time) for month, time, _held in asked}
        return AnswerGiven(
            answer=answer, confirmed=confirmed, offered_from=self.offered_from.data, reason=self.reason.data or ""
        )
