"""The permission rule: who may, who is barred, who may not even know, and what the refusal says."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from changeportal.domain.errors import NotFound, Refused
from changeportal.domain.people import Actor, Grant
from changeportal.domain.permission_facts import (
    ConditionFacts,
    GateFacts,
    MeetingFacts,
    MonthFacts,
    PersonFacts,
    PolicyFacts,
    ProposalFacts,
    RequestFacts,
    SavingFacts,
    SignOffFacts,
    Subject,
    VersionFacts,
)
from changeportal.domain.permissions import BARS, RULES, Permission, acts_for, may, require
from changeportal.domain.terms import Act, Gateway, Part, Role, SignOffKind, Stage, Status

START = date(2026, 4, 1)
ME, OTHER, THIRD = UUID(int=1), UUID(int=2), UUID(int=3)
HOME, AWAY = UUID(int=10), UUID(int=11)
BOARD, POOL = UUID(int=20), UUID(int=30)


def actor(*roles: Role, id: UUID = ME, **scope: Any) -> Actor:
    grants = tuple(Grant(role, START, **scope) for role in roles)
    return Actor(id, "Alex Example", "alex@example.org", grants)


PROPOSAL = ProposalFacts(
    id=UUID(int=100), ref="CP-2026-0042", directorate_id=HOME, stage=Stage.BUSINESS_CASE, status=Status.DRAFT
)


def with_part(part: Part, person: UUID = ME, base: ProposalFacts = PROPOSAL) -> ProposalFacts:
    return replace(base, parts=frozenset({(person, part)}))


def test_every_permission_has_a_rule() -> None:
    assert set(RULES) == set(Permission)


BY_ROLE = [
    (Permission.PROPOSAL_REOPEN, {Role.CHANGE_LEAD}),
    (Permission.PROPOSAL_PAUSE, {Role.CHANGE_LEAD, Role.CHANGE_TEAM}),
    (Permission.TRIAGE_TAKE_UP, {Role.TRIAGE_OFFICER, Role.CHANGE_TEAM, Role.CHANGE_LEAD, Role.DIRECTORATE_LEAD}),
    (Permission.RESOURCE_ANSWER, {Role.RESOURCE_MANAGER}),
    (Permission.RESOURCE_VIEW_NAMES, {Role.RESOURCE_MANAGER}),
    (Permission.AGENDA_BUILD, {Role.SECRETARY}),
    (Permission.DECISION_CONFIRM, {Role.CHAIR}),
    (Permission.DECISION_RECORD, {Role.CHAIR, Role.SECRETARY}),
    (Permission.VOTE_CAST, {Role.CHAIR, Role.BOARD_MEMBER}),
    (Permission.SAVING_VERIFY, {Role.FINANCE_PARTNER, Role.SECTION_151}),
    (Permission.MONTH_CLOSE, {Role.FINANCE_PARTNER, Role.SECTION_151}),
    (Permission.MTFS_PUBLISH, {Role.SECTION_151}),
    (Permission.POLICY_MAKE, {Role.CHANGE_LEAD}),
    (Permission.POLICY_AGREE, {Role.MONITORING_OFFICER, Role.SECTION_151}),
    (Permission.PEOPLE_MANAGE, {Role.ADMINISTRATOR}),
    (Permission.JOBS_MANAGE, {Role.ADMINISTRATOR}),
    (Permission.AUDIT_READ, {Role.AUDITOR, Role.MONITORING_OFFICER, Role.SECTION_151}),
    (Permission.CAPACITY_VIEW, set(Role)),
    (Permission.CASE_EDIT, set()),
    (Permission.GATEWAY_DECIDE, set()),
]


@pytest.mark.parametrize(("permission", "roles"), BY_ROLE)
@pytest.mark.parametrize("role", list(Role))
def test_roles(permission: Permission, roles: set[Role], role: Role) -> None:
    answer = may(actor(role), permission)
    assert answer.allowed is (role in roles)
    assert answer.allowed or answer.reason.startswith("Only ")


def test_an_administrator_gains_no_business_power() -> None:
    free = {one for one in Permission if may(actor(), one).allowed}
    assert {one for one in Permission if may(actor(Role.ADMINISTRATOR), one).allowed} - free == {
        Permission.PEOPLE_MANAGE,
        Permission.REFERENCE_MANAGE,
        Permission.JOBS_MANAGE,
    }
    assert may(actor(Role.ADMINISTRATOR), Permission.PEOPLE_MANAGE, PersonFacts(id=OTHER)).allowed
    assert may(actor(Role.ADMINISTRATOR), Permission.PEOPLE_MANAGE, PersonFacts(id=ME)).code == "own_account"


def test_anybody_submits_an_idea_but_only_their_own() -> None:
    idea = replace(PROPOSAL, stage=Stage.IDEA)
    assert may(actor(), Permission.IDEA_SUBMIT).allowed
    assert may(actor(), Permission.IDEA_SUBMIT, with_part(Part.PROPOSER, base=idea)).allowed
    assert may(actor(Role.CHANGE_TEAM), Permission.IDEA_SUBMIT, idea).code == "role"


@pytest.mark.parametrize(
    ("permission", "parts"),
    [
        (Permission.CASE_EDIT, {Part.AUTHOR, Part.CONTRIBUTOR}),
        (Permission.CASE_SUBMIT, {Part.AUTHOR, Part.SPONSOR}),
        (Permission.PROPOSAL_WITHDRAW, {Part.PROPOSER, Part.AUTHOR, Part.SPONSOR}),
        (Permission.SAVING_FORECAST, {Part.SAVINGS_OWNER}),
    ],
)
@pytest.mark.parametrize("part", list(Part))
def test_parts(permission: Permission, parts: set[Part], part: Part) -> None:
    assert may(actor(), permission, with_part(part)).allowed is (part in parts)
    assert not may(actor(), permission, with_part(part, OTHER)).allowed


def test_a_part_on_a_saving() -> None:
    saving = SavingFacts(directorate_id=HOME, owners=frozenset({ME}))
    assert may(actor(), Permission.SAVING_FORECAST, saving).allowed
    assert not may(actor(id=OTHER), Permission.SAVING_FORECAST, saving).allowed


@pytest.mark.parametrize(
    ("stage", "status", "open_to_writers"),
    [
        (Stage.BUSINESS_CASE, Status.DRAFT, True),
        (Stage.BUSINESS_CASE, Status.SUBMITTED, False),
        (Stage.BUSINESS_CASE, Status.SCHEDULED, False),
        (Stage.RESOURCING, Status.RETURNED, True),
        (Stage.APPROVAL, Status.IN_REVIEW, False),
    ],
)
def test_a_submitted_case_is_frozen(stage: Stage, status: Status, open_to_writers: bool) -> None:
    case = replace(with_part(Part.AUTHOR), stage=stage, status=status)
    assert may(actor(), Permission.CASE_EDIT, case).allowed is open_to_writers
    assert may(actor(), Permission.CASE_EDIT, case).code == ("ok" if open_to_writers else "state")


SCOPED: list[tuple[Permission, Actor, Subject, bool]] = [
    (
        Permission.RESOURCE_ANSWER,
        actor(Role.RESOURCE_MANAGER, pool_id=POOL),
        RequestFacts(pool_id=POOL, proposal=PROPOSAL),
        True,
    ),
    (Permission.RESOURCE_ANSWER, actor(Role.RESOURCE_MANAGER, pool_id=POOL), RequestFacts(pool_id=AWAY), False),
    (Permission.SAVING_VERIFY, actor(Role.FINANCE_PARTNER, directorate_id=HOME), SavingFacts(proposal=PROPOSAL), True),
    (Permission.SAVING_VERIFY, actor(Role.FINANCE_PARTNER, directorate_id=AWAY), SavingFacts(proposal=PROPOSAL), False),
    (Permission.DECISION_CONFIRM, actor(Role.CHAIR, board_id=BOARD), MeetingFacts(board_id=BOARD), True),
    (Permission.DECISION_CONFIRM, actor(Role.CHAIR, board_id=BOARD), MeetingFacts(board_id=AWAY), False),
    (Permission.VOTE_CAST, actor(), MeetingFacts(board_id=BOARD, seats=frozenset({ME})), True),
    (Permission.VOTE_CAST, actor(Role.CHAIR), MeetingFacts(board_id=BOARD, seats=frozenset({OTHER})), False),
    (
        Permission.SIGNOFF_GIVE,
        actor(Role.REVIEWER, sign_off=SignOffKind.HR),
        SignOffFacts(sign_off=SignOffKind.HR, proposal=PROPOSAL),
        True,
    ),
    (
        Permission.SIGNOFF_GIVE,
        actor(Role.REVIEWER, sign_off=SignOffKind.HR),
        SignOffFacts(sign_off=SignOffKind.LEGAL),
        False,
    ),
    (Permission.SIGNOFF_GIVE, actor(Role.MONITORING_OFFICER), SignOffFacts(sign_off=SignOffKind.LEGAL), True),
    (Permission.SIGNOFF_GIVE, actor(Role.FINANCE_PARTNER), SignOffFacts(sign_off=SignOffKind.FINANCE), True),
    (Permission.SIGNOFF_GIVE, actor(Role.FINANCE_PARTNER), SignOffFacts(sign_off=SignOffKind.HR), False),
]


@pytest.mark.parametrize(("permission", "who", "subject", "allowed"), SCOPED)
def test_scopes(permission: Permission, who: Actor, subject: Subject, allowed: bool) -> None:
    assert may(who, permission, subject).allowed is allowed


def test_the_gateway_names_who_decides_and_who_falls_in() -> None:
    gate = GateFacts(
        proposal=PROPOSAL, gateway=Gateway.G3, roles=frozenset({Role.CHANGE_LEAD}), fallback=Role.SECTION_151
    )
    assert may(actor(Role.CHANGE_LEAD), Permission.GATEWAY_DECIDE, gate).allowed
    assert not may(actor(Role.SECTION_151), Permission.GATEWAY_DECIDE, gate).allowed
    assert may(actor(Role.SECTION_151), Permission.GATEWAY_DECIDE, replace(gate, fallback_open=True)).allowed
    local = replace(gate, gateway=Gateway.G1, roles=frozenset({Role.DIRECTORATE_LEAD}))
    assert may(actor(Role.DIRECTORATE_LEAD, directorate_id=HOME), Permission.TRIAGE_DECIDE, local).allowed
    assert not may(actor(Role.DIRECTORATE_LEAD, directorate_id=AWAY), Permission.TRIAGE_DECIDE, local).allowed


DECIDES = {"triage:decide", "gateway:decide", "decision:confirm", "vote:cast"}
FOUR = DECIDES | {"condition:close", "saving:verify", "signoff:give", "criterion:assert"}


@pytest.mark.parametrize(
    ("act", "barred"),
    [
        (Act.PROPOSED, FOUR),
        (Act.WROTE, FOUR),
        (Act.ENTERED_FIGURES, FOUR),
        (Act.SPONSORED, FOUR),
        (Act.ENTERED_ACTUAL, {"saving:verify"}),
        (Act.OWNS_CONDITION, {"condition:close"}),
        (Act.PREPARED_VERSION, {"mtfs:publish"}),
        (Act.MADE_POLICY, {"policy:agree"}),
        (Act.CLOSED_MONTH, {"month:reopen"}),
    ],
)
def test_the_pairs_of_separated_duties(act: Act, barred: set[str]) -> None:
    assert {permission.value for permission in BARS[act]} == barred


def acts(act: Act, person: UUID = ME) -> frozenset[tuple[Act, UUID]]:
    return frozenset({(act, person)})


WROTE = replace(PROPOSAL, acts=acts(Act.WROTE), status=Status.IN_REVIEW)


@pytest.mark.parametrize(
    ("permission", "subject", "reason"),
    [
        (
            Permission.GATEWAY_DECIDE,
            GateFacts(proposal=WROTE, gateway=Gateway.G2, roles=frozenset({Role.CHAIR})),
            "You wrote this case, so someone else must decide it",
        ),
        (
            Permission.VOTE_CAST,
            MeetingFacts(proposal=WROTE, seats=frozenset({ME, OTHER})),
            "You wrote this case, so someone else must vote on it",
        ),
        (
            Permission.SIGNOFF_GIVE,
            SignOffFacts(proposal=WROTE, sign_off=SignOffKind.FINANCE),
            "You wrote this case, so someone else must sign it off",
        ),
        (
            Permission.CONDITION_CLOSE,
            ConditionFacts(acts=acts(Act.OWNS_CONDITION)),
            "You own this condition, so someone else must close the condition",
        ),
        (
            Permission.SAVING_VERIFY,
            SavingFacts(acts=acts(Act.ENTERED_ACTUAL)),
            "You entered this actual, so someone else must verify the saving",
        ),
        (
            Permission.MTFS_PUBLISH,
            VersionFacts(acts=acts(Act.PREPARED_VERSION)),
            "You prepared this version, so someone else must publish it",
        ),
        (
            Permission.POLICY_AGREE,
            PolicyFacts(acts=acts(Act.MADE_POLICY)),
            "You made this policy version, so someone else must agree it",
        ),
    ],
)
def test_a_barred_person_is_told_why(permission: Permission, subject: Subject, reason: str) -> None:
    everything = actor(*Role)
    assert may(everything, permission, subject).reason == reason
    assert may(actor(*Role, id=OTHER), permission, subject).allowed


def test_an_actual_bars_only_its_own_entry() -> None:
    other_entry = SavingFacts(proposal=replace(PROPOSAL, acts=acts(Act.ENTERED_ACTUAL)))
    assert may(actor(Role.SECTION_151), Permission.SAVING_VERIFY, other_entry).allowed


def test_a_month_is_opened_again_by_two() -> None:
    month = MonthFacts(acts=acts(Act.CLOSED_MONTH))
    finance = actor(Role.FINANCE_PARTNER)
    assert may(finance, Permission.MONTH_REOPEN, month).code == "barred"
    assert may(finance, Permission.MONTH_REOPEN, replace(month, seconds=frozenset({ME}))).code == "barred"
    assert may(finance, Permission.MONTH_REOPEN, replace(month, seconds=frozenset({OTHER}))).allowed


def test_deputies_hold_the_place_and_inherit_the_bars() -> None:
    chair = actor(Role.CHAIR, id=OTHER)
    deputy = replace(actor(), stands_in_for=(chair,))
    gate = GateFacts(proposal=PROPOSAL, gateway=Gateway.G2, roles=frozenset({Role.CHAIR}))
    assert may(deputy, Permission.GATEWAY_DECIDE, gate).acting_for == OTHER
    by_chair = replace(gate, proposal=replace(PROPOSAL, acts=acts(Act.SPONSORED, OTHER)))
    refusal = may(deputy, Permission.GATEWAY_DECIDE, by_chair)
    assert refusal.code == "barred"
    assert refusal.reason.startswith("You stand in for Alex Example, who sponsored")
    by_deputy = replace(gate, proposal=replace(PROPOSAL, acts=acts(Act.SPONSORED, ME)))
    assert may(deputy, Permission.GATEWAY_DECIDE, by_deputy).code == "barred"
    own_right = replace(deputy, grants=(Grant(Role.CHAIR, START),))
    assert may(own_right, Permission.GATEWAY_DECIDE, by_chair).allowed
    executive = MeetingFacts(seats=frozenset({OTHER}), deputies_allowed=False)
    assert may(deputy, Permission.VOTE_CAST, executive).code == "no_substitutes"
    assert may(deputy, Permission.VOTE_CAST, replace(executive, deputies_allowed=True)).allowed


def test_whoever_left_the_item_does_not_vote() -> None:
    item = MeetingFacts(seats=frozenset({ME, OTHER}), recused=frozenset({ME}))
    assert may(actor(), Permission.VOTE_CAST, item).code == "recused"
    assert may(actor(id=OTHER), Permission.VOTE_CAST, item).allowed


def test_the_vice_chair_confirms_while_the_chair_is_away_and_never_their_own() -> None:
    item = MeetingFacts(board_id=BOARD, seats=frozenset({ME, OTHER}), proposal=PROPOSAL)
    assert may(actor(Role.BOARD_MEMBER), Permission.DECISION_CONFIRM, item).code == "role"
    away = replace(item, presiding=frozenset({ME}))
    assert may(actor(Role.BOARD_MEMBER), Permission.DECISION_CONFIRM, away).allowed
    own = replace(away, proposal=replace(PROPOSAL, acts=acts(Act.WROTE, ME)))
    refusal = may(actor(), Permission.DECISION_CONFIRM, own)
    assert (refusal.code, refusal.reason) == (
        "barred",
        "You wrote this case, so someone else must confirm the decision",
    )
    left = MeetingFacts(board_id=BOARD, recused=frozenset({ME}))
    refusal = may(actor(Role.CHAIR), Permission.DECISION_CONFIRM, left)
    assert refusal.reason == "You left this item because of an interest, so you cannot confirm the decision"


def test_a_substitute_is_held_to_the_acts_and_interests_of_both() -> None:
    item = MeetingFacts(seats=frozenset({ME}), in_place_of=frozenset({(ME, OTHER)}), proposal=PROPOSAL)
    assert may(actor(), Permission.VOTE_CAST, item).allowed
    wrote = replace(item, proposal=replace(PROPOSAL, acts=acts(Act.WROTE, OTHER)))
    refusal = may(actor(), Permission.VOTE_CAST, wrote)
    assert refusal.reason == "You sit in the place of somebody who wrote this case, so someone else must vote on it"
    assert may(actor(), Permission.VOTE_CAST, replace(item, recused=frozenset({OTHER}))).code == "recused"


def test_whom_somebody_stands_in_for_whatever_state_it_is_in() -> None:
    frozen = replace(with_part(Part.AUTHOR, OTHER), stage=Stage.APPROVAL, status=Status.IN_REVIEW)
    deputy = replace(actor(), stands_in_for=(actor(id=OTHER),))
    assert acts_for(deputy, Permission.CASE_EDIT, frozen) == OTHER
    assert acts_for(deputy, Permission.CASE_EDIT, with_part(Part.CONTRIBUTOR)) is None
    assert acts_for(actor(), Permission.CASE_EDIT, frozen) is None


SEES_RESTRICTED = {Role.CHANGE_LEAD, Role.SECTION_151, Role.FINANCE_PARTNER}


@pytest.mark.parametrize("role", list(Role))
def test_who_knows_of_a_restricted_proposal(role: Role) -> None:
    hidden = replace(PROPOSAL, restricted=True)
    assert may(actor(role), Permission.PROPOSAL_VIEW, PROPOSAL).allowed
    assert may(actor(role), Permission.PROPOSAL_VIEW, hidden).allowed is (role in SEES_RESTRICTED)


def test_people_reviewers_and_deciders_know_of_a_restricted_proposal() -> None:
    hidden = replace(PROPOSAL, restricted=True)
    assert may(actor(), Permission.PROPOSAL_VIEW, with_part(Part.LEAD_MEMBER, base=hidden)).allowed
    assert may(actor(), Permission.PROPOSAL_VIEW, replace(hidden, reviewers=frozenset({ME}))).allowed
    assert may(actor(), Permission.PROPOSAL_VIEW, replace(hidden, deciders=frozenset({ME}))).allowed
    deputy = replace(actor(), stands_in_for=(actor(id=OTHER),))
    assert may(deputy, Permission.PROPOSAL_VIEW, replace(hidden, deciders=frozenset({OTHER}))).allowed
    away = actor(Role.FINANCE_PARTNER, directorate_id=AWAY)
    assert may(away, Permission.PROPOSAL_VIEW, hidden).code == "hidden"


@pytest.mark.parametrize("role", list(Role))
def test_who_sees_the_draft_of_an_idea(role: Role) -> None:
    draft = replace(PROPOSAL, stage=Stage.IDEA)
    change_team = {Role.CHANGE_LEAD, Role.CHANGE_TEAM, Role.TRIAGE_OFFICER}
    assert may(actor(role), Permission.PROPOSAL_VIEW, draft).allowed is (role in change_team)
    restricted = replace(draft, restricted=True)
    assert may(actor(role), Permission.PROPOSAL_VIEW, restricted).allowed is (role is Role.CHANGE_LEAD)


def test_the_answer_as_an_error() -> None:
    assert require(actor(Role.CHANGE_LEAD), Permission.PROPOSAL_REOPEN, PROPOSAL).code == "ok"
    with pytest.raises(NotFound):
        require(actor(*(set(Role) - SEES_RESTRICTED)), Permission.PROPOSAL_REOPEN, replace(PROPOSAL, restricted=True))
    with pytest.raises(Refused) as refusal:
        require(actor(), Permission.PROPOSAL_REOPEN, replace(PROPOSAL, ask="Sam Sample"))
    assert refusal.value.message == "Only the change lead can do this. Ask Sam Sample."
