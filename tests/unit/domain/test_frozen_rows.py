"""Rows of frozen versions: in words, compared, and totals as they stood."""

from typing import Any

from changeportal.domain.frozen_rows import RowChange, row_changes, rows_in_words, weighted_totals

OLD: dict[str, Any] = {
    "options": [{"id": "o", "title": "Email"}, {"id": "p", "title": "Fax"}],
    "criteria": [{"id": "c", "title": "Fit", "weight": 2, "scores": [["o", 4, "It helps"]]}],
    "milestones": [
        {"id": "m", "title": "Agreed", "due": "2027-03-01", "lead": "Ann Example", "after_id": None},
        {"id": "n", "title": "Open", "due": "2027-06-01", "lead": "Ann Example", "after_id": "m"},
    ],
    "theory_steps": [{"id": "t", "stands_in": "inputs", "title": "Trainers"}],
}


def test_what_was_added_removed_and_changed_is_named_with_both_values() -> None:
    new = {
        **OLD,
        "milestones": [{**OLD["milestones"][0], "due": "2027-04-01"}],
        "theory_steps": [*OLD["theory_steps"], {"id": "u", "stands_in": "impact", "title": "Fewer falls"}],
    }
    changed, removed, added = row_changes(OLD, new)
    assert changed == RowChange("Milestones", "Agreed", "changed", [("By", "1 March 2027", "1 April 2027")])
    assert (removed.title, removed.mark) == ("Open", "removed")
    assert ("Comes after", "Agreed", "") in removed.facts
    assert (added.title, added.mark) == ("Fewer falls", "added")
    assert ("Column", "", "Impact") in added.facts


def test_the_same_rows_differ_in_nothing_and_old_versions_have_none() -> None:
    assert row_changes(OLD, OLD) == []
    assert rows_in_words({"sections": {}}) == []
    assert [one.mark for one in row_changes({}, {"milestones": OLD["milestones"]})] == ["added", "added"]


def test_a_changed_score_shows_score_and_reason() -> None:
    new = {**OLD, "criteria": [{**OLD["criteria"][0], "scores": [["o", 2, "Less than thought"]]}]}
    assert row_changes(OLD, new)[0].facts == [("Score of ‘Email’", "4: It helps", "2: Less than thought")]


def test_totals_are_those_of_that_version() -> None:
    email, fax = weighted_totals(OLD)
    assert (email[0], email[1].share) == ("Email", 80)
    assert (fax[0], fax[1].share, fax[1].unscored) == ("Fax", None, ("Fit",))
    assert weighted_totals({"options": []}) == []


def test_terms_of_lines_are_rows_and_old_versions_have_none() -> None:
    line = {"id": "l", "title": "Postage", "amounts": {}}
    said = {**line, "range_low": 10, "range_high": 20, "range_reason": "A quote"}
    old, new = ({"options": [{"id": "o", "title": "Email", "lines": [one]}]} for one in (line, said))
    assert rows_in_words(old) == []
    (change,) = row_changes(old, new)
    assert (change.kind, change.title, change.mark) == ("Ranges and net benefits of money lines", "Postage", "added")
    assert ("Range", "", "10% lower to 20% higher") in change.facts
    wider = {"options": [{**new["options"][0], "lines": [{**said, "range_high": 40}]}]}  # type: ignore[index]  # a list
    assert row_changes(new, wider)[0].facts == [("Range", "10% lower to 20% higher", "10% lower to 40% higher")]
