"""What a decision asks next, by its outcome. The same fields in every form that decides."""

from wtforms import Field

from changeportal.domain.terms import Outcome
from changeportal.web.forms.choice_fields import SelectField
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import TextAreaField
from changeportal.web.forms.validators import Required, When


def _if(outcome: Outcome, message: str) -> list[When]:
    return [When("outcome", outcome, Required(message))]


def condition(rows: int = 3) -> Field:
    """What must be done."""
    words = _if(Outcome.PROCEED_WITH_CONDITIONS, "Enter what must be done")
    return TextAreaField("What must be done?", words, rows=rows)


def condition_owner() -> Field:
    """Who must do it."""
    return SelectField("Who must do it?", _if(Outcome.PROCEED_WITH_CONDITIONS, "Select who must do it"))


def condition_due() -> Field:
    """By when."""
    return DateField("By when?", _if(Outcome.PROCEED_WITH_CONDITIONS, "Enter by when it must be done"))


def pause_until() -> Field:
    """The day on which a pause ends."""
    words = _if(Outcome.PAUSE, "Enter the date on which it will be looked at again")
    return DateField("When will it be looked at again?", words)


def test_until() -> Field:
    """The day on which a test ends."""
    return DateField("When does the test end?", _if(Outcome.TEST, "Enter the date on which the test ends"))
