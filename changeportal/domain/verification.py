"""What finance asks for before a saving is verified, class by class (section 14 part B).

Budget adjusted and delivery verified are two facts; neither proves the other.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from changeportal.domain.errors import Invalid, Refused
from changeportal.domain.profile import Recurrence
from changeportal.domain.terms import Category, SavingClass

Key = UUID | str


class BudgetChange(StrEnum):
    """How the budget was changed for a saving."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    GROWTH_LOWERED = "growth_lowered"
    INCOME_RAISED = "income_raised"


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """In words for finance: the budget fact, the kinds of delivery evidence (code and words), what is never enough."""

    name: str
    budget_adjusted: str
    delivered: dict[str, str]
    never_enough: str
    budget_changes: frozenset[BudgetChange]


_PERMANENT = frozenset({BudgetChange.PERMANENT})

_STAFF = EvidenceRule(
    "Staff",
    "The budget is reduced and the post is removed from the establishment",
    {
        "payroll": "Payroll shows the post empty from its month",
        "no_agency_cover": "No agency cover is charged to that cost centre",
    },
    "The budget transfer alone",
    _PERMANENT,
)
_CONTRACT = EvidenceRule(
    "Contract",
    "The budget is reduced",
    {
        "signed_variation": "Signed variation or new price",
        "invoices": "Invoices at the new price",
    },
    "A forecast from the supplier",
    _PERMANENT,
)
_DEMAND = EvidenceRule(
    "Demand and placements",
    "The budget is reduced",
    {
        "activity": "Activity times unit cost is below the agreed path",
        "growth_not_drawn": "Growth for this budget was not drawn",
    },
    "Saying that the work was done",
    _PERMANENT,
)
_OTHER_CASH = EvidenceRule(
    "Other spending",
    "The budget is reduced",
    {
        "ledger": "The ledger shows the lower spend, month by month",
        "invoices": "Invoices at the new price",
    },
    "The budget transfer alone",
    _PERMANENT,
)
_INCOME = EvidenceRule(
    "Income",
    "The income budget is raised",
    {"billed": "Billed income, net of VAT and bad debt, at the agreed volume"},
    "A price increase that has been applied",
    frozenset({BudgetChange.INCOME_RAISED}),
)
_AVOIDANCE = EvidenceRule(
    "Cost avoidance",
    "The named growth line of a published version is lowered",
    {"growth_not_released": "The growth was not released from the centre"},
    "A comparison of one's own with what might have been",
    frozenset({BudgetChange.GROWTH_LOWERED}),
)
_SWITCH = EvidenceRule(
    "Funding switch",
    "Both legs are posted and add up to nil",
    {"conditions_signed": "The grant's budget holder signed the conditions and the headroom is shown"},
    "One leg",
    _PERMANENT,
)
_ONE_OFF = EvidenceRule(
    "One-off",
    "The budget is changed for the year only",
    {"receipt": "Receipt or credit in the year"},
    "A permanent reduction entered by mistake",
    frozenset({BudgetChange.TEMPORARY}),
)
_NO_BUDGET = EvidenceRule(
    "No effect on a budget",
    "No budget changes",
    {"measured": "A reading of the measure, taken by somebody else"},
    "A claim without a starting point",
    frozenset(),
)

EVIDENCE_FOR: dict[SavingClass, EvidenceRule] = {
    SavingClass.CASH_RELEASING: _OTHER_CASH,
    SavingClass.INCOME: _INCOME,
    SavingClass.COST_AVOIDANCE: _AVOIDANCE,
    SavingClass.FUNDING_SWITCH: _SWITCH,
    SavingClass.NON_CASH_RELEASING: _NO_BUDGET,
    SavingClass.OTHER_PUBLIC_BODY: _NO_BUDGET,
    SavingClass.SOCIETY: _NO_BUDGET,
}
CASH_EVIDENCE_FOR: dict[Category, EvidenceRule] = {
    Category.WORKFORCE: _STAFF,
    Category.CONTRACT: _CONTRACT,
    Category.DEMAND: _DEMAND,
}


def evidence_for(saving_class: SavingClass, category: Category | None, recurrence: Recurrence) -> EvidenceRule:
    """The rule for a saving: one-offs have their own, cash-releasing ones differ by category."""
    if recurrence is Recurrence.ONE_OFF and EVIDENCE_FOR[saving_class].budget_changes:
        return _ONE_OFF
    if saving_class is SavingClass.CASH_RELEASING and category in CASH_EVIDENCE_FOR:
        return CASH_EVIDENCE_FOR[category]
    return EVIDENCE_FOR[saving_class]


def adjustment_fault(change: BudgetChange, rule: EvidenceRule) -> str:
    """Why this budget change doesn't support a saving of that rule, in words; empty when it does."""
    if change in rule.budget_changes:
        return ""
    if change is BudgetChange.TEMPORARY and rule.budget_changes:
        return "A temporary budget change only supports a one-off saving. Record a permanent one"
    if change is BudgetChange.PERMANENT and rule is _ONE_OFF:
        return "A one-off saving needs a temporary budget change. A permanent reduction would be a mistake"
    return f"For this kind of saving: {rule.budget_adjusted[0].lower()}{rule.budget_adjusted[1:]}"


@dataclass(frozen=True, slots=True)
class Verifying:
    """What somebody in finance says of an actual: pence agreed, kind of evidence, where it is."""

    by: Key
    entered_by: Key
    actual_pence: int
    agreed_pence: int
    evidence_kind: str
    reference: str


def check_verification(verifying: Verifying, rule: EvidenceRule) -> None:
    """Whether the actual may be verified so. Raises Refused for one's own entry, Invalid for evidence that won't do."""
    if verifying.by == verifying.entered_by:
        raise Refused("own_entry", "You entered this figure, so somebody else in finance has to verify it")
    wrong: dict[str, str] = {}
    if verifying.evidence_kind not in rule.delivered:
        wrong["evidence_kind"] = f"Choose evidence from the list. {rule.never_enough} is never enough"
    if not verifying.reference.strip():
        wrong["reference"] = "Say where the evidence is, like a journal or invoice number"
    if not _within(verifying.agreed_pence, verifying.actual_pence):
        wrong["pence"] = "You cannot verify more than was entered"
    if wrong:
        raise Invalid(wrong)


def _within(agreed: int, actual: int) -> bool:
    return min(actual, 0) <= agreed <= max(actual, 0)
