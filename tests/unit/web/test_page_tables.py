"""A table of a page as a file: the cells as they are seen, typed by what they hold."""

from changeportal.papers.tables import Kind, as_csv
from changeportal.web.page_tables import table_of

PAGE = """<h1>Savings</h1>
<table><caption id="other">Other</caption><tr><th>X</th></tr><tr><td>wrong table</td></tr></table>
<table><caption id="mine">Lines, £</caption>
<thead><tr><th>Line</th><th>Money</th><th>Months</th><th>Note</th></tr></thead>
<tbody><tr><th>Post <span class="app-note">CP-2026-0001</span></th><td>£1,250.50</td><td>1,200</td>
<td><a href="#">See<span class="govuk-visually-hidden"> the hidden words</span></a><form><button>Remove</button></form></td></tr>
<tr><th>=cmd()</th><td>−£300</td><td>−3</td><td></td></tr>
<tr><td colspan="2">Empty</td><td><input type="text" value="7"></td></tr></tbody></table>"""


def test_the_table_with_that_caption_is_read_as_it_is_seen() -> None:
    table = table_of(PAGE, "mine")
    assert table is not None
    assert table.title == "Lines, £"
    assert [column.title for column in table.columns] == ["Line", "Money (£)", "Months", "Note"]
    assert table.rows[0] == ["Post; CP-2026-0001", 125050, 1200, "See"]
    assert table.rows[1] == ["=cmd()", -30000, -3, None]
    assert table.rows[2] == ["Empty", None, 7, None]
    assert [column.kind for column in table.columns] == [Kind.TEXT, Kind.PENCE, Kind.COUNT, Kind.TEXT]
    assert b"'=cmd()" in as_csv(table)


def test_no_such_table_is_none() -> None:
    assert table_of(PAGE, "missing") is None
