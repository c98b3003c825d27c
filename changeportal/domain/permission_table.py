"""The table of permissions: who may do what, and which remembered acts bar it. No logic stands here."""

from dataclasses import dataclass
from enum import StrEnum

from changeportal.domain.terms import Act, Part, Role


class Permission(StrEnum):
    """Everything that somebody may be allowed to do: the area, then the verb."""

    IDEA_SUBMIT = "idea:submit"
    IDEA_EDIT = "idea:edit"
    PROPOSAL_VIEW = "proposal:view"
    PROPOSAL_WITHDRAW = "proposal:withdraw"
    PROPOSAL_PAUSE = "proposal:pause"
    PROPOSAL_REOPEN = "proposal:reopen"
    PROPOSAL_REASSIGN = "proposal:reassign"
    PROPOSAL_RESTRICT = "proposal:restrict"
    TRIAGE_TAKE_UP = "triage:take_up"
    TRIAGE_DECIDE = "triage:decide"
    CASE_EDIT = "case:edit"
    CASE_SUBMIT = "case:submit"
    CASE_WITHDRAW_SUBMISSION = "case:withdraw_submission"
    SIGNOFF_GIVE = "signoff:give"
    CRITERION_ASSERT = "criterion:assert"
    GATEWAY_DECIDE = "gateway:decide"
    RESOURCE_ASK = "resource:ask"
    RESOURCE_ANSWER = "resource:answer"
    RESOURCE_EDIT_CAPACITY = "resource:edit_capacity"
    RESOURCE_VIEW_NAMES = "resource:view_names"
    POT_EDIT = "pot:edit"
    FUNDING_ANSWER = "funding:answer"
    CAPACITY_VIEW = "capacity:view"
    BOARD_MANAGE = "board:manage"
    AGENDA_BUILD = "agenda:build"
    ATTENDANCE_RECORD = "attendance:record"
    INTEREST_DECLARE = "interest:declare"
    VOTE_CAST = "vote:cast"
    DECISION_RECORD = "decision:record"
    DECISION_CONFIRM = "decision:confirm"
    DECISION_CORRECT = "decision:correct"
    NOTICE_PUBLISH = "notice:publish"
    CALL_IN_RECORD = "call_in:record"
    PLAN_AUTHORISE = "plan:authorise"
    FACT_RECORD = "fact:record"
    CONDITION_CLOSE = "condition:close"
    SAVING_FORECAST = "saving:forecast"
    SAVING_ENTER_ACTUAL = "saving:enter_actual"
    SAVING_ADJUST_BUDGET = "saving:adjust_budget"
    SAVING_VERIFY = "saving:verify"
    SAVING_OVERRIDE_STATUS = "saving:override_status"
    MONTH_CLOSE = "month:close"
    MONTH_REOPEN = "month:reopen"
    MTFS_EDIT = "mtfs:edit"
    MTFS_PREPARE = "mtfs:prepare"
    MTFS_PUBLISH = "mtfs:publish"
    POLICY_MAKE = "policy:make"
    POLICY_AGREE = "policy:agree"
    PEOPLE_MANAGE = "people:manage"
    REFERENCE_MANAGE = "reference:manage"
    JOBS_MANAGE = "jobs:manage"
    AUDIT_READ = "audit:read"
    EXPORT_DOWNLOAD = "export:download"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may: everybody signed in, holders of a role in the subject's scope, or people with a part on the proposal."""

    who: str
    roles: frozenset[Role] = frozenset()
    parts: frozenset[Part] = frozenset()
    everyone: bool = False
    seat: bool = False
    holder: bool = False
    by_gateway: bool = False
    presides: bool = False


def _rule(who: str, *allowed: Role | Part, seat: bool = False, presides: bool = False) -> Rule:
    roles = frozenset(one for one in allowed if isinstance(one, Role))
    parts = frozenset(one for one in allowed if isinstance(one, Part))
    return Rule(who, roles, parts, seat=seat, presides=presides)


_EVERYONE = Rule("people who are signed in", everyone=True)
_WRITERS = "the author or a contributor"
_CLERK = "the body's clerk or the monitoring officer"
_FINANCE = (Role.FINANCE_PARTNER, Role.SECTION_151)
_FINANCE_WORDS = "the finance business partner or the Section 151 officer"

RULES: dict[Permission, Rule] = {
    Permission.IDEA_SUBMIT: Rule("the proposer or the author", parts=frozenset({Part.PROPOSER, Part.AUTHOR})),
    Permission.IDEA_EDIT: _rule(
        "the proposer, the author or a contributor", Part.PROPOSER, Part.AUTHOR, Part.CONTRIBUTOR
    ),
    Permission.PROPOSAL_VIEW: _EVERYONE,
    Permission.PROPOSAL_WITHDRAW: _rule(
        "the proposer, the author or the sponsor", Part.PROPOSER, Part.AUTHOR, Part.SPONSOR
    ),
    Permission.PROPOSAL_PAUSE: _rule("the change lead or the change team", Role.CHANGE_LEAD, Role.CHANGE_TEAM),
    Permission.PROPOSAL_REOPEN: _rule("the change lead", Role.CHANGE_LEAD),
    Permission.PROPOSAL_REASSIGN: _rule("the change lead or the change team", Role.CHANGE_LEAD, Role.CHANGE_TEAM),
    Permission.PROPOSAL_RESTRICT: _rule(
        "the author, the sponsor, the change lead or the monitoring officer",
        Part.AUTHOR,
        Part.SPONSOR,
        Role.CHANGE_LEAD,
        Role.MONITORING_OFFICER,
    ),
    Permission.TRIAGE_TAKE_UP: _rule(
        "the change team or the directorate's lead",
        Role.TRIAGE_OFFICER,
        Role.CHANGE_TEAM,
        Role.CHANGE_LEAD,
        Role.DIRECTORATE_LEAD,
    ),
    Permission.TRIAGE_DECIDE: Rule("the person whom the policy names for triage", by_gateway=True),
    Permission.CASE_EDIT: _rule(_WRITERS, Part.AUTHOR, Part.CONTRIBUTOR),
    Permission.RESOURCE_ASK: _rule(_WRITERS, Part.AUTHOR, Part.CONTRIBUTOR),
    Permission.CASE_SUBMIT: _rule("the author or the sponsor", Part.AUTHOR, Part.SPONSOR),
    Permission.CASE_WITHDRAW_SUBMISSION: _rule(
        "the proposer, the author or the sponsor", Part.PROPOSER, Part.AUTHOR, Part.SPONSOR
    ),
    Permission.SIGNOFF_GIVE: _rule("a reviewer for this kind of check", Role.REVIEWER),
    Permission.CRITERION_ASSERT: Rule("the role that the gateway policy names", by_gateway=True),
    Permission.GATEWAY_DECIDE: Rule("the person or body whom the policy names for this gateway", by_gateway=True),
    Permission.RESOURCE_ANSWER: _rule("the manager of this team", Role.RESOURCE_MANAGER),
    Permission.RESOURCE_EDIT_CAPACITY: _rule("the manager of this team", Role.RESOURCE_MANAGER),
    Permission.RESOURCE_VIEW_NAMES: _rule("the manager of this team", Role.RESOURCE_MANAGER),
    Permission.POT_EDIT: _rule(_FINANCE_WORDS, *_FINANCE),
    Permission.FUNDING_ANSWER: Rule("the holder of this pot", frozenset(_FINANCE), holder=True),
    Permission.CAPACITY_VIEW: _EVERYONE,
    Permission.BOARD_MANAGE: _rule("the board's secretary or the change lead", Role.SECRETARY, Role.CHANGE_LEAD),
    Permission.AGENDA_BUILD: _rule("the board's secretary", Role.SECRETARY),
    Permission.ATTENDANCE_RECORD: _rule("the board's secretary", Role.SECRETARY),
    Permission.INTEREST_DECLARE: _rule("somebody with a seat on this board", Role.BOARD_MEMBER, Role.CHAIR, seat=True),
    Permission.VOTE_CAST: _rule("somebody with a seat on this board", Role.BOARD_MEMBER, Role.CHAIR, seat=True),
    Permission.DECISION_RECORD: _rule("the board's secretary or chair", Role.SECRETARY, Role.CHAIR, presides=True),
    Permission.DECISION_CONFIRM: _rule(
        "the board's chair, or the vice-chair while the chair is away", Role.CHAIR, presides=True
    ),
    Permission.DECISION_CORRECT: _rule(
        "the board's secretary or the monitoring officer", Role.SECRETARY, Role.MONITORING_OFFICER
    ),
    Permission.NOTICE_PUBLISH: _rule(_CLERK, Role.SECRETARY, Role.MONITORING_OFFICER),
    Permission.CALL_IN_RECORD: _rule(_CLERK, Role.SECRETARY, Role.MONITORING_OFFICER),
    Permission.PLAN_AUTHORISE: _rule(
        "the body's clerk, the monitoring officer or the change lead",
        Role.SECRETARY,
        Role.MONITORING_OFFICER,
        Role.CHANGE_LEAD,
    ),
    Permission.FACT_RECORD: _rule(_FINANCE_WORDS, *_FINANCE),
    Permission.CONDITION_CLOSE: _rule(
        "the board's secretary or chair, the change lead or the change team",
        Role.SECRETARY,
        Role.CHAIR,
        Role.CHANGE_LEAD,
        Role.CHANGE_TEAM,
    ),
    Permission.SAVING_FORECAST: _rule(
        "the savings owner or the finance business partner", Part.SAVINGS_OWNER, Role.FINANCE_PARTNER
    ),
    Permission.SAVING_ENTER_ACTUAL: _rule(
        "the savings owner or the finance business partner", Part.SAVINGS_OWNER, Role.FINANCE_PARTNER
    ),
    Permission.SAVING_ADJUST_BUDGET: _rule(_FINANCE_WORDS, *_FINANCE),
    Permission.SAVING_VERIFY: _rule(_FINANCE_WORDS, *_FINANCE),
    Permission.SAVING_OVERRIDE_STATUS: _rule(
        "the change lead or the Section 151 officer", Role.CHANGE_LEAD, Role.SECTION_151
    ),
    Permission.MONTH_CLOSE: _rule(_FINANCE_WORDS, *_FINANCE),
    Permission.MONTH_REOPEN: _rule(_FINANCE_WORDS, *_FINANCE),
    Permission.MTFS_EDIT: _rule(_FINANCE_WORDS, *_FINANCE),
    Permission.MTFS_PREPARE: _rule(_FINANCE_WORDS, *_FINANCE),
    Permission.MTFS_PUBLISH: _rule("the Section 151 officer", Role.SECTION_151),
    Permission.POLICY_MAKE: _rule("the change lead", Role.CHANGE_LEAD),
    Permission.POLICY_AGREE: _rule(
        "the monitoring officer or the Section 151 officer", Role.MONITORING_OFFICER, Role.SECTION_151
    ),
    Permission.PEOPLE_MANAGE: _rule("an administrator", Role.ADMINISTRATOR),
    Permission.REFERENCE_MANAGE: _rule("an administrator or the change lead", Role.ADMINISTRATOR, Role.CHANGE_LEAD),
    Permission.JOBS_MANAGE: _rule("an administrator", Role.ADMINISTRATOR),
    Permission.AUDIT_READ: _rule(
        "an auditor, the monitoring officer or the Section 151 officer",
        Role.AUDITOR,
        Role.MONITORING_OFFICER,
        Role.SECTION_151,
    ),
    Permission.EXPORT_DOWNLOAD: _EVERYONE,
}

_DECIDING = frozenset(
    {Permission.TRIAGE_DECIDE, Permission.GATEWAY_DECIDE, Permission.DECISION_CONFIRM, Permission.VOTE_CAST}
)
_FOUR = _DECIDING | {
    Permission.CONDITION_CLOSE,
    Permission.SAVING_VERIFY,
    Permission.SIGNOFF_GIVE,
    Permission.CRITERION_ASSERT,
}

BARS: dict[Act, frozenset[Permission]] = {
    Act.PROPOSED: _FOUR,
    Act.WROTE: _FOUR,
    Act.ENTERED_FIGURES: _FOUR,
    Act.SPONSORED: _FOUR,
    Act.ENTERED_ACTUAL: frozenset({Permission.SAVING_VERIFY}),
    Act.OWNS_CONDITION: frozenset({Permission.CONDITION_CLOSE}),
    Act.PREPARED_VERSION: frozenset({Permission.MTFS_PUBLISH}),
    Act.MADE_POLICY: frozenset({Permission.POLICY_AGREE}),
    Act.CLOSED_MONTH: frozenset({Permission.MONTH_REOPEN}),
}

DID = {
    Act.PROPOSED: "proposed this idea",
    Act.WROTE: "wrote this case",
    Act.ENTERED_FIGURES: "entered figures for this case",
    Act.SPONSORED: "sponsored this proposal",
    Act.ENTERED_ACTUAL: "entered this actual",
    Act.OWNS_CONDITION: "own this condition",
    Act.PREPARED_VERSION: "prepared this version",
    Act.MADE_POLICY: "made this policy version",
    Act.CLOSED_MONTH: "closed this month",
}

TO_DO = {
    Permission.TRIAGE_DECIDE: "decide it",
    Permission.GATEWAY_DECIDE: "decide it",
    Permission.DECISION_CONFIRM: "confirm the decision",
    Permission.VOTE_CAST: "vote on it",
    Permission.CONDITION_CLOSE: "close the condition",
    Permission.SAVING_VERIFY: "verify the saving",
    Permission.SIGNOFF_GIVE: "sign it off",
    Permission.CRITERION_ASSERT: "say that it is met",
    Permission.MTFS_PUBLISH: "publish it",
    Permission.POLICY_AGREE: "agree it",
    Permission.MONTH_REOPEN: "agree to open it again",
}
