"""Rounds: one asking of a gateway, with the frozen version, the policy and the seats that it opened with."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from changeportal.data.holders import holders, in_force, reaches
from changeportal.data.models.boards import AgendaItem, Board, Membership
from changeportal.data.models.cases import CaseVersion
from changeportal.data.models.gateways import Round, Seat
from changeportal.data.models.people import RoleGrant
from changeportal.data.models.proposals import Proposal
from changeportal.domain.errors import Refused
from changeportal.domain.terms import BoardKind, Gateway, Role
from changeportal.services.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Body:
    """Who is asked: a board (its members get the seats) or the holders of some roles, and with what power."""

    board_id: UUID | None = None
    roles: frozenset[Role] = frozenset()
    power: str = "decide"
    n: int = 1
    rule_applied: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """What a round is opened with."""

    gateway: Gateway
    policy_version_id: UUID
    body: Body
    case_version_id: UUID | None = None
    delegation_version_id: UUID | None = None
    promised_on: date | None = None
    recommendation: str = ""
    combined_with_id: UUID | None = None


def open_round(tx: Transaction, proposal: Proposal, asking: Asking) -> Round:
    """Open a round and freeze its seats. A second open round is refused by the database."""
    body = asking.body
    board = tx.session.get(Board, body.board_id) if body.board_id else None
    made = Round(
        proposal_id=proposal.id,
        gateway=asking.gateway,
        case_version_id=asking.case_version_id,
        policy_version_id=asking.policy_version_id,
        delegation_version_id=asking.delegation_version_id,
        body_n=body.n,
        board_id=body.board_id,
        power=body.power,
        rule_applied=body.rule_applied,
        why_this_body=body.why,
        quorum=board.quorum if board else None,
        quorum_roles=board.quorum_roles if board else {},
        recommendation=asking.recommendation,
        promised_on=asking.promised_on,
        opened_at=tx.ctx.now,
        opened_by_id=tx.ctx.actor.id,
        combined_with_id=asking.combined_with_id,
    )
    tx.add(made)
    seats = _board_seats(tx, board) if board else _role_seats(tx, proposal, body.roles)
    tx.session.add_all(
        Seat(round_id=made.id, person_id=person, office=office, voting=voting) for person, office, voting in seats
    )
    tx.session.flush()
    return made


def _board_seats(tx: Transaction, board: Board) -> list[tuple[UUID, str, bool]]:
    """Members of a board, or the one officer who holds the delegated power."""
    if board.officer_id is not None and board.kind is BoardKind.OFFICER:
        return [(board.officer_id, "decider", True)]
    rows = tx.session.execute(
        select(Membership.person_id, Membership.office, Membership.voting).where(
            Membership.board_id == board.id,
            in_force(Membership, tx.ctx.today),
        )
    )
    return [(row.person_id, row.office, row.voting) for row in rows]


def _role_seats(tx: Transaction, proposal: Proposal, roles: frozenset[Role]) -> list[tuple[UUID, str, bool]]:
    here = reaches(RoleGrant.directorate_id, proposal.directorate_id)
    people = holders(tx.session, tx.ctx.today, RoleGrant.role.in_(sorted(roles)), here)
    return [(person, "decider", True) for person in people]


def open_round_of(tx: Transaction, proposal: Proposal, gateway: Gateway) -> Round | None:
    """The open round at this gateway, locked."""
    return tx.session.execute(
        select(Round)
        .where(Round.proposal_id == proposal.id, Round.gateway == gateway, Round.closed_at.is_(None))
        .with_for_update()
    ).scalar_one_or_none()


def the_open_round(tx: Transaction, proposal: Proposal, gateway: Gateway) -> Round:
    """The open round at this gateway, locked; refuses when there is none."""
    found = open_round_of(tx, proposal, gateway)
    if found is None:
        raise Refused("not_open", "Nothing is waiting for a decision here. Somebody may have decided already.")
    return found


def close_round(tx: Transaction, the_round: Round, reason: str) -> None:
    """Close a round for good: decided, withdrawn or superseded. Agenda items that still wait for it are marked."""
    the_round.closed_at, the_round.close_reason = tx.ctx.now, reason
    the_round.version += 1
    items = tx.session.execute(
        select(AgendaItem).where(AgendaItem.round_id == the_round.id, AgendaItem.result == "waiting").with_for_update()
    ).scalars()
    for item in items:
        item.result = "decided" if reason == "decided" else "withdrawn"
        item.version += 1
    tx.session.flush()


def suspend_round(tx: Transaction, the_round: Round) -> None:
    """Nothing can be decided while the proposal is paused."""
    the_round.suspended_at = tx.ctx.now
    the_round.version += 1


def resume_round(the_round: Round) -> None:
    """The round goes on where it was."""
    the_round.suspended_at = None
    the_round.version += 1


def newest_version(tx: Transaction, proposal_id: UUID) -> UUID | None:
    """The version that was frozen last."""
    return tx.session.execute(
        select(CaseVersion.id).where(CaseVersion.proposal_id == proposal_id).order_by(CaseVersion.n.desc()).limit(1)
    ).scalar_one_or_none()
