"""The product's fixed words, one enum each (specification sections 1, 2 and 15).

Values are what the database stores; labels are what a person reads.
"""

from enum import StrEnum


class Stage(StrEnum):
    """Where a proposal is."""

    IDEA = "idea"
    BUSINESS_CASE = "business_case"
    RESOURCING = "resourcing"
    APPROVAL = "approval"
    BENEFITS = "benefits"
    CLOSED = "closed"


class Status(StrEnum):
    """What is happening to a proposal in its stage."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    RETURNED = "returned"
    PAUSED = "paused"
    IN_TEST = "in_test"
    CONSULTING = "consulting"
    ACTIVE = "active"
    COMPLETED = "completed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    BUSINESS_AS_USUAL = "business_as_usual"


class Gateway(StrEnum):
    """The decision point that ends a stage."""

    G1 = "G1"
    G2 = "G2"
    G3 = "G3"
    G4 = "G4"
    G5 = "G5"


class Outcome(StrEnum):
    """What a gateway decision says."""

    PROCEED = "proceed"
    PROCEED_WITH_CONDITIONS = "proceed_with_conditions"
    RETURN = "return"
    PAUSE = "pause"
    BUSINESS_AS_USUAL = "business_as_usual"
    TEST = "test"
    CONSULT = "consult"
    AGREE_IN_PRINCIPLE = "agree_in_principle"
    DELEGATE = "delegate"
    RECOMMEND = "recommend"
    ENDORSE = "endorse"
    NOTE = "note"
    REFER_BACK = "refer_back"
    MERGE = "merge"
    DECLINE = "decline"
    REALISED = "realised"
    REALISED_IN_PART = "realised_in_part"
    NOT_REALISED = "not_realised"
    KEEP_TRACKING = "keep_tracking"


class Action(StrEnum):
    """What moves a proposal from one stage and status to another."""

    CREATE = "create"
    BRING_IN = "bring_in"
    SUBMIT = "submit"
    TAKE_UP = "take_up"
    SCHEDULE = "schedule"
    UNSCHEDULE = "unschedule"
    DECIDE = "decide"
    WITHDRAW_SUBMISSION = "withdraw_submission"
    PAUSE = "pause"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    END_TEST = "end_test"
    END_CONSULTATION = "end_consultation"


class Part(StrEnum):
    """What a person is on one proposal."""

    PROPOSER = "proposer"
    AUTHOR = "author"
    CONTRIBUTOR = "contributor"
    SPONSOR = "sponsor"
    SAVINGS_OWNER = "savings_owner"
    LEAD_MEMBER = "lead_member"


class Role(StrEnum):
    """What a person is in the council's use of the product; a grant has a scope and dates."""

    PROPOSER = "proposer"
    TRIAGE_OFFICER = "triage_officer"
    CHANGE_TEAM = "change_team"
    CHANGE_LEAD = "change_lead"
    REVIEWER = "reviewer"
    RESOURCE_MANAGER = "resource_manager"
    SECRETARY = "secretary"
    BOARD_MEMBER = "board_member"
    CHAIR = "chair"
    FINANCE_PARTNER = "finance_partner"
    SECTION_151 = "section_151"
    MONITORING_OFFICER = "monitoring_officer"
    DIRECTOR = "director"
    DIRECTORATE_LEAD = "directorate_lead"
    VIEWER = "viewer"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Act(StrEnum):
    """An act that is remembered for ever because it bars another (section 15, decision 4)."""

    PROPOSED = "proposed"
    WROTE = "wrote"
    ENTERED_FIGURES = "entered_figures"
    SPONSORED = "sponsored"
    ENTERED_ACTUAL = "entered_actual"
    OWNS_CONDITION = "owns_condition"
    PREPARED_VERSION = "prepared_version"
    MADE_POLICY = "made_policy"
    CLOSED_MONTH = "closed_month"


class Route(StrEnum):
    """How much a proposal is asked for."""

    LIGHT = "light"
    FULL = "full"


class Reach(StrEnum):
    """Who leads a proposal."""

    LOCAL = "local"
    COUNCIL_WIDE = "council_wide"


class SignOffKind(StrEnum):
    """Who looks at a case besides the people who wrote it."""

    FINANCE = "finance"
    LEGAL = "legal"
    EQUALITY = "equality"
    ENVIRONMENT = "environment"
    HR = "hr"
    INFORMATION_GOVERNANCE = "information_governance"
    DIGITAL = "digital"
    PROCUREMENT = "procurement"
    PROPERTY = "property"
    CONSULTATION = "consultation"


class SignOffOutcome(StrEnum):
    """What a reviewer says of a frozen version."""

    AGREED = "agreed"
    AGREED_WITH_COMMENTS = "agreed_with_comments"
    MORE_NEEDED = "more_needed"
    NOT_NEEDED = "not_needed"


class LineKind(StrEnum):
    """What a line of the money grid is. Amounts on a line are positive in their own kind."""

    SAVING = "saving"
    INCOME = "income"
    COST = "cost"
    CAPITAL = "capital"
    FUNDING = "funding"


class SavingClass(StrEnum):
    """What kind of benefit a saving is; decides whether it counts to the gap."""

    CASH_RELEASING = "cash_releasing"
    INCOME = "income"
    COST_AVOIDANCE = "cost_avoidance"
    FUNDING_SWITCH = "funding_switch"
    NON_CASH_RELEASING = "non_cash_releasing"
    OTHER_PUBLIC_BODY = "other_public_body"
    SOCIETY = "society"


class Category(StrEnum):
    """What sort of change makes the saving."""

    EFFICIENCY = "efficiency"
    DEMAND = "demand"
    REDESIGN = "redesign"
    CONTRACT = "contract"
    WORKFORCE = "workforce"
    PROPERTY = "property"
    SERVICE_REDUCTION = "service_reduction"
    COLLABORATION = "collaboration"
    INCOME = "income"
    TECHNICAL = "technical"


class CostKind(StrEnum):
    """What sort of cost a cost line is."""

    ONE_OFF = "one_off"
    RUNNING = "running"
    CAPITAL = "capital"
    REDUNDANCY = "redundancy"
    PENSION_STRAIN = "pension_strain"
    FINANCING = "financing"


class FundingKind(StrEnum):
    """Where money that pays for a cost comes from."""

    BASE = "base"
    RESERVE = "reserve"
    CAPITAL_RECEIPTS_FLEXIBLE = "capital_receipts_flexible"
    GRANT = "grant"
    BORROWING = "borrowing"
    EXTERNAL = "external"


class Series(StrEnum):
    """The series of a saving, by month, never mixed."""

    APPROVED_PLAN = "approved_plan"
    BUDGET_PLAN = "budget_plan"
    CHANGE = "change"
    FORECAST = "forecast"
    ACTUAL = "actual"
    PRESSURE = "pressure"


class SavingStatus(StrEnum):
    """How a saving is doing, worked out by a rule."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_DUE = "not_due"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class Rung(StrEnum):
    """A step of the ladder from the requirement to what is still to find (section 14 part A)."""

    REQUIREMENT = "requirement"
    DELIVERED = "delivered"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    APPROVED = "approved"
    PIPELINE_APPROVAL = "pipeline_approval"
    PIPELINE_RESOURCING = "pipeline_resourcing"
    PIPELINE_BUSINESS_CASE = "pipeline_business_case"
    PIPELINE_IDEA = "pipeline_idea"
    RESERVES_ONE_OFF = "reserves_one_off"
    STILL_TO_FIND = "still_to_find"


class MtfsKind(StrEnum):
    """What a line of an MTFS version is."""

    BASE_BUDGET = "base_budget"
    FUNDING = "funding"
    INFLATION = "inflation"
    PRESSURE = "pressure"
    CAPITAL_FINANCING = "capital_financing"
    RESERVES = "reserves"
    SAVINGS_AGREED = "savings_agreed"


class RequestAnswer(StrEnum):
    """What a resource manager says to a request."""

    CONFIRMED = "confirmed"
    PART_CONFIRMED = "part_confirmed"
    OFFERED_LATER = "offered_later"
    DECLINED = "declined"


class BoardKind(StrEnum):
    """Kinds of deciding body (section 14 part C)."""

    OFFICER = "officer"
    OFFICER_BOARD = "officer_board"
    EXECUTIVE_MEMBER = "executive_member"
    EXECUTIVE = "executive"
    FULL_COUNCIL = "full_council"
    SCRUTINY = "scrutiny"
    PARTNERSHIP_BOARD = "partnership_board"


class Vote(StrEnum):
    """What a seat says on an item."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class PolicyKind(StrEnum):
    """Kinds of versioned configuration."""

    GATEWAYS = "gateways"
    DELEGATION = "delegation"
    STATUS_RULE = "status_rule"
    PIPELINE_WEIGHTS = "pipeline_weights"
    APPRAISAL = "appraisal"


STAGE_OF_GATEWAY = {
    Gateway.G1: Stage.IDEA,
    Gateway.G2: Stage.BUSINESS_CASE,
    Gateway.G3: Stage.RESOURCING,
    Gateway.G4: Stage.APPROVAL,
    Gateway.G5: Stage.BENEFITS,
}
GATEWAY_OF_STAGE = {stage: gateway for gateway, stage in STAGE_OF_GATEWAY.items()}
CASE_GATEWAYS = frozenset({Gateway.G2, Gateway.G3, Gateway.G4})


def case_gateway(stage: Stage) -> Gateway | None:
    """The gateway for which a case is written in this stage; none while it is an idea or when it was approved."""
    gateway = GATEWAY_OF_STAGE[stage]
    return gateway if gateway in CASE_GATEWAYS else None


_ENDED = (Status.DECLINED, Status.WITHDRAWN, Status.MERGED, Status.BUSINESS_AS_USUAL)

STATUSES: dict[Stage, tuple[Status, ...]] = {
    Stage.IDEA: (Status.DRAFT, Status.SUBMITTED, Status.IN_REVIEW, Status.RETURNED, Status.PAUSED, *_ENDED),
    Stage.BUSINESS_CASE: (
        Status.DRAFT,
        Status.SUBMITTED,
        Status.IN_REVIEW,
        Status.SCHEDULED,
        Status.RETURNED,
        Status.PAUSED,
        Status.IN_TEST,
        *_ENDED,
    ),
    Stage.RESOURCING: (Status.IN_REVIEW, Status.RETURNED, Status.PAUSED, Status.DECLINED, Status.WITHDRAWN),
    Stage.APPROVAL: (
        Status.IN_REVIEW,
        Status.SCHEDULED,
        Status.CONSULTING,
        Status.RETURNED,
        Status.PAUSED,
        Status.DECLINED,
        Status.WITHDRAWN,
    ),
    Stage.BENEFITS: (Status.ACTIVE, Status.PAUSED, Status.WITHDRAWN),
    Stage.CLOSED: (Status.COMPLETED,),
}

STATUS_LABELS = {
    Status.DRAFT: "Draft",
    Status.SUBMITTED: "Submitted",
    Status.IN_REVIEW: "Being looked at",
    Status.SCHEDULED: "On an agenda",
    Status.RETURNED: "Needs changes",
    Status.PAUSED: "Paused",
    Status.IN_TEST: "Being tested",
    Status.CONSULTING: "Out to consultation",
    Status.ACTIVE: "In delivery",
    Status.COMPLETED: "Closed",
    Status.DECLINED: "Not taken forward",
    Status.WITHDRAWN: "Withdrawn",
    Status.MERGED: "Joined to another proposal",
    Status.BUSINESS_AS_USUAL: "Run as business as usual",
}

STAGE_LABELS = {
    Stage.IDEA: "Idea",
    Stage.BUSINESS_CASE: "Business case",
    Stage.RESOURCING: "Resourcing",
    Stage.APPROVAL: "Approval",
    Stage.BENEFITS: "Benefits tracking",
    Stage.CLOSED: "Closed",
}

ENDED_STATUSES = frozenset(_ENDED)

SEVERAL_WARDS = 2
WARDS = {"": 0, "No ward": 0, "One ward": 1, "Two or more wards": SEVERAL_WARDS, "All wards": SEVERAL_WARDS}
