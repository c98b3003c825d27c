"""The form that counts a team's confirmed time in the case."""

from typing import Any

from changeportal.queries.cases import fund_choices
from changeportal.web.forms.base import VersionedForm
from changeportal.web.forms.choice_fields import RadiosField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.validators import Required, When


class CountForm(VersionedForm):
    """Whether the team's cost counts in the case, and which fund pays; ``version`` is that of the option's figures."""

    count = RadiosField(
        "Do you want to count this in the case?",
        [Required("Select yes or no")],
        choices=[Choice("yes", "Yes", reveals=("fund",)), Choice("no", "No")],
    )
    fund = SelectField("Which fund pays for it?", [When("count", "yes", Required("Select the fund"))])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fund.choices = list(fund_choices())

    def fund_code(self) -> str:
        """The fund that pays; empty where the team is not counted."""
        return str(self.fund.data) if self.count.data == "yes" else ""
