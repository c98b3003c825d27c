"""The steps before a body meets and whether they are done, and pre-election periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select

from changeportal.data.models.boards import Board
from changeportal.data.models.lawful import ClearanceMark, ClearanceStep, PreElectionPeriod
from changeportal.domain.clearance import Step
from changeportal.domain.errors import Invalid, NotFound, Refused
from changeportal.domain.permission_facts import MeetingFacts
from changeportal.domain.permissions import Permission, require
from changeportal.services.boards.places import At, board_facts, item_of, open_meeting, waiting_item
from changeportal.services.context import Context
from changeportal.services.transaction import Transaction, transaction

MOST_DAYS = 250


@dataclass(frozen=True, slots=True)
class NewPeriod:
    """A pre-election period."""

    title: str
    starts: date
    ends: date


def set_steps(ctx: Context, slug: str, steps: Sequence[Step]) -> None:
    """Replace the steps of a body as a whole."""
    with transaction(ctx) as tx:
        board = tx.session.execute(select(Board).where(Board.slug == slug).with_for_update()).scalar_one_or_none()
        if board is None:
            raise NotFound
        require(ctx.actor, Permission.BOARD_MANAGE, MeetingFacts(board_id=board.id))
        wrong = {
            f"days_{n}": f"Enter working days from 1 to {MOST_DAYS}"
            for n, one in enumerate(steps, start=1)
            if not 1 <= one.working_days <= MOST_DAYS
        }
        if wrong:
            raise Invalid(wrong)
        tx.session.execute(delete(ClearanceStep).where(ClearanceStep.board_id == board.id))
        tx.session.add_all(
            ClearanceStep(board_id=board.id, n=n, title=one.title, working_days=one.working_days, whose=one.whose)
            for n, one in enumerate(steps, start=1)
        )
        tx.session.flush()
        kept = [[one.title, one.working_days, one.whose] for one in steps]
        tx.audit("clearance_set", "board", board.id, {"steps": kept})


def mark_step(ctx: Context, at: At, n: int, title: str, *, done: bool) -> None:
    """Say that a step is done for item ``n``, or that it is not after all. Whoever may manage the board may."""
    with transaction(ctx) as tx:
        place = item_of(tx, at, n)
        require(ctx.actor, Permission.BOARD_MANAGE, board_facts(place.board, place.held))
        open_meeting(place)
        waiting_item(place)
        step = tx.session.execute(
            select(ClearanceStep.title).where(ClearanceStep.board_id == place.board.id, ClearanceStep.title == title)
        ).first()
        if step is None or place.item.round_id is None:
            raise NotFound
        if _is_done(tx, place.item.round_id, title) is done:
            raise Refused("marked", "This step is done already." if done else "This step is not done yet.")
        tx.add(ClearanceMark(round_id=place.item.round_id, title=title, done=done, by_id=ctx.actor.id, at=ctx.now))
        tx.audit("clearance_marked", "agenda_item", place.item.id, {"n": n, "step": title, "done": done})


def _is_done(tx: Transaction, round_id: UUID, title: str) -> bool:
    newest = tx.session.execute(
        select(ClearanceMark.done)
        .where(ClearanceMark.round_id == round_id, ClearanceMark.title == title)
        .order_by(ClearanceMark.at.desc(), ClearanceMark.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return bool(newest)


def add_period(ctx: Context, new: NewPeriod) -> None:
    """Mark a pre-election period in the calendar. The monitoring officer or a clerk may."""
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.NOTICE_PUBLISH)
        if not new.title.strip():
            raise Invalid({"title": "Enter which election"})
        if new.ends < new.starts:
            raise Invalid({"ends": "The last day must not be before the first"})
        row = PreElectionPeriod(
            title=new.title.strip(), starts=new.starts, ends=new.ends, by_id=ctx.actor.id, at=ctx.now
        )
        tx.add(row)
        tx.audit(
            "period_added", "pre_election_period", row.id, {"title": row.title, "from": new.starts, "to": new.ends}
        )


def remove_period(ctx: Context, period_id: UUID) -> None:
    """Take a period off the calendar."""
    with transaction(ctx) as tx:
        require(ctx.actor, Permission.NOTICE_PUBLISH)
        row = tx.session.get(PreElectionPeriod, period_id)
        if row is None:
            raise NotFound
        tx.audit("period_removed", "pre_election_period", row.id, {"title": row.title})
        tx.session.delete(row)
        tx.session.flush()
