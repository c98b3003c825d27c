"""Who is asked at a gateway: the policy's decider, or the route of bodies that the delegation policy names."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from changeportal.data.models.boards import Board
from changeportal.data.models.gateways import Decision, Round
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.reference import BankHoliday
from changeportal.data.policies import Policy, policy_in_force
from changeportal.domain.calendar import add_working_days
from changeportal.domain.delegation import Ruling
from changeportal.domain.permission_facts import GateFacts, ProposalFacts
from changeportal.domain.terms import Gateway, PolicyKind, Role, Route
from changeportal.services import delegation
from changeportal.services.rounds import Asking, Body
from changeportal.services.transaction import Transaction


def gateways_policy(tx: Transaction) -> Policy:
    """The gateway policy in force today."""
    return policy_in_force(tx.session, PolicyKind.GATEWAYS, tx.ctx.today)


def promised(tx: Transaction, policy: Policy, gateway: Gateway) -> date:
    """The day by which an answer is promised: working days from today."""
    holidays = frozenset(tx.session.execute(select(BankHoliday.day)).scalars())
    return add_working_days(tx.ctx.today, int(_gate(policy, gateway)["promised_working_days"]), holidays)


def _gate(policy: Policy, gateway: Gateway) -> Mapping[str, Any]:
    found: Mapping[str, Any] = policy.document["gateways"][gateway.value]
    return found


def decider(policy: Policy, gateway: Gateway, proposal: Proposal) -> Mapping[str, str]:
    """The policy's decider for this gateway: a role or a board. G1 goes by reach, the others by route."""
    deciders: Mapping[str, Mapping[str, str]] = _gate(policy, gateway)["deciders"]
    by_reach = proposal.reach.value if proposal.reach else "council_wide"
    by_route = (proposal.route or Route.FULL).value
    return deciders[by_reach if gateway is Gateway.G1 else by_route]


def board_id(tx: Transaction, slug: str) -> UUID:
    """The board of that slug."""
    return tx.session.execute(select(Board.id).where(Board.slug == slug)).scalar_one()


def asking(
    tx: Transaction, proposal: Proposal, gateway: Gateway, case_version_id: UUID | None, recommendation: str = ""
) -> Asking:
    """What the round of gateways 1, 2, 3 or 5 is opened with."""
    policy = gateways_policy(tx)
    who = decider(policy, gateway, proposal)
    body = _body(tx, proposal, who)
    return Asking(
        gateway=gateway,
        policy_version_id=policy.id,
        body=body,
        case_version_id=case_version_id,
        promised_on=promised(tx, policy, gateway),
        recommendation=recommendation,
    )


def _body(tx: Transaction, proposal: Proposal, who: Mapping[str, str]) -> Body:
    """A board, the holders of a role, or the body that decided at an earlier gateway."""
    if "same_body_as" in who:
        return Body(board_id=_decided_by(tx, proposal, Gateway(who["same_body_as"])), why="The body that approved it")
    if "board" in who:
        return Body(board_id=board_id(tx, who["board"]), why="Named by the gateway policy")
    return Body(roles=frozenset({Role(who["role"])}), why="Named by the gateway policy")


def _decided_by(tx: Transaction, proposal: Proposal, gateway: Gateway) -> UUID:
    """The board of the newest decision at that gateway; the first board of its route where none is on record."""
    found = tx.session.execute(
        select(Decision.board_id)
        .where(Decision.proposal_id == proposal.id, Decision.gateway == gateway, Decision.board_id.is_not(None))
        .order_by(Decision.decided_at.desc())
        .limit(1)
    ).scalar_one_or_none()
    return found or board_id(tx, "change-board")


def asking_body(
    tx: Transaction, ruling: Ruling, n: int, rules: Policy, case_version_id: UUID | None, recommendation: str = ""
) -> Asking:
    """What the round of body ``n`` (from 1) on the route of gateway 4 is opened with."""
    policy = gateways_policy(tx)
    step = ruling.bodies[n - 1]
    return Asking(
        gateway=Gateway.G4,
        policy_version_id=policy.id,
        delegation_version_id=rules.id,
        body=Body(
            board_id=board_id(tx, step.slug),
            power=step.power.value,
            n=n,
            rule_applied=ruling.rule_code,
            why=ruling.why,
        ),
        case_version_id=case_version_id,
        promised_on=promised(tx, policy, Gateway.G4),
        recommendation=recommendation,
    )


def first_body(tx: Transaction, proposal: Proposal, case_version_id: UUID | None) -> Asking:
    """What the first round of gateway 4 is opened with; the proposal learns whether it is a key decision."""
    found, policy = delegation.ruling(tx, proposal, case_version_id)
    proposal.key_decision = found.key_decision
    return asking_body(tx, found, 1, policy, case_version_id)


def combined(tx: Transaction, proposal: Proposal, gateway: Gateway) -> bool:
    """Whether the policy has gateways 2 to 4 of this route decided together."""
    if gateway is not Gateway.G2 or proposal.route is None:
        return False
    policy = gateways_policy(tx)
    return proposal.route.value in policy.document.get("combined_routes", ())


def gate_facts(tx: Transaction, proposal: Proposal, facts: ProposalFacts, the_round: Round) -> GateFacts:
    """What the permission to decide the open round is asked about: its board's chair, or the policy's role."""
    policy = gateways_policy(tx)
    who = decider(policy, the_round.gateway, proposal) if the_round.board_id is None else {}
    fallback = _gate(policy, the_round.gateway).get("fallback_role")
    return GateFacts(
        gateway=the_round.gateway,
        proposal=facts,
        roles=frozenset({Role(who["role"]) if "role" in who else Role.CHAIR}),
        board_id=the_round.board_id,
        fallback=Role(fallback) if fallback else None,
    )
