"""Which rule of the delegation policy fits the frozen figures of a case."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.proposals import Proposal
from changeportal.data.policies import Policy, policy_in_force
from changeportal.domain.delegation import DelegationFacts, Ruling, rule_on
from changeportal.domain.terms import SEVERAL_WARDS, WARDS, Category, LineKind, PolicyKind, Route, SavingClass
from changeportal.services.case_document import preferred_lines
from changeportal.services.transaction import Transaction

CASHABLE = (SavingClass.CASH_RELEASING, SavingClass.INCOME, SavingClass.COST_AVOIDANCE)


def ruling(tx: Transaction, proposal: Proposal, case_version_id: UUID | None) -> tuple[Ruling, Policy]:
    """The ruling on the frozen version, and the policy version it was made under."""
    policy = policy_in_force(tx.session, PolicyKind.DELEGATION, tx.ctx.today)
    version = tx.session.get(CaseVersion, case_version_id) if case_version_id else None
    document = json.loads(version.document) if version else {}
    return rule_on(policy.document, delegation_facts(proposal, document)), policy


def delegation_facts(proposal: Proposal, document: Mapping[str, Any]) -> DelegationFacts:
    """The figures that decide who may decide, from a case document."""
    lines = preferred_lines(document)
    return DelegationFacts(
        route=proposal.route or Route.FULL,
        whole_life_pence=sum(_total(line) for line in lines if line["kind"] in (LineKind.COST, LineKind.CAPITAL)),
        annual_saving_pence=_best_year([line for line in lines if line["saving_class"] in CASHABLE]),
        capital_pence=sum(_total(line) for line in lines if line["kind"] == LineKind.CAPITAL),
        funds=frozenset(line["fund_code"] for line in lines),
        wards=WARDS.get(proposal.wards, SEVERAL_WARDS),
        service_reduction=any(line["category"] == Category.SERVICE_REDUCTION for line in lines),
    )


def _total(line: Mapping[str, Any]) -> int:
    return sum(line["amounts"].values())


def _best_year(lines: list[dict[str, Any]]) -> int:
    years = {year for line in lines for year in line["amounts"]}
    return max((sum(line["amounts"].get(year, 0) for line in lines) for year in years), default=0)
