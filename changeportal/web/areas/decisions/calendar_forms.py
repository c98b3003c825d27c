"""Forms of the steps before a meeting and of pre-election periods."""

from collections.abc import Iterator
from typing import Any

from changeportal.web.forms.base import PageForm
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import TextField
from changeportal.web.forms.validators import MaxLength, Required

STEPS = 6


def _places() -> dict[str, Any]:
    made: dict[str, Any] = {}
    for n in range(1, STEPS + 1):
        made[f"step_{n}"] = TextField(f"Step {n}", [MaxLength(120, f"Step {n}")])
        made[f"days_{n}"] = TextField(
            f"Working days before the meeting, step {n}", [MaxLength(3, "The days")], width="govuk-input--width-3"
        )
        made[f"whose_{n}"] = TextField(f"Whose is step {n}? (optional)", [MaxLength(80, "Whose it is")])
    return made


_Places: Any = type("_Places", (PageForm,), _places())


class StepsForm(_Places):  # type: ignore[misc]  # the places are made by number
    """Up to six steps; an empty place is left out."""

    def steps(self) -> Iterator[tuple[str, int, str]]:
        """Title, working days and whose it is, of each step that was filled; nought for days that are no number."""
        for n in range(1, STEPS + 1):
            title, days = self[f"step_{n}"].data, self[f"days_{n}"].data or ""
            if title:
                yield title, int(days) if days.isascii() and days.isdigit() else 0, self[f"whose_{n}"].data or ""


class PeriodForm(PageForm):
    """A pre-election period."""

    title = TextField("Which election?", [Required("Enter which election"), MaxLength(120, "Which election")])
    starts = DateField("First day", [Required("Enter the first day")])
    ends = DateField("Last day", [Required("Enter the last day")])
