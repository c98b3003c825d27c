"""Asking for people's time and answering: requests by month, four answers, capacity of a pool."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.models.people import RoleGrant
from changeportal.data.models.proposals import Proposal
from changeportal.data.models.resourcing import Pool, PoolMonth, RequestMonth, RequestReply, ResourceRequest
from changeportal.data.proposal_facts import facts_of, facts_statement
from changeportal.domain.errors import Invalid, NotFound, Refused, Stale
from changeportal.domain.permission_facts import ProposalFacts, RequestFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.resourcing import AnswerGiven, answer_problems, over_capacity_words
from changeportal.domain.terms import ENDED_STATUSES, Part, RequestAnswer, Role, Stage, Status
from changeportal.services import events
from changeportal.services.context import Context
from changeportal.services.held import Held, hold
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
class Answer:
    """What a resource manager says to a request, at the version they saw."""

    request_id: UUID
    expected_version: int | None
    given: AnswerGiven
    over_capacity_agreed: bool = False


@dataclass(frozen=True, slots=True)
class MonthOfPool:
    """What a pool has in a month, in hundredths."""

    month: date
    capacity: int
    leave: int = 0
    committed: int = 0


class NeedsAgreement(Invalid):
    """The answer goes over capacity: the person must say that they mean it. ``question`` is asked on its own page."""

    def __init__(self, question: str) -> None:
        super().__init__({"over_capacity_agreed": question})
        self.question = question


def ask_for_time(ctx: Context, command: Ask) -> UUID:
    """Ask a pool for time on a proposal; its managers are told."""
    with transaction(ctx) as tx:
        held = _writable(tx, command.ref)
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
        held = _writable(tx, command.ref)
        row = _locked(tx, request_id, expected_version)
        if row.proposal_id != held.row.id:
            raise NotFound
        pool = tx.session.get_one(Pool, row.pool_id)
        _check(command, pool)
        row.why, row.wanted, row.state = command.why.strip(), command.wanted.strip(), "asked"
        row.version += 1
        tx.session.execute(delete(RequestMonth).where(RequestMonth.request_id == row.id))
        _write_months(tx, row.id, command.months)
        events.record(
            tx, held.row, "changed_request", f"Changed what is asked of {pool.name}", payload={"pool": pool.slug}
        )
        _tell_managers(tx, held.row, pool, row.id)


def withdraw_request(ctx: Context, ref: str, request_id: UUID, expected_version: int | None) -> None:
    """The time is no longer wanted."""
    with transaction(ctx) as tx:
        held = _writable(tx, ref)
        row = _locked(tx, request_id, expected_version)
        if row.proposal_id != held.row.id:
            raise NotFound
        pool = tx.session.get_one(Pool, row.pool_id)
        row.state = "withdrawn"
        row.version += 1
        events.record(
            tx, held.row, "withdrew_request", f"No longer asks {pool.name} for time", payload={"pool": pool.slug}
        )


def answer_request(ctx: Context, command: Answer) -> str:
    """Answer a request; the author hears it. Returns the proposal's reference."""
    with transaction(ctx) as tx:
        row = _locked(tx, command.request_id, command.expected_version)
        proposal = tx.session.get_one(Proposal, row.proposal_id)
        pool = tx.session.get_one(Pool, row.pool_id)
        facts = facts_of(tx.session.execute(facts_statement(ctx.today, Proposal.id == proposal.id)).one())
        said = require(ctx.actor, Permission.RESOURCE_ANSWER, pool_facts(row.pool_id))
        if row.state == "withdrawn" or proposal.status in ENDED_STATUSES:
            raise Refused("not_open", "This request is no longer open, so it needs no answer.")
        over = _check_answer(tx, row, pool, command)
        tx.add(
            RequestReply(
                request_id=row.id,
                answer=command.given.answer,
                reason=command.given.reason.strip(),
                offered_from=command.given.offered_from,
                over_capacity=over,
                by_id=ctx.actor.id,
                on_behalf_of_id=said.acting_for,
                at=ctx.now,
            )
        )
        _confirm_months(tx, row, command.given)
        row.state = command.given.answer.value
        row.version += 1
        words = f"{pool.name}: {command.given.answer.value.replace('_', ' ')}"
        events.record(tx, proposal, "answered_request", words, payload={"pool": pool.slug}, acting_for=said.acting_for)
        _tell_author(tx, proposal, facts, words, command.given.reason)
        return proposal.ref


def pool_facts(pool_id: UUID) -> RequestFacts:
    """What the permission to answer for a pool is asked about: its managers need not know the proposal."""
    return RequestFacts(pool_id=pool_id)


def set_capacity(ctx: Context, slug: str, expected_version: int | None, months: list[MonthOfPool]) -> None:
    """Say what a pool has, month by month."""
    with transaction(ctx) as tx:
        pool = tx.session.execute(select(Pool).where(Pool.slug == slug).with_for_update()).scalar_one_or_none()
        if pool is None:
            raise NotFound
        require(ctx.actor, Permission.RESOURCE_EDIT_CAPACITY, pool_facts(pool.id))
        if expected_version is not None and pool.version != expected_version:
            raise Stale("Someone changed this pool’s capacity while you were working.")
        for one in months:
            values = {"capacity": one.capacity, "leave": one.leave, "committed": one.committed}
            tx.session.execute(
                insert(PoolMonth)
                .values(pool_id=pool.id, month=one.month, **values)
                .on_conflict_do_update(index_elements=[PoolMonth.pool_id, PoolMonth.month], set_=values)
            )
        pool.version += 1
        tx.audit(
            "capacity_set", "pool", pool.id, {"months": [[m.month, m.capacity, m.leave, m.committed] for m in months]}
        )


def _writable(tx: Transaction, ref: str) -> Held:
    held = hold(tx, ref)
    require(tx.ctx.actor, Permission.RESOURCE_ASK, held.facts)
    if (held.row.stage, held.row.status) not in ASKABLE:
        raise Refused("state", "People can be asked for while the case is written and at resourcing, not now.")
    return held


def _locked(tx: Transaction, request_id: UUID, expected_version: int | None) -> ResourceRequest:
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


def _months_of(tx: Transaction, request_id: UUID) -> list[RequestMonth]:
    return list(
        tx.session.execute(
            select(RequestMonth).where(RequestMonth.request_id == request_id).order_by(RequestMonth.month)
        ).scalars()
    )


def _check_answer(tx: Transaction, row: ResourceRequest, pool: Pool, command: Answer) -> str:
    asked = {one.month: one.asked for one in _months_of(tx, row.id)}
    capacity, committed = _pool_load(tx, pool.id, list(asked), without=row.id)
    problems = answer_problems(command.given, asked, capacity, committed)
    over = over_capacity_words(pool.name.lower(), committed, command.given.confirmed, capacity)
    problem = problems.pop("reason", "") if over else ""
    if problems:
        raise Invalid(problems)
    if over and not command.over_capacity_agreed:
        raise NeedsAgreement(over)
    if problem:
        raise Invalid({"reason": problem})
    return over


def _pool_load(
    tx: Transaction, pool_id: UUID, months: list[date], *, without: UUID
) -> tuple[dict[date, int], dict[date, int]]:
    """Capacity after leave and what is already taken, by month, leaving one request out."""
    rows = tx.session.execute(
        select(PoolMonth).where(PoolMonth.pool_id == pool_id, PoolMonth.month.in_(months)).with_for_update()
    ).scalars()
    capacity, taken = {}, {}
    for one in rows:
        capacity[one.month] = one.capacity - one.leave
        taken[one.month] = one.committed
    confirmed = tx.session.execute(
        select(RequestMonth.month, func.sum(RequestMonth.confirmed))
        .join(ResourceRequest, ResourceRequest.id == RequestMonth.request_id)
        .where(
            ResourceRequest.pool_id == pool_id,
            ResourceRequest.state != "withdrawn",
            ResourceRequest.id != without,
            RequestMonth.month.in_(months),
        )
        .group_by(RequestMonth.month)
    )
    for month, time in confirmed:
        taken[month] = taken.get(month, 0) + int(time)
    return capacity, taken


def _confirm_months(tx: Transaction, row: ResourceRequest, given: AnswerGiven) -> None:
    taken = given.answer in (RequestAnswer.CONFIRMED, RequestAnswer.PART_CONFIRMED)
    for one in _months_of(tx, row.id):
        one.confirmed = given.confirmed.get(one.month, 0) if taken else 0
    tx.session.flush()


def _tell_managers(tx: Transaction, proposal: Proposal, pool: Pool, request_id: UUID) -> None:
    title = "a restricted proposal" if proposal.restricted else f"{proposal.ref} ‘{proposal.title}’"
    for person_id in _managers(tx, pool.id):
        tx.notify(
            person_id,
            kind="request",
            subject=f"Can {pool.name} help with {title}?",
            body="Someone has asked for your team’s time. Say yes, offer something else, or say why not.",
            href=f"/resources/requests/{request_id}",
            proposal_id=None if proposal.restricted else proposal.id,
        )


def _managers(tx: Transaction, pool_id: UUID) -> list[UUID]:
    """The people who answer for a pool today."""
    today = tx.ctx.today
    rows = tx.session.execute(
        select(RoleGrant.person_id)
        .where(
            RoleGrant.role == Role.RESOURCE_MANAGER,
            or_(RoleGrant.pool_id == pool_id, RoleGrant.pool_id.is_(None)),
            RoleGrant.starts <= today,
            or_(RoleGrant.ends.is_(None), RoleGrant.ends >= today),
        )
        .distinct()
    ).scalars()
    return sorted(rows)


def _tell_author(tx: Transaction, proposal: Proposal, facts: ProposalFacts, words: str, reason: str) -> None:
    for person_id in sorted({person for person, part in facts.parts if part in (Part.AUTHOR, Part.PROPOSER)}):
        tx.notify(
            person_id,
            kind="request_answered",
            subject=f"{proposal.ref}: your request for time was answered",
            body="Sign in to read it." if proposal.restricted else f"{words}. {reason}".strip(),
            href=f"/proposals/{proposal.ref}/resources",
            proposal_id=proposal.id,
        )
