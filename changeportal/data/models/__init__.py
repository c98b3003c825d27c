"""One file for each subject's tables. Importing the package registers them all."""

from changeportal.data.models import (
    boards,
    cases,
    findings,
    gateways,
    lines,
    mtfs,
    people,
    plumbing,
    policy,
    proposals,
    reference,
    resourcing,
    returned,
    rollups,
    savings,
)

__all__ = [
    "boards",
    "cases",
    "findings",
    "gateways",
    "lines",
    "mtfs",
    "people",
    "plumbing",
    "policy",
    "proposals",
    "reference",
    "resourcing",
    "returned",
    "rollups",
    "savings",
]
