"""A Word template and data to a document. The template is edited in Word; values are escaped, its code runs in a sandbox."""

import io
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from changeportal.papers.blocks import Block, clean
from changeportal.papers.pdf import TEMPLATES

FIGURES_SHARE, LONGEST_TITLE = 3, 255


def docx(template: str, data: Mapping[str, Any]) -> bytes:
    """The paper. ``data`` is what ``templates/<template>.docx`` names; title, author and time go into its properties."""
    made = DocxTemplate(TEMPLATES / f"{template}.docx")
    shown = clean(dict(data))
    made.render(shown, jinja_env=SandboxedEnvironment(autoescape=True))
    shares = dict(_shares(shown))
    for table in made.docx.tables:
        _widen(table, shares.get(tuple(cell.text for cell in table.rows[0].cells)))
    properties = made.docx.core_properties
    properties.title, properties.author = shown["document_title"][:LONGEST_TITLE], shown["made_by"][:LONGEST_TITLE]
    properties.language = "en-GB"
    properties.created = properties.modified = datetime.fromisoformat(shown["made_at"])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _shares(held: Any) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Each table of the data: its headings, and the share of the width that each column has."""
    if isinstance(held, dict) and held.get("kind") == "table":
        yield _headings(held), [one["width"] or FIGURES_SHARE for one in held["columns"]]
    elif isinstance(held, dict | list):
        for one in held.values() if isinstance(held, dict) else held:
            yield from _shares(one)


def _headings(block: Block) -> tuple[str, ...]:
    return tuple(one["text"] for one in block["columns"])


def _widen(table: Table, shares: list[int] | None) -> None:
    """Give the columns their shares of the width that the template gave the table."""
    columns = table._tbl.tblGrid.gridCol_lst
    if shares is None or len(columns) != len(shares):
        return
    whole = sum(int(one.w or 0) for one in columns)
    widths = [Length(whole * share // sum(shares)) for share in shares]
    for column, width in zip(columns, widths, strict=True):
        column.w = width
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = width
    for spare in table._tbl.tblPr.findall(qn("w:tblW")):
        spare.set(qn("w:type"), "auto")
