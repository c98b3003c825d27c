"""Figures of a frozen appraisal: what a version does not hold is said, never guessed."""

from changeportal.papers.case_figures import figure_of, terms

OLD = {"title": "Email", "preferred": True, "npv": "300.00", "bcr": ""}
NEW = {**OLD, "pv_gross": "1000.00", "npv_weighted": "", "npv_low": "", "bcr": "1.6000"}


def test_a_version_frozen_before_there_were_ranges_says_so() -> None:
    assert figure_of(OLD, "npv_low") == "Not worked out then"
    assert figure_of(OLD, "npv") == "£300"
    assert figure_of(OLD, "bcr") == "None"


def test_nothing_said_is_not_nought() -> None:
    assert figure_of(NEW, "pv_gross") == "£1,000"
    assert figure_of(NEW, "npv_low") == "Not known"
    assert figure_of(NEW, "npv_weighted") == "Not weighted"
    assert figure_of(NEW, "bcr") == "1.6000"


def test_terms_of_lines_make_a_table_and_none_makes_none() -> None:
    line = {"id": "l", "title": "Postage", "amounts": {}}
    said = {**line, "range_low": 10, "range_high": 20, "range_reason": "A quote"}
    assert terms({"options": [{"id": "o", "title": "Email", "lines": [line]}]}) == []
    (block,) = terms({"options": [{"id": "o", "title": "Email", "lines": [said]}]})
    cells = [cell["text"] for cell in block["rows"][0]["cells"]]
    assert cells == ["Postage", "Email", "10% lower to 20% higher. A quote", "None"]
