"""Criteria that a named role says are met: the author asks, somebody who did not write the case answers with a note."""

from dataclasses import dataclass
from uuid import UUID

from changeportal.data.holders import holders, reaches
from changeportal.data.models.cases import AssertedCriterion
from changeportal.data.models.people import RoleGrant
from changeportal.domain.criteria import Result
from changeportal.domain.errors import Invalid, NotFound, Refused
from changeportal.domain.permission_facts import GateFacts, ProposalFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Gateway, Role, Status, case_gateway
from changeportal.services import case_facts, events, telling
from changeportal.services.context import Context
from changeportal.services.held import Held, hold
from changeportal.services.transaction import Transaction, transaction

OPEN = frozenset({Status.DRAFT, Status.RETURNED, Status.IN_TEST})


@dataclass(frozen=True, slots=True)
class SayCriterion:
    """Whether a criterion is met, with the note that the board reads."""

    ref: str
    code: str
    met: bool
    note: str


def assert_facts(facts: ProposalFacts, gateway: Gateway, result: Result) -> GateFacts:
    """What the permission rule looks at: the role that the policy names for this criterion."""
    return GateFacts(gateway=gateway, proposal=facts, roles=frozenset({Role(result.asserted_by), Role.SECTION_151}))


def say_criterion(ctx: Context, command: SayCriterion) -> None:
    """Record it; the newest answer counts. Whoever wrote the case or entered its figures is refused."""
    if not command.note.strip():
        raise Invalid({"note": "Say why"})
    with transaction(ctx) as tx:
        held = hold(tx, command.ref)
        gateway, result = _asked(tx, held, command.code)
        said = require(ctx.actor, Permission.CRITERION_ASSERT, assert_facts(held.facts, gateway, result))
        tx.add(
            AssertedCriterion(
                proposal_id=held.row.id,
                gateway=gateway,
                code=command.code,
                met=command.met,
                note=command.note.strip(),
                by_id=ctx.actor.id,
                on_behalf_of_id=said.acting_for,
                at=ctx.now,
            )
        )
        words = f"{result.question} {'Yes' if command.met else 'No'}: {command.note.strip()}"
        events.record(tx, held.row, "criterion_said", words, acting_for=said.acting_for)
        telling.tell(tx, held, "criterion_said", "has an answer on a criterion", words)


def ask_criterion(ctx: Context, ref: str, code: str) -> int:
    """Tell those who can say it that the case waits for them; how many were told."""
    with transaction(ctx) as tx:
        held = hold(tx, ref)
        require(ctx.actor, Permission.CASE_SUBMIT, held.facts)
        _gateway, result = _asked(tx, held, code)
        people = _who(tx, held, Role(result.asserted_by))
        if not people:
            raise Refused("nobody", "Nobody holds the role that can say this. Ask the administrator.")
        title = "A restricted proposal" if held.row.restricted else f"‘{held.row.title}’"
        for person_id in people:
            tx.notify(
                person_id,
                kind="criterion",
                subject=f"{held.row.ref}: {title} waits for you",
                body=result.question,
                href=f"/proposals/{held.row.ref}/criteria/{code}",
                proposal_id=held.row.id,
            )
        events.record(tx, held.row, "criterion_asked", f"Asked: {result.question}")
        return len(people)


def _asked(tx: Transaction, held: Held, code: str) -> tuple[Gateway, Result]:
    gateway = case_gateway(held.row.stage)
    if gateway is None:
        raise NotFound
    found = next((one for one in case_facts.criteria(tx, held, gateway) if one.code == code and one.asserted_by), None)
    if found is None:
        raise NotFound
    if held.row.status not in OPEN:
        raise Refused("state", "The case was submitted, so what was said stays as it is")
    return gateway, found


def _who(tx: Transaction, held: Held, role: Role) -> list[UUID]:
    here = reaches(RoleGrant.directorate_id, held.row.directorate_id)
    return holders(tx.session, tx.ctx.today, RoleGrant.role == role, here)
