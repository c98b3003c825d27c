"""Who is asked at a gateway: the policy's decider, or the route of bodies that the delegation policy names."""

from collections.abc import Mapping
from dataclasses import replace
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
from changeportal.domain.deciders import DECIDERS
from changeportal.domain.delegation import Ruling
from changeportal.domain.errors import Invalid
from changeportal.domain.permission_facts import GateFacts, ProposalFacts
from changeportal.domain.terms import BoardKind, Gateway, PolicyKind, Role, Route
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


def combined(tx: Transaction, proposal: Proposal, gateway: Gateway, case_version_id: UUID | None) -> bool:
    """Whether gateways 2 to 4 are decided together: the policy says so and one body, here, decides gateway 4 alone."""
    if gateway is not Gateway.G2 or proposal.route is None:
        return False
    if proposal.route.value not in gateways_policy(tx).document.get("combined_routes", ()):
        return False
    found, _rules = delegation.ruling(tx, proposal, case_version_id)
    if len(found.bodies) != 1:
        return False
    kind = tx.session.execute(select(Board.kind).where(Board.slug == found.bodies[0].slug)).scalar_one()
    return not DECIDERS[kind].by_clerk


def submitted(tx: Transaction, proposal: Proposal, gateway: Gateway, case_version_id: UUID) -> Asking:
    """Who is asked when a case is submitted; for gateways that are decided together the decider of gateway 4."""
    if gateway is Gateway.G4:
        return first_body(tx, proposal, case_version_id)
    if combined(tx, proposal, gateway, case_version_id):
        return replace(first_body(tx, proposal, case_version_id), gateway=gateway)
    return asking(tx, proposal, gateway, case_version_id)


def same_body(tx: Transaction, was: Round, why: str = "") -> Asking:
    """What a new round of the same body is opened with, on the same version."""
    return Asking(
        gateway=was.gateway,
        policy_version_id=was.policy_version_id,
        delegation_version_id=was.delegation_version_id,
        body=Body(
            board_id=was.board_id,
            power=was.power,
            n=was.body_n,
            rule_applied=was.rule_applied,
            why=why or was.why_this_body,
        ),
        case_version_id=was.case_version_id,
        promised_on=promised(tx, gateways_policy(tx), was.gateway),
        recommendation=was.recommendation,
    )


def delegated(tx: Transaction, was: Round, post: str, number: str) -> Asking:
    """The round of the post that a body has delegated the final decision to."""
    officer = tx.session.execute(
        select(Board).where(Board.slug == post, Board.kind == BoardKind.OFFICER)
    ).scalar_one_or_none()
    if officer is None or officer.officer_id is None:
        raise Invalid({"delegate_to": "Select the post that takes the final decision"})
    again = same_body(tx, was)
    why = f"Delegated to {officer.name} by decision {number}"
    return replace(again, body=replace(again.body, board_id=officer.id, power="decide", n=was.body_n + 1, why=why))


def gate_facts(tx: Transaction, proposal: Proposal, facts: ProposalFacts, the_round: Round) -> GateFacts:
    """Who may decide the open round: its board's chair, its named officer, its clerk, or the policy's role."""
    policy = gateways_policy(tx)
    fallback = _gate(policy, the_round.gateway).get("fallback_role")
    board = tx.session.get(Board, the_round.board_id) if the_round.board_id else None
    roles, holders = _who(board, {} if board else decider(policy, the_round.gateway, proposal))
    return GateFacts(
        gateway=the_round.gateway,
        proposal=facts,
        roles=roles,
        holders=holders,
        board_id=the_round.board_id,
        fallback=Role(fallback) if fallback else None,
        ask=board.name if board and holders else "",
    )


def _who(board: Board | None, who: Mapping[str, str]) -> tuple[frozenset[Role], frozenset[UUID]]:
    if board is None:
        return frozenset({Role(who["role"]) if "role" in who else Role.CHAIR}), frozenset()
    if board.kind is BoardKind.OFFICER:
        return frozenset(), frozenset({board.officer_id} if board.officer_id else ())
    if DECIDERS[board.kind].by_clerk:
        return frozenset({Role.SECRETARY, Role.MONITORING_OFFICER}), frozenset()
    return frozenset({Role.CHAIR}), frozenset()
