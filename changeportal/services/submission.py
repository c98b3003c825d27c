"""Submitting the case: criteria checked, a version frozen, the checks that it needs asked for, the round opened."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from changeportal.data.holders import holders
from changeportal.data.models.cases import CaseVersion, SignOffNeeded, VersionCriterion
from changeportal.data.models.people import RoleGrant
from changeportal.data.models.proposals import Proposal
from changeportal.domain.case_traits import traits_of
from changeportal.domain.criteria import Result, stopping
from changeportal.domain.gateway_facts import Request
from changeportal.domain.permissions import Permission, require
from changeportal.domain.signoffs import LABELS, WATCHES, Needed, needed
from changeportal.domain.terms import Action, Gateway, Role, SignOffKind, case_gateway
from changeportal.services import asking, case_document, case_facts, gateway_state, gateways, rounds, telling
from changeportal.services.audit import canonical
from changeportal.services.context import Context
from changeportal.services.gateways import Telling
from changeportal.services.held import Held, hold, look
from changeportal.services.resourcing.counting import recount
from changeportal.services.signoff_carry import carry_over
from changeportal.services.transaction import Transaction, transaction

FINANCE_ROLES = (Role.FINANCE_PARTNER, Role.SECTION_151)


@dataclass(frozen=True, slots=True)
class Submit:
    """Submit the case of a proposal, at the version the person saw."""

    ref: str
    expected_version: int | None = None


def check(ctx: Context, ref: str) -> Sequence[Result]:
    """The criteria of the next gateway, as the submit page shows them; nothing is written."""
    tx = Transaction(ctx)
    held = look(tx, ref)
    gateway = case_gateway(held.row.stage)
    return case_facts.criteria(tx, held, gateway) if gateway else []


def submit_case(ctx: Context, command: Submit) -> int:
    """Freeze the case and ask for a decision; the number of the version."""
    with transaction(ctx) as tx:
        held = hold(tx, command.ref, command.expected_version)
        require(ctx.actor, Permission.CASE_SUBMIT, held.facts)
        recount(tx, held.row)
        gateway = case_gateway(held.row.stage) or Gateway.G2
        found = case_facts.criteria(tx, held, gateway)
        wanting = tuple(one.why for one in stopping(found))
        policy = asking.gateways_policy(tx)
        at_once = bool(policy.document["gateways"][gateway.value]["review_at_once"])
        facts = replace(gateway_state.state_of(tx, held, None), unmet_criteria=wanting, review_at_once=at_once)
        words = f"Submitted the business case for gateway {gateway.value[1]}"
        gateways.perform(tx, held, facts, Request(action=Action.SUBMIT), Telling("submitted", words))
        version = freeze_and_ask(tx, held, gateway, policy.id, found)
        asked = asking.submitted(tx, held.row, gateway, version.id)
        held.row.promised_on = asked.promised_on
        rounds.open_round(tx, held.row, asked)
        telling.tell(
            tx, held, "submitted", "was submitted", f"{words}. An answer is promised by {asked.promised_on:%-d %B %Y}."
        )
        return version.n


def freeze_and_ask(
    tx: Transaction, held: Held, gateway: Gateway, policy_id: UUID, found: Sequence[Result]
) -> CaseVersion:
    """Freeze the case with its criteria, and ask for the checks of what changed."""
    version = case_document.freeze(tx, held.row, gateway, policy_id)
    _keep_criteria(tx, version, found)
    _ask_for_checks(tx, held, version)
    carry_over(tx, held.row, version)
    return version


def _keep_criteria(tx: Transaction, version: CaseVersion, found: Sequence[Result]) -> None:
    """Write down beside the version how each criterion stood; without these rows no round opens on it."""
    for one in found:
        tx.add(
            VersionCriterion(
                case_version_id=version.id,
                code=one.code,
                question=one.question,
                mandatory=one.mandatory,
                met=one.met,
                wanting=one.why,
                said=one.said,
            )
        )
    tx.session.flush()


def _ask_for_checks(tx: Transaction, held: Held, version: CaseVersion) -> None:
    """Write down which checks the frozen version needs and why, and tell the people who give them."""
    for one in write_checks(tx, held.row, version):
        for person_id in _reviewers(tx, one.kind):
            title = "A restricted proposal" if held.row.restricted else f"‘{held.row.title}’"
            tx.notify(
                person_id,
                kind="check",
                subject=f"{held.row.ref}: {title} needs your check ({LABELS[one.kind]})",
                body="Sign in to read it." if held.row.restricted else "; ".join(one.reasons),
                href=f"/proposals/{held.row.ref}/signoffs/{one.kind.value}",
                proposal_id=held.row.id,
            )


def write_checks(tx: Transaction, row: Proposal, version: CaseVersion) -> list[Needed]:
    """Which checks the frozen version needs and why, kept beside it."""
    document = json.loads(version.document)
    wanted = needed(traits_of(case_document.answers(document, row.key_decision)))
    for one in wanted:
        tx.add(
            SignOffNeeded(
                case_version_id=version.id,
                kind=one.kind,
                why="; ".join(one.reasons),
                watched_sha256=watched_hash(document, one.kind),
            )
        )
    return wanted


def watched_hash(document: Mapping[str, Any], kind: SignOffKind) -> str:
    """The hash of the parts that this kind of check watches."""
    watched = {code: document["sections"].get(code, {}) for code in WATCHES[kind]}
    if {"options", "money", "savings"} & set(WATCHES[kind]):
        watched["options and lines"] = document["options"]
    return hashlib.sha256(canonical(watched).encode()).hexdigest()


def _reviewers(tx: Transaction, kind: SignOffKind) -> list[UUID]:
    by_role = RoleGrant.role.in_(FINANCE_ROLES) if kind is SignOffKind.FINANCE else RoleGrant.sign_off == kind
    return holders(tx.session, tx.ctx.today, by_role)
