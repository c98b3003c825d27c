"""The engine of papers: what people typed is shown as it is and never run; PDFs are accessible; nothing is lost or blank."""

import io
from typing import Any

import docx as python_docx
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

from changeportal.papers.blocks import Heading, clean, note, section, short, table, words
from changeportal.papers.font_coverage import printable
from changeportal.papers.pdf import pdf
from changeportal.papers.word import docx
from tests.support.pdf_reader import faults, page_count, parts, tables, text_of

HOSTILE = (
    '#read("layout.typ") $x^2$ *bold* _it_ @ref <label> // gone',
    "{{ 7*7 }} {% for x in y %} {# hidden #} <w:p>&amp;</w:p>",
    '= Heading #eval("1+1") \\ `raw` [x](y) \'quote\' "double"',
)
LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4


def paper(**more: Any) -> dict[str, Any]:
    stamp = {
        "kind": "Business case",
        "document_title": "Fewer letters: business case, CP-2026-0001, version 2",
        "title": "A title of sixty characters that a person typed into the form",
        "ref": "CP-2026-0001",
        "version": 2,
        "sha256": "ab" * 32,
        "marks": ["Restricted"],
        "made_by": "Asha Example",
        "made_at": "2026-11-20T09:00:00.123456+00:00",
        "made": "Made by Asha Example, 20 November 2026, 9am",
        "footer": "CP-2026-0001, version 2",
        "summary": "In short",
        "facts": [["Mission", "Homes"], ["Wards", "All"]],
        "blocks": [],
        "chapters": [],
        "annexes": [],
    }
    return {**stamp, **more}


def with_blocks(*blocks: dict[str, Any]) -> dict[str, Any]:
    return paper(chapters=[{"title": "Why", "sections": [section("Need", *blocks)]}])


def money(rows: list[list[str]]) -> dict[str, Any]:
    headings = [Heading("Line", 7), *(Heading(f"20{n}/{n + 1}", 0, numeric=True) for n in range(26, 32))]
    return table("General Fund: £", headings, rows, strong=[len(rows) - 1])


def cells_of(made: bytes) -> list[list[list[str]]]:
    read = python_docx.Document(io.BytesIO(made))
    return [[[cell.text for cell in row.cells] for row in one.rows] for one in read.tables]


@pytest.mark.parametrize("said", HOSTILE)
def test_what_a_person_typed_is_shown_and_never_run(said: str) -> None:
    data = with_blocks(words("Problem", said), table("T", [Heading(said, 2), Heading("B", 2)], [[said, said]]))
    data["title"] = said
    made = pdf("case", data)
    assert text_of(made).replace(" ", "").count(said.replace(" ", "")) == 5  # title, text, heading, two cells
    assert faults(made) == []
    assert page_count(pdf("summary", paper(title=said, blocks=[words("Problem", said)]))) == 1
    written = docx("case", data)
    body = "\n".join(one.text for one in python_docx.Document(io.BytesIO(written)).paragraphs)
    assert body.count(said) == 2
    assert cells_of(written) == [[[said, "B"], [said, said]]]


def test_a_pdf_is_accessible_and_says_what_it_is() -> None:
    made = pdf("case", with_blocks(words("Problem", "Late"), money([["Postage"] + ["£1,000"] * 6] * 2)))
    read = PdfReader(io.BytesIO(made))
    assert faults(made) == []
    assert len(tables(read)) == 1
    assert read.metadata
    assert read.metadata.title == "Fewer letters: business case, CP-2026-0001, version 2"
    assert read.metadata.author == "Asha Example"
    assert [one.title for one in read.outline if not isinstance(one, list)] == ["Why"]
    assert "Page 1 of 1" in text_of(made)


@pytest.mark.parametrize("lost", ["/StructTreeRoot", "/Lang", "/MarkInfo", "/ViewerPreferences", "/Metadata"])
def test_the_check_sees_a_broken_pdf(lost: str) -> None:
    broken = PdfWriter(clone_from=io.BytesIO(pdf("case", with_blocks(words("Problem", "Late")))))
    del broken.root_object[lost]
    out = io.BytesIO()
    broken.write(out)
    assert faults(out.getvalue())


def test_the_check_sees_a_table_without_headers() -> None:
    broken = PdfWriter(clone_from=io.BytesIO(pdf("case", with_blocks(money([["Postage"] + ["£1"] * 6])))))
    for one in list(parts(broken.root_object["/StructTreeRoot"], "/TH")):
        one[NameObject("/S")] = NameObject("/TD")
    out = io.BytesIO()
    broken.write(out)
    assert "a table without headers" in faults(out.getvalue())


def test_what_nobody_wrote_is_marked_in_both() -> None:
    data = with_blocks(words("Problem", " \n "), table("Risks", [Heading("Risk")], []), words("Benefit", "Sooner"))
    assert text_of(pdf("case", data)).count("Not written yet") == 1
    assert "Risks Nothing was entered" in text_of(pdf("case", data))
    read = python_docx.Document(io.BytesIO(docx("case", data)))
    assert [one.text for one in read.paragraphs if one.style and one.style.name == "Missing"] == [
        "Not written yet",
        "Nothing was entered",
    ]


def test_characters_that_the_font_lacks_are_named_and_those_no_file_holds_are_dropped() -> None:
    assert printable("Café £5 −3 🚲 中") == "Café £5 −3 [bicycle] [cjk unified ideograph-4e2d]"
    assert clean({"a": ["x\x00\x0by\ud800"]}) == {"a": ["xy"]}
    made = pdf("case", with_blocks(words("Problem", "By 🚲 to שלום\x07")))
    assert "By [bicycle] to" in text_of(made)
    assert "By 🚲 to" in "".join(
        one.text for one in python_docx.Document(io.BytesIO(docx("case", with_blocks(note("By 🚲 to\x07"))))).paragraphs
    )


def test_long_words_break_and_rows_keep_their_figures() -> None:
    rows = [[LONG, *["−£20,939,285.96"] * 6]] * 60
    made = pdf("case", paper(annexes=[{"title": "Money", "wide": True, "sections": [section("GF", money(rows))]}]))
    assert faults(made) == []
    assert text_of(made).count("−£20,939,285.96") == 360
    assert text_of(made).count("2026/27") >= 3  # headings again on each page
    assert LONG in text_of(made).replace(" ", "")
    assert LONG not in text_of(made)  # it goes over several lines


def test_a_summary_is_one_page_however_much_was_written() -> None:
    said = short("Every word of this was typed by somebody who could not stop. " * 60, 420)
    many = [words(f"Part {n}", "\n".join([said] * 3)) for n in range(8)]
    rows = [
        [f"Housing Revenue Account number {n}: net effect on the budget", *["−£9,939,285.96"] * 6] for n in range(9)
    ]
    data = paper(title="T" * 120, facts=[["Name", "x" * 160]] * 6, blocks=[*many[:5], money(rows)])
    assert page_count(pdf("summary", data)) == 1
    assert faults(pdf("summary", data)) == []


def test_a_long_text_says_that_it_was_cut() -> None:
    assert short("one two  three", 40) == "one two three"
    assert short("one two three", 8) == "one two… (more in the business case)"


def test_word_repeats_headings_and_lays_wide_tables_on_their_side() -> None:
    data = with_blocks(money([["Postage"] + ["£1,000"] * 6] * 2))
    read = python_docx.Document(io.BytesIO(docx("case", data)))
    assert read.core_properties.title == "Fewer letters: business case, CP-2026-0001, version 2"
    assert read.core_properties.author == "Asha Example"
    assert "w:tblHeader" in read.tables[0].rows[0]._tr.xml
    assert "Heading 1" in {one.style.name for one in read.paragraphs if one.style}
    sizes = [(one.page_width or 0) > (one.page_height or 0) for one in read.sections]
    assert sizes == [False, True]
    assert "CP-2026-0001, version 2" in read.sections[0].header.paragraphs[0].text
    assert 'w:val="en-GB"' in read.styles.element.xml
