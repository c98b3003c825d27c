"""Comparing two frozen versions."""

from typing import Any

from changeportal.domain.version_compare import (
    HeldChange,
    figure_changes,
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
