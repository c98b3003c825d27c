"""A block of money cells: by headings, by place, whole or not at all."""

import io

import pytest
from openpyxl import Workbook

from changeportal.domain.errors import Invalid
from changeportal.domain.money import Unit
from changeportal.imports.money_block import Axis, Room, lay, read_text, write_text
from changeportal.imports.sheets import block_of, rows_of

LINES = (Axis("a", "Postage"), Axis("b", "Room  hire"), Axis("c", "Set-up"))
YEARS = (Axis("2026", "2026/27"), Axis("2027", "2027/28"), Axis("2028", "2028/29"))
ROOM = Room(LINES, YEARS)


def test_by_place_from_the_box_chosen() -> None:
    room = Room(LINES, YEARS, first_line="b", first_column="2027")
    read = lay(read_text("£1,250\t(300)\n\t2,000-\n"), room)
    assert read.usable
    assert read.amounts() == {
        ("b", "2027"): 125000,
        ("b", "2028"): -30000,
        ("c", "2027"): None,
        ("c", "2028"): -200000,
    }


def test_headings_say_where_each_figure_goes_in_any_order() -> None:
    block = read_text("Proposal X\t\t\nLine\t2028-29\tFY27/28\nSET-UP\t1\t2\nroom hire\t\t4.50\n")
    read = lay(block, ROOM)
    assert read.problems == []
    assert read.amounts() == {("c", "2028"): 100, ("c", "2027"): 200, ("b", "2028"): None, ("b", "2027"): 450}


def test_a_block_with_one_bad_cell_is_not_usable_and_names_it() -> None:
    read = lay(read_text("1\tTBC\n3\t4"), ROOM)
    assert not read.usable
    bad = [cell for cell in read.cells if cell.problem]
    assert [(cell.line.label, cell.column.label, cell.text) for cell in bad] == [("Postage", "2027/28", "TBC")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1\t2\t3\t4", "You copied 1 row and 4 columns. There is room for 3 rows and 3 columns"),
        ("Line\t2026/27\nPostcards\t5", "‘Postcards’ is not a line of this grid"),
        ("Line\t2026/27\nPostage\t5\npostage\t6", "‘postage’ stands in the block twice"),
        ("Line\t2035/36\nPostage\t5", "2035/36 is not a year of this grid"),
        ("Line\t2026/27", "There are no rows under the years"),
        ("Line\t2026/27\n\t5", "A row has no name in its first column"),
        ("", "Paste at least one cell"),
    ],
)
def test_what_does_not_fit_is_refused_whole(text: str, words: str) -> None:
    read = lay(read_text(text), ROOM)
    assert not read.usable
    assert any(words in problem for problem in read.problems)


def test_two_lines_of_one_name_are_not_guessed() -> None:
    room = Room((Axis("a", "Post"), Axis("b", "post")), YEARS)
    assert "more than one line" in lay(read_text("Line\t2026/27\nPost\t1"), room).problems[0]


def test_thousands_and_cells_with_line_ends_in_quotes() -> None:
    read = lay(read_text('"Line"\t2026/27\n"Room\nhire"\t1.5\n'), Room(LINES, YEARS, unit=Unit.THOUSANDS))
    assert read.amounts() == {("b", "2026"): 150_000}


def test_text_goes_there_and_back() -> None:
    block = [["Line", "2026/27"], ["a\tb\nc", "1"]]
    assert read_text(write_text(block)) == block


def workbook(rows: list[list[object]], percent: bool = False) -> bytes:
    book = Workbook()
    book.active.title = "About this file"
    sheet = book.create_sheet("Table")
    for row in rows:
        sheet.append(row)
    if percent:
        sheet["B2"].number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_last_sheet_of_a_workbook_is_read_without_binary_noise() -> None:
    rows = rows_of(
        "grid.XLSX", workbook([["Line", "2026/27"], ["Postage", 1234.1], ["Set-up", 5.0], [None, None]]), "file"
    )
    assert block_of(rows) == [["Line", "2026/27"], ["Postage", "1234.1"], ["Set-up", "5"]]


def test_a_percentage_in_a_workbook_stays_one_and_is_refused() -> None:
    rows = rows_of("grid.xlsx", workbook([["Line", "2026/27"], ["Postage", 0.5]], percent=True), "file")
    assert "percentage" in lay(rows, ROOM).cells[0].problem


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_csv_with_semicolons_in_the_encodings_of_excel(encoding: str) -> None:
    rows = rows_of("a.csv", "Line;2026/27\r\nPostage;£1,250\r\n".encode(encoding), "file")
    assert lay(rows, ROOM).amounts() == {("a", "2026"): 125000}


@pytest.mark.parametrize(
    ("name", "body"), [("a.xlsx", b"not a workbook"), ("a.pdf", b"%PDF"), ("a.csv", b"a\0b"), ("a.csv", b"")]
)
def test_another_file_is_refused_by_name_of_the_field(name: str, body: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        rows_of(name, body, "file")
    assert "file" in refused.value.fields
