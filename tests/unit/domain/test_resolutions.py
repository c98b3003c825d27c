"""Numbered resolutions: each has words, the first says what was decided, none says the opposite."""

import pytest

from changeportal.domain.resolutions import MOST, Resolved, Verb, first_verb, resolutions_refusal, verb_of
from changeportal.domain.terms import Outcome

AGREED = Resolved(Verb.AGREE, "Agree option 2")


@pytest.mark.parametrize(
    ("outcome", "verb"),
    [
        (Outcome.PROCEED, Verb.AGREE),
        (Outcome.PROCEED_WITH_CONDITIONS, Verb.AGREE_WITH_CONDITIONS),
        (Outcome.RETURN, Verb.REFER_BACK),
        (Outcome.DECLINE, Verb.REFUSE),
        (Outcome.RECOMMEND, Verb.RECOMMEND),
        (Outcome.REALISED, Verb.AGREE),
    ],
)
def test_the_first_verb_comes_from_the_outcome(outcome: Outcome, verb: Verb) -> None:
    assert verb_of(outcome) is verb


@pytest.mark.parametrize(
    ("outcome", "verb"),
    [
        (Outcome.PROCEED, "agree"),
        (Outcome.NOTE, "note"),
        (Outcome.CONSULT, "consult"),
        (Outcome.PAUSE, "pause"),
        (Outcome.BUSINESS_AS_USUAL, "business_as_usual"),
    ],
)
def test_one_resolution_that_was_not_written_out(outcome: Outcome, verb: str) -> None:
    assert first_verb(outcome) == verb


def test_several_resolutions_stand_together() -> None:
    more = (Resolved(Verb.DELEGATE, "The director signs the contract"), Resolved(Verb.NOTE, "The risks"))
    assert resolutions_refusal((AGREED, *more), Outcome.PROCEED) == ""


def test_what_does_not_stand_together() -> None:
    assert "Write out" in resolutions_refusal((), Outcome.PROCEED)
    assert "Write out" in resolutions_refusal((AGREED, Resolved(Verb.NOTE, " ")), Outcome.PROCEED)
    assert "what was decided: Refuse" in resolutions_refusal((AGREED,), Outcome.DECLINE)
    both = (AGREED, Resolved(Verb.REFUSE, "Option 3"))
    assert resolutions_refusal(both, Outcome.PROCEED) == "One resolution agrees and another refuses"
    assert "at most" in resolutions_refusal((AGREED,) * (MOST + 1), Outcome.PROCEED)
