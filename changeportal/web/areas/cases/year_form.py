"""The form that says which years a grid shows."""

from typing import Any

from changeportal.domain.calendar import year_of
from changeportal.domain.grid_parts import FEWEST_YEARS, MOST_YEARS
from changeportal.web.current import today
from changeportal.web.formatting import year_label
from changeportal.web.forms.base import PageForm
from changeportal.web.forms.choice_fields import SelectField
from changeportal.web.forms.figure_fields import IntegerField
from changeportal.web.forms.validators import Required

BEFORE, AFTER = 5, 10


class YearsForm(PageForm):
    """The first year, and how many."""

    first_year = SelectField("Which year comes first?", [Required("Choose the first year")])
    years = IntegerField(
        "How many years?",
        [Required("Enter how many years")],
        hint=f"From {FEWEST_YEARS} to {MOST_YEARS}",
        least=FEWEST_YEARS,
        most=MOST_YEARS,
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        now = year_of(today())
        self.first_year.choices = [(str(year), year_label(year)) for year in range(now - BEFORE, now + AFTER)]
