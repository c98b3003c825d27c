"""Forms of the MTFS: a new version, a line, a vote of Council."""

from collections.abc import Sequence
from typing import Any

from changeportal.domain.calendar import parse_year, year_label
from changeportal.domain.money import format_pounds
from changeportal.domain.profile import increments, running_totals
from changeportal.domain.terms import MtfsKind
from changeportal.services.mtfs.versions import SaveMtfsLine, StartVersion
from changeportal.web.forms.base import PageForm, VersionedForm
from changeportal.web.forms.choice_fields import CheckboxesField, SelectField
from changeportal.web.forms.choices import Choice
from changeportal.web.forms.date_fields import DateField
from changeportal.web.forms.fields import TextField
from changeportal.web.forms.figure_fields import FileField, IntegerField, MoneyField
from changeportal.web.forms.validators import MaxLength, Required

KINDS = {
    MtfsKind.BASE_BUDGET: "Base budget",
    MtfsKind.FUNDING: "Funding (enter what lowers the net budget with a minus)",
    MtfsKind.INFLATION: "Inflation",
    MtfsKind.PRESSURE: "Pressures and growth",
    MtfsKind.CAPITAL_FINANCING: "Capital financing",
    MtfsKind.RESERVES: "Reserves and one-off money (use is a minus)",
}
MOST_YEARS = 10


class VersionForm(PageForm):
    """A new draft."""

    code = TextField("Short code", [Required("Enter a short code, like M3"), MaxLength(12, "The code")])
    name = TextField("Name", [Required("Enter the name of the version"), MaxLength(120, "The name")])
    based_on = SelectField("Start from the lines of which version?", [])
    first_year = TextField("First year", [Required("Enter the first year, like 2026/27")], hint="For example, 2026/27")
    years = IntegerField("How many years?", [Required("Enter how many years it covers, 3 to 10")])

    def __init__(self, codes: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.based_on.choices = [("", "None: an empty version"), *codes]

    def command(self) -> StartVersion | None:
        """What the service is asked; None when the year cannot be read."""
        try:
            first = parse_year(str(self.first_year.data))
        except ValueError:
            self.first_year.errors = [*self.first_year.errors, "Enter the first year like 2026/27"]
            return None
        last = first + int(self.years.data) - 1
        return StartVersion(self.code.data, self.name.data, first, last, self.based_on.data or "")


def _boxes() -> dict[str, Any]:
    return {f"y{n}": MoneyField(f"Year {n}", negative=True) for n in range(MOST_YEARS)}


_Boxes: Any = type("_Boxes", (VersionedForm,), _boxes())


class LineForm(_Boxes):  # type: ignore[misc]  # the boxes of the years are made by number
    """A line: the change in each year on the year before. Plus raises the net budget."""

    code = TextField("Code", [Required("Enter the line’s code, like GF-P-01"), MaxLength(20, "The code")])
    title = TextField("What is it?", [Required("Enter what the line is"), MaxLength(160, "The line")])
    fund_code = SelectField("Fund", [Required("Select the fund")])
    kind = SelectField("Kind", [Required("Select the kind of line")])
    cause = TextField("What made it change since the version before? (optional)", [MaxLength(60, "The cause")])
    note = TextField("Note (optional)", [MaxLength(200, "The note")])

    def __init__(self, years: Sequence[int] = (), funds: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.years = tuple(years)
        self.fund_code.choices = list(funds)
        self.kind.choices = [(one.value, words) for one, words in KINDS.items()]
        for n in range(MOST_YEARS):
            if n < len(self.years):
                self[f"y{n}"].label.text = f"Change in {year_label(self.years[n])}"
            else:
                delattr(self, f"y{n}")

    def command(self, version: str) -> SaveMtfsLine:
        """What the service is asked: changes become running totals."""
        changes = [self[f"y{n}"].data or 0 for n in range(len(self.years))]
        return SaveMtfsLine(
            version,
            self.code.data,
            self.fund_code.data,
            MtfsKind(self.kind.data),
            self.title.data,
            dict(zip(self.years, running_totals(changes), strict=True)),
            self.cause.data or "",
            self.note.data or "",
            self.expected_version(),
        )

    @staticmethod
    def filled(line: Any, years: Sequence[int]) -> dict[str, Any]:
        """The boxes as a line stands."""
        changes = increments([line.effects.get(year, 0) for year in years])
        return {
            "code": line.code,
            "title": line.title,
            "fund_code": line.fund,
            "kind": line.kind,
            "cause": line.cause,
            "note": line.note,
            **{f"y{n}": pence for n, pence in enumerate(changes)},
        }


class VoteYearForm(PageForm):
    """Council has voted a year of a fund."""

    year = TextField("Which year?", [Required("Enter the year, like 2027/28")], hint="For example, 2027/28")
    voted_on = DateField("On which day did Council vote?", [Required("Enter the day of the vote")])
    evidence = TextField(
        "Minute or report", [Required("Enter the minute or report that records the vote"), MaxLength(160, "The minute")]
    )
    savings = CheckboxesField("Which approved savings does this budget contain?")

    def __init__(self, savings: Sequence[tuple[str, str, int]] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.savings.choices = [
            Choice(ref, f"{ref} {title}", hint=f"{format_pounds(pence)} in twelve months")
            for ref, title, pence in savings
        ]

    def read_year(self) -> int | None:
        """The year; None when it cannot be read, said beside its box."""
        try:
            return parse_year(str(self.year.data))
        except ValueError:
            self.year.errors = [*self.year.errors, "Enter the year like 2027/28"]
            return None


class ButtonForm(VersionedForm):
    """A button alone."""


class RegisterFileForm(PageForm):
    """A file of budgets, posts or contracts."""

    file = FileField(
        "The file (.xlsx or .csv)",
        [Required("Choose a file")],
        kinds=("xlsx", "xlsm", "csv"),
        kinds_said="an Excel workbook or a CSV",
    )
