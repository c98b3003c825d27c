"""Work that is due by the clock, each piece once: reminders of conditions, pauses and requests; statuses brought up to date."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, or_, select, true
from sqlalchemy.dialects.postgresql import insert

from changeportal.data.actors import actor_of
from changeportal.data.holders import holders
from changeportal.data.models.gateways import Condition, Decision
from changeportal.data.models.people import RoleGrant
from changeportal.data.models.plumbing import IdempotencyKey, ScheduleRun
from changeportal.data.models.proposals import Proposal, ProposalPerson
from changeportal.data.models.resourcing import Pool, ResourceRequest
from changeportal.data.models.savings import Saving
from changeportal.data.session import db
from changeportal.data.visibility import visible_to
from changeportal.domain.conditions import DAYS_TO_BOARD
from changeportal.domain.people import Actor
from changeportal.domain.permissions import RULES, Permission
from changeportal.domain.terms import Part, Role, Stage, Status
from changeportal.services.attachments import erase_removed
from changeportal.services.boards.overdue import bring_overdue
from changeportal.services.context import Context
from changeportal.services.resourcing.asking import managers_of
from changeportal.services.transaction import Transaction, transaction

SYSTEM = Actor(UUID(int=0), "The system", "", ())
BEFORE_DUE = timedelta(days=7)
UNANSWERED = timedelta(days=7)
KEYS_KEPT = timedelta(days=7)
BATCH = 25
Piece = Callable[[Transaction], None]


def run_due() -> int:
    """Run every piece that has not run today; how many ran. Two at once never run the same piece."""
    now = db.session.execute(select(func.app_now())).scalar_one()
    db.session.rollback()
    for name, by_batches in LONG.items():
        if not _ran(name, now):
            by_batches(now)
    return sum(_once(name, piece, now) for name, piece in [*PIECES.items(), *((name, None) for name in LONG)])


def _due(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _ran(name: str, now: datetime) -> bool:
    found = db.session.get(ScheduleRun, (name, _due(now)))
    db.session.rollback()
    return found is not None


def _once(name: str, piece: Piece | None, now: datetime) -> int:
    due = _due(now)
    with transaction(Context(SYSTEM, f"schedule-{name}", now)) as tx:
        mine = tx.session.execute(
            insert(ScheduleRun)
            .values(name=name, due_at=due, started_at=now, finished_at=now, attempts=1)
            .on_conflict_do_nothing()
            .returning(ScheduleRun.name)
        ).first()
        if mine is None:
            return 0
        if piece:
            piece(tx)
        return 1


def _tell(tx: Transaction, person_id: UUID, proposal: Proposal, subject: str, body: str, href: str) -> None:
    """One reminder; a restricted proposal is told without its words."""
    words = "Sign in to read it." if proposal.restricted else body
    tx.notify(
        person_id, kind="reminder", subject=f"{proposal.ref}: {subject}", body=words, href=href, proposal_id=proposal.id
    )


def remind_of_conditions(tx: Transaction) -> None:
    """A week before and the day after it was due to its owner; after two weeks to the board's secretary."""
    today = tx.ctx.today
    days = [today + BEFORE_DUE, today - timedelta(days=1), today - timedelta(days=DAYS_TO_BOARD + 1)]
    rows = tx.session.execute(
        select(Condition, Proposal, Decision.board_id)
        .join(Proposal, Proposal.id == Condition.proposal_id)
        .join(Decision, Decision.id == Condition.decision_id)
        .where(Condition.met_at.is_(None), Condition.due.in_(days))
        .order_by(Condition.id)
    ).all()
    for row in rows:
        one, proposal = row.Condition, row.Proposal
        href = f"/proposals/{proposal.ref}/conditions/{one.id}"
        late = one.due < today
        subject = "a condition is overdue" if late else "a condition is due in a week"
        to = _secretaries(tx) if (today - one.due).days > DAYS_TO_BOARD else [one.owner_id]
        for person_id in to:
            _tell(tx, person_id, proposal, subject, f"{one.text}, due on {one.due:%-d %B %Y}", href)


def _secretaries(tx: Transaction) -> list[UUID]:
    return holders(tx.session, tx.ctx.today, RoleGrant.role == Role.SECRETARY)


def remind_of_pauses(tx: Transaction) -> None:
    """On the day until which a proposal is paused, or its test ends, its author looks at it again."""
    today = tx.ctx.today
    rows = tx.session.execute(
        select(Proposal, ProposalPerson.person_id)
        .join(ProposalPerson, ProposalPerson.proposal_id == Proposal.id)
        .where(
            ProposalPerson.part == Part.AUTHOR,
            ProposalPerson.ended_at.is_(None),
            or_(
                (Proposal.status == Status.PAUSED) & (Proposal.paused_until == today),
                (Proposal.status == Status.IN_TEST) & (Proposal.test_until == today),
            ),
        )
        .order_by(Proposal.id)
    ).all()
    for row in rows:
        subject = "the pause ends today" if row.Proposal.status is Status.PAUSED else "the test ends today"
        _tell(tx, row.person_id, row.Proposal, subject, "Decide what happens now.", f"/proposals/{row.Proposal.ref}")


def remind_of_requests(tx: Transaction) -> None:
    """A request for time that waits for a week: its team's managers hear of it once more."""
    day = tx.ctx.now - UNANSWERED
    rows = tx.session.execute(
        select(ResourceRequest.id, Pool.id.label("pool_id"), Pool.name, Proposal)
        .join(Pool, Pool.id == ResourceRequest.pool_id)
        .join(Proposal, Proposal.id == ResourceRequest.proposal_id)
        .where(
            ResourceRequest.state == "asked",
            ResourceRequest.asked_at <= day,
            ResourceRequest.asked_at > day - timedelta(days=1),
        )
        .order_by(ResourceRequest.id)
    ).all()
    for row in rows:
        for person_id in managers_of(tx, row.pool_id):
            href = f"/resources/requests/{row.id}"
            _tell(
                tx,
                person_id,
                row.Proposal,
                "a request for time still waits",
                f"{row.name} were asked a week ago.",
                href,
            )


def remind_of_call_in(tx: Transaction) -> None:
    """The day after a call-in period ended: the clerks can record that the work may start, or what scrutiny decided.

    Of a restricted proposal hear those who may let the work start and may know of it, without a word of it.
    """
    rows = tx.session.execute(
        select(Decision.number, Proposal)
        .join(Proposal, Proposal.id == Decision.proposal_id)
        .where(
            Decision.call_in_until == tx.ctx.today - timedelta(days=1),
            Proposal.stage == Stage.BENEFITS,
        )
        .order_by(Decision.id)
    ).all()
    for row in rows:
        for person_id in _who_may_know(tx, row.Proposal) if row.Proposal.restricted else _secretaries(tx):
            words = f"The call-in period of {row.number} is over. See whether it can be authorised to start."
            href = f"/proposals/{row.Proposal.ref}/decisions"
            _tell(tx, person_id, row.Proposal, "the call-in period is over", words, href)


def _who_may_know(tx: Transaction, proposal: Proposal) -> list[UUID]:
    """Those who may let its work start and may know of it."""
    found = holders(tx.session, tx.ctx.today, RoleGrant.role.in_(sorted(RULES[Permission.PLAN_AUTHORISE].roles)))
    return [person_id for person_id in found if _sees(tx, person_id, proposal)]


def _sees(tx: Transaction, person_id: UUID, proposal: Proposal) -> bool:
    who = actor_of(tx.session, person_id, tx.ctx.today)
    seen = who and tx.session.execute(select(Proposal.id).where(Proposal.id == proposal.id, visible_to(who))).first()
    return bool(seen)


def refresh_statuses(now: datetime) -> None:
    """A new day may make a saving due or its year over: the statuses of live savings are worked out again.

    A batch at a time, each in a transaction of its own, so that nobody waits long; when it is cut off it starts again.
    No row is locked: the tail's lock puts it before or after whoever is changing a saving, and they count theirs too.
    """
    last: UUID | None = None
    while True:
        with transaction(Context(SYSTEM, "schedule-statuses", now)) as tx:
            after = Saving.id > last if last else true()
            found = select(Saving.id).where(Saving.state == "live", after).order_by(Saving.id).limit(BATCH)
            ids = tx.session.execute(found).scalars().all()
            for saving_id in ids:
                tx.touch_saving(saving_id)
        if not ids:
            return
        last = ids[-1]


def sweep_keys(tx: Transaction) -> None:
    """One-time keys of forms older than a week."""
    tx.session.execute(delete(IdempotencyKey).where(IdempotencyKey.at < tx.ctx.now - KEYS_KEPT))


LONG: dict[str, Callable[[datetime], None]] = {"statuses": refresh_statuses}
PIECES: dict[str, Piece] = {
    "conditions": remind_of_conditions,
    "overdue": bring_overdue,
    "pauses": remind_of_pauses,
    "requests": remind_of_requests,
    "call_in": remind_of_call_in,
    "keys": sweep_keys,
    "files": erase_removed,
}
