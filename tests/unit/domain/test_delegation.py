"""The delegation policy: which rule applies, why, and which documents cannot be used."""

import json
from importlib.resources import files
from typing import Any

import pytest

from changeportal.domain.delegation import DelegationFacts, PolicyError, problems_of, rule_on
from changeportal.domain.terms import Route

EXAMPLE: dict[str, Any] = json.loads((files("changeportal") / "reference/policies/delegation.json").read_text("utf-8"))
LIGHT, FULL = DelegationFacts(route=Route.LIGHT), DelegationFacts(route=Route.FULL)


@pytest.mark.parametrize(
    ("facts", "code", "decider"),
    [
        (LIGHT, "DEL-4", "change-board"),
        (FULL, "DEL-3", "corporate-management-board"),
        (DelegationFacts(route=Route.LIGHT, annual_saving_pence=50_000_000), "DEL-4", "change-board"),
        (DelegationFacts(route=Route.LIGHT, annual_saving_pence=50_000_001), "DEL-2", "executive"),
        (DelegationFacts(route=Route.LIGHT, wards=2), "DEL-2", "executive"),
        (DelegationFacts(route=Route.LIGHT, service_reduction=True), "DEL-2", "executive"),
        (DelegationFacts(route=Route.FULL, capital_pence=500_000_001), "DEL-1", "council"),
    ],
)
def test_the_example_policy(facts: DelegationFacts, code: str, decider: str) -> None:
    ruling = rule_on(EXAMPLE, facts)
    assert (ruling.rule_code, ruling.bodies[-1].slug) == (code, decider)
    assert ruling.key_decision is (code in ("DEL-1", "DEL-2"))
    assert ruling.notice_days == (28 if ruling.key_decision else 0)


def test_the_reasons_in_words() -> None:
    both = DelegationFacts(route=Route.FULL, whole_life_pence=60_000_000, service_reduction=True)
    assert rule_on(EXAMPLE, both).why == (
        "Key decision: the whole-life cost of £600,000 is over £500,000; it reduces a service."
    )
    assert rule_on(EXAMPLE, LIGHT).why == "Light case within officer delegation: no earlier rule applies."
    assert rule_on(EXAMPLE, FULL).why == "Full case within officer delegation: it is on the full route."


def one_rule(**rule: object) -> dict[str, Any]:
    last = {"code": "Z", "title": "Rest", "bodies": [{"board": "council", "power": "decide"}]}
    return {"rules": [{"code": "A", "title": "First", "bodies": last["bodies"], **rule}, last]}


def test_a_fund_and_every_limit_must_hold() -> None:
    document = one_rule(when={"fund": "HRA", "whole_life_over": 100})
    for facts, code in (
        (DelegationFacts(route=Route.LIGHT, funds=frozenset({"HRA"}), whole_life_pence=101), "A"),
        (DelegationFacts(route=Route.LIGHT, funds=frozenset({"HRA"}), whole_life_pence=100), "Z"),
        (DelegationFacts(route=Route.LIGHT, funds=frozenset({"GF"}), whole_life_pence=101), "Z"),
    ):
        assert rule_on(document, facts).rule_code == code


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "no rules"),
        (one_rule(when={"moon": 1}), "moon"),
        (one_rule(when={"any_of": [{"tide": 1}]}), "tide"),
        (one_rule(bodies=[]), "exactly one body"),
        (one_rule(bodies=[{"board": "a", "power": "decide"}, {"board": "b", "power": "advise"}]), "come last"),
        ({"rules": one_rule(when={"wards_over": 1})["rules"][:1]}, "last rule"),
        (one_rule(code="Z"), "same code"),
    ],
)
def test_documents_that_cannot_be_used(document: dict[str, Any], words: str) -> None:
    assert any(words in problem for problem in problems_of(document))
    with pytest.raises(PolicyError, match=words):
        rule_on(document, LIGHT)


def test_the_example_is_sound_and_marked_as_an_example() -> None:
    assert problems_of(EXAMPLE) == []
    assert EXAMPLE["example"] is True
