"""Taking hold of a proposal: its row under lock, its expected version checked, its facts for the permission rule."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.people import Person
from changeportal.data.models.proposals import Proposal, ProposalAct, ProposalEvent
from changeportal.data.proposal_facts import facts_of, facts_statement
from changeportal.domain.errors import NotFound, Stale
from changeportal.domain.permission_facts import ProposalFacts
from changeportal.domain.permissions import Permission, acts_for, require
from changeportal.domain.terms import Act
from changeportal.services.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Held:
    """A proposal's locked row and the facts read under that lock."""

    row: Proposal
    facts: ProposalFacts


def look(tx: Transaction, ref: str) -> Held:
    """The proposal without its lock, for pages that only show what a rule says. NotFound as for ``hold``."""
    row = tx.session.execute(select(Proposal).where(Proposal.ref == ref)).scalar_one_or_none()
    if row is None:
        raise NotFound
    return _seen(tx, row)


def _seen(tx: Transaction, row: Proposal) -> Held:
    facts = facts_of(tx.session.execute(facts_statement(tx.ctx.today, Proposal.id == row.id)).one())
    require(tx.ctx.actor, Permission.PROPOSAL_VIEW, facts)
    return Held(row, facts)


def hold(tx: Transaction, ref: str, expected_version: int | None = None) -> Held:
    """Lock the proposal. Raises NotFound for one that is not there or may not be known about, Stale when it moved on."""
    row = tx.session.execute(
        select(Proposal).where(Proposal.ref == ref).with_for_update().execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    held = _seen(tx, row)
    if expected_version is not None and row.version != expected_version:
        raise Stale(_what_changed(tx, row))
    return held


def _what_changed(tx: Transaction, row: Proposal) -> str:
    last = tx.session.execute(
        select(Person.name, ProposalEvent.words)
        .join(Person, Person.id == ProposalEvent.actor_id)
        .where(ProposalEvent.proposal_id == row.id)
        .order_by(ProposalEvent.n.desc())
        .limit(1)
    ).first()
    return f"{last.name}: {last.words}" if last else "This proposal has changed since you opened the page."


def remember_act(tx: Transaction, held: Held, act: Act) -> None:
    """Keep for ever that the actor, and whoever they act for, did this on the proposal."""
    whose = acts_for(tx.ctx.actor, Permission.CASE_EDIT, held.facts) or tx.ctx.on_behalf_of_id
    for person_id in {tx.ctx.actor.id, whose or tx.ctx.actor.id}:
        if (act, person_id) not in held.facts.acts:
            remember_act_of(tx, held.row.id, person_id, act)


def remember_act_of(tx: Transaction, proposal_id: UUID, person_id: UUID, act: Act) -> None:
    """Keep for ever that a person did this on a proposal; said twice it stands once."""
    tx.session.execute(
        insert(ProposalAct)
        .values(proposal_id=proposal_id, person_id=person_id, act=act, at=tx.ctx.now)
        .on_conflict_do_nothing()
    )
