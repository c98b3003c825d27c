"""Comparing two frozen versions."""

from typing import Any

from changeportal.domain.figure_compare import figure_changes
from changeportal.domain.version_compare import (
    HeldChange,
    held_changes,
    pieces,
    text_changes,
    unchanged_codes,
)


def document(problem: str, amounts: dict[str, int]) -> dict[str, Any]:
    line = {"id": "l1", "title": "Postage", "amounts": amounts}
    return {
        "sections": {"need": {"problem": problem, "affected": "2,000 tenants"}},
        "options": [{"id": "o1", "title": "Email first", "lines": [line]}],
    }


def test_words_are_marked_and_both_texts_can_be_read_back() -> None:
    found = pieces("Letters go out late", "Letters go out 9 days late")
    assert [(one.words, one.mark) for one in found if one.mark != "same"] == [("9 days ", "added")]
    assert "".join(one.words for one in found if one.mark != "removed") == "Letters go out 9 days late"
    assert "".join(one.words for one in found if one.mark != "added") == "Letters go out late"


def test_only_the_text_that_differs_is_named() -> None:
    found = text_changes(document("Late", {}), document("Very late", {}))
    assert [one.label for one in found] == ["What is the problem?"]
    assert "need" not in unchanged_codes(document("a", {}), document("b", {}))
    assert "need" in unchanged_codes(document("a", {}), document("a", {}))


def test_figures_differ_line_by_line_and_year_by_year() -> None:
    found = figure_changes(document("a", {"2027": 4_800_000, "2028": 100}), document("a", {"2027": 5_000_000}))
    assert [(one.year, one.before, one.after, one.difference) for one in found] == [
        (2027, 4_800_000, 5_000_000, 200_000),
        (2028, 100, None, -100),
    ]


def test_files_and_claims_that_came_or_went() -> None:
    before, after = document("Late", {}), document("Late", {})
    first, second = {"id": "f1", "name": "a.pdf", "sha256": "1"}, {"id": "f2", "name": "b.pdf", "sha256": "2"}
    before["evidence"], after["evidence"] = [{"files": [first]}], [{"files": [second]}]
    after["options"][0]["lines"][0]["claims"] = [{"id": "c1", "thing": "post", "number": "P-1"}]
    assert held_changes(before, after) == [
        HeldChange("File", "a.pdf", "removed"),
        HeldChange("File", "b.pdf", "added"),
        HeldChange("Post of ‘Postage’", "P-1", "added"),
    ]
    assert held_changes(after, after) == []


def by_months(amounts: dict[str, int], months: dict[str, int], start: str | None = None) -> dict[str, Any]:
    found = document("a", amounts)
    found["options"][0]["lines"][0] |= {"months": months, "start_month": start, "kind": "saving", "fund_code": "GF"}
    return found


EQUAL = {f"2027-{month:02d}-01": 100 for month in range(4, 13)} | {f"2028-{month:02d}-01": 100 for month in (1, 2, 3)}


def test_months_take_part_where_a_year_is_given_by_months() -> None:
    """1,200 in equal parts is 100 a month: only the two months that were moved differ, and the year not at all."""
    moved = {**EQUAL, "2027-04-01": 0, "2027-05-01": 200}
    found = figure_changes(by_months({"2027": 1200}, {}), by_months({"2027": 1200}, moved))
    assert [(one.when, one.before, one.after, one.difference) for one in found] == [
        ("April 2027", 100, 0, -100),
        ("May 2027", 100, 200, 100),
    ]
    assert (found[0].kind, found[0].fund, found[0].year) == ("saving", "GF", 2027)
    back = figure_changes(by_months({"2027": 1200}, moved), by_months({"2027": 1200}, {}))
    assert [one.difference for one in back] == [100, -100]
    assert figure_changes(by_months({"2027": 1200}, moved), by_months({"2027": 1200}, moved)) == []
    assert figure_changes(by_months({"2027": 1200}, {}), by_months({"2027": 1200}, EQUAL)) == []


def test_a_year_stands_before_its_months_and_a_year_that_came_has_none_before() -> None:
    found = figure_changes(by_months({}, {}), by_months({"2027": 1200}, EQUAL))
    assert [one.when for one in found][:2] == ["2027/28", "April 2027"]
    assert len(found) == 13
    assert {one.before for one in found} == {None}


def test_equal_parts_begin_in_the_month_in_which_the_line_starts() -> None:
    half = {month: 200 if month >= "2027-10-01" else 0 for month in EQUAL}
    found = figure_changes(by_months({"2027": 1200}, {}, "2027-10-01"), by_months({"2027": 1200}, half, "2027-10-01"))
    assert [(one.before, one.after) for one in found] == [(None, 0)] * 6
