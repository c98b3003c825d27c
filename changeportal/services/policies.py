"""The delegation policy: a new version is made by one person, looked at against live proposals, and agreed by another."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from changeportal.data.models.boards import Board
from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.policy import PolicyAgreement, PolicyVersion
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import Fund
from changeportal.data.policies import policy_in_force
from changeportal.data.visibility import visible_to
from changeportal.domain.delegation import Ruling, rule_on
from changeportal.domain.delegation_table import Read, read_rows
from changeportal.domain.errors import Invalid, NotFound, Refused
from changeportal.domain.permission_facts import PolicyFacts, acts_of
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Act, PolicyKind, Stage
from changeportal.services.context import Context
from changeportal.services.delegation import delegation_facts
from changeportal.services.transaction import Transaction, transaction

LIVE = (Stage.BUSINESS_CASE, Stage.RESOURCING, Stage.APPROVAL)
MOST = 2_000
POLICY_LOCK = 7_020_526


@dataclass(frozen=True, slots=True)
class MakeVersion:
    """The rows of the table as typed, and the day from which the version is to hold."""

    rows: Sequence[Mapping[str, str]]
    effective_from: date
    based_on: int


@dataclass(frozen=True, slots=True)
class Rerouted:
    """A live proposal that the new version sends another way."""

    ref: str
    title: str
    now: Ruling
    then: Ruling


def read_table(tx: Transaction, rows: Sequence[Mapping[str, str]]) -> Read:
    """The rules in the rows, checked against the bodies and funds there are."""
    kinds = {row.slug: row.kind for row in tx.session.execute(select(Board.slug, Board.kind))}
    funds = list(tx.session.execute(select(Fund.code)).scalars())
    return read_rows(rows, kinds, funds)


def make_version(ctx: Context, command: MakeVersion) -> int:
    """Keep the rules as a new version; it holds once somebody else has agreed it. Its number."""
    with transaction(ctx) as tx:
        said = require(ctx.actor, Permission.POLICY_MAKE)
        tx.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": POLICY_LOCK})
        found = read_table(tx, command.rows)
        wrong = dict(found.wrong)
        if command.effective_from < ctx.today:
            wrong["effective_from"] = "The day from which it holds must be today or later"
        if wrong:
            raise Invalid(wrong)
        newest = tx.session.execute(
            select(func.max(PolicyVersion.number)).where(PolicyVersion.kind == PolicyKind.DELEGATION)
        ).scalar_one()
        document = {"kind": "delegation", "based_on": command.based_on, "rules": list(found.rules)}
        row = PolicyVersion(
            kind=PolicyKind.DELEGATION,
            number=newest + 1,
            document=document,
            example=False,
            effective_from=command.effective_from,
            made_by=ctx.actor.id,
            made_for_id=said.acting_for,
            made_at=ctx.now,
        )
        tx.add(row)
        tx.audit("policy_made", "policy_version", row.id, {"number": row.number, "from": row.effective_from})
        return row.number


def agree_version(ctx: Context, number: int, note: str) -> None:
    """Let the version hold from its day. Never by whoever made it, in whatever place they act."""
    with transaction(ctx) as tx:
        row = version(tx, number)
        made = acts_of(Act.MADE_POLICY, row.made_by, row.made_for_id)
        said = require(ctx.actor, Permission.POLICY_AGREE, PolicyFacts(acts=made))
        if not note.strip():
            raise Invalid({"note": "Say what you looked at and why you agree"})
        if tx.session.get(PolicyAgreement, row.id) is not None:
            raise Refused("agreed", "This version is agreed already.")
        if row.effective_from < ctx.today:
            raise Refused("late", "The day from which it was to hold is over. Make a new version with a later day.")
        tx.add(
            PolicyAgreement(
                policy_version_id=row.id,
                agreed_by=ctx.actor.id,
                agreed_for_id=said.acting_for,
                agreed_at=ctx.now,
                note=note.strip(),
            )
        )
        tx.audit("policy_agreed", "policy_version", row.id, {"number": number, "note": note.strip()})


def version(tx: Transaction, number: int) -> PolicyVersion:
    """The version of that number."""
    row = tx.session.execute(
        select(PolicyVersion).where(PolicyVersion.kind == PolicyKind.DELEGATION, PolicyVersion.number == number)
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


def rerouted(ctx: Context, document: Mapping[str, Any]) -> list[Rerouted]:
    """Live proposals that the actor may see and that these rules would send another way; nothing is written."""
    tx = Transaction(ctx)
    current = policy_in_force(tx.session, PolicyKind.DELEGATION, ctx.today).document
    rows = tx.session.execute(
        select(Proposal, CaseVersion.document)
        .join(CaseVersion, CaseVersion.proposal_id == Proposal.id)
        .where(Proposal.stage.in_(LIVE), Proposal.ended_at.is_(None), visible_to(ctx.actor))
        .order_by(Proposal.id, CaseVersion.n.desc())
        .limit(MOST)
        .ext(distinct_on(Proposal.id))
    )
    found = []
    for row in rows:
        facts = delegation_facts(row.Proposal, json.loads(row.document))
        now, then = rule_on(current, facts), rule_on(document, facts)
        if _sense(now) != _sense(then):
            found.append(Rerouted(row.Proposal.ref, row.Proposal.title, now, then))
    return sorted(found, key=lambda one: one.ref)


def _sense(ruling: Ruling) -> tuple[object, ...]:
    return ruling.bodies, ruling.key_decision, ruling.notice_days, ruling.call_in


def expected(ctx: Context, proposal_id: UUID) -> Ruling | None:
    """The rule that fits the newest frozen figures of a proposal today; nothing before it was submitted."""
    tx = Transaction(ctx)
    row = tx.session.execute(
        select(Proposal, CaseVersion.document)
        .join(CaseVersion, CaseVersion.proposal_id == Proposal.id)
        .where(Proposal.id == proposal_id)
        .order_by(CaseVersion.n.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    policy = policy_in_force(tx.session, PolicyKind.DELEGATION, ctx.today)
    return rule_on(policy.document, delegation_facts(row.Proposal, json.loads(row.document)))
