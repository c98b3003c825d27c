"""Asking a team for time on a proposal, changing what is asked and taking it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select

from changeportal.data.holders import holders, reaches
from changeportal.data.models.people import RoleGrant
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.resourcing import Pool, RequestMonth, ResourceRequest
from changeportal.domain.errors import Invalid, NotFound, Refused, Stale
from changeportal.domain.permissions import Permission, require
from changeportal.domain.terms import Role, Stage, Status
from changeportal.services import events
from changeportal.services.context import Context
from changeportal.services.held import Held, hold
from changeportal.services.resourcing.counting import recount
from changeportal.services.transaction import Transaction, transaction

MOST_MONTHS = 60
ASKABLE = frozenset(
    {
        (Stage.BUSINESS_CASE, Status.DRAFT),
        (Stage.BUSINESS_CASE, Status.RETURNED),
        (Stage.BUSINESS_CASE, Status.IN_TEST),
        (Stage.RESOURCING, Status.IN_REVIEW),
        (Stage.RESOURCING, Status.RETURNED),
        (Stage.APPROVAL, Status.RETURNED),
    }
)


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody's time: hundredths of a full-time post by month."""

    ref: str
    pool: str
    why: str
    months: Mapping[date, int]
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever answers is told: the question up to the proposal's name, what to do, and where."""

    question: str
    body: str
    href: str


def ask_for_time(ctx: Context, command: Ask) -> UUID:
    """Ask a pool for time on a proposal; its managers are told."""
    with transaction(ctx) as tx:
        held = askable(tx, command.ref)
        pool = tx.session.execute(
            select(Pool).where(Pool.slug == command.pool, Pool.ends.is_(None))
        ).scalar_one_or_none()
        _check(command, pool)
        assert pool is not None
        made = ResourceRequest(
            proposal_id=held.row.id,
            pool_id=pool.id,
            why=command.why.strip(),
            wanted=command.wanted.strip(),
            state="asked",
            asked_by_id=ctx.actor.id,
            asked_at=ctx.now,
        )
        tx.add(made)
        _write_months(tx, made.id, command.months)
        events.record(tx, held.row, "asked_for_time", f"Asked {pool.name} for time", payload={"pool": pool.slug})
        _tell_managers(tx, held.row, pool, made.id)
        return made.id


def change_request(ctx: Context, request_id: UUID, expected_version: int | None, command: Ask) -> None:
    """Change what is asked; a changed request goes back to its manager."""
    with transaction(ctx) as tx:
        held = askable(tx, command.ref)
        row = locked_request(tx, request_id, expected_version)
        if row.proposal_id != held.row.id:
            raise NotFound
        pool = tx.session.get_one(Pool, row.pool_id)
        _check(command, pool)
        row.why, row.wanted, row.state = command.why.strip(), command.wanted.strip(), "asked"
        row.version += 1
        tx.session.execute(delete(RequestMonth).where(RequestMonth.request_id == row.id))
        _write_months(tx, row.id, command.months)
        recount(tx, held.row)
        events.record(
            tx, held.row, "changed_request", f"Changed what is asked of {pool.name}", payload={"pool": pool.slug}
        )
        _tell_managers(tx, held.row, pool, row.id)


def withdraw_request(ctx: Context, ref: str, request_id: UUID, expected_version: int | None) -> None:
    """The time is no longer wanted."""
    with transaction(ctx) as tx:
        held = askable(tx, ref)
        row = locked_request(tx, request_id, expected_version)
        if row.proposal_id != held.row.id:
            raise NotFound
        pool = tx.session.get_one(Pool, row.pool_id)
        row.state = "withdrawn"
        row.version += 1
        tx.session.flush()
        recount(tx, held.row)
        events.record(
            tx, held.row, "withdrew_request", f"No longer asks {pool.name} for time", payload={"pool": pool.slug}
        )


def askable(tx: Transaction, ref: str) -> Held:
    """The proposal, locked, while people and money can be asked for on it."""
    held = hold(tx, ref)
    require(tx.ctx.actor, Permission.RESOURCE_ASK, held.facts)
    if (held.row.stage, held.row.status) not in ASKABLE:
        raise Refused(
            "state", "People and money can be asked for while the case is written and at resourcing, not now."
        )
    return held


def locked_request(tx: Transaction, request_id: UUID, expected_version: int | None) -> ResourceRequest:
    """The request under lock, at the version that was seen."""
    row = tx.session.execute(
        select(ResourceRequest).where(ResourceRequest.id == request_id).with_for_update()
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    if expected_version is not None and row.version != expected_version:
        raise Stale("This request has changed since you opened the page.")
    return row


def _check(command: Ask, pool: Pool | None) -> None:
    problems: dict[str, str] = {}
    if pool is None:
        problems["pool"] = "Select whose time you need"
    if not command.why.strip():
        problems["why"] = "Say what you need them for"
    if not command.months or any(time <= 0 for time in command.months.values()):
        problems["share"] = "Enter how much of their time you need, like 0.6"
    if len(command.months) > MOST_MONTHS:
        problems["end"] = "Ask for 5 years or less"
    if problems:
        raise Invalid(problems)


def _write_months(tx: Transaction, request_id: UUID, months: Mapping[date, int]) -> None:
    tx.session.add_all(
        RequestMonth(request_id=request_id, month=month, asked=time, confirmed=0)
        for month, time in sorted(months.items())
    )
    tx.session.flush()


def _tell_managers(tx: Transaction, proposal: Proposal, pool: Pool, request_id: UUID) -> None:
    body = "Someone has asked for your team’s time. Say yes, offer something else, or say why not."
    asked = Asked(f"Can {pool.name} help with", body, f"/resources/requests/{request_id}")
    tell_asked(tx, proposal, managers_of(tx, pool.id), asked)


def tell_asked(tx: Transaction, proposal: Proposal, people: Sequence[UUID], asked: Asked) -> None:
    """The question to whoever answers; a restricted proposal is not named."""
    title = "a restricted proposal" if proposal.restricted else f"{proposal.ref} ‘{proposal.title}’"
    for person_id in people:
        tx.notify(
            person_id,
            kind="request",
            subject=f"{asked.question} {title}?",
            body=asked.body,
            href=asked.href,
            proposal_id=None if proposal.restricted else proposal.id,
        )


def managers_of(tx: Transaction, pool_id: UUID) -> list[UUID]:
    """The people who answer for a pool today."""
    here = reaches(RoleGrant.pool_id, pool_id)
    return holders(tx.session, tx.ctx.today, RoleGrant.role == Role.RESOURCE_MANAGER, here)
