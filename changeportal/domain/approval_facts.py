"""The separate facts after approval (specification 4.3): which there are, how each is said, who records it, what is missing."""

from collections.abc import Collection
from enum import StrEnum


class Fact(StrEnum):
    """A fact with its own date, person and evidence; never one flag."""

    IN_MTFS_VERSION = "in_mtfs_version"
    APPROVED = "approved"
    AGREED_IN_BUDGET = "agreed_in_budget"
    AUTHORISED = "authorised"
    BUDGET_ADJUSTED = "budget_adjusted"
    FINANCE_VERIFIED = "finance_verified"


LABELS = {
    Fact.IN_MTFS_VERSION: "Included in an MTFS version",
    Fact.APPROVED: "Approved",
    Fact.AGREED_IN_BUDGET: "Agreed in the budget",
    Fact.AUTHORISED: "Authorised to implement",
    Fact.BUDGET_ADJUSTED: "Budget adjusted",
    Fact.FINANCE_VERIFIED: "Verified by finance",
}
FROM = {
    Fact.IN_MTFS_VERSION: "Finance records it here",
    Fact.APPROVED: "Comes from the decision at gateway 4",
    Fact.AGREED_IN_BUDGET: "Comes from Council’s vote, or finance records it here",
    Fact.AUTHORISED: "When call-in is over and the conditions that block the start are met",
    Fact.BUDGET_ADJUSTED: "Comes from the savings tracker",
    Fact.FINANCE_VERIFIED: "Comes from the savings tracker",
}
BY_FINANCE = (Fact.IN_MTFS_VERSION, Fact.AGREED_IN_BUDGET)


def missing(known: Collection[str]) -> tuple[Fact, ...]:
    """The facts that are not recorded yet, in order."""
    return tuple(one for one in Fact if one.value not in known)
