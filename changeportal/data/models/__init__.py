"""One file for each subject's tables. Importing the package registers them all."""

from changeportal.data.models import (
    attachments,
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
    registers,
    resourcing,
    rollups,
    savings,
)

__all__ = [
    "attachments",
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
    "registers",
    "resourcing",
    "rollups",
    "savings",
]
