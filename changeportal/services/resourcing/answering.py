"""Answering a request for time: four answers, and what goes over capacity is meant and has a reason."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from changeportal.data.models.proposals import Proposal
from changeportal.data.models.resourcing import Pool, PoolMonth, RequestMonth, RequestReply, ResourceRequest
from changeportal.data.proposal_facts import facts_of, facts_statement
from changeportal.domain.errors import Invalid, NotFound, Refused
from changeportal.domain.permission_facts import ProposalFacts, RequestFacts
from changeportal.domain.permissions import Permission, require
from changeportal.domain.resourcing import AnswerGiven, answer_problems, over_capacity_words
from changeportal.domain.terms import ENDED_STATUSES, Part, RequestAnswer
from changeportal.services import events
from changeportal.services.context import Context
from changeportal.services.resourcing.asking import locked_request
from changeportal.services.resourcing.counting import recount
from changeportal.services.transaction import Transaction, transaction


@dataclass(frozen=True, slots=True)
class Answer:
    """What a resource manager says to a request, at the version they saw."""

    request_id: UUID
    expected_version: int | None
    given: AnswerGiven
    over_capacity_agreed: bool = False


class NeedsAgreement(Invalid):
    """The answer goes over capacity: the person must say that they mean it. ``question`` is asked on its own page."""

    def __init__(self, question: str, problem: str = "") -> None:
        super().__init__({"reason": problem} if problem else {})
        self.question = question


def answer_request(ctx: Context, command: Answer) -> str:
    """Answer a request; the author hears it. Returns the proposal's reference."""
    with transaction(ctx) as tx:
        proposal = _proposal(tx, command.request_id)
        row = locked_request(tx, command.request_id, command.expected_version)
        pool = tx.session.get_one(Pool, row.pool_id)
        facts = facts_of(tx.session.execute(facts_statement(ctx.today, Proposal.id == proposal.id)).one())
        said = require(ctx.actor, Permission.RESOURCE_ANSWER, RequestFacts(pool_id=row.pool_id))
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
        tx.session.flush()
        recount(tx, proposal)
        words = f"{pool.name}: {command.given.answer.value.replace('_', ' ')}"
        events.record(tx, proposal, "answered_request", words, payload={"pool": pool.slug}, acting_for=said.acting_for)
        _tell_author(tx, proposal, facts, words, command.given.reason)
        return proposal.ref


def _proposal(tx: Transaction, request_id: UUID) -> Proposal:
    """The proposal of a request, locked before the request as wherever both are held."""
    proposal = tx.session.execute(
        select(Proposal)
        .join(ResourceRequest, ResourceRequest.proposal_id == Proposal.id)
        .where(ResourceRequest.id == request_id)
        .with_for_update(of=Proposal)
    ).scalar_one_or_none()
    if proposal is None:
        raise NotFound
    return proposal


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
        raise NeedsAgreement(over, problem)
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
