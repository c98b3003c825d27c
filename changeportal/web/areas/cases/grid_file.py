"""The grid of an option as it is saved, and as a file to fill in."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from changeportal.domain.calendar import year_of
from changeportal.papers import tables
from changeportal.queries import cases
from changeportal.queries.proposals import ProposalHeader
from changeportal.web.areas.cases.grid_pages import grid_form, option_chosen
from changeportal.web.current import today
from changeportal.web.forms.money_grid import MoneyGridForm
from changeportal.web.proposal_frame import frame


def held_grid(found: ProposalHeader, ref: str, wanted: str) -> tuple[cases.OptionRow, cases.Grid, MoneyGridForm]:
    """The option, what is saved for it, and its grid."""
    option, _rows = option_chosen(found, wanted)
    held = cases.grid(option.id, year_of(today()))
    return option, held, grid_form(ref, option, held)


def amounts_of(cells: Mapping[tuple[str, str], int | None]) -> dict[UUID, dict[int, int | None]]:
    """Cells by the keys of line and year, as the service takes them."""
    amounts: dict[UUID, dict[int, int | None]] = {}
    for (line, year), pence in cells.items():
        amounts.setdefault(UUID(line), {})[int(year)] = pence
    return amounts


def grid_table(ref: str, wanted: str) -> tables.Table:
    """The grid as a file: fill it in and bring it back on the paste page."""
    found, _context = frame(ref, "money")
    option, _held, grid = held_grid(found, ref, wanted)
    money = [tables.Column(one.label, tables.Kind.PENCE) for one in grid.columns]
    columns = [tables.Column("Line"), *money, tables.Column("Group"), tables.Column("Fund, cost centre")]
    rows: Sequence[Sequence[tables.Cell]] = [
        [line.label, *(grid.values.get((line.key, one.key)) for one in grid.columns), group.title, line.note]
        for group in grid.groups
        for line in group.lines
    ]
    about = [
        ("Proposal", f"{ref} {found.title}"),
        ("Option", option.title),
        ("Amounts", "Pounds, positive in their own group, against today’s budget, by financial year (April to March)"),
        ("To bring it back", "Save the file, then choose it on the page ‘Paste from Excel’ of this proposal"),
    ]
    return tables.Table(f"{ref}-savings-and-costs", f"Savings and costs of {ref}", columns, rows, about)
