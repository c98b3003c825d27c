"""One file for each subject's tables. Importing the package registers them all."""

from changeportal.data.models import (
    boards,
    cases,
    findings,
    gateways,
    lawful,
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
    "cases",
    "findings",
    "gateways",
    "lawful",
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
