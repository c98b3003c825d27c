"""Sign-offs: what triggers each kind and why, and what makes one lapse."""

from dataclasses import replace
from uuid import UUID

import pytest

from changeportal.domain.case_sections import BY_CODE
from changeportal.domain.signoffs import (
    LABELS,
    WATCHES,
    CaseTraits,
    Needed,
    SignOff,
    TriggerLimits,
    lapsed_because,
    needed,
    stands,
    wanting,
)
from changeportal.domain.terms import SignOffKind, SignOffOutcome

FINANCE = Needed(SignOffKind.FINANCE, ("Every case needs a finance check",))
K = SignOffKind


@pytest.mark.parametrize(
    ("traits", "kinds"),
    [
        (CaseTraits(), set()),
        (CaseTraits(member_or_key_decision=True), {K.LEGAL, K.EQUALITY, K.ENVIRONMENT}),
        (CaseTraits(posts_deleted=1), {K.HR, K.CONSULTATION}),
        (CaseTraits(personal_data=True), {K.INFORMATION_GOVERNANCE}),
        (CaseTraits(new_technology=True), {K.DIGITAL}),
        (CaseTraits(uses_ai=True), {K.DIGITAL, K.INFORMATION_GOVERNANCE}),
        (CaseTraits(contract_pence=2_500_000), set()),
        (CaseTraits(contract_pence=2_500_001), {K.PROCUREMENT}),
        (CaseTraits(buildings_change=True), {K.PROPERTY}),
        (CaseTraits(service_reduction=True), {K.EQUALITY, K.LEGAL, K.CONSULTATION}),
        (CaseTraits(wards=1), set()),
        (CaseTraits(wards=2), {K.CONSULTATION}),
        (CaseTraits(statutory_change=True), {K.LEGAL}),
        (CaseTraits(people_worse_off=True), {K.EQUALITY}),
        (CaseTraits(carbon_effect=True), {K.ENVIRONMENT}),
    ],
)
def test_each_answer_triggers_its_checks(traits: CaseTraits, kinds: set[SignOffKind]) -> None:
    assert {one.kind for one in needed(traits)} == kinds | {K.FINANCE}


def test_every_reason_is_kept() -> None:
    found = needed(CaseTraits(posts_deleted=2, wards=3), TriggerLimits(wards=2))
    assert found == [
        FINANCE,
        Needed(K.HR, ("2 posts end",)),
        Needed(K.CONSULTATION, ("2 posts end", "It affects more than one ward")),
    ]


def test_what_is_watched_exists() -> None:
    assert set(WATCHES) == set(LABELS) == set(SignOffKind)
    assert {code for codes in WATCHES.values() for code in codes} <= set(BY_CODE)


GIVEN = SignOff(
    kind=K.ENVIRONMENT,
    outcome=SignOffOutcome.AGREED,
    by=UUID(int=1),
    hashes={"options": "a", "environment": "b", "need": "c"},
)


def test_it_lapses_when_its_part_changes_and_says_what() -> None:
    other = {"options": "a", "environment": "b", "need": "CHANGED"}
    assert stands(GIVEN, other)
    changed = other | {"environment": "CHANGED"}
    assert lapsed_because(GIVEN, changed) == ("Check effects on climate",)
    assert not stands(GIVEN, changed)
    assert lapsed_because(GIVEN, {"environment": "b"}) == ("Compare the options",)


@pytest.mark.parametrize("outcome", list(SignOffOutcome))
def test_only_more_needed_holds_a_case_up(outcome: SignOffOutcome) -> None:
    assert stands(replace(GIVEN, outcome=outcome), GIVEN.hashes) is (outcome is not SignOffOutcome.MORE_NEEDED)


def test_what_is_wanting_in_words() -> None:
    checks = [FINANCE, Needed(K.ENVIRONMENT, ("It is so",))]
    assert wanting(checks, {K.ENVIRONMENT: GIVEN}, GIVEN.hashes) == ["Finance: not given yet"]
    more = replace(GIVEN, outcome=SignOffOutcome.MORE_NEEDED)
    assert wanting(checks[1:], {K.ENVIRONMENT: more}, GIVEN.hashes) == ["Environment: more is needed"]
    lapsed = wanting(checks[1:], {K.ENVIRONMENT: GIVEN}, {"environment": "b"})
    assert lapsed == ["Environment: lapsed, because this changed: Compare the options"]
