"""Criteria: each computed one met and unmet, and the example policy names only what can be computed."""

import json
from dataclasses import replace
from importlib.resources import files
from typing import Any

import pytest

from changeportal.domain.business_case import SectionState
from changeportal.domain.criteria import COMPUTED, CaseFacts, OptionFacts, SavingLineFacts, results, stopping
from changeportal.domain.terms import Gateway, Role, Route, SignOffKind

POLICY: dict[str, Any] = json.loads((files("changeportal") / "reference/policies/gateways.json").read_text("utf-8"))
MINIMUM = OptionFacts(name="Do minimum", do_minimum=True, why="It saves nothing")
BEST = OptionFacts(name="Option B", preferred=True, why="It saves most")
OTHER = OptionFacts(name="Option C", why="Too slow")
WHOLE = CaseFacts(
    sections={"need": SectionState.COMPLETE},
    options=(MINIMUM, BEST, OTHER),
    savings=(SavingLineFacts(title="Van", cost_centre="A100"), SavingLineFacts(title="Fuel", why_none="New in May")),
    equality_finished=True,
    risks=1,
    measures=1,
    milestones=1,
    author="Alex Example",
    sponsor="Sam Sample",
    proposer="Kim Case",
    assertions={"value_for_money": "It is affordable"},
)

UNMET = [
    ("idea_questions", replace(WHOLE, unanswered_idea_questions=("Mission",)), "Not answered yet: Mission"),
    ("proposer_named", replace(WHOLE, proposer=""), "Nobody is named as the proposer"),
    ("sections_complete", replace(WHOLE, sections={"fit": SectionState.IN_PROGRESS}), "1 section is not complete"),
    ("options_compared", replace(WHOLE, options=(BEST, OTHER)), "Do minimum is not among the options"),
    ("options_compared", replace(WHOLE, options=(MINIMUM,)), "Add 1 more option"),
    ("three_options", replace(WHOLE, options=(MINIMUM, BEST)), "Add 1 more option"),
    ("preferred_chosen", replace(WHOLE, options=(MINIMUM,)), "Select the option you recommend"),
    ("preferred_chosen", replace(WHOLE, options=(replace(BEST, why=" "),)), "Say why it is the best option"),
    ("rejected_explained", replace(WHOLE, options=(replace(OTHER, why=""),)), "Say why you rejected: Option C"),
    ("options_scored", replace(WHOLE, unscored_options=("Fax",)), "Not scored on every criterion: Fax"),
    ("measures_listed", replace(WHOLE, measures=0), "No measure is listed"),
    ("milestones_listed", replace(WHOLE, milestones=0), "No milestone is listed"),
    (
        "savings_have_cost_centres",
        replace(WHOLE, savings=(SavingLineFacts(title="Van"),)),
        "No cost centre, and no reason why not: Van",
    ),
    ("claims_have_evidence", replace(WHOLE, bare_claims=("It works",)), "No evidence yet: It works"),
    ("equality_screened", replace(WHOLE, equality_finished=False), "The equality screening is not finished"),
    ("risks_listed", replace(WHOLE, risks=0), "No risk is listed"),
    ("owner_named", replace(WHOLE, author="", sponsor=""), "Name the author and the sponsor"),
    ("findings_answered", replace(WHOLE, serious_findings=("Post twice",)), "Not answered yet: Post twice"),
    (
        "asks_answered",
        replace(WHOLE, asks_unanswered=("‘Money’",)),
        "Say what was done about what was asked: ‘Money’",
    ),
    ("sign_offs_given", replace(WHOLE, sign_offs_wanting=("Legal",)), "Missing or lapsed: Legal"),
    ("requests_answered", replace(WHOLE, unanswered_requests=("Analyst",)), "No answer yet: Analyst"),
    ("conditions_met", replace(WHOLE, blocking_conditions=("Lease",)), "Not met yet: Lease"),
    ("savings_verified", replace(WHOLE, unverified_savings=("Van",)), "Not verified yet: Van"),
    ("measures_read", replace(WHOLE, unread_measures=("Wait",)), "No final reading yet: Wait"),
]


@pytest.mark.parametrize(("code", "facts", "words"), UNMET)
def test_each_computed_criterion_met_and_unmet(code: str, facts: CaseFacts, words: str) -> None:
    assert COMPUTED[code](WHOLE).wanting == ""
    assert COMPUTED[code](facts).wanting == words


def test_none_is_left_untested() -> None:
    assert {code for code, _, _ in UNMET} == set(COMPUTED)


def test_an_unmet_section_is_linked() -> None:
    half = {"need": SectionState.COMPLETE, "fit": SectionState.NEEDS_ATTENTION, "risks": SectionState.NOT_STARTED}
    found = COMPUTED["sections_complete"](replace(WHOLE, sections=half))
    assert (found.wanting, found.section) == ("2 sections are not complete", "fit")


def criterion(code: str, kind: str = "computed", mandatory: bool = True) -> dict[str, object]:
    return {"code": code, "question": "Is it so?", "kind": kind, "mandatory": mandatory, "asserted_by": "section_151"}


def test_only_mandatory_ones_stop_and_assertions_need_words() -> None:
    policy = [
        criterion("risks_listed"),
        criterion("claims_have_evidence", mandatory=False),
        criterion("value_for_money", "asserted"),
    ]
    assert all(result.met for result in results(policy, WHOLE))
    bare = replace(WHOLE, risks=0, bare_claims=("It works",), assertions={"value_for_money": " "})
    found = results(policy, bare)
    assert [result.met for result in found] == [False, False, False]
    assert [result.code for result in stopping(found)] == ["risks_listed", "value_for_money"]
    with pytest.raises(KeyError):
        results([criterion("unheard_of")], WHOLE)


@pytest.mark.parametrize("gateway", list(Gateway))
@pytest.mark.parametrize("route", list(Route))
def test_the_example_policy_is_whole(gateway: Gateway, route: Route) -> None:
    one = POLICY["gateways"][gateway.value]
    way = one["routes"][route.value]
    assert len(results(way["criteria"], WHOLE)) == len(way["criteria"]) > 0
    assert {SignOffKind(kind) for kind in way["sign_offs"]} <= set(SignOffKind)
    assert one["promised_working_days"] > 0
    for entry in way["criteria"]:
        assert entry["why"].endswith(".")
        assert entry["how"].endswith(".")
        assert entry["kind"] == "computed" or Role(entry["asserted_by"])


def test_who_decides_in_the_example_policy() -> None:
    gateways = POLICY["gateways"]
    assert POLICY["example"] is True
    assert gateways["G1"]["promised_working_days"] == 10
    assert gateways["G1"]["deciders"] == {
        "local": {"role": "directorate_lead"},
        "council_wide": {"role": "triage_officer"},
    }
    assert gateways["G2"]["deciders"] == {"light": {"role": "change_lead"}, "full": {"board": "change-board"}}
    assert gateways["G3"]["deciders"]["full"] == {"role": "change_lead"}
    assert [gateways[code]["fallback_role"] for code in ("G1", "G2", "G3", "G5")] == [
        "change_lead", "section_151", "section_151", "section_151",
    ]  # fmt: skip
