"""One file for each subject's tables. Importing the package registers them all."""

from changeportal.data.models import (
    boards,
    case_rows,
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
    rollups,
    savings,
)

__all__ = [
    "boards",
    "case_rows",
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
    "rollups",
    "savings",
]
