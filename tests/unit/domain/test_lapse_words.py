"""Why a check lapsed, in words."""

from typing import Any

from changeportal.domain.lapse_words import lapse_words


def case(
    amounts: dict[str, int], problem: str = "Late", cause: str = "old records", title: str = "Postage"
) -> dict[str, Any]:
    line = {"id": "l1", "title": title, "kind": "saving", "fund_code": "GF", "amounts": amounts}
    option = {"id": "o1", "title": "Email first", "description": "x", "preferred": True, "why": "y", "lines": [line]}
    risk = {"id": "r1", "title": "No email", "cause": cause}
    return {"sections": {"need": {"problem": problem}}, "options": [option], "risks": [risk]}


def test_a_figure_is_named_with_its_year_kind_fund_and_both_amounts() -> None:
    before, after = case({"2027": 30_000_000}), case({"2027": 28_000_000})
    assert lapse_words(("options", "money"), ("options", "money"), before, after) == (
        "Lapsed because ‘Enter savings and costs by year’ changed: 2027/28 saving ‘Postage’ (GF) £300,000 → £280,000"
    )


def test_a_figure_that_came_or_went_says_so_and_many_are_counted() -> None:
    before, after = case({"2027": 100}), case({"2028": 200, "2029": 300, "2030": 400})
    words = lapse_words(("money",), ("money",), before, after)
    assert "2027/28 saving ‘Postage’ (GF) £1 → not there" in words
    assert "2028/29 saving ‘Postage’ (GF) not there → £2" in words
    assert words.endswith("and 1 more")


def test_only_watched_texts_are_named() -> None:
    before, after = case({}, "Late", "old records"), case({}, "Very late", "a bad list")
    assert lapse_words(("need",), ("need",), before, after) == (
        "Lapsed because ‘Describe the problem and who it affects’ changed: What is the problem?"
    )
    assert lapse_words(("risks",), ("risks",), before, after).endswith("changed: No email: cause")


def test_a_part_that_differs_in_another_way_is_named() -> None:
    before, after = case({}, title="Postage"), case({}, title="Stamps")
    assert lapse_words(("money",), ("money",), before, after) == (
        "Lapsed because ‘Enter savings and costs by year’ changed"
    )


def test_months_and_terms_of_a_line_are_named() -> None:
    before, after = case({"2027": 1200}), case({"2027": 1200})
    line = after["options"][0]["lines"][0]
    line["months"] = {f"2027-{month:02d}-01": 0 for month in range(4, 13)} | {
        "2028-01-01": 0,
        "2028-02-01": 0,
        "2028-03-01": 1200,
    }
    words = lapse_words(("money",), ("money",), before, after)
    assert "April 2027 saving ‘Postage’ (GF) £1 → £0" in words
    assert words.endswith("and 9 more")
    after = case({"2027": 1200})
    after["options"][0]["lines"][0] |= {"deadweight": 20, "net_reason": "The pilot"}
    assert lapse_words(("money",), ("money",), before, after) == (
        "Lapsed because ‘Enter savings and costs by year’ changed: range or net benefit of ‘Postage’"
    )
