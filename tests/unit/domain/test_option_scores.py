"""Weighted totals, scores that are refused, and the words on what was rejected."""

from changeportal.domain.option_scores import USUAL_CRITERIA, Given, Reasoned, faults, rejected_words, total

CRITERIA = [("fit", "Strategic fit", 30), ("value", "Value", 20)]


def test_a_total_weighs_each_score_and_is_out_of_100() -> None:
    # 30 * 5 + 20 * 2 = 190 of 5 * 50 = 250
    assert total(CRITERIA, {"fit": 5, "value": 2}).share == 76
    assert total(CRITERIA, {"fit": 5, "value": 5}).share == 100
    assert total(CRITERIA, {"fit": 0, "value": 0}).share == 0


def test_a_half_is_rounded_up() -> None:
    # 1 * 1 of 5 * 8 = 2.5 in a hundred
    assert total([("a", "A", 1), ("b", "B", 7)], {"a": 1, "b": 0}).share == 3


def test_only_the_shares_of_the_weights_count() -> None:
    small = [(key, title, weight // 10) for key, title, weight in CRITERIA]
    assert total(small, {"fit": 4, "value": 1}).share == total(CRITERIA, {"fit": 4, "value": 1}).share


def test_there_is_no_total_while_a_score_is_missing() -> None:
    found = total(CRITERIA, {"fit": 5})
    assert found.share is None
    assert found.unscored == ("Value",)
    assert total([], {}).share is None


def test_a_score_needs_its_reason_and_a_reason_its_score() -> None:
    given = {
        "a": Given(3, " "),
        "b": Given(None, "Because"),
        "c": Given(6, "Because"),
        "d": Given(0, "It fails"),
        "e": Given(None, ""),
    }
    assert faults(given) == {
        "a": "Say why it has this score",
        "b": "Select the score that this is the reason for",
        "c": "The score must be between 0 and 5",
    }


def test_rejected_options_stand_one_a_line_word_for_word() -> None:
    options = [
        Reasoned("Do minimum", False, "It costs more"),
        Reasoned("Email", True, "Best"),
        Reasoned("Fax", False, "Slow"),
    ]
    assert rejected_words(options) == "Do minimum: It costs more\nFax: Slow"


def test_the_usual_criteria_are_the_five_critical_success_factors() -> None:
    assert len(USUAL_CRITERIA) == 5
    assert "Achievability" in USUAL_CRITERIA
