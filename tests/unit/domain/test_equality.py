"""The screening rule: what is refused as unfinished, and when a full assessment is needed."""

from dataclasses import replace

import pytest

from changeportal.domain.equality import (
    EXAMPLE_GROUPS,
    NEEDED,
    NOT_NEEDED,
    UNFINISHED,
    Characteristic,
    Effect,
    GroupAnswer,
    Screening,
    groups_to_ask,
    screen,
    screening_from,
)

BETTER = GroupAnswer("disability", "Disability", Effect.BETTER, "Survey of 40 people")
DONE = Screening(changes_anything=True, groups=(BETTER,), asked_people=True, asked_words="Forum of 3 May")


@pytest.mark.parametrize(
    ("effect", "full"),
    [(Effect.BETTER, False), (Effect.WORSE, True), (Effect.BOTH, True), (Effect.UNKNOWN, True)],
)
def test_any_doubt_means_a_full_assessment(effect: Effect, full: bool) -> None:
    one = replace(BETTER, effect=effect, action="A second entrance")
    result = screen(replace(DONE, groups=(BETTER, one)))
    assert result.full is full
    assert result.headline == (NEEDED if full else NOT_NEEDED)
    assert len(result.reasons) == (1 if full else 2)


def test_only_a_reasoned_waiver_of_the_lead_lifts_it() -> None:
    worse = replace(DONE, groups=(replace(BETTER, effect=Effect.WORSE, action="Help at the desk"),), lead_waives=True)
    assert screen(worse).missing == ("Say why the equality lead agrees that no full assessment is needed",)
    waived = screen(replace(worse, lead_reason="Two people, both asked"))
    assert waived.full is False
    assert waived.reasons == (
        "Disability: Worse off",
        "The equality lead agreed otherwise: Two people, both asked",
    )


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        (
            Screening(),
            "Select whether this changes a service, a policy, a job, a building, or how people reach us",
        ),
        (Screening(changes_anything=False), "Say why it changes nothing for people"),
        (replace(DONE, groups=()), "Select who could be affected differently"),
        (replace(DONE, groups=(), no_one=True), "Say how you know no one will be affected differently"),
        (
            replace(DONE, no_one=True),
            "Select the groups who could be affected, or select “No one, and I can say why”",
        ),
        (replace(DONE, groups=(replace(BETTER, effect=None),)), "Select how this could affect people: Disability"),
        (replace(DONE, groups=(replace(BETTER, how_known=" "),)), "Say how you know: Disability"),
        (
            replace(DONE, groups=(replace(BETTER, effect=Effect.BOTH),)),
            "Say what you will do about it: Disability",
        ),
        (replace(DONE, asked_people=None), "Select whether you have asked the people affected"),
        (replace(DONE, asked_words=""), "Say who was asked and what they said"),
        (replace(DONE, asked_people=False, asked_words=""), "Say when you will ask, or why not"),
    ],
)
def test_what_is_missing(answers: Screening, missing: str) -> None:
    result = screen(answers)
    assert (result.full, result.headline, result.missing) == (None, UNFINISHED, (missing,))


def test_no_change_and_no_one_with_their_reasons() -> None:
    assert screen(Screening(changes_anything=False, why_no_change="Same work")).reasons == (
        "It changes nothing for people: Same work",
    )
    assert screen(replace(DONE, groups=(), no_one=True, why_no_one="Only a new printer")).full is False


def test_the_groups_of_page_three() -> None:
    asked = groups_to_ask(EXAMPLE_GROUPS)
    assert len(asked) == len(Characteristic) + 3 == 12
    assert asked[-1] == ("carers", "Unpaid carers")
    assert groups_to_ask(EXAMPLE_GROUPS, {"age", "carers"}) == [("age", "Age"), ("carers", "Unpaid carers")]


def test_answers_are_read_as_they_were_kept() -> None:
    kept = {
        "changes_anything": "yes",
        "effect_disability": "better",
        "how_known": "Survey of 40 people",
        "asked_people": "yes",
        "asked_words": "Forum of 3 May",
        "result": "kept beside",
    }
    assert screening_from(kept) == DONE
    assert screen(screening_from({})).headline == UNFINISHED
