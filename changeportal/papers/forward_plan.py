"""The forward plan as a paper: each coming key decision with what its notice says, from the rows of the page's table."""

from collections.abc import Sequence
from datetime import date

from changeportal.domain.wording import day, plural
from changeportal.papers.blocks import Block, Heading, note, section, table
from changeportal.papers.stamp import MadeBy, Paper, stamp
from changeportal.papers.tables import Cell, Table

NAMED = ("Reference", "Decision to be made")


def forward_plan_paper(rows: Table, on: date, made: MadeBy) -> Paper:
    """The data of the template ``paper``: a section for each decision, its columns as a table of two."""
    found = [_planned(rows, row) for row in rows.rows]
    return {
        **stamp(made, "Forward plan", "Key decisions and private meetings to come", f"as at {day(on)}"),
        "facts": [["As at", day(on)], ["How many", plural(len(found), "decision")]],
        "chapters": [
            {"title": "Decisions to come", "sections": found or [section("", note("No key decision is planned."))]}
        ],
    }


def _planned(rows: Table, row: Sequence[Cell]) -> Block:
    held = dict(zip([column.title for column in rows.columns], row, strict=True))
    title = f"{held['Decision to be made']} ({held['Reference']})"
    shown = [[name, _said(cell)] for name, cell in held.items() if name not in NAMED]
    return section(title, table(f"About {held['Reference']}", [Heading("What", 2), Heading("As published", 6)], shown))


def _said(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, date):
        return day(cell)
    return str(cell) if cell else "Not given"
